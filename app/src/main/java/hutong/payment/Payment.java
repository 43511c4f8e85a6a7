package hutong.payment;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.partners.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A payment as it stands.
///
/// @param number what is printed on the receipt
/// @param merchant absent when she filled her own balance
/// @param price absent while the merchant's code left the amount to her and she has not typed it
/// @param reason why it was declined, a stable name; absent unless it was
public record Payment(
    PaymentId id,
    String number,
    Payer payer,
    @Nullable PartnerId merchant,
    @Nullable Price price,
    PaymentStatus status,
    @Nullable String reason,
    Times times) {

  public record Payer(AccountId account, PersonId person) {}

  /// What it costs: the merchant gets `amount`, the payer gives `charged` in her own currency.
  ///
  /// @param rail absent at the till
  /// @param rate units of her currency for one of the amount's; absent when they are the same
  public record Price(
      Money amount,
      Money fee,
      Money charged,
      @Nullable Rail rail,
      @Nullable String rate,
      @Nullable LocalDate rateDay,
      Money refunded) {}

  public record Times(Instant made, @Nullable Instant settled) {}
}
