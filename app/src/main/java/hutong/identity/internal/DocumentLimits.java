package hutong.identity.internal;

import java.time.Duration;

/// Every bound of document checks.
final class DocumentLimits {

  static final int TYPED_CHARACTERS = 2_000;
  static final int CHIP_FILES = 20;
  static final int CHIP_FILE_BYTES = 1024 * 1024;
  static final int CHIP_TOTAL_BYTES = 3 * 1024 * 1024;
  static final int TRUST_FILE_BYTES = 16 * 1024 * 1024;
  static final int CHECKS_SHOWN = 20;
  static final Duration READER_SESSION = Duration.ofMinutes(15);

  /// The longest registration, and a month for whoever asks afterwards.
  static final Duration GUEST_KEPT = Duration.ofDays(395);

  static final int READER_SESSIONS_PER_HOUR = 60;

  static final Duration CHALLENGE = Duration.ofMinutes(5);
  static final int CHALLENGES_PER_HOUR = 1_200;

  private DocumentLimits() {}
}
