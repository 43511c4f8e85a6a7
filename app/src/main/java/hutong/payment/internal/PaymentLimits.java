package hutong.payment.internal;

import java.time.Duration;

/// Every bound of the module.
final class PaymentLimits {

  static final int PAYLOAD = 600;
  static final int REASON = 200;
  static final int LINKS = 10;
  static final int LIST = 100;

  /// In the copy of her data that a person takes with her.
  static final int RECORDS = 10_000;

  static final int HOOK_BYTES = 64 * 1024;
  static final int ANSWER_BYTES = 1024 * 1024;

  /// The most one payment may be, before any policy is asked: ten million yuan.
  static final long AMOUNT_MINOR = 1_000_000_000L;

  static final int QUEUE = 16_384;
  static final int BATCH = 2000;

  /// Payments handed over in one call.
  static final int BULK = 500;

  /// How long a payment from the balance waits for its turn.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  static final Duration CONNECT = Duration.ofSeconds(3);
  static final Duration ANSWER = Duration.ofSeconds(8);

  /// A rail that was asked this long ago is asked again.
  static final Duration ASK_AGAIN = Duration.ofSeconds(12);

  /// After this, a payment the rail never heard of is given up.
  static final Duration GIVE_UP = Duration.ofMinutes(15);

  /// How long, and how often, the rail of a payment that was given up is asked once more.
  static final Duration WATCHED = Duration.ofDays(2);

  static final Duration WATCH_AGAIN = Duration.ofMinutes(10);

  static final Duration LINKING_TAKES = Duration.ofMinutes(30);

  static final Duration RATE_AGE = Duration.ofMinutes(30);

  /// Published on working days; after a long holiday still the best there is.
  static final Duration RATE_FRESH = Duration.ofDays(6);

  private PaymentLimits() {}
}
