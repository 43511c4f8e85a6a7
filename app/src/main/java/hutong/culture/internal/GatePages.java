package hutong.culture.internal;

import hutong.booking.Admission;
import hutong.booking.Reservations;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.culture.Museum;
import hutong.culture.internal.TicketCodes.Claims;
import hutong.culture.internal.TicketService.Check;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.partners.CounterStep;
import hutong.partners.DeskEntry;
import hutong.partners.NamesSeen;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.partners.RelyingParties;
import hutong.presentation.Fact;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.web.Icon;
import hutong.web.Tone;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The gate of a museum: today's numbers, checking a code, finding a document, letting in.
@Controller
@RequestMapping("/desk/museum/{key}")
class GatePages {

  @Configuration(proxyBeanMethods = false)
  static class Entry {
    @Bean
    DeskEntry museumGate() {
      return new DeskEntry(
          PartnerKind.MUSEUM,
          "culture.desk.title",
          "culture.desk.text",
          "/desk/museum/{partner}",
          Icon.TICKET);
    }

    @Bean
    CounterStep findPresented() {
      return new CounterStep(
          "museum-ticket",
          "culture.desk.findTicket",
          "/desk/museum/{partner}/presented/{presentation}",
          false);
    }
  }

  private final VisitService visits;
  private final TicketService tickets;
  private final Reservations reservations;
  private final Partners partners;
  private final Presentations presentations;
  private final Languages languages;
  private final InstantSource clock;

  GatePages(
      VisitService visits,
      TicketService tickets,
      Reservations reservations,
      Partners partners,
      Presentations presentations,
      Languages languages,
      InstantSource clock) {
    this.visits = visits;
    this.tickets = tickets;
    this.reservations = reservations;
    this.partners = partners;
    this.presentations = presentations;
    this.languages = languages;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView gate(
      @PathVariable String key,
      @RequestParam(required = false) @Nullable String admitted,
      Actor actor,
      Words words) {
    var museum = museum(key, actor);
    var result = admitted == null ? null : admitted(museum, admitted, words);
    return page(museum, result, List.of(), false, words);
  }

  /// Said again after the redirect only for a ticket that was really used.
  private GatePage.@Nullable Result admitted(Museum museum, String ticket, Words words) {
    return id(ticket)
        .flatMap(id -> tickets.ticket(museum.key(), id))
        .filter(found -> found.state() == TicketState.USED)
        .map(found -> result("ADMITTED", Tone.OK, "", found.day().toString(), null, words))
        .orElse(null);
  }

  @PostMapping("/check")
  ModelAndView check(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String number,
      Actor actor,
      Words words) {
    var museum = museum(key, actor);
    var typed = number.length() > CultureLimits.DOCUMENT_NUMBER ? "" : number;
    var result = said(museum, tickets.check(key, code, typed), words);
    return page(museum, result, List.of(), false, words);
  }

  private GatePage.Result said(Museum museum, Check check, Words words) {
    return switch (check) {
      case Check.Admissible(var claims, var ticket) ->
          result(
              "ADMISSIBLE",
              Tone.OK,
              claims.initials(),
              when(museum, claims, words),
              ticket.id(),
              words);
      case Check.NotNow(var claims, var ignored, var why) ->
          result(
              why.name(), Tone.STOP, claims.initials(), when(museum, claims, words), null, words);
      case Check.OtherVenue(var claims) ->
          result("OTHER_VENUE", Tone.STOP, claims.initials(), claims.day().toString(), null, words);
      case Check.OtherDocument(var claims) ->
          result(
              "OTHER_DOCUMENT",
              Tone.STOP,
              claims.initials(),
              when(museum, claims, words),
              null,
              words);
      case Check.Worthless(var fault) -> result(fault.name(), Tone.STOP, "", "", null, words);
    };
  }

  private static String when(Museum museum, Claims claims, Words words) {
    return when(museum, claims.day(), claims.slot(), words);
  }

  private static String when(Museum museum, LocalDate day, String slot, Words words) {
    var part = VisitService.part(museum, slot).map(p -> p.name().in(words.language())).orElse(slot);
    return words.date(day) + " · " + part;
  }

  private GatePage.Result result(
      String code, Tone tone, String initials, String when, @Nullable TicketId admit, Words words) {
    var key = "culture.gate." + code;
    return new GatePage.Result(
        tone,
        words.t(key + ".title"),
        languages.chinese().t(key + ".title"),
        words.t(key + ".text"),
        initials,
        when,
        admit == null ? null : admit.toString());
  }

  @PostMapping("/search")
  ModelAndView search(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String number,
      Actor actor,
      Words words) {
    return search(key, number, "", actor, words);
  }

  /// @param shown the name that was proved; empty when a number alone was typed
  private ModelAndView search(String key, String number, String shown, Actor actor, Words words) {
    var museum = museum(key, actor);
    var typed = Ticket.normalised(number);
    if (typed.isEmpty() || typed.length() > CultureLimits.DOCUMENT_NUMBER) {
      return page(museum, null, List.of(), true, words);
    }
    var found =
        tickets.search(actor.account().toString(), key, Beijing.day(clock.instant()), typed);
    return page(
        museum,
        null,
        found.stream().map(each -> found(museum, each, shown, words)).toList(),
        true,
        words);
  }

  /// A visitor who showed her credential at the counter: her ticket is found by what it proved.
  @GetMapping("/presented/{id}")
  ModelAndView presented(
      @PathVariable String key, @PathVariable String id, Actor actor, Words words) {
    var facts =
        partners
            .findMembership(actor.account(), key)
            .flatMap(
                place ->
                    PresentationId.parse(id)
                        .flatMap(
                            each ->
                                presentations.find(RelyingParties.of(place.partner()), each, null)))
            .map(shown -> shown.result().facts().reveal(Purpose.BOOKING))
            .orElseThrow(() -> CultureProblems.unknownReservation().stop());
    var number = facts.getOrDefault(Fact.DOCUMENT_NUMBER, "");
    return search(key, number, facts.getOrDefault(Fact.NAME, ""), actor, words);
  }

  private static GatePage.Found found(
      Museum museum, TicketService.Found found, String shown, Words words) {
    var names =
        shown.isEmpty() || found.name() == null
            ? null
            : NamesSeen.of(NamesSeen.typed(shown), found.name(), words);
    var ticket = found.ticket();
    boolean stands = ticket.state() == TicketState.RESERVED;
    return new GatePage.Found(
        found.initials(),
        when(museum, ticket.day(), found.slot(), words),
        words.t("culture.state." + ticket.state()),
        stands ? Tone.OK : Tone.STOP,
        stands ? ticket.id().toString() : null,
        names);
  }

  @PostMapping("/admit")
  Object admit(@PathVariable String key, @RequestParam String ticket, Actor actor, Words words) {
    var museum = museum(key, actor);
    var id = id(ticket).orElseThrow(() -> CultureProblems.unknownReservation().stop());
    return switch (tickets.admit(actor.account().toString(), key, id)) {
      case Admission.Admitted ignored -> {
        var view = new RedirectView("/desk/museum/" + key + "?admitted=" + id);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        yield view;
      }
      case Admission.AlreadyUsed ignored -> refused(museum, "ALREADY_USED", words);
      case Admission.WrongDay ignored -> refused(museum, "WRONG_DAY", words);
      case Admission.NotStanding ignored -> refused(museum, "CANCELLED", words);
      case Admission.NotFound() -> throw CultureProblems.unknownReservation().stop();
    };
  }

  private ModelAndView refused(Museum museum, String code, Words words) {
    var view = page(museum, result(code, Tone.STOP, "", "", null, words), List.of(), false, words);
    view.setStatus(HttpStatus.CONFLICT);
    return view;
  }

  private static java.util.Optional<TicketId> id(String text) {
    try {
      return java.util.Optional.of(TicketId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return java.util.Optional.empty();
    }
  }

  /// The museum whose desk this is, for those who work there at this moment.
  private Museum museum(String key, Actor actor) {
    if (partners.findMembership(actor.account(), key).isEmpty()) {
      throw CultureProblems.of("NOT_YOUR_DESK", HttpStatus.FORBIDDEN).stop();
    }
    return visits
        .find(key)
        .filter(museum -> !museum.sale().walkIn())
        .orElseThrow(() -> CultureProblems.unknownMuseum().stop());
  }

  private ModelAndView page(
      Museum museum,
      GatePage.@Nullable Result result,
      List<GatePage.Found> found,
      boolean searched,
      Words words) {
    var today = Beijing.day(clock.instant());
    var page =
        new GatePage(
            "/desk/museum/" + museum.key(),
            museum.name().in(words.language()),
            museum.name().chinese(),
            new Plain(words).day(today),
            slots(museum, today, words),
            result,
            found,
            searched);
    return new ModelAndView("culture/gate", "page", page);
  }

  private List<GatePage.SlotLine> slots(Museum museum, LocalDate today, Words words) {
    var counts = new HashMap<String, String>();
    reservations
        .counts(museum.key(), today, today)
        .getOrDefault(today, List.of())
        .forEach(
            count ->
                counts.put(
                    count.slot(), words.t("culture.desk.count", count.used(), count.taken())));
    var offer = MuseumRules.offer(museum, today);
    return museum.visit().parts().stream()
        .map(
            part ->
                new GatePage.SlotLine(
                    part.name().in(words.language()),
                    new Plain(words)
                        .span(offer.slot(part.key()).startsAt(), offer.slot(part.key()).endsAt()),
                    counts.getOrDefault(part.key(), words.t("culture.desk.count", 0, 0))))
        .toList();
  }
}
