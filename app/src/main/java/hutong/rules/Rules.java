package hutong.rules;

import hutong.rules.internal.RuleShelf;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The front door of rules. Safe for many threads at once.
public interface Rules {

  /// Asks a rule as of a day. Facts are texts, numbers, booleans and dates by name.
  Ruling decide(String rule, Map<String, ?> facts, LocalDate asOf);

  /// Every rule set that runs, by id.
  List<RuleSet> list();

  Optional<RuleSet> find(String rule);

  /// Tries the examples that stand beside the rule set.
  VectorRun tryVectors(String rule);

  /// Files that were refused since the start: place and reason. What ran before them still runs.
  List<String> refusedFiles();

  /// Reads the files again. A set with a mistake is refused; the one that runs stays.
  void reload();

  /// The rule sets shipped with the platform, with nothing else around them: no database, no
  /// container. Models are compiled at the first question.
  static Rules bundled() {
    return RuleShelf.bundled();
  }
}
