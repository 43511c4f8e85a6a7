package hutong.culture.internal;

import hutong.booking.Offer;
import hutong.booking.Offer.Quota;
import hutong.culture.Museum;
import hutong.culture.Names;
import hutong.identity.DocumentKind;
import hutong.kernel.Money;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads one museum's file. Everything a rule needs must be there and make sense.
final class MuseumFile {

  private static final Set<String> FACTS =
      Set.of(
          "walk_in",
          "release",
          "same_day",
          "closed_weekdays",
          "seasons",
          "daily_cap",
          "slots",
          "party_max",
          "account_quota",
          "document_quota",
          "no_show",
          "accepted_documents",
          "document_level",
          "cancel",
          "payment");

  private final String file;
  private final Fact root;
  private final Fact facts;

  private MuseumFile(String file, Fact root) {
    this.file = file;
    this.root = root;
    this.facts = root.at("facts");
  }

  static Museum read(String file, String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(CultureLimits.FILE_BYTES);
    try {
      Object node = new Yaml(new SafeConstructor(options)).load(yaml);
      return new MuseumFile(file, new Fact(file + ":", node)).museum();
    } catch (YAMLException e) {
      throw new Fact.Broken(file, "is not YAML: " + e.getMessage());
    }
  }

  private Museum museum() {
    root.only(Set.of("key", "name", "place", "sources", "facts"));
    facts.only(FACTS);
    var key = root.at("key").text();
    if (!file.equals(key + ".yaml")) {
      throw root.at("key").broken("must be the name of the file, " + file);
    }
    return new Museum(
        key,
        names(root.at("name")),
        names(root.at("place")),
        sale(),
        visit(),
        limits(),
        payment(),
        grounds());
  }

  private static Names names(Fact fact) {
    fact.only(Set.of("en", "zh-Hans"));
    return new Names(fact.at("en").text(), fact.at("zh-Hans").text());
  }

  private boolean walkIn() {
    return facts.find("walk_in").present() && facts.at("walk_in").at("value").truth();
  }

  private Fact value(String fact) {
    return facts.at(fact).at("value");
  }

  private boolean has(String fact) {
    return facts.find(fact).present();
  }

  private Museum.Sale sale() {
    if (walkIn()) {
      return new Museum.Sale(true, 0, LocalTime.MIDNIGHT, true, 0, LocalTime.MIDNIGHT);
    }
    var release = value("release");
    release.only(Set.of("days_ahead", "time"));
    var cancel = value("cancel");
    cancel.only(Set.of("days_before", "time"));
    return new Museum.Sale(
        false,
        release.at("days_ahead").number(1, CultureLimits.DAYS_AHEAD),
        time(release.at("time")),
        value("same_day").truth(),
        cancel.at("days_before").number(0, CultureLimits.DAYS_AHEAD),
        time(cancel.at("time")));
  }

  /// A ticket with a price needs to say how it is paid.
  private Museum.Payment payment() {
    boolean priced =
        !walkIn() && seasons().stream().anyMatch(season -> season.price().isPositive());
    if (!priced) {
      return new Museum.Payment(Duration.ZERO, 0);
    }
    var payment = value("payment");
    payment.only(Set.of("hold_minutes", "refund_percent"));
    return new Museum.Payment(
        Duration.ofMinutes(payment.at("hold_minutes").number(5, 60)),
        payment.at("refund_percent").number(0, 100));
  }

  private Museum.Visit visit() {
    if (walkIn()) {
      return new Museum.Visit(Set.of(), List.of(), List.of(), 0);
    }
    var closed = EnumSet.noneOf(DayOfWeek.class);
    value("closed_weekdays")
        .items()
        .forEach(item -> closed.add(item.parsed(DayOfWeek::valueOf, "MONDAY")));
    return new Museum.Visit(
        closed, seasons(), parts(), value("daily_cap").number(1, CultureLimits.CAPACITY));
  }

  private List<Museum.Season> seasons() {
    var seasons = value("seasons").items().stream().map(MuseumFile::season).toList();
    for (var day = LocalDate.of(2028, 1, 1); day.getYear() == 2028; day = day.plusDays(1)) {
      var each = day;
      if (seasons.stream().filter(season -> season.holds(each)).count() != 1) {
        throw value("seasons").broken("must cover each day of the year once; see " + each);
      }
    }
    return seasons;
  }

  private static Museum.Season season(Fact fact) {
    fact.only(Set.of("from", "to", "price", "last_entry"));
    return new Museum.Season(
        monthDay(fact.at("from")),
        monthDay(fact.at("to")),
        fact.at("price").parsed(text -> Money.of(text, "CNY"), "60.00"),
        time(fact.at("last_entry")));
  }

  private List<Museum.Part> parts() {
    var parts = new ArrayList<Museum.Part>();
    var keys = new HashSet<String>();
    for (var item : value("slots").items()) {
      item.only(Set.of("key", "name", "from", "to", "capacity"));
      var part =
          new Museum.Part(
              item.at("key").text(),
              names(item.at("name")),
              time(item.at("from")),
              time(item.at("to")),
              item.at("capacity").number(1, CultureLimits.CAPACITY));
      if (!part.key().matches("[a-z0-9-]{1,40}") || !keys.add(part.key())) {
        throw item.at("key").broken("must be its own name of small letters, digits and -");
      }
      if (!part.from().isBefore(part.to())) {
        throw item.broken("must end after it begins");
      }
      if (seasons().stream().anyMatch(season -> !part.from().isBefore(season.lastEntry()))) {
        throw item.at("from").broken("must be before the last entry of every season");
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw value("slots").broken("must have at least one");
    }
    return parts;
  }

  private Museum.Limits limits() {
    if (walkIn()) {
      return new Museum.Limits(
          CultureLimits.PARTY, List.of(), Offer.NoShows.NOT_COUNTED, Set.of(), false);
    }
    var quotas = new ArrayList<Quota>();
    quota("account_quota", Quota.Holder.ACCOUNT, quotas);
    quota("document_quota", Quota.Holder.DOCUMENT, quotas);
    var accepted = EnumSet.noneOf(DocumentKind.class);
    value("accepted_documents")
        .items()
        .forEach(item -> accepted.add(item.parsed(DocumentKind::valueOf, "PASSPORT")));
    if (accepted.isEmpty()) {
      throw value("accepted_documents").broken("must have at least one");
    }
    return new Museum.Limits(
        value("party_max").number(1, CultureLimits.PARTY), quotas, noShows(), accepted, chipOnly());
  }

  private void quota(String name, Quota.Holder holder, List<Quota> quotas) {
    if (has(name)) {
      var value = value(name);
      value.only(Set.of("count", "period"));
      quotas.add(
          new Quota(
              holder,
              value.at("count").number(1, CultureLimits.CAPACITY),
              value.at("period").parsed(Quota.Period::valueOf, "WEEK")));
    }
  }

  private Offer.NoShows noShows() {
    if (!has("no_show")) {
      return Offer.NoShows.NOT_COUNTED;
    }
    var value = value("no_show");
    value.only(Set.of("count", "days"));
    return new Offer.NoShows(value.at("count").number(1, 100), value.at("days").number(1, 3650));
  }

  private boolean chipOnly() {
    return has("document_level")
        && value("document_level").parsed(hutong.identity.Document.Level::valueOf, "TYPED or CHIP")
            == hutong.identity.Document.Level.CHIP;
  }

  private List<Museum.Ground> grounds() {
    var sources = root.at("sources");
    var grounds = new ArrayList<Museum.Ground>();
    for (var name : facts.names()) {
      var fact = facts.at(name);
      fact.only(Set.of("value", "source", "verified", "certainty"));
      var certainty =
          fact.at("certainty")
              .parsed(Museum.Certainty::valueOf, Arrays.toString(Museum.Certainty.values()));
      var source = fact.at("source").text();
      boolean none = source.equals("none");
      if (none && certainty != Museum.Certainty.ASSUMED) {
        throw fact.at("source").broken("must be one of the sources unless the fact is ASSUMED");
      }
      grounds.add(
          new Museum.Ground(
              name,
              none ? "" : sources.at(source).at("title").text(),
              none || !sources.at(source).find("url").present()
                  ? ""
                  : sources.at(source).at("url").text(),
              day(fact.at("verified")),
              certainty));
    }
    return grounds;
  }

  private static LocalTime time(Fact fact) {
    return fact.parsed(LocalTime::parse, "20:00");
  }

  private static MonthDay monthDay(Fact fact) {
    return fact.parsed(text -> MonthDay.parse("--" + text), "04-01");
  }

  /// YAML makes a date of a bare date, at midnight UTC.
  private static LocalDate day(Fact fact) {
    return fact.node() instanceof java.util.Date date
        ? LocalDate.ofInstant(date.toInstant(), java.time.ZoneOffset.UTC)
        : fact.parsed(LocalDate::parse, "2026-10-01");
  }
}
