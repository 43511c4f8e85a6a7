package hutong.notice.internal;

import java.time.Duration;

/// Every bound of the module.
final class NoticeLimits {

  static final int LISTED = 100;
  static final int BATCH = 50;
  static final int TRIES = 12;

  /// A letter being sent is left alone for this long.
  static final Duration CLAIM = Duration.ofMinutes(2);

  /// 5 s, 10 s, 20 s ... at most an hour between two tries.
  static Duration pauseAfter(int tries) {
    long seconds = 5L << Math.min(tries, 10);
    return Duration.ofSeconds(Math.min(seconds, Duration.ofHours(1).toSeconds()));
  }

  private NoticeLimits() {}
}
