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
  /// Evaluations at once. One that does not end keeps its place, so that it can slow, not stop.
  static final int EVALUATIONS = 4;

  /// How long an evaluation waits for a place.
  static final Duration PLACE = Duration.ofSeconds(6);

  /// What one evaluation may allocate before it counts as too large.
  static final long EVALUATION_BYTES = 1_500_000_000L;

  /// Compiled models kept for the next question.
  static final int MODELS_KEPT = 32;

  private RulesLimits() {}
}
