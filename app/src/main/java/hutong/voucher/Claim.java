package hutong.voucher;

/// How asking for a voucher can end.
public sealed interface Claim {

  record Claimed(Voucher voucher) implements Claim {}

  record Refused(Reason reason) implements Claim {}

  /// Too many are asking: come back in seconds. Nothing was done.
  record Busy() implements Claim {}

  /// Reasons are stable names.
  enum Reason {
    NOT_NOW,
    SPENT,
    DAY_IS_OVER,
    HAS_HER_SHARE,
    NOT_VERIFIED
  }
}
