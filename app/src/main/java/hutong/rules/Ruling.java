package hutong.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What came of asking a rule.
public sealed interface Ruling {

  /// An answer with its grounds.
  ///
  /// @param reasons stable codes, the weightiest first
  /// @param wouldChange stable codes of what would change the answer
  /// @param results whatever else the model says, by name
  record Decided(
      String rule,
      Outcome outcome,
      List<String> reasons,
      List<String> wouldChange,
      Map<String, Object> results,
      Grounds grounds)
      implements Ruling {

    public Decided {
      reasons = List.copyOf(reasons);
      wouldChange = List.copyOf(wouldChange);
      results = Map.copyOf(results);
    }
  }

  /// What an answer rests on.
  ///
  /// @param version hash of the files that answered
  /// @param asOf the day of asking
  /// @param day the day the rows were asked for, such as the day of arrival
  /// @param rows the rows it relies on; empty for a no that no row grants
  /// @param sources of these rows, each once
  /// @param verifiedAt the oldest verification among these rows, or of the tables when no row
  /// @param ask whom to ask
  record Grounds(
      String version,
      LocalDate asOf,
      LocalDate day,
      List<PolicyRow> rows,
      List<Source> sources,
      LocalDate verifiedAt,
      RuleSet.Contact ask) {

    public Grounds {
      rows = List.copyOf(rows);
      sources = List.copyOf(sources);
    }
  }

  /// Facts that could not be read. Nothing was decided.
  record Refused(List<Fault> faults) implements Ruling {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// One fact and what is wrong with it: `MISSING`, `UNKNOWN_FACT`, `UNKNOWN_CODE`, `NOT_A_DATE`,
  /// `NOT_A_NUMBER`, `NOT_YES_OR_NO`, `NOT_ONE_OF`, `TOO_LONG`; for the rule itself `NO_SUCH_RULE`.
  record Fault(String fact, String code) {}
}
