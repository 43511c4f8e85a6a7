package hutong.payment;

import hutong.kernel.Money;
import java.time.Instant;

/// One charge or refund as our books say it.
///
/// @param reference what the rail was told it is called
/// @param number what is printed on the receipt
/// @param booked in yuan, with the fee
/// @param charged in the payer's currency, as the rail was asked
/// @param state a stable name of ours
/// @param moved whether the money moved
public record RailEntry(
    Kind kind,
    String reference,
    PaymentId payment,
    String number,
    Money booked,
    Money charged,
    String state,
    boolean moved,
    Instant at) {

  /// Which way the money goes.
  public enum Kind {
    CHARGE,
    REFUND
  }
}
