package hutong.culture.internal;

import static hutong.culture.internal.VisitPage.Step.CHECK;
import static hutong.culture.internal.VisitPage.Step.TIME;
import static hutong.culture.internal.VisitPage.Step.WHO;

import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.culture.Museum;
import hutong.culture.internal.VisitPage.Held;
import hutong.identity.Actor;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Problem;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Booking a visit, one question a page: which time, who comes, is that right. Answers so far stand
/// in the address, so that every step can be left, found again and changed.
@Controller
@RequestMapping("/museums/{key}/visit")
class VisitPages {

  private final VisitService visits;
  private final Travellers travellers;
  private final Reservations reservations;
  private final BillService bills;
  private final InstantSource clock;

  VisitPages(
      VisitService visits,
      Travellers travellers,
      Reservations reservations,
      BillService bills,
      InstantSource clock) {
    this.visits = visits;
    this.travellers = travellers;
    this.reservations = reservations;
    this.bills = bills;
    this.clock = clock;
  }

  /// What was answered so far.
  private record Answers(Museum museum, LocalDate day, String slot, List<String> party) {

    String path() {
      return "/museums/" + museum.key() + "/visit";
    }

    String atTime() {
      return path() + "?day=" + day;
    }

    String atWho() {
      return atTime() + "&slot=" + slot;
    }
  }

  @GetMapping
  ModelAndView ask(
      @PathVariable String key,
      @RequestParam LocalDate day,
      @RequestParam(defaultValue = "") String slot,
      @RequestParam(name = "traveller", defaultValue = "") List<String> party,
      @RequestParam(defaultValue = "") String asked,
      Actor actor,
      Words words) {
    var museum = bookable(key, day, words);
    var answers = new Answers(museum, day, slot, party);
    if (VisitService.part(museum, slot).isEmpty()) {
      boolean missed = asked.equals("slot");
      return page(time(answers, missed, words), missed);
    }
    if (party.isEmpty()) {
      boolean missed = asked.equals("traveller");
      return page(who(answers, actor, missed, words), missed);
    }
    return page(check(answers, actor, null, words), false);
  }

  @PostMapping
  Object book(
      @PathVariable String key,
      @RequestParam LocalDate day,
      @RequestParam String slot,
      @RequestParam(name = "traveller", defaultValue = "") List<String> party,
      @RequestParam(defaultValue = "") String once,
      Actor actor,
      Words words) {
    var museum = bookable(key, day, words);
    var id = ReservationApi.parse(once).orElseGet(ReservationId::random);
    if (reservations.find(actor.account(), id).isPresent()) {
      return done(id); // the button was pressed twice
    }
    var answers = new Answers(museum, day, slot, party);
    var persons = party.stream().map(VisitPages::person).toList();
    var wish = new VisitService.Wish(id, key, day, slot, persons);
    return switch (visits.book(actor.account(), wish)) {
      case Booked.Made(var made) -> booked(actor, made);
      case Booked.Declined(var attempt) ->
          refused(answers, actor, CultureProblems.of(attempt, words), words);
      case Booked.PartyRefused(var ignored, var reason) ->
          refused(answers, actor, CultureProblems.of(reason), words);
      case Booked.DayRefused no -> throw CultureProblems.of(no, words).stop();
    };
  }

  private ModelAndView refused(Answers answers, Actor actor, Problem problem, Words words) {
    var view = page(check(answers, actor, problem, words), false);
    view.setStatus(problem.status());
    return view;
  }

  /// To the till when there is something to pay.
  private RedirectView booked(Actor actor, Reservation made) {
    var due = visits.visit(made).flatMap(visit -> bills.due(actor, visit));
    if (due.isEmpty()) {
      return done(made.id());
    }
    var view = new RedirectView("/pay/till/" + due.get().till());
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  private static RedirectView done(ReservationId id) {
    var view = new RedirectView("/tickets/" + id + "?booked=true");
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  /// A day that can be booked now, or the reason why not.
  private Museum bookable(String key, LocalDate day, Words words) {
    var museum = visits.find(key).orElseThrow(() -> CultureProblems.unknownMuseum().stop());
    if (museum.sale().walkIn()) {
      throw CultureProblems.of(
              new Booked.DayRefused(museum, day, Booked.DayReason.NO_BOOKING_NEEDED), words)
          .stop();
    }
    var opensAt = words.dateTime(MuseumRules.opensAt(museum, day));
    return switch (MuseumRules.state(museum, day, clock.instant())) {
      case OPEN -> museum;
      case CLOSED ->
          throw CultureProblems.of(
                  new Booked.DayRefused(museum, day, Booked.DayReason.CLOSED_THAT_DAY), words)
              .stop();
      case NOT_YET -> throw CultureProblems.of("NOT_OPEN_YET", HttpStatus.CONFLICT, opensAt).stop();
      case PAST ->
          throw CultureProblems.of(
                  "SALE_ENDED",
                  HttpStatus.CONFLICT,
                  words.dateTime(MuseumRules.offer(museum, day).closesAt()))
              .stop();
    };
  }

  private VisitPage time(Answers answers, boolean missed, Words words) {
    var offer = MuseumRules.offer(answers.museum(), answers.day());
    var choices = new ArrayList<Choice>();
    for (var each : visits.parts(answers.museum(), answers.day())) {
      if (each.left() > 0) {
        var slot = offer.slot(each.part().key());
        var hint =
            new Plain(words).span(slot.startsAt(), slot.endsAt())
                + " · "
                + words.t("culture.left", each.left());
        choices.add(Choice.of(slot.name(), each.part().name().in(words.language()), hint));
      }
    }
    var back = "/museums/" + answers.museum().key();
    var problem = choices.isEmpty() ? CultureProblems.of("SOLD_OUT", HttpStatus.CONFLICT, 0) : null;
    var held = List.of(new Held("day", answers.day().toString()), new Held("asked", "slot"));
    return page(answers, TIME, back, held, words)
        .choices(choices)
        .errors(
            missed ? List.of(new FieldError("slot", words.t("culture.visit.pickTime"))) : List.of())
        .refusal(problem)
        .build();
  }

  private VisitPage who(Answers answers, Actor actor, boolean missed, Words words) {
    var choices = new ArrayList<Choice>();
    var absent = new ArrayList<VisitPage.Absent>();
    for (var traveller : travellers.list(actor.account())) {
      var name = traveller.callName().reveal(Purpose.OWN_VIEW);
      var refusal = VisitService.refusal(answers.museum(), traveller, answers.day());
      if (refusal.isPresent()) {
        absent.add(new VisitPage.Absent(name, words.t("culture.absent." + refusal.get())));
      } else {
        choices.add(Choice.of(traveller.id().toString(), name, document(traveller, words)));
      }
    }
    var held =
        List.of(
            new Held("day", answers.day().toString()),
            new Held("slot", answers.slot()),
            new Held("asked", "traveller"));
    return page(answers, WHO, answers.atTime(), held, words)
        .choices(choices)
        .absent(absent)
        .errors(
            missed && !choices.isEmpty()
                ? List.of(new FieldError("traveller", words.t("culture.visit.pickWho")))
                : List.of())
        .build();
  }

  private static String document(Traveller traveller, Words words) {
    return traveller
        .document()
        .map(document -> words.t("culture.document." + document.kind()))
        .orElse("");
  }

  private VisitPage check(Answers answers, Actor actor, @Nullable Problem refusal, Words words) {
    var museum = answers.museum();
    var slot = MuseumRules.offer(museum, answers.day()).slot(answers.slot());
    var part = VisitService.part(museum, answers.slot()).orElseThrow();
    var party =
        answers.party().stream()
            .map(VisitPages::person)
            .map(
                person ->
                    travellers
                        .find(actor.account(), person)
                        .orElseThrow(
                            () -> CultureProblems.of(Booked.Reason.NOT_YOUR_TRAVELLER).stop()))
            .map(traveller -> traveller.callName().reveal(Purpose.OWN_VIEW))
            .toList();
    var price = museum.season(answers.day()).price();
    var total =
        new hutong.kernel.Money(Math.multiplyExact(price.minor(), party.size()), price.currency());
    var plain = new Plain(words);
    var held = new ArrayList<Held>();
    held.add(new Held("day", answers.day().toString()));
    held.add(new Held("slot", answers.slot()));
    held.add(new Held("once", ReservationId.random().toString()));
    answers.party().forEach(each -> held.add(new Held("traveller", each)));
    return page(answers, CHECK, answers.atWho(), held, words)
        .check(
            new VisitPage.Check(
                part.name().in(words.language())
                    + " · "
                    + plain.span(slot.startsAt(), slot.endsAt()),
                party,
                plain.price(total),
                !price.isPositive(),
                museum.payment().hold().toMinutes(),
                museum.payment().refundPercent(),
                clock.instant().isBefore(MuseumRules.offer(museum, answers.day()).cancelUntil()),
                words.dateTime(MuseumRules.offer(museum, answers.day()).cancelUntil()),
                "/museums/" + museum.key(),
                answers.atTime(),
                answers.atWho()))
        .refusal(refusal)
        .build();
  }

  private static PersonId person(String text) {
    try {
      return PersonId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw CultureProblems.of(Booked.Reason.NOT_YOUR_TRAVELLER).stop();
    }
  }

  private static ModelAndView page(VisitPage page, boolean missed) {
    var view = new ModelAndView("culture/visit", "page", page);
    if (missed) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  private static Draft page(
      Answers answers, VisitPage.Step step, String back, List<Held> held, Words words) {
    return new Draft(answers, step, back, held, words);
  }

  /// A page in the making: what all steps share, and what this one adds.
  private static final class Draft {
    private final Answers answers;
    private final VisitPage.Step step;
    private final String back;
    private final List<Held> held;
    private final Words words;
    private List<Choice> choices = List.of();
    private List<VisitPage.Absent> absent = List.of();
    private List<FieldError> errors = List.of();
    private VisitPage.@Nullable Check check;
    private @Nullable Problem refusal;

    Draft(Answers answers, VisitPage.Step step, String back, List<Held> held, Words words) {
      this.answers = answers;
      this.step = step;
      this.back = back;
      this.held = held;
      this.words = words;
    }

    Draft choices(List<Choice> list) {
      choices = list;
      return this;
    }

    Draft absent(List<VisitPage.Absent> list) {
      absent = list;
      return this;
    }

    Draft errors(List<FieldError> list) {
      errors = list;
      return this;
    }

    Draft check(VisitPage.Check facts) {
      check = facts;
      return this;
    }

    Draft refusal(@Nullable Problem problem) {
      refusal = problem;
      return this;
    }

    VisitPage build() {
      return new VisitPage(
          step,
          answers.path(),
          answers.museum().name().in(words.language()),
          answers.museum().name().chinese(),
          new Plain(words).day(answers.day()),
          back,
          held,
          choices,
          absent,
          check,
          errors,
          refusal);
    }
  }
}
