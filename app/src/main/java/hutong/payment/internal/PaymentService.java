package hutong.payment.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Actor;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.ledger.Ledger;
import hutong.ledger.NewAccount;
import hutong.ledger.Settlement;
import hutong.ledger.Transfer;
import hutong.ledger.TransferOutcome;
import hutong.partners.PartnerId;
import hutong.payment.Bill;
import hutong.payment.BillPaid;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentPosted;
import hutong.payment.PaymentStatus;
import hutong.payment.Payments;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import hutong.payment.internal.RailGateway.ChargeAnswer;
import hutong.payment.internal.RailGateway.ChargeAnswer.ActionNeeded;
import hutong.payment.internal.RailGateway.ChargeAnswer.Declined;
import hutong.payment.internal.RailGateway.ChargeAnswer.NotFound;
import hutong.payment.internal.RailGateway.ChargeAnswer.Processing;
import hutong.payment.internal.RailGateway.ChargeAnswer.Taken;
import hutong.payment.internal.RailGateway.ChargeAnswer.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The steps of a payment, each a transaction. What happens between two of them, the network and
/// power cuts included, [Cashier] and [RecoverPaymentsJob] put right.
@Service
class PaymentService implements Payments {

  private final PaymentStore store;
  private final HelpStore help;
  private final Ledger ledger;
  private final Audit audit;
  private final ErrandStore errands;
  private final Books books;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  PaymentService(
      PaymentStore store,
      HelpStore help,
      Ledger ledger,
      Audit audit,
      ErrandStore errands,
      Books books,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.help = help;
    this.ledger = ledger;
    this.audit = audit;
    this.errands = errands;
    this.books = books;
    this.events = events;
    this.clock = clock;
  }

  /// A payment at the till: known where, perhaps how much, not yet with what.
  @Transactional
  public PaymentId openTill(
      Actor actor, PartnerId merchant, @Nullable Money amount, @Nullable String bill) {
    return openTill(new Payment.Payer(actor.account(), actor.traveller()), merchant, amount, bill);
  }

  @Override
  @Transactional
  public PaymentId openTill(AccountId account, PersonId person, Bill bill) {
    errands.add(bill);
    return openTill(
        new Payment.Payer(account, person), bill.merchant(), bill.amount(), bill.number());
  }

  @Override
  @Transactional
  public boolean closeTill(PaymentId id) {
    return store.closeTill(id);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> findBill(PaymentId id) {
    return store.find(id).map(Entry::bill);
  }

  /// The page that goes on when this is paid; empty for a payment at a shop.
  @Transactional(readOnly = true)
  public Optional<String> findErrand(Entry entry) {
    var merchant = entry.payment().merchant();
    var bill = entry.bill();
    return merchant == null || bill == null ? Optional.empty() : errands.find(merchant, bill);
  }

  private PaymentId openTill(
      Payment.Payer payer, PartnerId merchant, @Nullable Money amount, @Nullable String bill) {
    var id = PaymentId.random();
    var price =
        amount == null
            ? null
            : new Payment.Price(
                amount,
                Money.zero(amount.currency()),
                amount,
                null,
                null,
                null,
                Money.zero(amount.currency()));
    var payment =
        new Payment(
            id,
            Receipts.number(id.value()),
            payer,
            merchant,
            price,
            PaymentStatus.CREATED,
            null,
            new Payment.Times(clock.instant(), null));
    store.add(new Entry(payment, Kind.PURCHASE, null, null, null, bill, 0), null);
    return id;
  }

  @Transactional
  public boolean setAmount(PaymentId id, AccountId account, Money amount) {
    return store.setAmount(id, account, amount.minor());
  }

  /// What came of beginning a payment: it is begun now, or had been before.
  record Begun(Entry entry, boolean now) {}

  /// Writes the payment down and holds the money, before any rail is asked. A payment from the
  /// balance is decided here for good.
  @Transactional
  public Begun begin(NewCharge charge) {
    var now = clock.instant();
    var earlier = store.find(charge.id());
    if (earlier.isPresent() && earlier.get().payment().status() != PaymentStatus.CREATED) {
      return new Begun(earlier.get(), false);
    }
    boolean atOnce = charge.option().rail() == Rail.BALANCE;
    var entry = entry(charge, PaymentStatus.PENDING, null, now, null);
    var refusal = hold(charge, !atOnce);
    if (refusal != null || atOnce) {
      var status = refusal == null ? PaymentStatus.POSTED : PaymentStatus.FAILED;
      entry = entry(charge, status, refusal == null ? null : refusal.name(), now, now);
    }
    var asked = entry.payment().status() == PaymentStatus.PENDING ? now : null;
    boolean written = earlier.isPresent() ? store.agree(entry, asked) : store.add(entry, asked);
    if (!written) {
      throw new IllegalStateException(charge.id() + " was begun by two at the same time");
    }
    announce(entry, now);
    return new Begun(store.find(charge.id()).orElseThrow(), true);
  }

  private static Entry entry(
      NewCharge charge,
      PaymentStatus status,
      @Nullable String reason,
      Instant made,
      @Nullable Instant settled) {
    var cost = charge.option().cost();
    var payment =
        new Payment(
            charge.id(),
            Receipts.number(charge.id().value()),
            new Payment.Payer(charge.actor().account(), charge.actor().traveller()),
            charge.merchant(),
            new Payment.Price(
                cost.amount(),
                cost.fee(),
                cost.charged(),
                charge.option().rail(),
                cost.rate(),
                cost.rateDay(),
                Money.zero(cost.amount().currency())),
            status,
            reason,
            new Payment.Times(made, settled));
    return new Entry(
        payment,
        charge.merchant() == null ? Kind.TOP_UP : Kind.PURCHASE,
        charge.option().link(),
        null,
        null,
        charge.bill(),
        0);
  }

  /// Null when the money is held (or moved).
  private @Nullable Decline hold(NewCharge charge, boolean pending) {
    var from = source(charge.option().rail(), charge.actor().traveller());
    var to = target(charge.merchant(), charge.actor().traveller());
    var fee = Books.fee(charge.option().rail());
    for (var account : List.of(from, to)) {
      books.open(account);
    }
    var id = charge.id().value();
    var cost = charge.option().cost();
    var transfers = new ArrayList<Transfer>();
    transfers.add(new Transfer(id, from.id(), to.id(), cost.amount(), pending, null));
    if (cost.fee().isPositive()) {
      books.open(fee);
      transfers.add(new Transfer(Books.feeOf(id), from.id(), fee.id(), cost.fee(), pending, null));
    }
    var outcomes = ledger.transferLinked(transfers);
    return outcomes.stream().allMatch(TransferOutcome::accepted) ? null : Decline.NOT_ENOUGH_MONEY;
  }

  private static NewAccount source(Rail rail, PersonId person) {
    return rail == Rail.BALANCE ? Books.balance(person) : Books.rail(rail);
  }

  private static NewAccount target(@Nullable PartnerId merchant, PersonId person) {
    return merchant == null ? Books.balance(person) : Books.merchant(merchant);
  }

  /// Writes down what a rail answered. An answer that comes late or twice changes nothing.
  @Transactional
  public Entry apply(PaymentId id, ChargeAnswer answer) {
    decide(id, answer, clock.instant());
    return store.find(id).orElseThrow();
  }

  /// The same for an answer that had to be asked for: the operator gets a line about it.
  @Transactional
  public Entry applyLate(PaymentId id, ChargeAnswer answer) {
    var now = clock.instant();
    if (decide(id, answer, now)) {
      help.add(id, Help.Kind.FOUND_LATER, now);
    }
    return store.find(id).orElseThrow();
  }

  /// True when the payment has its end by this.
  private boolean decide(PaymentId id, ChargeAnswer answer, Instant now) {
    return switch (answer) {
      case Taken(var outside) -> post(id, outside, now);
      case Declined(var decline) -> end(id, PaymentStatus.FAILED, decline, now);
      case ActionNeeded(var outside, var url) -> {
        store.keepWaiting(id, outside, url, now);
        yield false;
      }
      case Processing(var outside) -> {
        store.keepWaiting(id, outside.isEmpty() ? null : outside, null, now);
        yield false;
      }
      case NotFound(), Unknown() -> {
        store.keepWaiting(id, null, null, now);
        yield false;
      }
    };
  }

  /// Gives up a payment that was called off at its rail.
  @Transactional
  public Entry giveUp(PaymentId id) {
    var now = clock.instant();
    if (end(id, PaymentStatus.VOIDED, Decline.NOT_REACHED, now)) {
      help.add(id, Help.Kind.GIVEN_UP, now);
    }
    return store.find(id).orElseThrow();
  }

  @Transactional
  public void help(PaymentId id, Help.Kind kind) {
    help.add(id, kind, clock.instant());
  }

  /// The rail of a payment that was given up has been asked once more.
  @Transactional
  public void watched(PaymentId id) {
    store.watched(id, clock.instant());
  }

  /// Payments given up not long ago: their money could still arrive.
  @Transactional(readOnly = true)
  public List<Entry> givenUp(Instant before) {
    var since = clock.instant().minus(PaymentLimits.WATCHED);
    return store.givenUp(since, before, PaymentLimits.LIST);
  }

  @Transactional(readOnly = true)
  public List<Help> helped() {
    return help.newest(PaymentLimits.LIST);
  }

  private boolean post(PaymentId id, String outside, Instant now) {
    boolean first = store.decide(id, PaymentStatus.POSTED, null, outside, now);
    if (first) {
      settle(id, Settlement.POST);
      announce(store.find(id).orElseThrow(), now);
    }
    return first;
  }

  private boolean end(PaymentId id, PaymentStatus status, Decline decline, Instant now) {
    boolean first = store.decide(id, status, decline.name(), null, now);
    if (first) {
      settle(id, Settlement.VOID);
    }
    return first;
  }

  private void settle(PaymentId id, Settlement settlement) {
    ledger.settle(id.value(), settlement);
    ledger.settle(Books.feeOf(id.value()), settlement);
  }

  private void announce(Entry entry, Instant now) {
    var payment = entry.payment();
    if (payment.status() == PaymentStatus.POSTED) {
      audit.record(
          AuditEntry.of(payment.payer().account().toString(), "payment.paid")
              .about(payment.payer().person())
              .because(Purpose.PAYMENT)
              .with("payment", payment.id().toString()));
    }
    if (payment.status() == PaymentStatus.POSTED && entry.kind() == Kind.PURCHASE) {
      if (findErrand(entry).isPresent()) {
        events.publishEvent(new BillPaid(payment.id(), now));
      }
      events.publishEvent(
          new PaymentPosted(
              payment.id(), payment.payer().account(), payment.payer().person(), now));
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Payment> find(PaymentId id) {
    return store.find(id).map(Entry::payment);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Payment> list(AccountId account) {
    return store.ofAccount(account, MOST).stream().map(Entry::payment).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Money balance(PersonId person) {
    return ledger
        .find(Books.balance(person).id())
        .map(account -> account.available())
        .orElse(Money.zero(Books.YUAN));
  }

  /// What she paid from outside since the year began, by the calendar of Beijing.
  @Transactional(readOnly = true)
  public Money spentThisYear(PersonId person) {
    var year = Beijing.day(clock.instant()).withDayOfYear(1);
    var rails = Set.of(Rail.CARD, Rail.HOME_WALLET);
    return new Money(store.spent(person, rails, Beijing.at(year, LocalTime.MIDNIGHT)), Books.YUAN);
  }

  @Transactional(readOnly = true)
  public Optional<Entry> findEntry(PaymentId id) {
    return store.find(id);
  }

  @Transactional(readOnly = true)
  public List<Entry> listEntries(AccountId account) {
    return store.ofAccount(account, MOST);
  }

  @Transactional(readOnly = true)
  public List<Entry> listEntries(PersonId person) {
    return store.ofPerson(person, PaymentLimits.RECORDS);
  }

  @Transactional(readOnly = true)
  public List<Entry> takenBy(PartnerId merchant, Instant since, @Nullable String bill) {
    return store.ofMerchant(merchant, since, bill, PaymentLimits.LIST);
  }

  @Transactional(readOnly = true)
  public List<Entry> pending(Instant before) {
    return store.pending(before, PaymentLimits.LIST);
  }

  /// Forgets tills at which nobody paid.
  @Transactional
  public int forgetTills() {
    return store.forgetTills(clock.instant().minus(Duration.ofDays(1)));
  }
}
