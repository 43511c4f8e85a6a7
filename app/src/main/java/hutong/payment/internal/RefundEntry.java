package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund, wished for or under way or done.
///
/// @param fee the share of the rail's fee that goes back too
/// @param charged what the payer gets back in her currency
record RefundEntry(
    UUID id,
    PaymentId payment,
    Money amount,
    Money fee,
    @Nullable Money charged,
    State state,
    Side askedBy,
    @Nullable String reason,
    Instant madeAt) {

  enum State {
    /// The payer asks; the merchant has not answered.
    REQUESTED,
    PENDING,
    POSTED,
    FAILED,
    DECLINED
  }

  enum Side {
    PAYER,
    MERCHANT
  }
}
