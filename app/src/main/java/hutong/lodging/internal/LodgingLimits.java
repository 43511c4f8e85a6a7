package hutong.lodging.internal;

import java.time.Duration;

/// Every bound of lodging.
final class LodgingLimits {

  static final int ADDRESS = 300;
  static final int NAME = 120;
  static final int ROOM = 20;
  static final int NIGHTS = 365;
  static final int PARTY = 20;
  static final Duration ARRIVAL_PAST = Duration.ofDays(30);
  static final Duration ARRIVAL_AHEAD = Duration.ofDays(14);
  static final Duration HOST_LINK = Duration.ofDays(3);
  static final Duration CHECK_IN_CODE = Duration.ofMinutes(10);
  static final int WRONG_CODES_PER_HOUR = 20;
  static final int FILED_AT_ONCE = 20;
  static final Duration CONNECT = Duration.ofSeconds(3);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  static final int ANSWER_BYTES = 64 * 1024;

  private LodgingLimits() {}
}
