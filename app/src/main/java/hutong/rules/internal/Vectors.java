package hutong.rules.internal;

import hutong.rules.PolicyRow;
import hutong.rules.Ruling;
import hutong.rules.VectorRun;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The examples beside a rule set: what was asked, and every word of the answer that must come.
///
/// `each` makes one example of each value: `each: {nationality: [AD, AT]}` stands for two.
record Vectors(List<Vector> all) {

  private static final Set<String> KNOWN = Set.of("name", "asOf", "each", "facts", "expect");

  /// @param expect by name: `outcome`, `reasons`, `change`, `sources`, `verified`, `rows`; a
  ///     fault's fact; any result of the model
  record Vector(
      String name, LocalDate asOf, Map<String, String> facts, Map<String, String> expect) {}

  static Vectors read(String file, byte[] bytes) {
    var all = new ArrayList<Vector>();
    for (var item : Yaml.read(file, bytes).get("vectors").items()) {
      item.entries(KNOWN);
      var name = item.get("name").text();
      var asOf = item.get("asOf").date();
      var given = item.find("facts");
      var facts = given == null ? Map.<String, String>of() : given.textByName();
      var expect = new LinkedHashMap<String, String>();
      item.get("expect").entries().forEach((slot, value) -> expect.put(slot, joined(value)));
      var each = item.find("each");
      if (each == null) {
        all.add(new Vector(name, asOf, facts, expect));
      } else {
        each.entries()
            .forEach(
                (fact, values) -> {
                  for (var value : values.texts()) {
                    var with = new HashMap<>(facts);
                    with.put(fact, value);
                    all.add(new Vector(name + ": " + value, asOf, with, expect));
                  }
                });
      }
      if (all.size() > RulesLimits.VECTORS) {
        throw item.refuse("more than " + RulesLimits.VECTORS + " examples");
      }
    }
    return new Vectors(List.copyOf(all));
  }

  private static String joined(Yaml value) {
    return String.join(" ", value.texts());
  }

  VectorRun run(RunningSet set) {
    long start = System.nanoTime();
    var failures = new ArrayList<VectorRun.Failure>();
    for (var vector : all) {
      var got = said(set.decide(vector.facts(), vector.asOf()));
      for (var expected : new TreeMap<>(vector.expect()).entrySet()) {
        var actual = got.getOrDefault(expected.getKey(), "");
        if (!actual.equals(expected.getValue()) && failures.size() < 100) {
          failures.add(
              new VectorRun.Failure(
                  vector.name(),
                  expected.getKey() + ": " + expected.getValue(),
                  expected.getKey() + ": " + actual));
        }
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    return new VectorRun(set.shown().id(), all.size(), failures, took);
  }

  /// Whether every example comes out, stopping at the first that does not.
  boolean passesOn(RunningSet set) {
    return all.stream()
        .allMatch(
            vector -> {
              var got = said(set.decide(vector.facts(), vector.asOf()));
              return vector.expect().entrySet().stream()
                  .allMatch(e -> got.getOrDefault(e.getKey(), "").equals(e.getValue()));
            });
  }

  private static Map<String, String> said(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Decided decided -> said(decided);
      case Ruling.Refused(var faults) ->
          faults.stream()
              .collect(Collectors.toMap(Ruling.Fault::fact, Ruling.Fault::code, (a, b) -> a));
    };
  }

  private static Map<String, String> said(Ruling.Decided decided) {
    var said = new HashMap<String, String>();
    decided.results().forEach((name, value) -> said.put(name, text(value)));
    said.put("outcome", decided.outcome().name());
    said.put("reasons", String.join(" ", decided.reasons()));
    said.put("change", String.join(" ", decided.wouldChange()));
    var grounds = decided.grounds();
    said.put(
        "sources", grounds.sources().stream().map(s -> s.id()).collect(Collectors.joining(" ")));
    said.put("verified", grounds.verifiedAt().toString());
    said.put("rows", grounds.rows().stream().map(Vectors::row).collect(Collectors.joining("; ")));
    return said;
  }

  /// `unilateral 2026-02-17..2026-12-31 official`
  private static String row(PolicyRow row) {
    return row.table()
        + " "
        + row.validity().from()
        + ".."
        + (row.validity().openEnded() ? "open" : row.validity().to())
        + " "
        + row.certainty().name().toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    return switch (value) {
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Collection<?> many ->
          many.stream().map(String::valueOf).collect(Collectors.joining(" "));
      default -> value.toString();
    };
  }
}
