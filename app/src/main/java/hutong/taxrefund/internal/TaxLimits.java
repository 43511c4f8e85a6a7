package hutong.taxrefund.internal;

/// Every bound of the module.
final class TaxLimits {

  /// Forms in one list.
  static final int LISTED = 50;

  /// Forms that the job looks at in one go.
  static final int DUE_AT_ONCE = 200;

  private TaxLimits() {}
}
