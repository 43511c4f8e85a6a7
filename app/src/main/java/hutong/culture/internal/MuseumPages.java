package hutong.culture.internal;

import hutong.culture.Museum;
import hutong.culture.internal.MuseumRules.DayState;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.web.Tone;
import hutong.web.WebSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Places to visit, open to everybody.
@Controller
class MuseumPages {

  private static final MediaType CALENDAR =
      new MediaType("text", "calendar", StandardCharsets.UTF_8);

  private final VisitService visits;
  private final ReminderService reminders;
  private final WebSettings settings;
  private final InstantSource clock;

  MuseumPages(
      VisitService visits, ReminderService reminders, WebSettings settings, InstantSource clock) {
    this.visits = visits;
    this.reminders = reminders;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping("/museums")
  ModelAndView list(Words words) {
    var cards = visits.list().stream().map(museum -> card(museum, words)).toList();
    return new ModelAndView("culture/museums", "page", new MuseumListPage(cards));
  }

  private MuseumListPage.Card card(Museum museum, Words words) {
    var plain = new Plain(words);
    boolean walkIn = museum.sale().walkIn();
    var now = clock.instant();
    String when;
    if (walkIn) {
      when = words.t("culture.walkIn");
    } else {
      var day = MuseumRules.nextDay(museum, now);
      var opensAt = MuseumRules.opensAt(museum, day);
      when = words.t("culture.opensFor", words.date(day), plain.in(now, opensAt));
    }
    return new MuseumListPage.Card(
        "/museums/" + museum.key(),
        museum.name().in(words.language()),
        museum.name().chinese(),
        museum.place().in(words.language()),
        walkIn ? "" : plain.prices(museum),
        when,
        walkIn ? Tone.OK : Tone.DUE,
        walkIn ? "" : plain.rule(museum, "closed_weekdays"));
  }

  @GetMapping("/museums/{key}")
  ModelAndView museum(
      @PathVariable String key,
      @Nullable Actor actor,
      @RequestParam(required = false) @Nullable String reminded,
      Words words) {
    var museum = find(key);
    var plain = new Plain(words);
    var days = museum.sale().walkIn() ? List.<MuseumPage.Day>of() : days(museum, words);
    var page =
        new MuseumPage(
            key,
            museum.name().in(words.language()),
            museum.name().chinese(),
            museum.place().in(words.language()),
            museum.place().chinese(),
            museum.sale().walkIn() ? "" : plain.prices(museum),
            museum.sale().walkIn() ? null : opening(museum, reminded != null, words),
            days,
            plain.rules(museum));
    return new ModelAndView("culture/museum", "page", page);
  }

  private MuseumPage.Opening opening(Museum museum, boolean reminded, Words words) {
    var now = clock.instant();
    var day = MuseumRules.nextDay(museum, now);
    var at = MuseumRules.opensAt(museum, day);
    var path = "/museums/" + museum.key();
    return new MuseumPage.Opening(
        new Plain(words).day(day),
        words.dateTime(at),
        new Plain(words).in(now, at),
        at,
        path + "/opening.ics?day=" + day,
        path + "/remind",
        reminded);
  }

  private List<MuseumPage.Day> days(Museum museum, Words words) {
    var now = clock.instant();
    var days = MuseumRules.days(museum, now);
    var left = visits.left(museum, days.getFirst(), days.getLast());
    return days.stream().map(day -> day(museum, day, left.get(day), words)).toList();
  }

  private MuseumPage.Day day(
      Museum museum, LocalDate day, @Nullable Map<String, Integer> parts, Words words) {
    var plain = new Plain(words);
    var now = clock.instant();
    int left = MuseumApi.left(museum, parts);
    var price = plain.price(museum.season(day).price());
    var title = plain.day(day);
    return switch (MuseumRules.state(museum, day, now)) {
      case OPEN ->
          left > 0
              ? new MuseumPage.Day(
                  title,
                  price,
                  words.t("culture.left", left),
                  Tone.OK,
                  "/museums/" + museum.key() + "/visit?day=" + day)
              : new MuseumPage.Day(title, price, words.t("culture.soldOut"), Tone.STOP, null);
      case NOT_YET ->
          new MuseumPage.Day(
              title,
              words.t("culture.opensAt", words.dateTime(MuseumRules.opensAt(museum, day))),
              plain.in(now, MuseumRules.opensAt(museum, day)),
              Tone.DUE,
              null);
      case CLOSED -> new MuseumPage.Day(title, "", words.t("culture.closed"), Tone.PLAIN, null);
      case PAST -> new MuseumPage.Day(title, "", words.t("culture.ended"), Tone.PLAIN, null);
    };
  }

  /// The opening of sales as an entry for any calendar, with an alarm ten minutes before.
  @GetMapping("/museums/{key}/opening.ics")
  ResponseEntity<byte[]> opening(
      @PathVariable String key, @RequestParam LocalDate day, Words words) {
    var museum = find(key);
    if (museum.sale().walkIn()
        || MuseumRules.state(museum, day, clock.instant()) == DayState.PAST) {
      throw CultureProblems.unknownMuseum().stop();
    }
    var opensAt = MuseumRules.opensAt(museum, day);
    var entry =
        new CalendarFile.Entry(
            key + "-opening-" + day,
            opensAt,
            opensAt.plus(Duration.ofMinutes(15)),
            words.t(
                "culture.calendar.opening", museum.name().in(words.language()), words.date(day)),
            settings.publicUrl() + "/museums/" + key);
    return calendar(CalendarFile.of(entry, clock.instant()), key);
  }

  static ResponseEntity<byte[]> calendar(String text, String name) {
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".ics\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/museums/{key}/remind")
  RedirectView remind(@PathVariable String key, Actor actor) {
    var museum = find(key);
    if (museum.sale().walkIn()) {
      throw CultureProblems.unknownMuseum().stop();
    }
    var day = MuseumRules.nextDay(museum, clock.instant());
    reminders.remind(actor.account(), museum, day);
    var back = new RedirectView("/museums/" + key + "?reminded=" + day);
    back.setStatusCode(org.springframework.http.HttpStatus.SEE_OTHER);
    return back;
  }

  private Museum find(String key) {
    return visits.find(key).orElseThrow(() -> CultureProblems.unknownMuseum().stop());
  }

  static LocalDate today(InstantSource clock) {
    return Beijing.day(clock.instant());
  }
}
