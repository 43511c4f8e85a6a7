package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The style of the house as a program: what we do not write, what we write instead, and why.
class TidyTest {

  record Ban(String pattern, String example, String instead, String why) {
    boolean bites(String source) {
      return Pattern.compile(pattern).matcher(source).find();
    }
  }

  private static final List<Ban> BANS =
      List.of(
          new Ban("Instant\\.now\\(\\)", "Instant.now()", "clock.instant()", "tests own the clock"),
          new Ban(
              "Local(Date|Time|DateTime)\\.now\\(",
              "LocalDate.now()",
              "Beijing.day(now)",
              "a date needs a zone"),
          new Ban(
              "System\\.currentTimeMillis\\(",
              "System.currentTimeMillis()",
              "clock.instant()",
              "tests own the clock"),
          new Ban(
              "new Random\\(\\)",
              "new Random()",
              "SecureRandom, or a printed seed",
              "it is guessable"),
          new Ban("select \\*", "select * from", "the columns by name", "a new column is a leak"),
          new Ban("System\\.(out|err)\\.", "System.out.print", "a logger", "logs have one door"),
          new Ban("@Autowired", "@Autowired", "the constructor", "fields hide what a class needs"),
          new Ban(
              "class \\w*(Manager|Helper|Util|Impl|DTO|Entity)\\b",
              "class StayManager",
              "a word of the domain",
              "it says nothing"));

  private static final List<String> MODULES =
      List.of("mrtd", "names", "proofs", "app", "sandbox", "journeys", "bench");

  /// Programs whose output is their purpose print.
  private static final Pattern PRINTS = Pattern.compile("/(bench|journeys|sandbox|toolkit)/");

  @Test
  void every_source_file_is_tidy() throws IOException {
    for (var file : sources()) {
      assertThat(complaints(file.toString(), Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void each_ban_bites() {
    assertThat(BANS).allSatisfy(ban -> assertThat(ban.bites(ban.example())).isTrue());
  }

  @Test
  void long_lines_and_long_files_are_reported() {
    assertThat(complaints("A.java", "x".repeat(101))).containsExactly("line 1 is longer than 100");
    assertThat(complaints("A.java", "x\n".repeat(601))).containsExactly("longer than 600 lines");
  }

  private static List<String> complaints(String file, String source) {
    var complaints = new ArrayList<String>();
    var lines = source.lines().toList();
    if (lines.size() > 600) {
      complaints.add("longer than 600 lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.length() > 100 && !line.startsWith("import ")) {
        complaints.add("line " + (i + 1) + " is longer than 100");
      }
    }
    for (var ban : BANS) {
      boolean allowed = ban.example().startsWith("System.out") && PRINTS.matcher(file).find();
      if (!allowed && ban.bites(source)) {
        complaints.add(ban.example() + ": write " + ban.instead() + "; " + ban.why());
      }
    }
    return complaints;
  }

  private static List<Path> sources() throws IOException {
    var all = new ArrayList<Path>();
    for (var module : MODULES) {
      var main = Path.of("..", module, "src/main/java");
      if (Files.isDirectory(main)) {
        try (Stream<Path> files = Files.walk(main)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
        }
      }
    }
    assertThat(all).isNotEmpty();
    return all;
  }
}
