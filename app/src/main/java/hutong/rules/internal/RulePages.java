package hutong.rules.internal;

import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.rules.PolicyRow;
import hutong.rules.PolicyTable;
import hutong.rules.RuleSet;
import hutong.rules.Rules;
import hutong.rules.Ruling;
import hutong.rules.VectorRun;
import hutong.web.Choice;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The operator's view of the rules: what runs, what ends soon, what each answers.
@Controller
class RulePages {

  /// Rows that end within these days are shown as ending.
  private static final int SOON = 60;

  private final Rules rules;
  private final InstantSource clock;

  RulePages(Rules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @GetMapping("/console/rules")
  ModelAndView list(Words words) {
    var today = Beijing.day(clock.instant());
    var sets = rules.list().stream().map(set -> summary(set, today, words)).toList();
    return new ModelAndView("rules/list", "page", new RulePage.Sets(sets, rules.refusedFiles()));
  }

  private static RulePage.Summary summary(RuleSet set, LocalDate today, Words words) {
    var rows = set.tables().stream().flatMap(table -> table.rows().stream()).toList();
    var ending = rows.stream().filter(row -> endsSoon(row, today)).toList();
    return new RulePage.Summary(
        set.id(),
        title(set, words),
        set.version(),
        set.origin(),
        rows.size(),
        ending.size(),
        (int) rows.stream().filter(row -> row.validity().to().isBefore(today)).count(),
        (int) rows.stream().filter(row -> !row.certainty().carriesAYes()).count(),
        rows.stream()
            .map(PolicyRow::verifiedAt)
            .min(LocalDate::compareTo)
            .map(words::date)
            .orElse(""));
  }

  private static boolean endsSoon(PolicyRow row, LocalDate today) {
    return !row.validity().to().isBefore(today)
        && row.validity().to().isBefore(today.plusDays(SOON));
  }

  private static String title(RuleSet set, Words words) {
    var english = set.titles().getOrDefault("en", set.id());
    return set.titles().getOrDefault(words.language().tag(), english);
  }

  @GetMapping("/console/rules/{id}")
  ModelAndView show(
      @PathVariable String id, @RequestParam Map<String, String> parameters, Words words) {
    var set = find(id);
    var today = Beijing.day(clock.instant());
    var table =
        set.tables().stream()
            .filter(each -> each.name().equals(parameters.get("table")))
            .findFirst()
            .orElse(set.tables().getFirst());
    var page =
        new RulePage.One(
            summary(set, today, words),
            set.tables().stream()
                .map(
                    each ->
                        Choice.of(
                            "/console/rules/" + id + "?table=" + each.name(),
                            each.name() + " · " + each.rows().size()))
                .toList(),
            "/console/rules/" + id + "?table=" + table.name(),
            table.name(),
            rows(table, today, words),
            columns(table),
            parameters.containsKey("vectors") ? ran(rules.tryVectors(id)) : null,
            asked(set, parameters, today));
    return new ModelAndView("rules/set", "page", page);
  }

  @PostMapping("/console/rules/reload")
  ModelAndView reload() {
    rules.reload();
    return seeOther("/console/rules");
  }

  @PostMapping("/console/rules/{id}/vectors")
  ModelAndView vectors(@PathVariable String id) {
    return seeOther("/console/rules/" + find(id).id() + "?vectors=run#vectors");
  }

  private static ModelAndView seeOther(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return new ModelAndView(view);
  }

  private RuleSet find(String id) {
    return rules.find(id).orElseThrow(() -> RuleApi.unknown().stop());
  }

  private static List<String> columns(PolicyTable table) {
    return table.columns();
  }

  private static List<RulePage.Row> rows(PolicyTable table, LocalDate today, Words words) {
    return table.rows().stream()
        .map(
            row ->
                new RulePage.Row(
                    row.key(),
                    name(row.key(), words),
                    words.date(row.validity().from()),
                    row.validity().openEnded() ? "" : words.date(row.validity().to()),
                    standing(row, today),
                    words.date(row.verifiedAt()),
                    row.certainty().name(),
                    row.sources(),
                    table.columns().stream().map(row::text).toList()))
        .toList();
  }

  private static String name(String key, Words words) {
    return key.matches("[A-Z]{2}") ? words.country(key) : "";
  }

  private static String standing(PolicyRow row, LocalDate today) {
    if (row.validity().to().isBefore(today)) {
      return "ENDED";
    }
    if (row.validity().from().isAfter(today)) {
      return "NOT_YET";
    }
    if (!row.certainty().carriesAYes()) {
      return "UNVERIFIED";
    }
    return endsSoon(row, today) ? "ENDS_SOON" : "IN_FORCE";
  }

  private static RulePage.Ran ran(VectorRun run) {
    return new RulePage.Ran(
        run.tried(),
        run.failures().size(),
        run.failures().stream()
            .limit(20)
            .map(f -> f.name() + " · " + f.expected() + " · " + f.got())
            .toList(),
        run.took().toMillis());
  }

  /// The ask form: every fact may be given, as of any date.
  private RulePage.@Nullable Asked asked(
      RuleSet set, Map<String, String> parameters, LocalDate today) {
    var facts = new HashMap<String, Object>();
    var typed = new TreeMap<String, String>();
    for (var fact : set.facts()) {
      var value = parameters.getOrDefault("f." + fact.name(), "").strip();
      if (!value.isEmpty() && value.length() <= RulesLimits.TEXT) {
        facts.put(fact.name(), value);
        typed.put(fact.name(), value);
      }
    }
    var asOf = day(parameters.getOrDefault("asOf", "")).orElse(today);
    if (facts.isEmpty()) {
      return new RulePage.Asked(set.facts(), typed, asOf.toString(), "", List.of(), List.of());
    }
    var lines = new ArrayList<String>();
    var outcome =
        switch (rules.decide(set.id(), facts, asOf)) {
          case Ruling.Decided decided -> {
            new TreeMap<>(decided.results())
                .forEach((name, value) -> lines.add(name + ": " + value));
            lines.add("wouldChange: " + String.join(" ", decided.wouldChange()));
            decided
                .grounds()
                .rows()
                .forEach(
                    row ->
                        lines.add(
                            row.table()
                                + " "
                                + row.key()
                                + ": "
                                + row.validity().from()
                                + " – "
                                + (row.validity().openEnded() ? "…" : row.validity().to())
                                + " "
                                + row.certainty().name().toLowerCase(Locale.ROOT)));
            yield new Said(decided.outcome().name(), decided.reasons());
          }
          case Ruling.Refused(var faults) ->
              new Said("REFUSED", faults.stream().map(f -> f.fact() + " " + f.code()).toList());
        };
    return new RulePage.Asked(
        set.facts(), typed, asOf.toString(), outcome.outcome(), outcome.reasons(), lines);
  }

  private record Said(String outcome, List<String> reasons) {}

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() / 1000 == 2);
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }
}
