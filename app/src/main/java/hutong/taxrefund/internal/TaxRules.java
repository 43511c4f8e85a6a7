package hutong.taxrefund.internal;

import hutong.identity.Document;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.rules.Outcome;
import hutong.rules.Rules;
import hutong.rules.Ruling;
import hutong.taxrefund.TaxRefusal;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What the rule set `tax-refund` says of a form.
@Component
class TaxRules {

  /// What is known of a traveller and her purchase.
  ///
  /// @param entered the day of her last entry
  record Facts(
      Optional<Document> document,
      Optional<LocalDate> entered,
      boolean registered,
      boolean excluded,
      long standard,
      long reduced,
      LocalDate bought,
      LocalDate leaves) {}

  sealed interface Verdict {

    /// @param chargeDays working days to charge who did not leave
    record Granted(Money refund, boolean cash, int chargeDays) implements Verdict {}

    record Refused(TaxRefusal reason) implements Verdict {}
  }

  private final Rules rules;

  TaxRules(Rules rules) {
    this.rules = rules;
  }

  Verdict decide(Facts facts, Instant now) {
    return switch (rules.decide("tax-refund", told(facts), Beijing.day(now))) {
      case Ruling.Refused _ -> new Verdict.Refused(TaxRefusal.FACTS_MISSING);
      case Ruling.Decided decided -> verdict(decided);
    };
  }

  private static Map<String, Object> told(Facts facts) {
    var told = new HashMap<String, Object>();
    facts.document().ifPresent(document -> told.put("traveller", traveller(document)));
    told.put("registeredShop", facts.registered());
    told.put("excludedGoods", facts.excluded());
    told.put("standardFen", facts.standard());
    told.put("reducedFen", facts.reduced());
    facts
        .entered()
        .ifPresent(
            day -> told.put("daysHere", Math.max(0, ChronoUnit.DAYS.between(day, facts.leaves()))));
    told.put(
        "daysSincePurchase", Math.max(0, ChronoUnit.DAYS.between(facts.bought(), facts.leaves())));
    return told;
  }

  private static String traveller(Document document) {
    return switch (document.kind()) {
      case PASSPORT, PERMANENT_RESIDENT_ID, OTHER ->
          document.nationality().equals("CHN") ? "OTHER" : "FOREIGNER";
      case HK_MACAO_PERMIT, TAIWAN_PERMIT, HK_MACAO_TAIWAN_RESIDENCE_PERMIT -> "HK_MACAO_TAIWAN";
    };
  }

  private static Verdict verdict(Ruling.Decided decided) {
    if (decided.outcome() == Outcome.YES
        && decided.results().get("refundFen") instanceof Number refund) {
      long fen = new BigDecimal(refund.toString()).longValueExact();
      int days =
          decided.results().get("chargeWithinWorkingDays") instanceof Number number
              ? number.intValue()
              : 0;
      boolean cash = !"TRANSFER".equals(decided.results().get("payOut"));
      return new Verdict.Granted(Money.ofMinor(fen, "CNY"), cash, days);
    }
    for (var reason : TaxRefusal.values()) {
      if (decided.reasons().contains(reason.name())) {
        return new Verdict.Refused(reason);
      }
    }
    return new Verdict.Refused(TaxRefusal.FACTS_MISSING);
  }

  /// So many working days later; public holidays are not known here, so it is never too late.
  static LocalDate workingDaysAfter(LocalDate day, int days) {
    var at = day;
    for (int left = days; left > 0; ) {
      at = at.plusDays(1);
      if (at.getDayOfWeek() != DayOfWeek.SATURDAY && at.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return at;
  }
}
