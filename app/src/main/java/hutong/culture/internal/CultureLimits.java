package hutong.culture.internal;

import java.time.Duration;

/// Every bound of the module.
final class CultureLimits {

  static final int MUSEUMS = 500;
  static final int FILE_BYTES = 64 * 1024;
  static final int DAYS_AHEAD = 90;
  static final int PARTY = 50;
  static final int CAPACITY = 1_000_000;

  /// A ticket's code as a gate reads it.
  static final int CODE_LENGTH = 1_000;

  static final int DOCUMENT_NUMBER = 40;

  static final int LETTERS_AT_ONCE = 100;

  /// Places wait a little longer than their till, for a payment that is under way.
  static final Duration HOLD_GRACE = Duration.ofMinutes(5);

  /// How long before sales open a reminder is written.
  static final Duration REMIND_BEFORE = Duration.ofMinutes(15);

  private CultureLimits() {}
}
