package hutong.voucher.internal;

import hutong.payment.PaymentRefunded;
import hutong.payment.Payments;
import hutong.voucher.Vouchers;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Takes the city's share of a refund back to its budget.
@Component
class VoucherRefunds {

  private final Payments payments;
  private final Vouchers vouchers;

  VoucherRefunds(Payments payments, Vouchers vouchers) {
    this.payments = payments;
    this.vouchers = vouchers;
  }

  @ApplicationModuleListener
  void on(PaymentRefunded event) {
    payments
        .find(event.payment())
        .ifPresent(
            payment -> {
              var price = payment.price();
              if (price != null) {
                vouchers.takeBack(
                    payment.id().value(), price.refunded().minor(), price.amount().minor());
              }
            });
  }
}
