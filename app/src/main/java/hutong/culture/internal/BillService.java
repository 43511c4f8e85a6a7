package hutong.culture.internal;

import hutong.booking.Cancellation;
import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.culture.Visit;
import hutong.culture.internal.BillStore.State;
import hutong.identity.Actor;
import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.partners.Partner;
import hutong.partners.Partners;
import hutong.payment.Bill;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Payments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Bills of tickets with a price. Places are held while one pays; the payment makes them tickets,
/// and a payment that comes too late goes back.
@Service
class BillService {

  private static final int NUMBER = 12;
  private static final int WHOLE = 100;

  /// What can be paid now, and until when.
  record Due(PaymentId till, Money total, Instant until) {}

  private final BillStore store;
  private final Reservations reservations;
  private final Payments payments;
  private final Partners partners;
  private final InstantSource clock;

  BillService(
      BillStore store,
      Reservations reservations,
      Payments payments,
      Partners partners,
      InstantSource clock) {
    this.store = store;
    this.reservations = reservations;
    this.payments = payments;
    this.partners = partners;
    this.clock = clock;
  }

  /// What is due for a visit whose places are held; empty when nothing is, or not any more. A
  /// payment that was made meanwhile counts.
  @Transactional
  public Optional<Due> due(Actor actor, Visit visit) {
    var reservation = visit.reservation();
    if (!held(reservation)) {
      return Optional.empty();
    }
    var until = reservation.reservedAt().plus(visit.museum().payment().hold());
    var bill =
        new BillStore.Row(
            number(reservation.id()),
            reservation.id(),
            new BillStore.Payer(actor.account(), actor.traveller()),
            new BillStore.Terms(
                visit.museum().key(), visit.price(), visit.museum().payment().refundPercent()),
            reservation.tickets().size(),
            null,
            State.DUE,
            until);
    store.add(bill, clock.instant());
    return store.lock(bill.number()).flatMap(this::due);
  }

  private Optional<Due> due(BillStore.Row bill) {
    var merchant = partners.findByKey(bill.terms().museum());
    boolean over = bill.state() != State.DUE || !clock.instant().isBefore(bill.dueUntil());
    if (over || merchant.isEmpty()) {
      return Optional.empty();
    }
    var till = bill.payment();
    var payment = till == null ? Optional.<Payment>empty() : payments.find(till);
    if (payment.isPresent() && payment.get().status().isPaid()) {
      paid(payment.get().id());
      return Optional.empty();
    }
    boolean open =
        payment
            .map(Payment::status)
            .filter(each -> each == PaymentStatus.CREATED || each == PaymentStatus.PENDING)
            .isPresent();
    var id = open && till != null ? till : open(bill, merchant.get());
    return Optional.of(new Due(id, bill.total(), bill.dueUntil()));
  }

  private PaymentId open(BillStore.Row bill, Partner merchant) {
    var id =
        payments.openTill(
            bill.payer().account(),
            bill.payer().person(),
            new Bill(merchant.id(), bill.total(), bill.number(), "/tickets/" + bill.reservation()));
    store.openTill(bill.number(), id);
    return id;
  }

  private static boolean held(Reservation reservation) {
    return reservation.tickets().stream().anyMatch(t -> t.state() == TicketState.HELD);
  }

  static String number(ReservationId reservation) {
    var hex = reservation.value().toString().replace("-", "");
    return "T-" + hex.substring(hex.length() - NUMBER).toUpperCase(Locale.ROOT);
  }

  @Transactional(readOnly = true)
  public Optional<State> state(ReservationId reservation) {
    return store.find(reservation).map(BillStore.Row::state);
  }

  /// Whether this very reservation was paid for.
  @Transactional(readOnly = true)
  public boolean isPaid(ReservationId reservation) {
    return state(reservation).filter(State.PAID::equals).isPresent();
  }

  /// A payment is through: when it pays one of our bills, the places become tickets. What is too
  /// little, too late, or paid twice goes back whole; what is too much, in part.
  @Transactional
  public void paid(PaymentId id) {
    var payment = payments.find(id).filter(each -> each.status().isPaid());
    var bill = payments.findBill(id).flatMap(store::lock);
    if (payment.isEmpty() || bill.isEmpty()) {
      return;
    }
    var price = payment.get().price();
    var museum = partners.findByKey(bill.get().terms().museum()).map(Partner::id);
    if (price == null || museum.filter(key -> key.equals(payment.get().merchant())).isEmpty()) {
      return; // somebody else's bill of the same number
    }
    if (bill.get().state() == State.PAID && id.equals(bill.get().payment())) {
      return;
    }
    var now = clock.instant();
    var total = bill.get().total();
    boolean enough = bill.get().places() > 0 && price.amount().compareTo(total) >= 0;
    boolean taken =
        enough
            && bill.get().state() == State.DUE
            && reservations.confirm(bill.get().reservation())
            && store.paid(bill.get().number(), id, now);
    var back =
        taken
            ? new Money(price.amount().minor() - total.minor(), total.currency())
            : price.amount();
    want(id, "rest", back, now);
  }

  private void want(PaymentId payment, String what, Money amount, Instant now) {
    if (amount.isPositive()) {
      var name = payment + " " + what;
      var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
      store.want(new BillStore.Refund(id, payment, amount), now);
    }
  }

  /// Gives tickets back, all that stand or these; what was paid for them follows, as far as the
  /// museum's rule says.
  @Transactional
  public Cancellation cancel(AccountId account, ReservationId id, Collection<TicketId> tickets) {
    var bill = store.find(id).flatMap(found -> store.lock(found.number()));
    var ended =
        tickets.isEmpty()
            ? reservations.cancel(account, id)
            : reservations.cancel(account, id, tickets);
    if (ended instanceof Cancellation.Cancelled(_, var gone)) {
      bill.ifPresent(found -> shrink(found, gone));
    }
    return ended;
  }

  private void shrink(BillStore.Row bill, List<TicketId> gone) {
    var now = clock.instant();
    store.shrink(bill.number(), gone.size());
    var payment = bill.payment();
    if (payment == null) {
      return;
    }
    switch (bill.state()) {
      case DUE -> payments.closeTill(payment);
      case PAID -> {
        var each = bill.terms().each();
        var back = new Money(each.minor() * bill.terms().refundPercent() / WHOLE, each.currency());
        gone.forEach(ticket -> want(payment, ticket.toString(), back, now));
      }
      case ENDED -> {}
    }
  }

  /// Closes the tills of bills that were not paid in time; says how many.
  @Transactional
  public int runOut() {
    var over = store.runOut(clock.instant());
    for (var bill : over) {
      var till = bill.payment();
      if (till != null) {
        payments.closeTill(till);
      }
    }
    return over.size();
  }

  /// Refunds that are due, each for one try.
  @Transactional
  public List<BillStore.Refund> takeRefunds() {
    return store.takeRefunds(clock.instant());
  }

  @Transactional
  public void endRefund(UUID id, String state) {
    store.endRefund(id, state);
  }
}
