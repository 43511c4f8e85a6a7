package hutong.payment.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.ledger.Ledger;
import hutong.ledger.Settlement;
import hutong.ledger.Transfer;
import hutong.ledger.TransferOutcome;
import hutong.partners.PartnerId;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentRefunded;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import hutong.payment.internal.RailGateway.RefundAnswer;
import hutong.payment.internal.RailGateway.RefundAnswer.Refused;
import hutong.payment.internal.RailGateway.RefundAnswer.Returned;
import hutong.payment.internal.RailGateway.RefundAnswer.Unknown;
import hutong.payment.internal.RefundEntry.Side;
import hutong.payment.internal.RefundEntry.State;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The steps of a refund, each a transaction. Money goes back the way it came, with its share of
/// the fee.
@Service
class RefundService {

  /// How beginning a refund can end.
  sealed interface Beginning {
    record Begun(RefundEntry refund, Entry payment) implements Beginning {}

    /// This very refund exists already.
    record Known(RefundEntry refund, Entry payment) implements Beginning {}

    record NotPaid() implements Beginning {}

    record TooMuch(Money left) implements Beginning {}

    /// The merchant's account does not hold it any more.
    record NotCovered() implements Beginning {}
  }

  private final RefundStore store;
  private final PaymentStore payments;
  private final HelpStore help;
  private final Ledger ledger;
  private final Books books;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  RefundService(
      RefundStore store,
      PaymentStore payments,
      HelpStore help,
      Ledger ledger,
      Books books,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.payments = payments;
    this.help = help;
    this.ledger = ledger;
    this.books = books;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /// The payer asks for money back. One open wish per payment.
  @Transactional
  public boolean request(Entry payment, Money amount, @Nullable String reason) {
    return store.add(
        new RefundEntry(
            UUID.randomUUID(),
            payment.id(),
            amount,
            Money.zero(amount.currency()),
            null,
            State.REQUESTED,
            Side.PAYER,
            reason,
            clock.instant()));
  }

  @Transactional
  public boolean decline(UUID id) {
    return store.end(id, State.REQUESTED, State.DECLINED, null, clock.instant());
  }

  /// Writes the refund down and holds the money, before the rail is asked. `id` is that of a
  /// payer's wish, or a new one of the merchant.
  ///
  /// @param actor who does it, for the log
  @Transactional
  public Beginning begin(
      UUID id, PaymentId paymentId, Money amount, String actor, @Nullable String reason) {
    var payment = payments.find(paymentId).orElseThrow();
    var known = store.find(id);
    boolean wished = known.isPresent() && known.get().state() == State.REQUESTED;
    if (known.isPresent() && !wished) {
      return new Beginning.Known(known.get(), payment);
    }
    if (!payment.payment().status().isPaid() || payment.kind() != Kind.PURCHASE) {
      return new Beginning.NotPaid();
    }
    if (!amount.isPositive() || !payments.holdRefund(paymentId, amount.minor())) {
      return new Beginning.TooMuch(payment.refundable());
    }
    var fee = share(payment.price().fee(), payment, amount);
    var charged = share(payment.price().charged(), payment, amount);
    if (!hold(id, payment, amount, fee)) {
      payments.releaseRefund(paymentId, amount.minor());
      return new Beginning.NotCovered();
    }
    var now = clock.instant();
    if (wished) {
      store.begin(id, fee, charged, now);
    } else {
      store.add(
          new RefundEntry(
              id, paymentId, amount, fee, charged, State.PENDING, Side.MERCHANT, reason, now));
    }
    audit.record(
        AuditEntry.of(actor, "payment.refund.begun")
            .about(payment.payment().payer().person())
            .because(Purpose.PAYMENT)
            .with("payment", paymentId.toString()));
    return new Beginning.Begun(store.find(id).orElseThrow(), payment);
  }

  /// The part of a whole that belongs to this refund; all refunds together make the whole.
  private static Money share(Money whole, Entry payment, Money amount) {
    long before = payment.price().refunded().minor() + payment.refundHeld();
    long all = payment.price().amount().minor();
    return new Money(
        part(whole.minor(), before + amount.minor(), all) - part(whole.minor(), before, all),
        whole.currency());
  }

  private static long part(long whole, long of, long all) {
    return BigInteger.valueOf(whole)
        .multiply(BigInteger.valueOf(of))
        .divide(BigInteger.valueOf(all))
        .longValueExact();
  }

  private boolean hold(UUID id, Entry payment, Money amount, Money fee) {
    var rail = payment.rail();
    var person = payment.payment().payer().person();
    var back = rail == Rail.BALANCE ? Books.balance(person) : Books.rail(rail);
    var merchant = Books.merchant(merchant(payment));
    books.open(merchant);
    books.open(back);
    var transfers = new ArrayList<Transfer>();
    transfers.add(Transfer.hold(id, merchant.id(), back.id(), amount));
    if (fee.isPositive()) {
      transfers.add(Transfer.hold(Books.feeOf(id), Books.fee(rail).id(), back.id(), fee));
    }
    return ledger.transferLinked(transfers).stream().allMatch(TransferOutcome::accepted);
  }

  private static PartnerId merchant(Entry payment) {
    var merchant = payment.payment().merchant();
    if (merchant == null) {
      throw new IllegalStateException("only purchases are refunded");
    }
    return merchant;
  }

  /// Writes down what the rail answered; safe to repeat.
  @Transactional
  public RefundEntry apply(UUID id, RefundAnswer answer) {
    var now = clock.instant();
    var refund = store.find(id).orElseThrow();
    switch (answer) {
      case Returned(var outside) -> done(refund, outside, now);
      case Refused() -> failed(refund, now);
      case Unknown() -> store.asked(id, now);
    }
    return store.find(id).orElseThrow();
  }

  /// The same for an answer that had to be asked for again: the operator gets a line about it.
  @Transactional
  public RefundEntry applyLate(UUID id, RefundAnswer answer) {
    var refund = apply(id, answer);
    if (refund.state() != State.PENDING) {
      help.add(refund.payment(), Help.Kind.REFUND_FOUND_LATER, clock.instant());
    }
    return refund;
  }

  private void done(RefundEntry refund, String outside, Instant now) {
    if (!store.end(refund.id(), State.PENDING, State.POSTED, outside, now)) {
      return;
    }
    settle(refund.id(), Settlement.POST);
    if (!payments.returned(refund.payment(), refund.amount().minor())) {
      throw new IllegalStateException("a refund that was not held: " + refund.id());
    }
    Payment payment = payments.find(refund.payment()).orElseThrow().payment();
    events.publishEvent(
        new PaymentRefunded(
            payment.id(), payment.payer().account(), payment.payer().person(), now));
  }

  private void failed(RefundEntry refund, Instant now) {
    if (store.end(refund.id(), State.PENDING, State.FAILED, null, now)) {
      settle(refund.id(), Settlement.VOID);
      payments.releaseRefund(refund.payment(), refund.amount().minor());
    }
  }

  private void settle(UUID id, Settlement settlement) {
    ledger.settle(id, settlement);
    ledger.settle(Books.feeOf(id), settlement);
  }

  @Transactional(readOnly = true)
  public Optional<RefundEntry> find(UUID id) {
    return store.find(id);
  }

  @Transactional(readOnly = true)
  public List<RefundEntry> ofPayment(PaymentId payment) {
    return store.ofPayment(payment);
  }

  @Transactional(readOnly = true)
  public List<RefundEntry> requestedOf(PartnerId merchant) {
    return store.requestedOf(merchant, PaymentLimits.LIST);
  }

  @Transactional(readOnly = true)
  public List<RefundEntry> pending(Instant before) {
    return store.pending(before, PaymentLimits.LIST);
  }
}
