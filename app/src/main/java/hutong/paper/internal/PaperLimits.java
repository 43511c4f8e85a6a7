package hutong.paper.internal;

import java.time.Duration;

/// Every bound of paper.
final class PaperLimits {

  /// How long a code counts. It cannot be called back from a sheet of paper, so it is short.
  static final Duration LASTS = Duration.ofDays(30);

  /// The longest text that is checked.
  static final int TEXT = 16_384;

  private PaperLimits() {}
}
