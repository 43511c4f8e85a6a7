package hutong.entry.internal;

import hutong.entry.EntryPath;
import hutong.entry.NewEntry;
import hutong.entry.Permissions;
import hutong.entry.Recording;
import hutong.entry.StayPermission;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// I have entered: until when may I stay, and how many days are left.
@Controller
class PermissionPages {

  private static final List<EntryPath> PATHS =
      List.of(
          EntryPath.UNILATERAL,
          EntryPath.MUTUAL,
          EntryPath.TRANSIT_240,
          EntryPath.HAINAN_30,
          EntryPath.VISA,
          EntryPath.OWN_DOCUMENT);

  private final Permissions permissions;
  private final EntryRules rules;
  private final InstantSource clock;

  PermissionPages(Permissions permissions, EntryRules rules, InstantSource clock) {
    this.permissions = permissions;
    this.rules = rules;
    this.clock = clock;
  }

  @GetMapping("/stay")
  ModelAndView counter(Actor actor, Words words) {
    var today = today();
    return permissions
        .of(actor.traveller())
        .map(stay -> new ModelAndView("entry/stay", "page", counter(stay, today, words)))
        .orElseGet(() -> new ModelAndView("entry/no-stay"));
  }

  private StayPage.Counter counter(StayPermission stay, LocalDate today, Words words) {
    var left = stay.daysLeft(today);
    int total =
        stay.lastDay()
            .map(last -> (int) ChronoUnit.DAYS.between(stay.entered(), last))
            .orElse(stay.daysUsed(today));
    return new StayPage.Counter(
        words.date(stay.entered()),
        port(stay.port(), words),
        stay.path(),
        stay.lastDay().map(words::date).orElse(null),
        Math.min(stay.daysUsed(today), total),
        left.orElse(null),
        total,
        left.isPresent() && left.get() <= EntryLimits.DAYS_OF_WARNING,
        stay.entered().toString());
  }

  @GetMapping("/stay.ics")
  ResponseEntity<byte[]> calendar(Actor actor, Words words) {
    var stay = permissions.of(actor.traveller()).filter(s -> s.lastDay().isPresent());
    if (stay.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    var text = StayCalendar.of(stay.get(), clock.instant(), words);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
        .header("Content-Disposition", "attachment; filename=\"stay.ics\"")
        .header("Cache-Control", "no-store")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /// One question a page; the answers travel in the address until they are checked and sent.
  @GetMapping("/stay/new")
  ModelAndView ask(@RequestParam Map<String, String> parameters, Actor actor, Words words) {
    var errors = new ArrayList<FieldError>();
    var entered = day("entered", parameters, errors, words);
    var path = path(parameters.getOrDefault("path", ""));
    var port = parameters.getOrDefault("port", "");
    var last = day("last", parameters, errors, words);
    var step = step(entered, port, path, last, parameters);
    if (step.equals(parameters.get("question")) && errors.isEmpty()) {
      errors.add(new FieldError(step, words.t("entry.ask.answerFirst")));
    }
    return page(step, new Answers(entered, port, path, last), errors, parameters, words);
  }

  /// What she has said so far.
  private record Answers(
      Optional<LocalDate> entered,
      String port,
      Optional<EntryPath> path,
      Optional<LocalDate> last) {}

  private String step(
      Optional<LocalDate> entered,
      String port,
      Optional<EntryPath> path,
      Optional<LocalDate> last,
      Map<String, String> parameters) {
    if (entered.isEmpty()) {
      return "entered";
    }
    if (!rules.knowsPort(port)) {
      return "port";
    }
    if (path.isEmpty() || parameters.containsKey("again")) {
      return "path";
    }
    boolean needsLast = path.get() == EntryPath.VISA || path.get() == EntryPath.MUTUAL;
    return needsLast && last.isEmpty() ? "last" : "check";
  }

  @PostMapping("/stay")
  ModelAndView record(@RequestParam Map<String, String> parameters, Actor actor, Words words) {
    var errors = new ArrayList<FieldError>();
    var entered = day("entered", parameters, errors, words);
    var path = path(parameters.getOrDefault("path", ""));
    var port = parameters.getOrDefault("port", "");
    var last = day("last", parameters, errors, words);
    var answers = new Answers(entered, port, path, last);
    if (entered.isEmpty() || path.isEmpty()) {
      return page(step(entered, port, path, last, Map.of()), answers, errors, parameters, words);
    }
    return switch (permissions.record(
        actor.traveller(), new NewEntry(entered.get(), port, path.get(), last))) {
      case Recording.Recorded(_) -> seeOther("/stay");
      case Recording.Refused(var reason) -> {
        var step =
            switch (reason) {
              case IN_THE_FUTURE, TOO_LONG_AGO -> "entered";
              case UNKNOWN_PORT -> "port";
              case LAST_DAY_MISSING, LAST_DAY_BEFORE_ENTRY, LAST_DAY_TOO_FAR -> "last";
            };
        var error = new FieldError(step, words.t("entry.refused." + reason));
        yield page(step, answers, List.of(error), parameters, words);
      }
    };
  }

  @PostMapping("/stay/forget")
  ModelAndView forget(@RequestParam(defaultValue = "") String entered, Actor actor) {
    parse(entered).ifPresent(day -> permissions.forget(actor.traveller(), day));
    return seeOther("/stay");
  }

  private static ModelAndView seeOther(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return new ModelAndView(view);
  }

  private ModelAndView page(
      String step,
      Answers answers,
      List<FieldError> errors,
      Map<String, String> parameters,
      Words words) {
    var shown =
        new StayPage.Shown(
            answers.entered().map(words::date).orElse(""),
            port(answers.port(), words),
            answers.path().map(path -> words.t("entry.path." + path)).orElse(""),
            answers
                .last()
                .or(() -> answers.path().flatMap(p -> ownLast(p, answers.entered())))
                .map(words::date)
                .orElse(""));
    var mine = errors.stream().filter(error -> error.field().equals(step)).toList();
    var view =
        new ModelAndView(
            "entry/record",
            "page",
            new StayPage.Step(
                step,
                answers.entered().map(LocalDate::toString).orElse(""),
                answers.port(),
                answers.path().map(EntryPath::name).orElse(""),
                answers.last().map(LocalDate::toString).orElse(""),
                shown,
                choices(step, words),
                fields(step, parameters),
                mine));
    view.setStatus(mine.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  private Optional<LocalDate> ownLast(EntryPath path, Optional<LocalDate> entered) {
    return entered.flatMap(day -> rules.ownLastDay(path, day));
  }

  private List<Choice> choices(String step, Words words) {
    return switch (step) {
      case "port" ->
          EntryCodes.ports(rules.ports(), words, words.language().tag().startsWith("zh"));
      case "path" ->
          PATHS.stream()
              .map(path -> Choice.of(path.name(), words.t("entry.path." + path)))
              .toList();
      default -> List.of();
    };
  }

  private DayFields fields(String step, Map<String, String> parameters) {
    var typed =
        new DayFields(
            parameters.getOrDefault(step + ".year", ""),
            parameters.getOrDefault(step + ".month", ""),
            parameters.getOrDefault(step + ".day", ""));
    return typed.equals(DayFields.EMPTY) && step.equals("entered") ? DayFields.of(today()) : typed;
  }

  private static Optional<LocalDate> day(
      String name, Map<String, String> parameters, List<FieldError> errors, Words words) {
    var whole = parse(parameters.getOrDefault(name, ""));
    if (whole.isPresent() || !parameters.containsKey(name + ".year")) {
      return whole;
    }
    var day =
        new DayFields(
                parameters.getOrDefault(name + ".year", ""),
                parameters.getOrDefault(name + ".month", ""),
                parameters.getOrDefault(name + ".day", ""))
            .parse();
    if (day.isEmpty()) {
      errors.add(new FieldError(name, words.t("entry.ask.notADay")));
    }
    return day;
  }

  private static Optional<LocalDate> parse(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() / 1000 == 2);
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  private static Optional<EntryPath> path(String text) {
    return PATHS.stream().filter(path -> path.name().equals(text)).findFirst();
  }

  private String port(String code, Words words) {
    boolean chinese = words.language().tag().startsWith("zh");
    return rules
        .port(code)
        .map(row -> row.text(chinese ? "chinese" : "name"))
        .orElse(code.equals("other") ? words.t("entry.ask.otherPort") : "");
  }

  private LocalDate today() {
    return Beijing.day(clock.instant());
  }
}
