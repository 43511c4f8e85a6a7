package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A payment with what only this module needs to know of it.
///
/// @param link the wallet or card it was asked from
/// @param outsideId the rail's own number
/// @param actionUrl where her bank asks her
record Entry(
    Payment payment,
    Kind kind,
    @Nullable UUID link,
    @Nullable String outsideId,
    @Nullable String actionUrl,
    @Nullable String bill,
    long refundHeld) {

  enum Kind {
    PURCHASE,
    TOP_UP
  }

  PaymentId id() {
    return payment.id();
  }

  Payment.Price price() {
    var price = payment.price();
    if (price == null) {
      throw new IllegalStateException(id() + " has no price");
    }
    return price;
  }

  Rail rail() {
    var rail = price().rail();
    if (rail == null) {
      throw new IllegalStateException(id() + " has no rail");
    }
    return rail;
  }

  /// The same, refused for a reason.
  Entry declined(String why) {
    return new Entry(
        new Payment(
            payment.id(),
            payment.number(),
            payment.payer(),
            payment.merchant(),
            payment.price(),
            PaymentStatus.FAILED,
            why,
            payment.times()),
        kind,
        link,
        outsideId,
        actionUrl,
        bill,
        refundHeld);
  }

  /// What could still be given back.
  Money refundable() {
    var price = price();
    return new Money(
        price.amount().minor() - price.refunded().minor() - refundHeld, price.amount().currency());
  }
}
