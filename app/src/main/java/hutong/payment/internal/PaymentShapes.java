package hutong.payment.internal;

import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the answers of the payment API look like, for its description. A test holds the answers
/// against it.
final class PaymentShapes {

  /// An amount.
  @Schema(name = "Money")
  record MoneyShape(
      @Schema(example = "38.00") String value, @Schema(example = "CNY") String currency) {}

  /// Who was paid.
  @Schema(name = "MerchantName")
  record MerchantShape(
      @Schema(example = "noodle-house") String key,
      @Schema(example = "Lane Noodle House") String name) {}

  /// A payment as it stands.
  @Schema(name = "Payment")
  record PaymentShape(
      String id,
      @Schema(description = "Printed on the receipt") String number,
      @Schema(allowableValues = {"PURCHASE", "TOP_UP"}) String kind,
      PaymentStatus status,
      @Nullable MerchantShape merchant,
      @Schema(description = "What the merchant gets") @Nullable MoneyShape amount,
      @Nullable MoneyShape fee,
      @Schema(description = "What the payer gives, in the currency of her rail")
          @Nullable MoneyShape total,
      @Nullable Rail rail,
      @Schema(description = "Units of her currency for one yuan") @Nullable String rate,
      @Schema(description = "Day the rate was published for") @Nullable LocalDate rateDay,
      @Nullable MoneyShape refunded,
      @Schema(description = "Why it was declined, a stable code") @Nullable String reason,
      @Schema(description = "Where her bank asks her, while it is pending") @Nullable String action,
      @Schema(description = "The merchant's bill number") @Nullable String bill,
      Instant madeAt,
      @Nullable Instant settledAt,
      @Schema(description = "Only where one payment is asked for")
          @Nullable List<RefundShape> refunds) {}

  /// Several payments.
  @Schema(name = "Payments")
  record PaymentsShape(List<PaymentShape> payments) {}

  /// Money on its way back.
  @Schema(name = "Refund")
  record RefundShape(
      String id,
      String payment,
      RefundEntry.State status,
      MoneyShape amount,
      @Schema(description = "In the currency of her rail") @Nullable MoneyShape toPayer,
      Instant madeAt) {}

  /// One way to pay this amount.
  @Schema(name = "RailOffer")
  record RailOfferShape(
      String id,
      Rail rail,
      @Nullable String provider,
      @Schema(description = "Masked number") @Nullable String label,
      MoneyShape total,
      MoneyShape fee,
      @Nullable String rate,
      @Nullable LocalDate rateDay,
      @Schema(description = "What the yearly limit leaves") @Nullable MoneyShape limitLeft,
      boolean usable,
      @Schema(description = "Why it cannot be used, a stable code") @Nullable String refusal) {}

  /// Every way to pay an amount, cheapest first.
  @Schema(name = "Quote")
  record QuoteShape(MerchantShape merchant, MoneyShape amount, List<RailOfferShape> rails) {}

  /// What is in the visitor wallet.
  @Schema(name = "Balance")
  record BalanceShape(MoneyShape available) {}

  /// A rail that is there; `available` for the balance, the other fields for what was linked.
  @Schema(name = "LinkedRail")
  record LinkedRailShape(
      String id,
      Rail rail,
      @Nullable MoneyShape available,
      @Nullable String provider,
      @Nullable String label,
      @Nullable String currency) {}

  /// A wallet or card that can be linked.
  @Schema(name = "RailToLink")
  record RailToLinkShape(Rail rail, String provider, String name, @Nullable String currency) {}

  /// What she can pay with.
  @Schema(name = "Rails")
  record RailsShape(List<LinkedRailShape> rails, @Nullable List<RailToLinkShape> offers) {}

  /// Where to send her.
  @Schema(name = "LinkingAddress")
  record UrlShape(String url) {}

  /// A code to show.
  @Schema(name = "MadeCode")
  record CodeShape(String payload) {}

  private PaymentShapes() {}
}
