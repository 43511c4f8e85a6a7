package hutong.voucher;

import hutong.kernel.Money;

/// How using a voucher can end.
public sealed interface Redemption {

  /// @param amount what the voucher pays of the purchase
  record Redeemed(Money amount) implements Redemption {}

  record Refused(Reason reason) implements Redemption {}

  /// Reasons are stable names.
  enum Reason {
    UNKNOWN,
    EXPIRED,
    USED_UP,
    BELOW_MINIMUM,
    NOT_AT_THIS_SHOP,
    NOT_FOR_THESE_GOODS,
    NOT_HERE,
    NOT_BESIDE_ANOTHER,
    OTHER_CURRENCY
  }
}
