package hutong.entry.internal;

import hutong.entry.EntryAnswer;
import hutong.entry.EntryAnswer.EntryDecision;
import hutong.entry.EntryPath;
import hutong.entry.EntryQuestion;
import hutong.entry.NewEntry;
import hutong.entry.Recording.Reason;
import hutong.entry.StayTerm;
import hutong.rules.PolicyRow;
import hutong.rules.RuleSet;
import hutong.rules.Rules;
import hutong.rules.Ruling;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Between the traveller's question and the rule set `entry`. Pure but for the rules it asks.
final class EntryRules {

  static final String SET = "entry";

  private final Rules rules;

  EntryRules(Rules rules) {
    this.rules = rules;
  }

  RuleSet set() {
    return rules.find(SET).orElseThrow();
  }

  EntryAnswer decide(EntryQuestion question) {
    return switch (rules.decide(SET, question.facts(), question.asOf())) {
      case Ruling.Decided decided -> decision(decided);
      case Ruling.Refused(var faults) -> new EntryAnswer.NotUnderstood(faults);
    };
  }

  private static EntryDecision decision(Ruling.Decided decided) {
    var results = decided.results();
    var path = EntryPath.valueOf(String.valueOf(results.getOrDefault("path", "ASK")));
    var area = new HashMap<String, String>();
    if (path == EntryPath.TRANSIT_240) {
      for (var slot : List.of("area", "chinese", "places", "placesChinese")) {
        if (results.get(slot) instanceof String text) {
          area.put(slot, text);
        }
      }
    }
    return new EntryDecision(
        decided.outcome(),
        path,
        decided.reasons(),
        texts(results.get("conditions")),
        decided.wouldChange(),
        term(path, results, decided.grounds().day()),
        area,
        decided.grounds());
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof Collection<?> many
        ? many.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static StayTerm term(EntryPath path, Map<String, Object> results, LocalDate arrival) {
    return switch (path) {
      case UNILATERAL, TRANSIT_240, HAINAN_30 ->
          results.get("days") instanceof BigDecimal days
              ? until(days.intValue(), arrival)
              : new StayTerm.Unknown();
      case MUTUAL ->
          results.get("mutualDays") instanceof BigDecimal days
              ? new StayTerm.AsStamped(days.intValue())
              : new StayTerm.Unknown();
      case DIRECT_24 -> new StayTerm.PortArea();
      case OWN_DOCUMENT, ASK, VISA -> new StayTerm.Unknown();
    };
  }

  /// Counted from 00:00 of the day after entry: entered on 1 December, the tenth day is the 11th.
  static StayTerm.Until until(int days, LocalDate arrival) {
    return new StayTerm.Until(days, arrival.plusDays(days));
  }

  /// The last day that this way in gives by itself, by the rows that hold on the day of entry.
  Optional<LocalDate> ownLastDay(EntryPath path, LocalDate entered) {
    var table =
        switch (path) {
          case UNILATERAL -> "unilateral";
          case TRANSIT_240 -> "transit";
          case HAINAN_30 -> "hainan";
          case DIRECT_24 -> "direct";
          case OWN_DOCUMENT, MUTUAL, ASK, VISA -> "";
        };
    if (table.equals("direct")) {
      return Optional.of(entered.plusDays(1));
    }
    if (table.isEmpty()) {
      return Optional.empty();
    }
    return set().table(table).rows().stream()
        .filter(row -> row.validity().covers(entered))
        .map(row -> row.columns().get("days"))
        .filter(BigDecimal.class::isInstance)
        .map(days -> entered.plusDays(((BigDecimal) days).intValue()))
        .min(LocalDate::compareTo);
  }

  boolean knowsPort(String port) {
    return port.equals("other") || ports().stream().anyMatch(row -> row.key().equals(port));
  }

  List<PolicyRow> ports() {
    return set().table("ports").rows();
  }

  Optional<PolicyRow> port(String code) {
    return ports().stream().filter(row -> row.key().equals(code)).findFirst();
  }

  /// Why this entry cannot be recorded today, if so.
  Optional<Reason> refusal(NewEntry entry, LocalDate today) {
    if (entry.entered().isAfter(today)) {
      return Optional.of(Reason.IN_THE_FUTURE);
    }
    if (entry.entered().isBefore(today.minusDays(EntryLimits.DAYS_BACK))) {
      return Optional.of(Reason.TOO_LONG_AGO);
    }
    if (!knowsPort(entry.port())) {
      return Optional.of(Reason.UNKNOWN_PORT);
    }
    var last = entry.lastDay().or(() -> ownLastDay(entry.path(), entry.entered()));
    if (last.isEmpty()) {
      return entry.path() == EntryPath.OWN_DOCUMENT
          ? Optional.empty()
          : Optional.of(Reason.LAST_DAY_MISSING);
    }
    if (last.get().isBefore(entry.entered())) {
      return Optional.of(Reason.LAST_DAY_BEFORE_ENTRY);
    }
    return last.get().isAfter(entry.entered().plusDays(EntryLimits.DAYS_AHEAD))
        ? Optional.of(Reason.LAST_DAY_TOO_FAR)
        : Optional.empty();
  }
}
