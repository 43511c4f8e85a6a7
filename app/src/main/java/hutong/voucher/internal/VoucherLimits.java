package hutong.voucher.internal;

import java.time.Duration;

/// Every bound of the module.
final class VoucherLimits {

  static final int CAMPAIGNS = 200;
  static final int FILE_BYTES = 64 * 1024;
  static final int WAITING = 20_000;
  static final int BATCH = 500;
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final int LISTED = 100;
  static final int EXPIRED_AT_ONCE = 1000;

  private VoucherLimits() {}
}
