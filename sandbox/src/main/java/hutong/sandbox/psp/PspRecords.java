package hutong.sandbox.psp;

import hutong.sandbox.psp.TestCard.Decline;
import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the processor remembers, and how it shows each of them.
final class PspRecords {

  private PspRecords() {}

  /// A merchant: the key it calls with, and where it wants to hear.
  record Merchant(String secretKey, String webhookSecret, String webhookUrl) {}

  record Customer(
      String id,
      String merchant,
      @Nullable String email,
      @Nullable String name,
      Map<String, String> metadata,
      Instant created) {

    Map<String, Object> json() {
      return Json.object(
          "id", id,
          "object", "customer",
          "created", created.getEpochSecond(),
          "email", email,
          "name", name,
          "livemode", false,
          "metadata", metadata);
    }
  }

  /// A visit to the card page.
  record Session(
      String id,
      String merchant,
      String customer,
      String successUrl,
      String cancelUrl,
      String setupIntent,
      boolean complete,
      Map<String, String> metadata,
      Instant created) {

    Session completed() {
      return new Session(
          id, merchant, customer, successUrl, cancelUrl, setupIntent, true, metadata, created);
    }
  }

  /// The wish to keep a card.
  record SetupIntent(
      String id,
      String merchant,
      String customer,
      String status,
      @Nullable String paymentMethod,
      Map<String, String> metadata,
      Instant created) {

    SetupIntent now(String otherStatus, @Nullable String card) {
      return new SetupIntent(id, merchant, customer, otherStatus, card, metadata, created);
    }

    Map<String, Object> json() {
      return Json.object(
          "id", id,
          "object", "setup_intent",
          "created", created.getEpochSecond(),
          "customer", customer,
          "livemode", false,
          "metadata", metadata,
          "payment_method", paymentMethod,
          "status", status,
          "usage", "off_session");
    }
  }

  /// A kept card. The number is never written down: the test card stands for it.
  record Method(
      String id,
      String merchant,
      String customer,
      TestCard card,
      int expMonth,
      int expYear,
      @Nullable String name,
      Instant created) {

    /// The same card, no customer's any more.
    Method detached() {
      return new Method(id, merchant, "", card, expMonth, expYear, name, created);
    }

    Map<String, Object> json() {
      return Json.object(
          "id",
          id,
          "object",
          "payment_method",
          "billing_details",
          Json.object("name", name),
          "card",
          Json.object(
              "brand", card.brand(),
              "country", card.country(),
              "exp_month", expMonth,
              "exp_year", expYear,
              "fingerprint", "sandbox" + card.last4() + card.brand(),
              "funding", card.funding(),
              "last4", card.last4()),
          "created",
          created.getEpochSecond(),
          "customer",
          customer.isEmpty() ? null : customer,
          "livemode",
          false,
          "type",
          "card");
    }
  }

  /// A payment, from the wish to the money.
  record Intent(
      String id,
      String merchant,
      Amount amount,
      @Nullable String customer,
      @Nullable String method,
      String status,
      boolean manual,
      long received,
      long refunded,
      @Nullable String charge,
      @Nullable Decline decline,
      @Nullable String description,
      Map<String, String> metadata,
      Instant created) {

    Intent charged(String chargeId) {
      return with(
          manual ? "requires_capture" : "succeeded", manual ? 0 : amount.minor(), chargeId, null);
    }

    Intent declined(Decline why) {
      return with("requires_payment_method", 0, charge, why);
    }

    Intent captured() {
      return with("succeeded", amount.minor(), charge, null);
    }

    Intent canceled() {
      return with("canceled", 0, charge, null);
    }

    Intent refundedBy(long more) {
      return new Intent(
          id,
          merchant,
          amount,
          customer,
          method,
          status,
          manual,
          received,
          refunded + more,
          charge,
          decline,
          description,
          metadata,
          created);
    }

    private Intent with(
        String otherStatus, long got, @Nullable String chargeId, @Nullable Decline why) {
      return new Intent(
          id,
          merchant,
          amount,
          customer,
          method,
          otherStatus,
          manual,
          got,
          refunded,
          chargeId,
          why,
          description,
          metadata,
          created);
    }

    Map<String, Object> json() {
      return Json.object(
          "id",
          id,
          "object",
          "payment_intent",
          "amount",
          amount.minor(),
          "amount_capturable",
          status.equals("requires_capture") ? amount.minor() : 0L,
          "amount_received",
          received,
          "capture_method",
          manual ? "manual" : "automatic",
          "client_secret",
          id + "_secret_sandbox",
          "created",
          created.getEpochSecond(),
          "currency",
          amount.currency().toLowerCase(Locale.ROOT),
          "customer",
          customer,
          "description",
          description,
          "last_payment_error",
          decline == null ? null : error(decline),
          "latest_charge",
          charge,
          "livemode",
          false,
          "metadata",
          metadata,
          "payment_method",
          method,
          "status",
          status);
    }

    Map<String, Object> chargeJson() {
      return Json.object(
          "id", charge,
          "object", "charge",
          "amount", amount.minor(),
          "amount_captured", received,
          "amount_refunded", refunded,
          "currency", amount.currency().toLowerCase(Locale.ROOT),
          "customer", customer,
          "metadata", metadata,
          "paid", true,
          "payment_intent", id,
          "payment_method", method,
          "refunded", refunded == amount.minor(),
          "status", "succeeded");
    }
  }

  record Refund(
      String id,
      String merchant,
      String intent,
      @Nullable String charge,
      Amount amount,
      @Nullable String reason,
      Map<String, String> metadata,
      Instant created) {

    Map<String, Object> json() {
      return Json.object(
          "id",
          id,
          "object",
          "refund",
          "amount",
          amount.minor(),
          "charge",
          charge,
          "created",
          created.getEpochSecond(),
          "currency",
          amount.currency().toLowerCase(Locale.ROOT),
          "metadata",
          metadata,
          "payment_intent",
          intent,
          "reason",
          reason,
          "status",
          "succeeded");
    }
  }

  /// What was answered to an idempotency key.
  record Replay(String request, int status, String body) {}

  static Map<String, Object> error(Decline decline) {
    return Json.object(
        "type", "card_error",
        "code", decline.code(),
        "decline_code", decline.reason(),
        "message", decline.message());
  }
}
