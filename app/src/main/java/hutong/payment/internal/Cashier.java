package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.internal.RailGateway.ChargeAnswer;
import hutong.payment.internal.RailGateway.ChargeAnswer.ActionNeeded;
import hutong.payment.internal.RailGateway.ChargeAnswer.Declined;
import hutong.payment.internal.RailGateway.ChargeAnswer.NotFound;
import hutong.payment.internal.RailGateway.ChargeAnswer.Processing;
import hutong.payment.internal.RailGateway.ChargeAnswer.Taken;
import hutong.payment.internal.RailGateway.RefundAnswer;
import hutong.payment.internal.RailGateway.UndoAnswer;
import hutong.payment.internal.RailGateway.UndoAnswer.NothingThere;
import hutong.payment.internal.RailGateway.UndoAnswer.Undone;
import hutong.payment.internal.RefundService.Beginning;
import hutong.payment.internal.RefundService.Beginning.Begun;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Leads a payment through its steps: write down, ask the rail, write down what it said. It may
/// be stopped between any two of them and asked again: nothing happens twice.
@Component
class Cashier {

  private final PaymentService payments;
  private final RefundService refunds;
  private final LinkService links;
  private final Merchants merchants;
  private final Map<Rail, RailGateway> gateways;
  private final InstantSource clock;

  Cashier(
      PaymentService payments,
      RefundService refunds,
      LinkService links,
      Merchants merchants,
      List<RailGateway> gateways,
      InstantSource clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.links = links;
    this.merchants = merchants;
    this.gateways =
        Map.copyOf(gateways.stream().collect(Collectors.toMap(RailGateway::rail, each -> each)));
    this.clock = clock;
  }

  RailGateway gateway(Rail rail) {
    var gateway = gateways.get(rail);
    if (gateway == null) {
      throw new IllegalStateException("no gateway for " + rail);
    }
    return gateway;
  }

  /// Pays, or says how an earlier wish of the same id stands.
  Entry pay(NewCharge charge) {
    var begun = payments.begin(charge);
    var entry = begun.entry();
    return begun.now() && entry.payment().status() == PaymentStatus.PENDING
        ? payments.apply(entry.id(), charge(entry))
        : entry;
  }

  /// Leads a payment on to its end: asks the rail how it stands; one it never heard of is asked
  /// for again under the same id. What has no end after [PaymentLimits#GIVE_UP] is called off there
  /// first and then here. Money taken for a payment that had ended without is sent back.
  Entry recover(PaymentId id) {
    var entry = payments.findEntry(id).orElseThrow();
    return switch (entry.payment().status()) {
      case PENDING -> lead(entry);
      case FAILED, VOIDED -> sendBack(entry);
      case CREATED, POSTED, PARTLY_REFUNDED, REFUNDED -> entry;
    };
  }

  private Entry lead(Entry entry) {
    var id = entry.id();
    var oldest = clock.instant().minus(PaymentLimits.GIVE_UP);
    boolean old = entry.payment().times().made().isBefore(oldest);
    var answer = gateway(entry.rail()).inquire(id, entry.outsideId());
    if (answer instanceof NotFound) {
      return old ? callOff(entry) : payments.applyLate(id, charge(entry));
    }
    var led = payments.applyLate(id, answer);
    return old && led.payment().status() == PaymentStatus.PENDING ? callOff(led) : led;
  }

  /// First there: a request that is still on its way must not be taken after we gave up.
  private Entry callOff(Entry entry) {
    return switch (gateway(entry.rail()).undo(entry.id(), entry.outsideId())) {
      case Undone(), NothingThere() -> payments.giveUp(entry.id());
      case UndoAnswer.Unknown() -> payments.applyLate(entry.id(), new ChargeAnswer.Unknown());
    };
  }

  private Entry sendBack(Entry entry) {
    if (entry.payment().price() == null || entry.rail() == Rail.BALANCE) {
      return entry;
    }
    var gateway = gateway(entry.rail());
    var answer = gateway.inquire(entry.id(), entry.outsideId());
    switch (answer) {
      case Taken(_), ActionNeeded(_, _), Processing(_) -> {
        boolean taken = answer instanceof Taken;
        boolean undone = gateway.undo(entry.id(), entry.outsideId()) instanceof Undone;
        if (taken) {
          payments.help(
              entry.id(), undone ? Help.Kind.LATE_MONEY_RETURNED : Help.Kind.LATE_MONEY_OPEN);
        }
      }
      case Declined(_), NotFound(), ChargeAnswer.Unknown() -> {}
    }
    payments.watched(entry.id());
    return entry;
  }

  private ChargeAnswer charge(Entry entry) {
    var linkId = entry.link();
    var link = linkId == null ? null : links.find(linkId).orElse(null);
    if (link == null || link.token().reveal(Purpose.PAYMENT).isEmpty()) {
      return new Declined(Decline.LINK_ENDED);
    }
    return gateway(entry.rail())
        .charge(
            new RailGateway.Charge(
                entry.id(),
                entry.payment().number(),
                entry.price().charged(),
                description(entry),
                link.token().reveal(Purpose.PAYMENT)));
  }

  private String description(Entry entry) {
    var merchant = entry.payment().merchant();
    return merchant == null
        ? "Hutong visitor wallet"
        : merchants.find(merchant).map(Merchants::printed).orElse("Hutong");
  }

  /// Refunds, or says how an earlier wish of the same id stands.
  Beginning refund(
      UUID id, PaymentId payment, Money amount, String actor, @Nullable String reason) {
    var beginning = refunds.begin(id, payment, amount, actor, reason);
    return beginning instanceof Begun(var refund, var entry)
        ? new Begun(refunds.apply(refund.id(), giveBack(refund, entry)), entry)
        : beginning;
  }

  /// Asks the rail again for a refund it has not answered.
  RefundEntry recoverRefund(UUID id) {
    var refund = refunds.find(id).orElseThrow();
    if (refund.state() != RefundEntry.State.PENDING) {
      return refund;
    }
    var entry = payments.findEntry(refund.payment()).orElseThrow();
    return refunds.applyLate(id, giveBack(refund, entry));
  }

  private RefundAnswer giveBack(RefundEntry refund, Entry entry) {
    if (entry.rail() == Rail.BALANCE) {
      return new RefundAnswer.Returned("");
    }
    var outside = entry.outsideId();
    var charged = refund.charged();
    if (outside == null || charged == null) {
      return new RefundAnswer.Unknown();
    }
    return charged.isPositive()
        ? gateway(entry.rail())
            .refund(new RailGateway.Refund(refund.id(), entry.id(), outside, charged))
        : new RefundAnswer.Returned("");
  }
}
