package hutong.rules.internal;

import hutong.rules.Outcome;
import hutong.rules.PolicyRow;
import hutong.rules.RuleSet;
import hutong.rules.Ruling;
import hutong.rules.Ruling.Decided;
import hutong.rules.Ruling.Fault;
import hutong.rules.Ruling.Grounds;
import hutong.rules.Ruling.Refused;
import hutong.rules.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A rule set that can be asked: its rows, its model, its version. Immutable.
final class RunningSet {

  /// What the model says itself; the rest of its answer is passed on.
  private static final Set<String> OWN = Set.of("outcome", "reasons", "change", "rows");

  private final SetFile file;
  private final RuleSet shown;
  private final Supplier<Dmn> model;
  private final Grounds consulted;

  /// @param model compiles at the first call and remembers
  RunningSet(SetFile file, String version, String origin, Supplier<Dmn> model) {
    this.file = file;
    this.model = model;
    this.shown =
        new RuleSet(
            file.id(),
            file.titles(),
            version,
            origin,
            file.ask(),
            file.facts().stream().map(FactSpec::shown).toList(),
            file.tables().shown());
    var all = shown.tables().stream().flatMap(table -> table.rows().stream()).toList();
    this.consulted =
        new Grounds(
            version,
            LocalDate.MIN,
            LocalDate.MIN,
            List.of(),
            sources(all),
            oldest(all).orElse(LocalDate.MIN),
            file.ask());
  }

  RuleSet shown() {
    return shown;
  }

  /// Compiles the model now rather than at the first question.
  void warmUp() {
    var _ = model.get();
  }

  Ruling decide(Map<String, ?> given, LocalDate asOf) {
    var faults = new ArrayList<Fault>();
    var values = read(given, asOf, faults);
    if (!faults.isEmpty()) {
      return new Refused(faults);
    }
    var day = day(values, asOf);
    var found = new HashMap<String, Lookup.Found>();
    for (var lookup : file.tables().lookups()) {
      var row = lookup.find(sought(lookup.find(), values, found), day, asOf);
      found.put(lookup.name(), row);
      values.put(lookup.name(), row.context());
    }
    return answer(values, found, asOf, day);
  }

  private Map<String, @Nullable Object> read(
      Map<String, ?> given, LocalDate asOf, List<Fault> faults) {
    var values = new HashMap<String, @Nullable Object>();
    for (var fact : file.facts()) {
      values.put(fact.name(), fact.read(given.get(fact.name()), faults::add));
    }
    given.keySet().stream()
        .filter(name -> !values.containsKey(name))
        .sorted()
        .limit(20)
        .forEach(name -> faults.add(new Fault(Dmn.shortened(name), "UNKNOWN_FACT")));
    if (file.day() != null && values.get(file.day()) == null) {
      values.put(file.day(), asOf);
    }
    return values;
  }

  private LocalDate day(Map<String, @Nullable Object> values, LocalDate asOf) {
    return file.day() != null && values.get(file.day()) instanceof LocalDate day ? day : asOf;
  }

  private static @Nullable Object sought(
      String find, Map<String, @Nullable Object> values, Map<String, Lookup.Found> found) {
    if (find.equals(Lookup.ALWAYS)) {
      return Lookup.ALWAYS;
    }
    int dot = find.indexOf('.');
    if (dot < 0) {
      return values.get(find);
    }
    var earlier = found.get(find.substring(0, dot));
    return earlier == null ? null : earlier.context().get(find.substring(dot + 1));
  }

  private Ruling answer(
      Map<String, @Nullable Object> values,
      Map<String, Lookup.Found> found,
      LocalDate asOf,
      LocalDate day) {
    var dmn = model.get();
    var result = dmn.evaluate(file.decision(), dmn.context(values));
    var decision = result.getDecisionResultByName(file.decision());
    var said =
        decision != null && decision.getResult() instanceof Map<?, ?> map
            ? map
            : Map.<String, Object>of();
    var reasons = new ArrayList<>(texts(said.get("reasons")));
    var rows = new ArrayList<PolicyRow>();
    var weak = new LinkedHashSet<String>();
    for (var table : texts(said.get("rows"))) {
      var row = found.get(table);
      if (row != null && row.row() != null) {
        rows.add(row.row());
      }
      if (row == null || row.status() != Lookup.Status.IN_FORCE) {
        weak.add(weakness(row == null ? Lookup.Status.NONE : row.status()));
      }
    }
    var outcome = outcome(said.get("outcome"));
    if (said.get("outcome") == null) {
      weak.add("NO_ANSWER");
    }
    if (outcome == Outcome.YES && rows.isEmpty()) {
      weak.add("NO_ROW");
    }
    if ((outcome == Outcome.YES && !weak.isEmpty()) || weak.contains("NO_ANSWER")) {
      outcome = Outcome.MUST_CHECK;
      reasons.addAll(0, weak);
    }
    return new Decided(
        file.id(),
        outcome,
        reasons,
        texts(said.get("change")),
        results(said),
        grounds(rows, asOf, day));
  }

  /// A model that says neither yes nor no has not answered.
  private static Outcome outcome(@Nullable Object said) {
    return switch (String.valueOf(said)) {
      case "YES" -> Outcome.YES;
      case "NO" -> Outcome.NO;
      default -> Outcome.MUST_CHECK;
    };
  }

  private static String weakness(Lookup.Status status) {
    return switch (status) {
      case NOT_GIVEN, NONE -> "NO_ROW";
      case NOT_YET -> "ROW_NOT_YET";
      case ENDED -> "ROW_ENDED";
      case UNVERIFIED -> "ROW_UNVERIFIED";
      case IN_FORCE -> throw new IllegalStateException();
    };
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).distinct().toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  private static Map<String, Object> results(Map<?, ?> said) {
    var results = new HashMap<String, Object>();
    said.forEach(
        (name, value) -> {
          if (value != null && !OWN.contains(name.toString())) {
            results.put(name.toString(), value);
          }
        });
    return results;
  }

  private Grounds grounds(List<PolicyRow> rows, LocalDate asOf, LocalDate day) {
    return new Grounds(
        consulted.version(),
        asOf,
        day,
        rows,
        rows.isEmpty() ? consulted.sources() : sources(rows),
        oldest(rows).orElse(consulted.verifiedAt()),
        consulted.ask());
  }

  private static List<Source> sources(List<PolicyRow> rows) {
    return rows.stream()
        .flatMap(row -> row.sources().stream())
        .distinct()
        .collect(Collectors.toList());
  }

  private static java.util.Optional<LocalDate> oldest(List<PolicyRow> rows) {
    return rows.stream().map(PolicyRow::verifiedAt).min(LocalDate::compareTo);
  }
}
