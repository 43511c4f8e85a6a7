package hutong.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.rules.Outcome;
import hutong.rules.PolicyRow;
import hutong.rules.Ruling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whoever changes or loses a row, of a table or of the model, is told by an example.
class MutationTest {

  /// Rows of the model that wait for data: today no row of their table is unverified or has an end,
  /// and no own document was verified. What they guard is tried below with such rows.
  private static final Set<String> WAITING =
      Set.of(
          "d_unilateral_obstacles_r4",
          "d_mutual_obstacles_r2",
          "d_mutual_obstacles_r4",
          "d_transit_obstacles_r2",
          "d_transit_obstacles_r4",
          "d_hainan_obstacles_r2",
          "d_hainan_obstacles_r4",
          "d_path_r1");

  private static final boolean ALL = System.getProperty("hutong.mutants", "").equals("all");

  private static final Path RULES = Path.of("../services/rules");
  private static final String YAML = read("entry.yaml");
  private static final String DMN = read("entry.dmn");
  private static final Vectors VECTORS =
      Vectors.read(
          "entry.vectors.yaml", read("entry.vectors.yaml").getBytes(StandardCharsets.UTF_8));

  @Test
  void losing_any_row_of_a_table_fails_an_example() {
    var model = Dmn.compile(DMN.getBytes(StandardCharsets.UTF_8));
    var tables = SetFile.read("entry.yaml", bytes(YAML)).tables().shown();
    var survivors =
        tables.stream().flatMap(table -> table.rows().stream()).toList().parallelStream()
            .filter(row -> passes(without(row), model, vector -> speaksOf(vector, row)))
            .map(row -> row.table() + " " + row.key());
    assertThat(survivors).isEmpty();
  }

  /// Every third of them each run, all with `-Dhutong.mutants=all`.
  @Test
  void changing_any_default_of_a_table_fails_an_example() {
    var model = Dmn.compile(DMN.getBytes(StandardCharsets.UTF_8));
    var mutants = new TreeMap<String, String>();
    for (var change :
        List.of(
            "(?<=effective_from: 20\\d\\d-\\d\\d-)\\d\\d;03",
            "(?<=effective_to: 20\\d\\d-12-)31;30",
            "(?<=effective_to: )open;2026-12-01",
            "(?<=certainty: )(official|second_hand);disputed",
            "(?<=certainty: )background;official",
            "(?<=verified_at: 2026-10-)07;06",
            "(?<=source: )\\[[^\\]]+\\];[S32]",
            "(?<=[^_]days: )\\d+;7",
            "(?<=usual_days: )30;45",
            "(?<=area: )(HAINAN|SHANGHAI);BEIJING")) {
      var from = Pattern.compile(change.split(";")[0]);
      var matcher = from.matcher(YAML);
      while (matcher.find()) {
        var to = change.split(";")[1];
        if (!to.equals(matcher.group())) {
          mutants.put(
              line(matcher.start()) + " " + change,
              YAML.substring(0, matcher.start()) + to + YAML.substring(matcher.end()));
        }
      }
    }
    int every = ALL ? 1 : 3;
    var tried = new ArrayList<>(mutants.entrySet());
    var survivors =
        IntStream.range(0, tried.size())
            .filter(i -> i % every == 0)
            .mapToObj(tried::get)
            .parallel()
            .filter(each -> passes(each.getValue(), model, vector -> true))
            .map(each -> each.getKey());
    assertThat(survivors).isEmpty();
  }

  /// Compiling a model takes its time: some rows each run, all of them with
  /// `-Dhutong.mutants=all`.
  @Test
  void losing_any_row_of_the_model_fails_an_example() {
    var survivors = new ArrayList<String>();
    int every = ALL ? 1 : 9;
    int count = 0;
    var rule = Pattern.compile("(?s) *<rule id=\"([^\"]+)\">.*?</rule>\n").matcher(DMN);
    while (rule.find()) {
      if (count++ % every != 0) {
        continue;
      }
      var mutant = DMN.substring(0, rule.start()) + DMN.substring(rule.end());
      var model = Dmn.compile(mutant.getBytes(StandardCharsets.UTF_8));
      if (passes(YAML, model, vector -> true)) {
        survivors.add(rule.group(1));
      }
    }
    survivors.removeAll(WAITING);
    assertThat(survivors).isEmpty();
  }

  @Test
  void without_a_verified_row_in_force_nobody_is_told_yes() {
    var unverified = YAML.replaceAll("certainty: (official|second_hand)", "certainty: background");
    var ended =
        YAML.replaceAll("effective_to: (open|\\d{4}-\\d\\d-\\d\\d)", "effective_to: 2026-10-08");
    var model = Dmn.compile(bytes(DMN));
    for (var yaml : List.of(unverified, ended)) {
      var set =
          new RunningSet(SetFile.read("entry.yaml", bytes(yaml)), "test", "test", () -> model);
      for (var vector : VECTORS.all()) {
        if (vector.asOf().isAfter(LocalDate.of(2026, 10, 8))
            && set.decide(vector.facts(), vector.asOf()) instanceof Ruling.Decided decided) {
          assertThat(decided.outcome()).as(vector.name()).isNotEqualTo(Outcome.YES);
        }
      }
    }
  }

  private static boolean passes(String yaml, Dmn model, Predicate<Vectors.Vector> chosen) {
    SetFile file;
    try {
      file = SetFile.read("entry.yaml", bytes(yaml));
    } catch (RuleFileRefused refused) {
      return false; // noticed even earlier
    }
    var set = new RunningSet(file, "mutant", "test", () -> model);
    return VECTORS.all().stream()
        .filter(chosen)
        .allMatch(vector -> new Vectors(List.of(vector)).passesOn(set));
  }

  private static boolean speaksOf(Vectors.Vector vector, PolicyRow row) {
    return vector.facts().containsValue(row.key())
        || vector.expect().getOrDefault("rows", "").contains(row.table() + " ");
  }

  private static String without(PolicyRow row) {
    var table = row.table();
    int start = YAML.indexOf("\n  " + table + ":\n");
    var next = Pattern.compile("\n\n|\\z").matcher(YAML);
    int end = next.find(start + 1) ? next.start() : YAML.length();
    var key = Pattern.quote(row.key());
    var gone =
        Pattern.compile(
                "\n      - (\\{\\w+: "
                    + key
                    + "[,}][^\n]*|\\w+: "
                    + key
                    + "\n[^-]*?(?=\n      -|$))")
            .matcher(YAML.substring(start, end))
            .replaceFirst("");
    var mutant = YAML.substring(0, start) + gone + YAML.substring(end);
    assertThat(mutant).as(table + " " + row.key()).isNotEqualTo(YAML);
    return mutant;
  }

  private static String line(int at) {
    return "line " + YAML.substring(0, at).lines().count();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(String file) {
    try {
      return Files.readString(RULES.resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
