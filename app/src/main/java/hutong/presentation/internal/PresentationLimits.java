package hutong.presentation.internal;

import java.time.Duration;

/// Every bound of presentations on one screen.
final class PresentationLimits {

  /// How long a question waits for its answer.
  static final Duration WAITS = Duration.ofMinutes(10);

  /// How long a question that was not answered is kept in sight.
  static final Duration SHOWN = Duration.ofHours(1);

  static final int CODE_DIGITS = 8;

  /// Codes tried for one question before giving up; two waiting questions never share one.
  static final int CODE_TRIES = 20;

  /// Wrong codes of one account in an hour.
  static final int WRONG_CODES_PER_HOUR = 20;

  /// How often a wallet may read one question.
  static final int FETCHES = 20;

  /// Answers to one question that cannot be read; one more closes it.
  static final int WRONG_ANSWERS = 10;

  /// Characters of an answer, encrypted or not.
  static final int ANSWER = 400_000;

  /// Octets the response endpoint reads.
  static final long ANSWER_BODY = 1_000_000;

  /// Presentations in one answer.
  static final int PRESENTATIONS = 10;

  static final int WALLET_NONCE = 512;
  static final int WALLET_METADATA = 20_000;
  static final int ADDRESS = 1_000;

  /// Characters of one fact that is shown; a portrait has its own bound.
  static final int FACT = 500;

  static final int PORTRAIT = 400_000;

  /// Questions of one party that are listed.
  static final int LATEST = 30;

  /// Octets of a status list token that is fetched.
  static final int STATUS_LIST = 1_000_000;

  static final Duration STATUS_TIMEOUT = Duration.ofSeconds(5);

  /// How long a status list is believed when it does not say.
  static final Duration STATUS_FRESH = Duration.ofMinutes(15);

  static final int STATUS_LISTS = 200;

  private PresentationLimits() {}
}
