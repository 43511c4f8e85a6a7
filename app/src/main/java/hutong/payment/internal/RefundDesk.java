package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.Refunds;
import hutong.payment.internal.RefundService.Beginning;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Refunds that another module begins.
@Component
class RefundDesk implements Refunds {

  private final Cashier cashier;

  RefundDesk(Cashier cashier) {
    this.cashier = cashier;
  }

  @Override
  public Refunding refund(UUID id, PaymentId payment, Money amount, String actor) {
    return switch (cashier.refund(id, payment, amount, actor, null)) {
      case Beginning.Begun _, Beginning.Known _ -> Refunding.BEGUN;
      case Beginning.NotCovered() -> Refunding.NOT_COVERED;
      case Beginning.NotPaid(), Beginning.TooMuch _ -> Refunding.IMPOSSIBLE;
    };
  }
}
