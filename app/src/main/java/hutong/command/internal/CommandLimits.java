package hutong.command.internal;

import java.time.Duration;

/// Every bound of commands.
final class CommandLimits {

  static final int KEY = 200;

  /// How long an answer can be asked for again.
  static final Duration KEPT = Duration.ofDays(3);

  /// A command that another node began this long ago will not be answered by it any more.
  static final Duration TAKE_OVER = Duration.ofSeconds(15);

  private CommandLimits() {}
}
