package hutong.payment.internal;

import hutong.payment.PaymentId;
import java.time.Instant;

/// A payment that did not end with its rail's first answer, and what was done about it.
record Help(PaymentId payment, String number, Kind kind, Instant at) {

  /// Texts: `payment.console.help.<NAME>`.
  enum Kind {
    /// The answer was lost; asking again found it.
    FOUND_LATER,
    /// The rail never heard of it, or never decided: it was called off there and ended here.
    GIVEN_UP,
    /// The same as the first for a refund.
    REFUND_FOUND_LATER,
    /// The rail took money for a payment that had ended without; it was sent back.
    LATE_MONEY_RETURNED,
    /// The same, and the rail does not send it back yet.
    LATE_MONEY_OPEN;

    boolean needsSomebody() {
      return this == LATE_MONEY_OPEN;
    }
  }
}
