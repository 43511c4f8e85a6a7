package hutong.toolkit;

import java.time.Duration;

/// Every bound of the toolkit.
public final class ToolkitLimits {

  /// Bytes of one line of the probe.
  public static final int LINE = 16 << 20;

  /// Bytes of one request over HTTP.
  public static final int BODY = 4 << 20;

  /// How deep a question may be nested.
  public static final int DEPTH = 64;

  /// Digits of a number.
  public static final int DIGITS = 100;

  /// Questions one address may ask within [#WINDOW].
  public static final int CALLS = 600;

  public static final Duration WINDOW = Duration.ofMinutes(1);

  /// Addresses whose calls are counted at once.
  public static final int ADDRESSES = 50_000;

  static final int TEXT = 100_000;
  static final int PROOF = 64;
  static final int HASH = 64;
  static final int JWS = 1_000_000;
  static final int KEY = 20_000;
  static final int HEADER = 16_384;
  static final int MESSAGE = 4 << 20;
  static final int FIELDS = 500;

  private ToolkitLimits() {}
}
