package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.Rail;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One way to pay one amount: what it costs, and why it cannot be used if it cannot.
///
/// @param link the wallet or card; absent for the balance
/// @param provider whose wallet or card it is
/// @param label a masked number; may be empty
/// @param limitLeft what she may still pay this way this year, in yuan; absent without a limit
record RailOption(
    Rail rail,
    @Nullable UUID link,
    String provider,
    String label,
    Cost cost,
    @Nullable Money limitLeft,
    @Nullable Refusal refusal) {

  /// @param charged the total in the payer's own currency, fee included
  record Cost(
      Money amount, Money fee, Money charged, @Nullable String rate, @Nullable LocalDate rateDay) {

    Money total() {
      return amount.plus(fee);
    }
  }

  /// Why a rail cannot be used for this amount. Texts: `payment.refusal.<NAME>`.
  enum Refusal {
    NOT_ENOUGH_BALANCE,
    OVER_PAYMENT_LIMIT,
    OVER_YEAR_LIMIT,
    SAME_RAIL
  }

  /// How a form names it: `BALANCE`, or the link's id.
  String key() {
    return link == null ? rail.name() : link.toString();
  }

  boolean usable() {
    return refusal == null;
  }
}
