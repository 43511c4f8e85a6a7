package hutong.names;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.names.Corpus.Pair;
import hutong.names.NameVerdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The figures of the engine over the published pairs, and the page that shows them.
class CorpusTest {

  private static final Path PAGE = Path.of("../docs/names.md");
  private static final String BEGIN = "<!-- figures: written by CorpusTest -->";
  private static final String END = "<!-- end of figures -->";

  private static final List<Pair> BUILT = Corpus.read("built.tsv");
  private static final List<Pair> EXPANDED = Corpus.read("expanded.tsv");
  private static final List<Pair> HELD_OUT = Corpus.read("held-out.tsv");

  @Test
  void the_corpus_is_as_large_as_it_says() {
    assertThat(all()).hasSizeGreaterThanOrEqualTo(2000);
    assertThat(all().stream().filter(pair -> pair.expected() == Outcome.DIFFERENT).count())
        .isGreaterThanOrEqualTo(600);
    var seen = new HashSet<String>();
    assertThat(all())
        .allSatisfy(
            pair ->
                assertThat(seen.add(pair.a() + "\t" + pair.b() + pair.contexts()))
                    .as("%s = %s stands twice", pair.a(), pair.b())
                    .isTrue());
  }

  @Test
  void names_written_while_building_are_judged_as_expected() {
    var wrong = Stream.of(BUILT, EXPANDED).flatMap(List::stream).filter(CorpusTest::wrong).toList();
    assertThat(wrong).as("judged otherwise than expected").isEmpty();
  }

  @Test
  void precision_and_recall_of_each_verdict_hold() {
    for (var outcome : Outcome.values()) {
      long expected = all().stream().filter(pair -> pair.expected() == outcome).count();
      long judged = all().stream().filter(pair -> pair.verdict().outcome() == outcome).count();
      long right = count(all(), outcome, outcome);
      assertThat((double) right / judged).as("precision of %s", outcome).isGreaterThan(0.99);
      assertThat((double) right / expected).as("recall of %s", outcome).isGreaterThan(0.99);
    }
  }

  @Test
  void no_pair_of_two_persons_is_called_the_same() {
    assertThat(all())
        .filteredOn(pair -> pair.expected() == Outcome.DIFFERENT)
        .filteredOn(pair -> pair.verdict().outcome().accepted())
        .isEmpty();
  }

  @Test
  void no_pair_that_needs_a_look_is_called_the_same() {
    assertThat(Stream.of(BUILT, EXPANDED).flatMap(List::stream).toList())
        .filteredOn(pair -> pair.expected() == Outcome.POSSIBLY)
        .filteredOn(pair -> pair.verdict().outcome().accepted())
        .isEmpty();
  }

  @Test
  void the_verdict_does_not_depend_on_which_name_comes_first() {
    for (var pair : all()) {
      assertThat(pair.reversed().outcome()).as(pair.toString()).isEqualTo(pair.verdict().outcome());
    }
  }

  @Test
  void every_verdict_but_same_has_a_reason() {
    assertThat(all())
        .map(Pair::verdict)
        .filteredOn(verdict -> verdict.outcome() != Outcome.SAME)
        .allSatisfy(verdict -> assertThat(verdict.reasons()).isNotEmpty());
  }

  @Test
  void a_doubtful_reason_and_only_that_makes_it_possibly() {
    for (var pair : all()) {
      var verdict = pair.verdict();
      boolean doubt = verdict.reasons().stream().anyMatch(NameReason::doubtful);
      assertThat(doubt).as(pair.toString()).isEqualTo(!verdict.outcome().accepted());
    }
  }

  @Test
  void the_page_shows_the_figures_of_this_run() throws IOException {
    var page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    var fresh = page.substring(0, from) + "\n" + figures() + page.substring(to);
    if (Boolean.getBoolean("hutong.write-docs")) {
      Files.writeString(PAGE, fresh);
      return;
    }
    assertThat(page)
        .as("docs/names.md is stale: run with -Dhutong.write-docs=true")
        .isEqualTo(fresh);
  }

  private static boolean wrong(Pair pair) {
    return pair.verdict().outcome() != pair.expected();
  }

  private static List<Pair> all() {
    return Stream.of(BUILT, EXPANDED, HELD_OUT).flatMap(List::stream).toList();
  }

  // The page

  private static String figures() {
    var out = new StringBuilder();
    table(out, "Written while building", BUILT);
    table(out, "Expanded by rule", EXPANDED);
    table(out, "Held out", HELD_OUT);
    families(out);
    misses(out);
    return out.toString();
  }

  private static void table(StringBuilder out, String title, List<Pair> pairs) {
    out.append("\n### ").append(title).append(": ").append(pairs.size()).append(" pairs\n\n");
    out.append("| expected | pairs | same | by convention | possibly | different | precision |");
    out.append(" recall |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for (var expected : Outcome.values()) {
      out.append("| ").append(words(expected)).append(" | ");
      long of = pairs.stream().filter(pair -> pair.expected() == expected).count();
      out.append(of);
      for (var outcome : Outcome.values()) {
        out.append(" | ").append(count(pairs, expected, outcome));
      }
      long said = pairs.stream().filter(pair -> pair.verdict().outcome() == expected).count();
      long right = count(pairs, expected, expected);
      out.append(" | ").append(share(right, said)).append(" | ").append(share(right, of));
      out.append(" |\n");
    }
    long accepted = pairs.stream().filter(pair -> pair.verdict().outcome().accepted()).count();
    long rightly =
        pairs.stream()
            .filter(pair -> pair.verdict().outcome().accepted() && pair.expected().accepted())
            .count();
    long due = pairs.stream().filter(pair -> pair.expected().accepted()).count();
    out.append("\nAccepted (same or by convention): precision ").append(share(rightly, accepted));
    out.append(", recall ").append(share(rightly, due)).append(".\n");
  }

  private static long count(List<Pair> pairs, Outcome expected, Outcome outcome) {
    return pairs.stream()
        .filter(pair -> pair.expected() == expected && pair.verdict().outcome() == outcome)
        .count();
  }

  private static String share(long part, long of) {
    return of == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / of);
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void families(StringBuilder out) {
    var families = new TreeMap<String, int[]>();
    for (var pair : all()) {
      var row = families.computeIfAbsent(pair.family(), _ -> new int[6]);
      row[0]++;
      row[1 + column(pair.expected())]++;
      row[5] += wrong(pair) ? 1 : 0;
    }
    out.append("\n### By tradition\n\n");
    out.append("| tradition | pairs | same | by convention | possibly | different | missed |\n");
    out.append("|---|---:|---:|---:|---:|---:|---:|\n");
    families.forEach(
        (family, row) -> {
          out.append("| ").append(family);
          for (int cell : row) {
            out.append(" | ").append(cell);
          }
          out.append(" |\n");
        });
  }

  private static int column(Outcome outcome) {
    return switch (outcome) {
      case SAME -> 0;
      case SAME_BY_CONVENTION -> 1;
      case POSSIBLY -> 2;
      case DIFFERENT -> 3;
    };
  }

  private static void misses(StringBuilder out) {
    var misses = new ArrayList<>(all().stream().filter(CorpusTest::wrong).toList());
    misses.sort(Comparator.comparing(Pair::family).thenComparing(Pair::a));
    out.append("\n### Judged otherwise than expected: ").append(misses.size()).append("\n\n");
    if (!misses.isEmpty()) {
      out.append("| a | b | expected | judged |\n|---|---|---|---|\n");
    }
    for (var pair : misses) {
      out.append("| ").append(cell(pair.a())).append(" | ").append(cell(pair.b())).append(" | ");
      out.append(words(pair.expected())).append(" | ");
      out.append(words(pair.verdict().outcome())).append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
