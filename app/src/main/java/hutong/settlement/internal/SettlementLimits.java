package hutong.settlement.internal;

import java.time.Duration;

/// Every bound of the module.
final class SettlementLimits {

  static final int FILE_BYTES = 64 * 1024 * 1024;
  static final int LINES = 200_000;
  static final int FIELD = 200;
  static final int REFERENCE = 80;
  static final int REASON = 300;
  static final int LIST = 200;
  static final int REPORTS = 28;

  /// Payouts in one message to the bank.
  static final int BATCH = 500;

  /// Closed days that a shop sees.
  static final int DAYS = 60;

  /// How many days back a file that did not come is asked for.
  static final int DAYS_BACK = 3;

  /// How many days back a file with open findings is read again.
  static final int DAYS_AGAIN = 7;

  static final Duration CONNECT = Duration.ofSeconds(3);
  static final Duration ANSWER = Duration.ofSeconds(30);

  private SettlementLimits() {}
}
