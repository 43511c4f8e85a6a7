package hutong.rules.internal;

import hutong.rules.RuleSet;
import hutong.rules.Source;
import hutong.web.Choice;
import hutong.web.Tone;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the console's pages of rules may know. Public for its templates.
public final class RulePage {

  /// Every set, and the files that were refused.
  public record Sets(List<Summary> sets, List<String> refused) {
    public Sets {
      sets = List.copyOf(sets);
      refused = List.copyOf(refused);
    }
  }

  /// A set at a glance.
  ///
  /// @param ending rows that end within two months
  /// @param weak rows that were never verified
  public record Summary(
      String id,
      String title,
      String version,
      String origin,
      int rows,
      int ending,
      int ended,
      int weak,
      String verified) {}

  /// One set: a table of it, its examples, and a form to ask it.
  public record One(
      Summary set,
      List<Choice> tabs,
      String here,
      String table,
      List<Row> rows,
      List<String> columns,
      @Nullable Ran ran,
      @Nullable Asked asked) {

    public One {
      tabs = List.copyOf(tabs);
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /// A row as it is shown.
  public record Row(
      String key,
      String name,
      String from,
      String to,
      String standing,
      String verified,
      String certainty,
      List<Source> sources,
      List<String> cells) {

    public Row {
      sources = List.copyOf(sources);
      cells = List.copyOf(cells);
    }

    public Tone tone() {
      return switch (standing) {
        case "IN_FORCE" -> Tone.OK;
        case "ENDS_SOON", "NOT_YET" -> Tone.DUE;
        default -> Tone.STOP;
      };
    }
  }

  /// The examples, tried.
  public record Ran(int tried, int failed, List<String> failures, long millis) {
    public Ran {
      failures = List.copyOf(failures);
    }
  }

  /// The form to ask with, and the answer to what was asked last.
  public record Asked(
      List<RuleSet.Fact> facts,
      Map<String, String> typed,
      String asOf,
      String outcome,
      List<String> reasons,
      List<String> lines) {

    public Asked {
      facts = List.copyOf(facts);
      typed = Map.copyOf(typed);
      reasons = List.copyOf(reasons);
      lines = List.copyOf(lines);
    }

    public String value(String fact) {
      return typed.getOrDefault(fact, "");
    }

    /// The values of a fact that has few, and none.
    public List<Choice> choices(RuleSet.Fact fact) {
      return Stream.concat(Stream.of(""), fact.words().stream())
          .map(word -> Choice.of(word, word))
          .toList();
    }

    public Tone tone() {
      return switch (outcome) {
        case "YES" -> Tone.OK;
        case "MUST_CHECK" -> Tone.DUE;
        default -> Tone.STOP;
      };
    }
  }

  private RulePage() {}
}
