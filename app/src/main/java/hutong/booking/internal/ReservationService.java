package hutong.booking.internal;

import hutong.booking.Admission;
import hutong.booking.Attempt;
import hutong.booking.Cancellation;
import hutong.booking.NewReservation;
import hutong.booking.Offer;
import hutong.booking.Reservation;
import hutong.booking.ReservationCancelled;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.booking.SlotCount;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.booking.TicketsEnded;
import hutong.identity.Document;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.vault.KeyedIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Service
class ReservationService implements Reservations {

  private final BookingStore store;
  private final Lanes lanes;
  private final KeyedIndex index;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  ReservationService(
      BookingStore store,
      Lanes lanes,
      KeyedIndex index,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.lanes = lanes;
    this.index = index;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Attempt reserve(Offer offer, NewReservation wish) {
    var now = clock.instant();
    int most = Math.min(offer.rules().partyMost(), BookingLimits.PARTY);
    if (wish.party().size() > most) {
      return new Attempt.PartyTooLarge(most);
    }
    if (now.isBefore(offer.opensAt())) {
      return new Attempt.NotOpenYet(offer.opensAt());
    }
    var ends = offer.slot(wish.slot()).endsAt();
    var closes = ends.isBefore(offer.closesAt()) ? ends : offer.closesAt();
    if (!now.isBefore(closes)) {
      return new Attempt.Closed(closes);
    }
    return lanes.ask(offer, new Asked(wish, wish.party().stream().map(this::seat).toList(), now));
  }

  private Asked.Seat seat(NewReservation.Guest guest) {
    var ticket = TicketId.random();
    var number = Ticket.normalised(guest.document().number().reveal(Purpose.BOOKING));
    return new Asked.Seat(
        ticket,
        guest.person(),
        HexFormat.of().formatHex(documentIndex(guest.document(), number)),
        HexFormat.of().formatHex(numberIndex(number)),
        Ticket.markOf(ticket, number));
  }

  private byte[] documentIndex(Document document, String number) {
    return index.of("booking.document", document.kind() + " " + document.issuer() + " " + number);
  }

  private byte[] numberIndex(String number) {
    return index.of("booking.number", number);
  }

  @Override
  @Transactional
  public boolean confirm(ReservationId reservation) {
    var held = store.find(reservation).map(ReservationService::ids).orElse(List.of());
    return !store
        .change(reservation, held, TicketState.HELD, TicketState.RESERVED, clock.instant())
        .isEmpty();
  }

  @Override
  @Transactional
  public Cancellation cancel(AccountId account, ReservationId id) {
    return cancel(account, id, find(account, id).map(ReservationService::ids).orElse(List.of()));
  }

  private static List<TicketId> ids(Reservation reservation) {
    return reservation.tickets().stream().map(Ticket::id).toList();
  }

  @Override
  @Transactional
  public Cancellation cancel(AccountId account, ReservationId id, Collection<TicketId> chosen) {
    var now = clock.instant();
    var found = find(account, id);
    if (found.isEmpty()) {
      return new Cancellation.NotFound();
    }
    var reservation = found.get();
    if (!reservation.stands()) {
      return new Cancellation.AlreadyEnded(reservation);
    }
    if (now.isAfter(reservation.cancelUntil())) {
      return new Cancellation.TooLate(reservation.cancelUntil());
    }
    var ended = free(reservation, chosen, TicketState.CANCELLED, now);
    var after = store.find(id).orElseThrow();
    if (ended.isEmpty()) {
      return new Cancellation.AlreadyEnded(after);
    }
    events.publishEvent(
        after.stands()
            ? new TicketsEnded(ended, TicketState.CANCELLED, now)
            : new ReservationCancelled(id, now));
    return new Cancellation.Cancelled(after, ended);
  }

  /// Frees the places of those tickets that still stand; says which.
  private List<TicketId> free(
      Reservation reservation, Collection<TicketId> chosen, TicketState to, Instant now) {
    store.lockDay(reservation.venue(), reservation.day());
    var changed =
        new ArrayList<>(store.change(reservation.id(), chosen, TicketState.HELD, to, now));
    if (to == TicketState.CANCELLED) {
      changed.addAll(store.change(reservation.id(), chosen, TicketState.RESERVED, to, now));
    }
    if (changed.isEmpty()) {
      return List.of();
    }
    store.free(reservation, changed.size());
    var holders = new ArrayList<String>();
    changed.forEach(ticket -> holders.add(DayLedger.documentHolder(ticket.document())));
    var left =
        store.find(reservation.id()).orElseThrow().tickets().stream()
            .filter(ticket -> ticket.state().takesAPlace());
    if (left.findAny().isEmpty()) {
      holders.add(reservation.account().toString());
    }
    store.giveQuotaBack(reservation.venue(), reservation.day(), holders);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            lanes.forget(reservation.venue(), reservation.day());
          }
        });
    return changed.stream().map(BookingStore.Changed::ticket).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Reservation> listOf(PersonId person) {
    return store.list(person);
  }

  /// Gives back what an erased person still could have used, and forgets which document it was.
  @Transactional
  public void forget(PersonId person) {
    var now = clock.instant();
    for (var reservation : store.list(person)) {
      if (reservation.stands() && now.isBefore(reservation.cancelUntil())) {
        var ended = free(reservation, ids(reservation), TicketState.CANCELLED, now);
        events.publishEvent(new TicketsEnded(ended, TicketState.CANCELLED, now));
      }
    }
    store.blind(person);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Reservation> find(AccountId account, ReservationId reservation) {
    return store.find(reservation).filter(found -> found.account().equals(account));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Reservation> list(AccountId account) {
    return store.list(account);
  }

  @Override
  @Transactional(readOnly = true)
  public Map<LocalDate, List<SlotCount>> counts(String venue, LocalDate from, LocalDate to) {
    return store.counts(venue, from, to);
  }

  @Override
  @Transactional
  public Admission admit(String venue, TicketId id) {
    var now = clock.instant();
    var today = Beijing.day(now);
    if (store.use(venue, id, today, now)) {
      events.publishEvent(new TicketsEnded(List.of(id), TicketState.USED, now));
      return new Admission.Admitted(ticket(venue, id).orElseThrow());
    }
    return ticket(venue, id).map(ticket -> refusal(ticket, today)).orElse(new Admission.NotFound());
  }

  private static Admission refusal(Ticket ticket, LocalDate today) {
    return switch (ticket.state()) {
      case USED -> new Admission.AlreadyUsed(ticket, ticket.changedAt());
      case RESERVED ->
          ticket.day().equals(today)
              ? new Admission.NotStanding(ticket)
              : new Admission.WrongDay(ticket, ticket.day());
      case HELD, CANCELLED, NO_SHOW, EXPIRED -> new Admission.NotStanding(ticket);
    };
  }

  private Optional<Ticket> ticket(String venue, TicketId id) {
    return findByTicket(venue, id)
        .flatMap(r -> r.tickets().stream().filter(t -> t.id().equals(id)).findFirst());
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Reservation> findByTicket(String venue, TicketId ticket) {
    return store.findByTicket(venue, ticket).flatMap(store::find);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Reservation> search(String venue, LocalDate day, String documentNumber) {
    return store.search(venue, day, numberIndex(Ticket.normalised(documentNumber))).stream()
        .flatMap(id -> store.find(id).stream())
        .toList();
  }

  /// Ends one hold that ran out.
  @Transactional
  public void expire(ReservationId id) {
    var now = clock.instant();
    var reservation = store.find(id).orElseThrow();
    var ended = free(reservation, ids(reservation), TicketState.EXPIRED, now);
    if (!ended.isEmpty()) {
      events.publishEvent(new TicketsEnded(ended, TicketState.EXPIRED, now));
    }
  }

  /// The reservations whose hold ran out.
  @Transactional(readOnly = true)
  public List<ReservationId> runOut() {
    return store.expired(clock.instant());
  }

  /// Marks tickets nobody came with, so many at a time; says how many.
  @Transactional
  public int miss() {
    var now = clock.instant();
    var missed = store.miss(Beijing.day(now), now);
    if (!missed.isEmpty()) {
      events.publishEvent(new TicketsEnded(missed, TicketState.NO_SHOW, now));
    }
    return missed.size();
  }
}
