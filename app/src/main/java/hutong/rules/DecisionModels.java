package hutong.rules;

import hutong.rules.internal.LimitedEngine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates anybody's DMN model within hard limits on size, memory and time, in a process of its
/// own. Knows no rule set.
public interface DecisionModels {

  /// Evaluates one decision of a model (DMN 1.1 to 1.5 XML).
  ///
  /// @param decision its name or id; empty for all of them
  /// @param inputs plain values as JSON knows them; texts become dates where the model says so
  Evaluation evaluate(String model, String decision, Map<String, ?> inputs);

  static DecisionModels limited() {
    return new LimitedEngine();
  }

  /// What came of it.
  sealed interface Evaluation {

    /// @param result plain values as JSON knows them; null is a value of FEEL
    record Evaluated(@Nullable Object result) implements Evaluation {}

    /// @param code `MODEL_NOT_READ`, `MODEL_TOO_LARGE`, `MODEL_NOT_ALLOWED`, `NO_SUCH_DECISION`,
    ///     `EVALUATION_FAILED`, `TOOK_TOO_LONG`, `TOO_LARGE`, `BUSY`
    /// @param errors what the engine says, at most 20 lines
    record Failed(String code, List<String> errors) implements Evaluation {
      public Failed {
        errors = List.copyOf(errors);
      }
    }
  }
}
