package hutong.lodging.internal;

import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.StayId;
import hutong.lodging.internal.LodgingViews.FormPage;
import hutong.lodging.internal.LodgingViews.StayPage;
import hutong.lodging.internal.LodgingViews.StayRow;
import hutong.lodging.internal.LodgingViews.StaysPage;
import hutong.lodging.internal.Registration.Reason;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import hutong.web.Problem;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Where I sleep: the list, the form in four questions, one stay.
@Controller("lodgingStayPages") // entry has pages of stays, too
class StayPages {

  private final StayService stays;
  private final Travellers travellers;
  private final Documents documents;
  private final Receipts receipts;
  private final InstantSource clock;

  StayPages(
      StayService stays,
      Travellers travellers,
      Documents documents,
      Receipts receipts,
      InstantSource clock) {
    this.stays = stays;
    this.travellers = travellers;
    this.documents = documents;
    this.receipts = receipts;
    this.clock = clock;
  }

  @GetMapping("/stays")
  ModelAndView list(Actor actor) {
    var rows = stays.list(actor.account()).stream().map(this::row).toList();
    boolean draft = !stays.draft(actor).equals(StayDraft.EMPTY);
    return page("lodging/stays", new StaysPage(rows, draft));
  }

  StayRow row(Stay stay) {
    var name =
        documents
            .current(stay.guest(), Purpose.LODGING_REGISTRATION)
            .map(StayService::name)
            .orElse("");
    return new StayRow(
        name,
        stay,
        stay.address().reveal(Purpose.OWN_VIEW),
        stay.chineseAddress().reveal(Purpose.OWN_VIEW),
        stay.deadline(),
        stay.late(clock.instant()));
  }

  @GetMapping("/stays/{id}")
  ModelAndView show(
      @PathVariable String id, @RequestParam(required = false) @Nullable String done, Actor actor) {
    var stay = stays.find(actor, id(id)).orElseThrow(StayPages::notFound);
    return page("lodging/stay", new StayPage(row(stay), done != null));
  }

  @GetMapping("/stays/{id}/receipt.pdf")
  ResponseEntity<byte[]> receipt(@PathVariable String id, Actor actor, Words words) {
    var stay = id(id);
    if (stays.find(actor, stay).isEmpty()) {
      throw notFound();
    }
    byte[] pdf =
        receipts
            .of(stay, words)
            .orElseThrow(() -> problem("NO_RECEIPT_YET", HttpStatus.CONFLICT).stop());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header("Content-Disposition", "inline; filename=\"" + stay + ".pdf\"")
        .body(pdf);
  }

  @PostMapping("/stays/{id}/{act}")
  String act(@PathVariable String id, @PathVariable String act, Actor actor) {
    var stay = id(id);
    boolean done =
        switch (act) {
          case "send" -> stays.sendWithoutHost(actor, stay);
          case "withdraw" -> stays.withdraw(actor, stay);
          case "leave" -> stays.leave(actor, stay);
          default -> throw notFound();
        };
    if (!done && stays.find(actor, stay).isEmpty()) {
      throw notFound();
    }
    if (!done) {
      throw problem("STAY_MOVED_ON", HttpStatus.CONFLICT).stop();
    }
    return "redirect:/stays/" + stay;
  }

  @PostMapping("/stays/{id}/correction")
  String correct(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String chinese,
      Actor actor) {
    if (!stays.correct(actor, id(id), address.strip(), chinese.strip())) {
      throw problem("STAY_MOVED_ON", HttpStatus.CONFLICT).stop();
    }
    return "redirect:/stays/" + id(id);
  }

  @GetMapping("/stays/new")
  ModelAndView who(Actor actor) {
    return form("who", actor, stays.draft(actor), List.of());
  }

  @PostMapping("/stays/new")
  ModelAndView chooseWho(
      @RequestParam(required = false) @Nullable List<String> guests, Actor actor, Words words) {
    var chosen = guests == null ? List.<String>of() : guests;
    var draft = stays.draft(actor).withGuests(chosen);
    if (chosen.isEmpty()) {
      return form("who", actor, draft, error("guests", words, Reason.NO_GUEST));
    }
    stays.save(actor, draft);
    return page("redirect:/stays/new/when");
  }

  @GetMapping("/stays/new/{step}")
  ModelAndView step(@PathVariable String step, Actor actor) {
    var draft = stays.draft(actor);
    return switch (step) {
      case "when" -> form("when", actor, withDefaults(draft), List.of());
      case "place", "host", "check" -> form(step, actor, draft, List.of());
      default -> throw notFound();
    };
  }

  private StayDraft withDefaults(StayDraft draft) {
    if (!draft.arrivalDay().isEmpty()) {
      return draft;
    }
    var now = Beijing.clock(clock.instant());
    var time = now.toLocalTime().withSecond(0).withNano(0);
    return draft.withDays(
        now.toLocalDate().toString(), time.toString(), now.toLocalDate().plusDays(3).toString());
  }

  @PostMapping("/stays/new/when")
  ModelAndView chooseWhen(@RequestParam Map<String, String> fields, Actor actor, Words words) {
    var arrival = day(fields, "arrival");
    var departure = day(fields, "departure");
    var time = fields.getOrDefault("time", "").strip();
    var draft = stays.draft(actor).withDays(text(arrival), time, text(departure));
    var refused = new java.util.ArrayList<FieldError>();
    if (arrival.isEmpty()) {
      refused.addAll(error("arrival", words, Reason.ARRIVAL_TOO_FAR));
    }
    if (time(time).isEmpty()) {
      refused.add(new FieldError("time", words.t("lodging.form.timeWrong")));
    }
    if (departure.isEmpty() || (arrival.isPresent() && !departure.get().isAfter(arrival.get()))) {
      refused.addAll(error("departure", words, Reason.DEPARTURE_NOT_AFTER_ARRIVAL));
    }
    if (!refused.isEmpty()) {
      return form("when", actor, draft, refused);
    }
    stays.save(actor, draft);
    return page("redirect:/stays/new/place");
  }

  @PostMapping("/stays/new/place")
  ModelAndView choosePlace(
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String chinese,
      Actor actor,
      Words words) {
    var draft = stays.draft(actor).withPlace(bound(address), bound(chinese));
    if (address.isBlank()) {
      return form("place", actor, draft, error("address", words, Reason.ADDRESS_MISSING));
    }
    stays.save(actor, draft);
    return page("redirect:/stays/new/host");
  }

  @PostMapping("/stays/new/host")
  ModelAndView chooseHost(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String relation,
      Actor actor,
      Words words) {
    var host = new StayDraft.Host(kind, bound(name), bound(email), bound(relation));
    var draft = stays.draft(actor).withHost(host);
    boolean alone = kind.equals("OWN");
    if (!alone && (!kind.equals("HOST") || name.isBlank() || !email.contains("@"))) {
      return form("host", actor, draft, error("name", words, Reason.HOST_INCOMPLETE));
    }
    stays.save(actor, draft);
    return page("redirect:/stays/new/check");
  }

  @PostMapping("/stays")
  ModelAndView register(Actor actor, Words words) {
    var draft = stays.draft(actor);
    var request = request(draft);
    if (request.isEmpty()) {
      return page("redirect:/stays/new");
    }
    return switch (stays.register(actor, request.get(), words.language())) {
      case Registration.Registered(_, var ids, _) ->
          page("redirect:/stays/" + ids.getFirst() + "?done=1");
      case Registration.AlreadyRegistered(var stay) -> page("redirect:/stays/" + stay);
      case Registration.Refused(var reason) ->
          form("check", actor, draft, error(field(reason), words, reason));
    };
  }

  static Optional<NewStay> request(StayDraft draft) {
    try {
      var arrival =
          Beijing.at(
              LocalDate.parse(draft.arrivalDay()),
              time(draft.arrivalTime()).orElse(LocalTime.NOON));
      return Optional.of(
          new NewStay(
              draft.guests().stream().map(PersonId::parse).toList(),
              arrival,
              LocalDate.parse(draft.departureDay()),
              draft.address(),
              draft.chineseAddress(),
              draft.host()));
    } catch (DateTimeException | IllegalArgumentException incomplete) {
      return Optional.empty();
    }
  }

  private static String field(Reason reason) {
    return switch (reason) {
      case NO_GUEST, GUEST_WITHOUT_DOCUMENT, DOCUMENT_EXPIRES_BEFORE_ARRIVAL -> "guests";
      case ARRIVAL_TOO_FAR -> "arrival";
      case DEPARTURE_NOT_AFTER_ARRIVAL, STAY_TOO_LONG -> "departure";
      case ADDRESS_MISSING -> "address";
      case HOST_INCOMPLETE -> "name";
    };
  }

  private ModelAndView form(String step, Actor actor, StayDraft draft, List<FieldError> errors) {
    var guests =
        travellers.list(actor.account()).stream()
            .filter(each -> each.document().isPresent())
            .map(
                each ->
                    Choice.of(
                        each.id().toString(), each.document().map(StayService::name).orElse("")))
            .toList();
    var view = page("lodging/new-" + step, new FormPage(draft, guests, errors));
    if (!errors.isEmpty()) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  private static List<FieldError> error(String field, Words words, Reason reason) {
    return List.of(new FieldError(field, words.t("lodging.refused." + reason.name())));
  }

  private static Optional<LocalDate> day(Map<String, String> fields, String name) {
    return new DayFields(
            fields.getOrDefault(name + ".year", ""),
            fields.getOrDefault(name + ".month", ""),
            fields.getOrDefault(name + ".day", ""))
        .parse();
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static String text(Optional<LocalDate> day) {
    return day.map(LocalDate::toString).orElse("");
  }

  private static String bound(String text) {
    var plain = text.strip();
    return plain.substring(0, Math.min(plain.length(), LodgingLimits.ADDRESS));
  }

  static StayId id(String text) {
    try {
      return StayId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw notFound();
    }
  }

  static Problem.Stop notFound() {
    return Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
  }

  static Problem problem(String code, HttpStatus status) {
    return Problem.of("lodging", code, status);
  }

  private static ModelAndView page(String template, Object page) {
    return new ModelAndView(template, "page", page);
  }

  private static ModelAndView page(String redirect) {
    return new ModelAndView(redirect);
  }
}
