package hutong.identity.internal;

import java.time.Duration;

/// Every bound of accounts and sign-in.
final class IdentityLimits {

  static final int EMAIL = 254;
  static final int CALL_NAME = 60;
  static final int NEXT_PATH = 512;

  static final Duration LINK_LIVES = Duration.ofMinutes(15);
  static final Duration LINK_KEPT = Duration.ofHours(2);
  static final Duration LETTER_WINDOW = Duration.ofHours(1);
  static final int LETTERS_PER_ADDRESS = 5;
  static final int WRONG_CODES = 5;

  static final Duration TOKEN_LIVES = Duration.ofDays(30);
  static final int TOKENS_PER_ACCOUNT = 20;

  static final Duration TRAVELLER_SESSION = Duration.ofDays(30);
  static final Duration STAFF_SESSION = Duration.ofHours(12);

  static final Duration ROLES_REMEMBERED = Duration.ofSeconds(15);
  static final int ROLES_REMEMBERED_FOR = 10_000;

  static final Duration TOKENS_REMEMBERED = Duration.ofSeconds(5);

  static final int PASSKEYS = 10;
  static final Duration SIGN_UP_WINDOW = Duration.ofHours(1);
  static final int PASSKEY_ANSWER = 64 * 1024;
  static final Duration CHALLENGE_LIVES = Duration.ofMinutes(5);

  private IdentityLimits() {}
}
