package hutong.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule set beside the large one of entry, which has a test of its own: a row lost, a figure
/// or a first day changed, a line of the model lost is each told by an example.
class EverySetMutationTest {

  private static final Path RULES = Path.of("../services/rules");
  private static final Pattern ROW =
      Pattern.compile("(?m)^      - (?:\\{.*(?:\\n {8,}[^\\n]*)*|[^{\\n]*(?:\\n {8}[^\\n]*)*)\\n");
  private static final Pattern FIGURE = Pattern.compile("(?<=: )\\d+(?=[,}\\n])");
  private static final Pattern BEGINS =
      Pattern.compile("(?<=effective_from: )\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern LINE = Pattern.compile("(?s) *<rule id=\"([^\"]+)\">.*?</rule>\n");

  static Stream<String> sets() throws IOException {
    try (var files = Files.list(RULES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".dmn") && !name.equals("entry.dmn"))
          .map(name -> name.replace(".dmn", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void a_change_of_any_row_fails_an_example(String set) throws IOException {
    var yaml = read(set + ".yaml");
    var model = Dmn.compile(bytes(read(set + ".dmn")));
    var vectors = Vectors.read(set + ".vectors.yaml", bytes(read(set + ".vectors.yaml")));
    assertThat(passes(set, yaml, model, vectors)).as("as it stands").isTrue();
    var survivors = new ArrayList<String>();
    int tables = yaml.indexOf("\ntables:");
    for (var mutant : mutants(yaml, tables)) {
      if (passes(set, mutant.yaml, model, vectors)) {
        survivors.add(mutant.what);
      }
    }
    assertThat(survivors).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void losing_any_line_of_the_model_fails_an_example(String set) throws IOException {
    var dmn = read(set + ".dmn");
    var yaml = read(set + ".yaml");
    var vectors = Vectors.read(set + ".vectors.yaml", bytes(read(set + ".vectors.yaml")));
    var survivors = new ArrayList<String>();
    var line = LINE.matcher(dmn);
    while (line.find()) {
      var mutant = Dmn.compile(bytes(without(dmn, line)));
      if (passes(set, yaml, mutant, vectors)) {
        survivors.add(line.group(1));
      }
    }
    assertThat(survivors).isEmpty();
  }

  private record Mutant(String what, String yaml) {}

  private static List<Mutant> mutants(String yaml, int tables) {
    var all = new ArrayList<Mutant>();
    var row = ROW.matcher(yaml);
    while (row.find()) {
      all.add(new Mutant("without " + row.group().strip(), without(yaml, row)));
    }
    var figure = FIGURE.matcher(yaml).region(tables, yaml.length());
    while (figure.find()) {
      var next = Long.toString(Long.parseLong(figure.group()) + 1);
      all.add(new Mutant(at(yaml, figure) + next, with(yaml, figure, next)));
    }
    var begins = BEGINS.matcher(yaml).region(tables, yaml.length());
    while (begins.find()) {
      var later = LocalDate.parse(begins.group()).plusDays(1).toString();
      all.add(new Mutant(at(yaml, begins) + later, with(yaml, begins, later)));
    }
    return all;
  }

  private static String at(String yaml, Matcher found) {
    return "line " + yaml.substring(0, found.start()).lines().count() + " becomes ";
  }

  private static String without(String text, Matcher found) {
    return with(text, found, "");
  }

  private static String with(String text, Matcher found, String other) {
    return text.substring(0, found.start()) + other + text.substring(found.end());
  }

  private static boolean passes(String set, String yaml, Dmn model, Vectors vectors) {
    SetFile file;
    try {
      file = SetFile.read(set + ".yaml", bytes(yaml));
    } catch (RuleFileRefused refused) {
      return false; // noticed even earlier
    }
    return vectors.passesOn(new RunningSet(file, "mutant", "test", () -> model));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(String file) throws IOException {
    return Files.readString(RULES.resolve(file));
  }
}
