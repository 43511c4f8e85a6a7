package hutong.rules.internal;

import java.time.Duration;

/// Every bound of the module.
final class RulesLimits {

  static final int FILE_BYTES = 1_000_000;
  static final int SETS = 200;
  static final int ROWS = 20_000;
  static final int VECTORS = 20_000;
  static final int FACTS = 60;
  static final int TEXT = 200;
  static final int MODEL_BYTES = 512_000;
  static final int INPUT_VALUES = 20_000;
  static final int RESULT_VALUES = 50_000;
  static final int ERROR_LINES = 20;
  static final int ERROR_TEXT = 300;
  static final Duration EVALUATION = Duration.ofSeconds(3);

  /// Processes that evaluate foreign models, at once.
  static final int EVALUATIONS = 2;

  /// How long a question waits for one of them.
  static final Duration PLACE = Duration.ofSeconds(6);

  /// How long one may take to start, and the memory it may use.
  static final Duration WORKER_START = Duration.ofSeconds(20);

  static final int WORKER_MEGABYTES = 192;

  /// After this long without a question, or inside one, it ends by itself.
  static final Duration WORKER_IDLE = Duration.ofSeconds(60);

  static final int ANSWER_CHARACTERS = 4_000_000;

  /// Compiled models kept for the next question.
  static final int MODELS_KEPT = 32;

  private RulesLimits() {}
}
