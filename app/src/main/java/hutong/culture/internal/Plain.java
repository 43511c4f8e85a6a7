package hutong.culture.internal;

import hutong.booking.Offer.Quota;
import hutong.culture.Museum;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Words;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Says a museum's rules in plain words of the reader.
/// Public so that templates can name the lines it makes.
public final class Plain {

  private final Words words;

  Plain(Words words) {
    this.words = words;
  }

  /// `Saturday, 5 December 2026`.
  String day(LocalDate day) {
    return words.t("culture.day", weekday(day.getDayOfWeek()), words.date(day));
  }

  private String weekday(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, words.language().locale());
  }

  /// `in 2 h 10 min`.
  String in(Instant now, Instant then) {
    var left = Duration.between(now, then).plusSeconds(59);
    if (left.toDays() > 0) {
      return words.t("culture.in.days", left.toDays(), left.toHoursPart());
    }
    return left.toHours() > 0
        ? words.t("culture.in.hours", left.toHours(), left.toMinutesPart())
        : words.t("culture.in.minutes", left.toMinutes());
  }

  String price(Money price) {
    return price.isPositive() ? words.money(price) : words.t("culture.free");
  }

  /// The price of each season, once where all are the same.
  String prices(Museum museum) {
    return museum.visit().seasons().stream()
        .map(season -> price(season.price()))
        .distinct()
        .collect(Collectors.joining(" / "));
  }

  /// The rule behind a fact as a sentence.
  String rule(Museum museum, String fact) {
    var key = "culture.rule." + fact;
    var sale = museum.sale();
    var limits = museum.limits();
    return switch (fact) {
      case "release" -> words.t(key, sale.daysAhead(), clock(sale.opensAt()));
      case "same_day" -> words.t(key + "." + sale.sameDay());
      case "closed_weekdays" ->
          museum.visit().closed().isEmpty()
              ? words.t(key + ".none")
              : words.t(key + ".some", CultureProblems.weekdays(museum.visit().closed(), words));
      case "daily_cap" -> words.t(key, museum.visit().dailyCap());
      case "seasons" -> seasons(museum);
      case "slots" -> words.t(key, museum.visit().parts().size());
      case "party_max" -> words.t(key, limits.party());
      case "no_show" -> words.t(key, limits.noShows().count(), limits.noShows().days());
      case "cancel" -> words.t(key, sale.cancelDaysBefore(), clock(sale.cancelUntil()));
      case "account_quota" -> quota(key, museum, Quota.Holder.ACCOUNT);
      case "document_quota" -> quota(key, museum, Quota.Holder.DOCUMENT);
      case "accepted_documents" ->
          words.t(
              key,
              limits.accepted().stream()
                  .sorted()
                  .map(kind -> words.t("culture.document." + kind))
                  .collect(Collectors.joining(words.t("culture.and"))));
      case "payment" ->
          words.t(key, museum.payment().hold().toMinutes(), museum.payment().refundPercent());
      default -> words.t(key);
    };
  }

  private String quota(String key, Museum museum, Quota.Holder holder) {
    return museum.limits().quotas().stream()
        .filter(quota -> quota.holder() == holder)
        .map(quota -> words.t(key, quota.most(), CultureProblems.period(quota, words)))
        .collect(Collectors.joining());
  }

  private String seasons(Museum museum) {
    var texts = new ArrayList<String>();
    for (var season : museum.visit().seasons()) {
      texts.add(
          words.t(
              "culture.rule.season",
              season.from().getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale()),
              season.to().getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale()),
              price(season.price()),
              clock(season.lastEntry())));
    }
    return String.join(" ", texts);
  }

  private java.util.Locale locale() {
    return words.language().locale();
  }

  private String clock(LocalTime time) {
    return words.time(Beijing.at(LocalDate.of(2026, 1, 1), time));
  }

  /// The time of a part of the day, `08:30 – 12:00`.
  String span(Instant from, Instant to) {
    return words.time(from) + " – " + words.time(to);
  }

  /// A rule, where it comes from, and whether that can be relied upon.
  public record RuleLine(String text, String ground, boolean firm) {}

  List<RuleLine> rules(Museum museum) {
    return museum.grounds().stream()
        .map(
            ground ->
                new RuleLine(
                    rule(museum, ground.fact()),
                    ground.certainty() == Museum.Certainty.ASSUMED
                        ? words.t("culture.ground.ASSUMED")
                        : words.t(
                            "culture.ground." + ground.certainty(),
                            ground.source(),
                            words.date(ground.verified())),
                    ground.certainty() != Museum.Certainty.ASSUMED))
        .toList();
  }
}
