package hutong.booking.internal;

import java.time.Duration;

/// Every bound of the module.
final class BookingLimits {

  /// Wishes settled in one transaction.
  static final int BATCH = 200;

  /// Wishes waiting for one venue and day on this node; more are told to come back.
  static final int WAITING = 20_000;

  /// How long a wish waits for its turn.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Days settled at once, so that writers leave connections to readers.
  static final int LANES_AT_ONCE = 4;

  /// How long "sold out" is answered from memory before the counter is read again.
  static final Duration SOLD_OUT_REMEMBERED = Duration.ofMillis(200);

  static final int PARTY = 50;
  static final int LISTED = 200;
  static final int ENDED_AT_ONCE = 500;

  private BookingLimits() {}
}
