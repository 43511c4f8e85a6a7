package hutong.entry.internal;

/// Every bound of the module.
final class EntryLimits {

  /// How long ago an entry may lie and still be recorded.
  static final int DAYS_BACK = 400;

  /// The longest stay that is recorded: a ten-year visa gives no more at once.
  static final int DAYS_AHEAD = 3660;

  /// When the counter turns to warning: the law's seven days for asking to stay longer.
  static final int DAYS_OF_WARNING = 7;

  private EntryLimits() {}
}
