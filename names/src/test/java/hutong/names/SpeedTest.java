package hutong.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Prints how many comparisons a core makes in a second of its time: of names read before, and of
/// texts. The tests run without the optimising compiler; a server makes three times as many.
class SpeedTest {

  private static final int ROUNDS = 12;

  @Test
  void a_core_compares_tens_of_thousands_of_names_a_second_even_half_compiled() {
    var pairs = new ArrayList<>(Corpus.read("built.tsv"));
    pairs.addAll(Corpus.read("expanded.tsv"));
    var read = pairs.stream().map(p -> List.of(Corpus.name(p.a()), Corpus.name(p.b()))).toList();
    double best = 0;
    double texts = 0;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.max(best, rate(pairs.size(), () -> compareAll(read)));
      texts = Math.max(texts, rate(pairs.size(), () -> readAndCompareAll(pairs)));
    }
    System.out.printf(
        "names: %,.0f comparisons a second and core, %,.0f with reading both texts%n", best, texts);
    // tests run with the quick compiler only and beside others: a fifth of what a server reaches
    assertThat(best).isGreaterThan(20_000);
  }

  private static double rate(int size, Runnable work) {
    var thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    work.run();
    return size * 1e9 / (thread.getCurrentThreadCpuTime() - start);
  }

  private static void compareAll(List<List<PersonName>> names) {
    for (var pair : names) {
      NameMatch.compare(pair.getFirst(), pair.getLast(), Set.of());
    }
  }

  private static void readAndCompareAll(List<Corpus.Pair> pairs) {
    for (var pair : pairs) {
      NameMatch.compare(Corpus.name(pair.a()), Corpus.name(pair.b()), Set.of());
    }
  }
}
