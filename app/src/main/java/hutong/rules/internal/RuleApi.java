package hutong.rules.internal;

import hutong.rules.PolicyRow;
import hutong.rules.RuleSet;
import hutong.rules.Rules;
import hutong.rules.Source;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The rule sets as they run, with every row, its dates and its sources. Open to everybody.
@RestController
@RequestMapping("/api/v1/rules")
@Tag(name = "Rules")
class RuleApi {

  /// A rule set in a list.
  record Listed(String id, Map<String, String> titles, String version, int rows) {}

  /// A rule set with all it holds.
  record Whole(
      String id,
      Map<String, String> titles,
      String version,
      RuleSet.Contact ask,
      List<RuleSet.Fact> facts,
      List<Table> tables) {}

  /// One of its tables.
  record Table(String name, String key, List<Row> rows) {}

  /// One row. `effectiveTo` is absent when no end is known.
  record Row(
      String key,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      LocalDate verifiedAt,
      String certainty,
      List<String> sources,
      Map<String, Object> columns) {}

  private final Rules rules;

  RuleApi(Rules rules) {
    this.rules = rules;
  }

  @Operation(summary = "List the rule sets")
  @GetMapping
  List<Listed> list() {
    return rules.list().stream()
        .map(
            set ->
                new Listed(
                    set.id(),
                    set.titles(),
                    set.version(),
                    set.tables().stream().mapToInt(table -> table.rows().size()).sum()))
        .toList();
  }

  @Operation(summary = "Read one rule set: facts, tables, dates, sources")
  @GetMapping("/{id}")
  Whole read(@PathVariable String id) {
    return rules.find(id).map(RuleApi::whole).orElseThrow(() -> unknown().stop());
  }

  static Problem unknown() {
    return Problem.of("rules", "NO_SUCH_RULE", HttpStatus.NOT_FOUND);
  }

  private static Whole whole(RuleSet set) {
    return new Whole(
        set.id(),
        set.titles(),
        set.version(),
        set.ask(),
        set.facts(),
        set.tables().stream()
            .map(
                table ->
                    new Table(
                        table.name(),
                        table.key(),
                        table.rows().stream().map(RuleApi::row).toList()))
            .toList());
  }

  private static Row row(PolicyRow row) {
    return new Row(
        row.key(),
        row.validity().from(),
        row.validity().openEnded() ? null : row.validity().to(),
        row.verifiedAt(),
        row.certainty().name(),
        row.sources().stream().map(Source::url).toList(),
        row.columns());
  }
}
