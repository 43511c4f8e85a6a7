package hutong.sandbox.psp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cards that work here, by the processor's published test numbers.
enum TestCard {
  VISA("4242424242424242", "visa", "GB", "Pays", "支付成功"),
  VISA_DEBIT("4000056655665556", "visa", "US", "Pays, debit", "支付成功（借记卡）"),
  MASTERCARD("5555555555554444", "mastercard", "PT", "Pays", "支付成功"),
  AMEX("378282246310005", "amex", "US", "Pays", "支付成功"),
  JCB("3566002020360505", "jcb", "JP", "Pays", "支付成功"),
  UNIONPAY("6200000000000005", "unionpay", "SG", "Pays", "支付成功"),
  CHALLENGE("4000002500003155", "visa", "FR", "Asks the bank once, then pays", "首次需银行验证，之后成功"),
  CHALLENGE_ALWAYS("4000002760003184", "visa", "DE", "Asks the bank every time", "每次都需银行验证"),
  DECLINED("4000000000000002", "visa", "US", "Declined at payment", "付款时被拒"),
  NO_FUNDS("4000000000009995", "visa", "US", "Not enough money at payment", "付款时余额不足"),
  LOST("4000000000009987", "visa", "US", "Reported lost", "卡已挂失"),
  STOLEN("4000000000009979", "visa", "US", "Reported stolen", "卡已被盗"),
  EXPIRED("4000000000000069", "visa", "US", "Refused on the card page: expired", "填卡时被拒：已过期"),
  WRONG_CVC("4000000000000127", "visa", "US", "Refused on the card page: code", "填卡时被拒：安全码");

  private final String number;
  private final String brand;
  private final String country;
  private final String english;
  private final String chinese;

  TestCard(String number, String brand, String country, String english, String chinese) {
    this.number = number;
    this.brand = brand;
    this.country = country;
    this.english = english;
    this.chinese = chinese;
  }

  String number() {
    return number;
  }

  String brand() {
    return brand;
  }

  String country() {
    return country;
  }

  String english() {
    return english;
  }

  String chinese() {
    return chinese;
  }

  String last4() {
    return number.substring(number.length() - 4);
  }

  String funding() {
    return this == VISA_DEBIT ? "debit" : "credit";
  }

  boolean isChallengedWhenSaved() {
    return this == CHALLENGE || this == CHALLENGE_ALWAYS;
  }

  /// Why the issuer does not let it be saved; null when it does.
  @Nullable Decline declineWhenSaved() {
    return switch (this) {
      case EXPIRED -> new Decline("expired_card", null, "Your card has expired.");
      case WRONG_CVC ->
          new Decline("incorrect_cvc", null, "Your card's security code is incorrect.");
      case VISA,
          VISA_DEBIT,
          MASTERCARD,
          AMEX,
          JCB,
          UNIONPAY,
          CHALLENGE,
          CHALLENGE_ALWAYS,
          DECLINED,
          NO_FUNDS,
          LOST,
          STOLEN ->
          null;
    };
  }

  /// Why a payment while the holder is away is refused; null when it goes through.
  @Nullable Decline declineWhenCharged() {
    return switch (this) {
      case DECLINED -> declined("generic_decline", "Your card was declined.");
      case NO_FUNDS -> declined("insufficient_funds", "Your card has insufficient funds.");
      case LOST -> declined("lost_card", "Your card was declined.");
      case STOLEN -> declined("stolen_card", "Your card was declined.");
      case CHALLENGE_ALWAYS ->
          new Decline(
              "authentication_required",
              "authentication_required",
              "Your card was declined. This transaction requires authentication.");
      case VISA, VISA_DEBIT, MASTERCARD, AMEX, JCB, UNIONPAY, CHALLENGE, EXPIRED, WRONG_CVC -> null;
    };
  }

  private static Decline declined(String reason, String message) {
    return new Decline("card_declined", reason, message);
  }

  static Optional<TestCard> find(String number) {
    return Arrays.stream(values()).filter(card -> card.number.equals(number)).findFirst();
  }

  /// An issuer's no.
  record Decline(String code, @Nullable String reason, String message) {}
}
