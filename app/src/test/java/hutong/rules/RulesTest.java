package hutong.rules;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.rules.Ruling.Decided;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The shipped rule sets with nothing else around them.
class RulesTest {

  private static final Rules RULES = Rules.bundled();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  /// The work itself, not the wait for a busy machine.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void every_example_of_every_set_comes_out_word_for_word() {
    for (var set : RULES.list()) {
      var run = RULES.tryVectors(set.id());
      assertThat(run.failures()).as(set.id()).isEmpty();
      assertThat(run.passed()).as(set.id()).isTrue();
    }
  }

  @Test
  void the_lists_of_entry_have_the_sizes_that_were_published() {
    assertThat(keys("unilateral")).hasSize(50);
    assertThat(keys("mutual")).hasSize(29);
    assertThat(keys("transit")).hasSize(57);
    assertThat(keys("hainan")).hasSize(61);
    assertThat(keys("ports")).hasSize(65);
    assertThat(keys("areas")).hasSize(24);
    assertThat(union("unilateral", "mutual")).hasSize(79);
    assertThat(keys("hainan"))
        .isEqualTo(
            Stream.concat(keys("transit").stream(), Stream.of("MY", "TH", "KZ", "PH"))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void eight_countries_have_the_transit_as_their_only_way_beside_hainan() {
    var only = new TreeSet<>(keys("transit"));
    only.removeAll(union("unilateral", "mutual"));
    assertThat(only).containsExactly("CZ", "ID", "KG", "LT", "MX", "UA", "US", "VN");
  }

  @Test
  void every_port_lies_in_an_area() {
    var areas = keys("areas");
    assertThat(table("ports").rows())
        .allSatisfy(row -> assertThat(areas).contains(row.text("area")));
  }

  @Test
  void a_yes_never_rests_on_a_row_outside_its_days() {
    long seed = 20261122;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var nationalities = union("unilateral", "transit").stream().toList();
    var ports = keys("ports").stream().toList();
    for (int i = 0; i < 2000; i++) {
      var asOf = TODAY.plusDays(random.nextInt(-900, 900));
      var arrival = asOf.plusDays(random.nextInt(-30, 400));
      var facts = new HashMap<String, Object>();
      facts.put("nationality", nationalities.get(random.nextInt(nationalities.size())));
      facts.put("arrival", arrival);
      facts.put("port", ports.get(random.nextInt(ports.size())));
      facts.put("onwardTicket", random.nextBoolean());
      facts.put("onlyHainan", random.nextBoolean());
      facts.put("airside", random.nextInt(4) == 0);
      facts.put("departure", arrival.plusDays(random.nextInt(0, 40)));
      facts.put("cameFrom", "FR");
      facts.put("goesTo", random.nextBoolean() ? "HK" : "FR");
      if (RULES.decide("entry", facts, asOf) instanceof Decided decided
          && decided.outcome() == Outcome.YES) {
        assertThat(decided.grounds().rows()).as(facts.toString()).isNotEmpty();
        for (var row : decided.grounds().rows()) {
          assertThat(row.validity().covers(arrival)).as(facts + " " + row).isTrue();
          assertThat(row.validity().to()).as(facts + " " + row).isAfterOrEqualTo(asOf);
          assertThat(row.certainty().carriesAYes()).as(facts + " " + row).isTrue();
        }
      }
    }
  }

  @Test
  void many_threads_get_the_same_answer() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var answers =
          threads.invokeAll(
              java.util.Collections.nCopies(
                  400,
                  () -> RULES.decide("entry", Map.of("nationality", "PRT"), TODAY).toString()));
      assertThat(answers.stream().map(Future::resultNow).distinct()).hasSize(1);
    }
  }

  @Test
  void a_warm_decision_takes_less_than_a_millisecond() {
    var facts =
        Map.of(
            "nationality",
            "USA",
            "cameFrom",
            "USA",
            "goesTo",
            "JPN",
            "port",
            "PVG",
            "onwardTicket",
            true,
            "departure",
            "2026-11-28");
    for (int i = 0; i < 1500; i++) {
      assertThat(RULES.decide("entry", facts, TODAY)).isInstanceOf(Decided.class);
    }
    var best = Long.MAX_VALUE;
    for (int round = 0; round < 25; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 100; i++) {
        assertThat(RULES.decide("entry", facts, TODAY)).isNotNull();
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 100);
    }
    System.out.printf("rules.decide %.1f microseconds%n", best / 1000.0);
    assertThat(best).isLessThan(1_000_000);
  }

  @Test
  void a_rule_nobody_wrote_decides_nothing() {
    assertThat(RULES.decide("weather", Map.of(), TODAY))
        .isEqualTo(new Ruling.Refused(List.of(new Ruling.Fault("rule", "NO_SUCH_RULE"))));
  }

  private static PolicyTable table(String name) {
    return RULES.find("entry").orElseThrow().table(name);
  }

  private static Set<String> keys(String table) {
    return table(table).rows().stream()
        .map(PolicyRow::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(String one, String other) {
    var all = keys(one);
    all.addAll(keys(other));
    return all;
  }
}
