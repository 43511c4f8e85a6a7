package hutong.settlement.internal;

import hutong.partners.Partner;
import java.time.LocalDate;
import org.springframework.boot.test.context.TestComponent;

/// Does at once what the nightly work does in its time.
@TestComponent
public class PayoutKey {

  private final Paymaster paymaster;
  private final PayoutService payouts;

  PayoutKey(Paymaster paymaster, PayoutService payouts) {
    this.paymaster = paymaster;
    this.payouts = payouts;
  }

  public boolean isClosed(Partner shop, LocalDate day) {
    return payouts.find(shop.id(), day).isPresent();
  }

  public void close(LocalDate day) {
    paymaster.close(day);
  }

  public void bank() {
    paymaster.bank();
  }
}
