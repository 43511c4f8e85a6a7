package hutong.payment.internal;

import java.time.InstantSource;
import org.springframework.boot.test.context.TestComponent;

/// Runs at once what jobs do in their time.
@TestComponent
public class RecoveryKey {

  private final PaymentService payments;
  private final RefundService refunds;
  private final Cashier cashier;
  private final RateGateway gateway;
  private final RateService rates;
  private final InstantSource clock;

  RecoveryKey(
      PaymentService payments,
      RefundService refunds,
      Cashier cashier,
      RateGateway gateway,
      RateService rates,
      InstantSource clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.cashier = cashier;
    this.gateway = gateway;
    this.rates = rates;
    this.clock = clock;
  }

  public void recover() {
    RecoverPaymentsJob.recover(payments, refunds, cashier, clock);
  }

  public void fetchRates() {
    if (rates.newest().isEmpty()) {
      gateway.fetch().ifPresent(rates::keep);
    }
  }
}
