package hutong.rules;

import java.time.Duration;
import java.util.List;

/// The examples of a rule set, tried.
public record VectorRun(String rule, int tried, List<Failure> failures, Duration took) {

  /// An example that came out otherwise.
  public record Failure(String name, String expected, String got) {}

  public VectorRun {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty() && tried > 0;
  }
}
