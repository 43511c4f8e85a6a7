package hutong.booking.internal;

import hutong.booking.Attempt;
import hutong.booking.Offer;
import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.ReservationsMade;
import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.booking.internal.DayLedger.QuotaKey;
import hutong.kernel.Beijing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Settles many wishes for one day in one transaction: some six statements, however many wishes.
///
/// A commit per batch is what lets a slot of 10,000 go in seconds; `SaleTest` prints how many.
@Service
class SaleService {

  private static final Comparator<QuotaKey> IN_LOCK_ORDER =
      Comparator.comparing(QuotaKey::holder)
          .thenComparing(key -> key.period().name())
          .thenComparing(QuotaKey::begins);

  private final SaleStore store;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  SaleService(SaleStore store, ApplicationEventPublisher events, InstantSource clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /// What became of a batch, and what is left of each slot now.
  record Settled(List<Attempt> answers, Map<String, Integer> left) {}

  /// An answer for each wish, in the same order.
  @Transactional
  public Settled settle(Offer offer, List<Asked> batch) {
    var now = clock.instant();
    var ledger = open(offer);
    fill(ledger, offer, batch, now);

    var answers = new ArrayList<Attempt>();
    var granted = new ArrayList<Asked>();
    for (var asked : batch) {
      var refusal = ledger.refusal(asked);
      if (refusal.isPresent()) {
        answers.add(refusal.get());
      } else {
        ledger.take(asked);
        granted.add(asked);
        answers.add(new Attempt.Reserved(reservation(offer, asked, now)));
      }
    }
    if (!granted.isEmpty()) {
      write(ledger, offer, granted, now);
    }
    var left = new TreeMap<String, Integer>();
    offer.slots().forEach(slot -> left.put(slot.name(), ledger.left(slot.name())));
    return new Settled(answers, left);
  }

  /// Locks the day, making or resizing it as the offer says.
  private DayLedger open(Offer offer) {
    var day = store.lockDay(offer);
    if (day.isEmpty() || day.get().capacity() != offer.capacity()) {
      store.openDay(offer);
      day = store.lockDay(offer);
    }
    var slots = store.slots(offer);
    for (var slot : offer.slots()) {
      var stored = slots.get(slot.name());
      if (stored == null || stored.capacity() != slot.capacity()) {
        store.openSlot(offer, slot);
        slots = store.slots(offer);
      }
    }
    var ledger = new DayLedger(offer, day.orElseThrow().left());
    slots.forEach((name, counter) -> ledger.slotHas(name, counter.left()));
    return ledger;
  }

  private void fill(DayLedger ledger, Offer offer, List<Asked> batch, Instant now) {
    var documents = new HashSet<String>();
    var quotas = new TreeMap<QuotaKey, Integer>(IN_LOCK_ORDER);
    for (var asked : batch) {
      asked.seats.forEach(seat -> documents.add(seat.document()));
      for (var quota : offer.rules().quotas()) {
        DayLedger.keys(
                List.of(quota),
                offer.day(),
                asked.account(),
                asked.seats.stream().map(Asked.Seat::document).toList())
            .forEach(key -> quotas.put(key, quota.most()));
      }
    }
    store.holders(offer, documents).forEach(ledger::holds);
    if (!quotas.isEmpty()) {
      store.lockQuotas(offer, quotas).forEach(ledger::hasUsed);
    }
    var noShows = offer.rules().noShows();
    if (noShows.counted()) {
      var since = Beijing.day(now).minusDays(noShows.days());
      store
          .missed(offer, documents, since)
          .forEach(
              (document, days) -> {
                if (days.size() >= noShows.count()) {
                  var oldest = days.get(noShows.count() - 1);
                  ledger.waits(document, oldest.plusDays(noShows.days()));
                }
              });
    }
  }

  private void write(DayLedger ledger, Offer offer, List<Asked> granted, Instant now) {
    store.sell(offer, granted, ledger.sold(), now);
    if (!ledger.spent().isEmpty()) {
      store.spendQuotas(offer, ledger.spent());
    }
    List<ReservationId> ids = granted.stream().map(asked -> asked.reservation).toList();
    events.publishEvent(new ReservationsMade(ids, now));
  }

  private static Reservation reservation(Offer offer, Asked asked, Instant now) {
    var state = asked.held() ? TicketState.HELD : TicketState.RESERVED;
    var tickets =
        asked.seats.stream()
            .map(
                seat ->
                    new Ticket(
                        seat.ticket(),
                        asked.reservation,
                        seat.person(),
                        offer.venue(),
                        offer.day(),
                        seat.mark(),
                        state,
                        now))
            .toList();
    return new Reservation(
        asked.reservation,
        asked.account(),
        offer.venue(),
        offer.day(),
        asked.slot(),
        offer.cancelUntil(),
        now,
        tickets);
  }
}
