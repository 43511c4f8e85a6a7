package hutong.payment.internal;

import java.util.Locale;

/// Why a rail said no, in the words a payer needs. Each has a text and a next step in every
/// language under `payment.decline.<NAME>`.
enum Decline {
  NOT_ENOUGH_MONEY,
  OVER_RAIL_LIMIT,
  RISK,
  CARD_LOST,
  CARD_EXPIRED,
  BANK_CHECK_FAILED,
  LINK_ENDED,
  BANK_SAID_NO,
  RAIL_SAID_NO,
  NOT_REACHED,
  GIVEN_UP;

  /// The wallet network's result codes.
  static Decline ofWallet(String code) {
    return switch (code) {
      case "USER_BALANCE_NOT_ENOUGH" -> NOT_ENOUGH_MONEY;
      case "USER_AMOUNT_EXCEED_LIMIT", "PAYMENT_AMOUNT_EXCEED_LIMIT" -> OVER_RAIL_LIMIT;
      case "RISK_REJECT", "USER_STATUS_ABNORMAL" -> RISK;
      case "INVALID_ACCESS_TOKEN", "EXPIRED_ACCESS_TOKEN" -> LINK_ENDED;
      case "ORDER_IS_CLOSED", "ORDER_IS_CANCELED" -> GIVEN_UP;
      default -> RAIL_SAID_NO;
    };
  }

  /// The card networks' decline codes, as the provider names them.
  static Decline ofCard(String code, String declineCode) {
    return switch (declineCode.isEmpty() ? code : declineCode.toLowerCase(Locale.ROOT)) {
      case "insufficient_funds" -> NOT_ENOUGH_MONEY;
      case "card_velocity_exceeded", "withdrawal_count_limit_exceeded" -> OVER_RAIL_LIMIT;
      case "lost_card", "stolen_card", "pickup_card" -> CARD_LOST;
      case "expired_card" -> CARD_EXPIRED;
      case "fraudulent", "merchant_blacklist", "security_violation" -> RISK;
      case "authentication_required", "payment_intent_authentication_failure" -> BANK_CHECK_FAILED;
      case "generic_decline", "do_not_honor", "call_issuer", "card_declined" -> BANK_SAID_NO;
      default -> RAIL_SAID_NO;
    };
  }
}
