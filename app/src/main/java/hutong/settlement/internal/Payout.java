package hutong.settlement.internal;

import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook.Sales;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A merchant's closed day, and what it is paid for it.
///
/// @param payable what the merchant was owed at the close, earlier days included
/// @param to where the money goes; absent while the merchant named no account
/// @param reason why the bank refused, its code
record Payout(
    UUID id,
    PartnerId merchant,
    LocalDate day,
    Sales sales,
    Money payable,
    Money fee,
    Money net,
    State state,
    @Nullable Account to,
    @Nullable String batch,
    @Nullable String reason) {

  /// Texts: `settlement.payout.<NAME>`.
  enum State {
    /// Nothing is left to pay; what there is goes on to the next day.
    CARRIED,
    /// The merchant named no bank account; the money waits.
    NO_ACCOUNT,
    HELD,
    SENT,
    PAID,
    REFUSED
  }

  /// @param bank its code in the clearing system
  record Account(String name, String number, String bank) {}

  /// What the bank calls it: at most 35 characters.
  String endToEnd() {
    return Ids.print("", id);
  }
}
