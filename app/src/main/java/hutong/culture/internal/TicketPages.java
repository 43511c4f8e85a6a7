package hutong.culture.internal;

import hutong.booking.Cancellation;
import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.culture.Visit;
import hutong.identity.Actor;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.Purpose;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.web.Problem;
import hutong.web.Tone;
import hutong.web.WebSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// A traveller's tickets.
@Controller
@RequestMapping("/tickets")
class TicketPages {

  private final VisitService visits;
  private final TicketService tickets;
  private final BillService bills;
  private final Travellers travellers;
  private final Languages languages;
  private final WebSettings settings;
  private final InstantSource clock;

  TicketPages(
      VisitService visits,
      TicketService tickets,
      BillService bills,
      Travellers travellers,
      Languages languages,
      WebSettings settings,
      InstantSource clock) {
    this.visits = visits;
    this.tickets = tickets;
    this.bills = bills;
    this.travellers = travellers;
    this.languages = languages;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView list(Actor actor, Words words) {
    var now = clock.instant();
    var all = visits.visits(actor.account());
    var coming =
        all.stream()
            .filter(visit -> visit.reservation().stands() && visit.endsAt().isAfter(now))
            .toList()
            .reversed();
    var past = all.stream().filter(visit -> !coming.contains(visit)).toList();
    var page =
        new TicketListPage(
            coming.stream().map(visit -> line(visit, words)).toList(),
            past.stream().map(visit -> line(visit, words)).toList());
    return new ModelAndView("culture/tickets", "page", page);
  }

  private static TicketListPage.Line line(Visit visit, Words words) {
    var reservation = visit.reservation();
    var plain = new Plain(words);
    var state = state(reservation);
    var detail =
        plain.day(reservation.day())
            + " · "
            + plain.span(visit.startsAt(), visit.endsAt())
            + " · "
            + words.t("culture.people", reservation.tickets().size());
    return new TicketListPage.Line(
        "/tickets/" + reservation.id(),
        visit.museum().name().in(words.language()),
        detail,
        words.t("culture.state." + state),
        tone(state));
  }

  /// The state that says most: one ticket that stands makes the booking stand.
  private static TicketState state(Reservation reservation) {
    return reservation.tickets().stream().map(Ticket::state).min(Enum::compareTo).orElseThrow();
  }

  private static Tone tone(TicketState state) {
    return switch (state) {
      case HELD -> Tone.WAITING;
      case RESERVED -> Tone.OK;
      case USED -> Tone.PLAIN;
      case CANCELLED, NO_SHOW, EXPIRED -> Tone.STOP;
    };
  }

  @GetMapping("/{id}")
  ModelAndView show(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean booked,
      Actor actor,
      Words words) {
    var due = bills.due(actor, find(actor, id)); // a payment made meanwhile counts
    var page = page(find(actor, id), due, booked, words);
    return new ModelAndView("culture/ticket", "page", page);
  }

  /// To the till of what is due.
  @PostMapping("/{id}/pay")
  RedirectView pay(@PathVariable String id, Actor actor) {
    return bills
        .due(actor, find(actor, id))
        .map(due -> to("/pay/till/" + due.till()))
        .orElseGet(() -> to("/tickets/" + parse(id)));
  }

  @GetMapping("/{id}/visit.ics")
  ResponseEntity<byte[]> calendar(@PathVariable String id, Actor actor, Words words) {
    var visit = find(actor, id);
    var entry =
        new CalendarFile.Entry(
            visit.reservation().id().toString(),
            visit.startsAt(),
            visit.endsAt(),
            visit.museum().name().in(words.language()),
            settings.publicUrl() + "/tickets/" + visit.reservation().id());
    return MuseumPages.calendar(CalendarFile.of(entry, clock.instant()), visit.museum().key());
  }

  @GetMapping("/{id}/cancel")
  ModelAndView askCancel(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String ticket,
      Actor actor,
      Words words) {
    var visit = find(actor, id);
    if (!visit.reservation().stands()) {
      throw ReservationApi.alreadyEnded().stop();
    }
    if (clock.instant().isAfter(visit.reservation().cancelUntil())) {
      throw ReservationApi.tooLate(words.dateTime(visit.reservation().cancelUntil())).stop();
    }
    var page = page(visit, Optional.empty(), false, words);
    var chosen =
        page.passes().stream()
            .filter(each -> ticket.isEmpty() || each.path().endsWith("/" + ticket))
            .filter(each -> each.cancelPath() != null)
            .toList();
    if (chosen.isEmpty()) {
      throw unknown().stop();
    }
    boolean paid = bills.isPaid(visit.reservation().id());
    int percent = paid ? visit.museum().payment().refundPercent() : 0;
    return new ModelAndView(
        "culture/cancel", "page", new CancelPage(page.only(chosen), ticket, paid, percent));
  }

  @PostMapping("/{id}/cancel")
  RedirectView cancel(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String ticket,
      Actor actor,
      Words words) {
    var reservation = parse(id);
    var chosen =
        ticket.isEmpty()
            ? List.<hutong.booking.TicketId>of()
            : List.of(ReservationApi.ticket(ticket));
    return switch (bills.cancel(actor.account(), reservation, chosen)) {
      case Cancellation.Cancelled ignored -> to("/tickets/" + id);
      case Cancellation.AlreadyEnded ignored -> to("/tickets/" + id);
      case Cancellation.TooLate(var until) ->
          throw ReservationApi.tooLate(words.dateTime(until)).stop();
      case Cancellation.NotFound() -> throw unknown().stop();
    };
  }

  private static RedirectView to(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  /// One person's ticket alone, as large as the screen: what is held up at the gate.
  @GetMapping("/{id}/{ticket}")
  ModelAndView pass(
      @PathVariable String id, @PathVariable String ticket, Actor actor, Words words) {
    var page = page(find(actor, id), Optional.empty(), false, words);
    var pass =
        page.passes().stream()
            .filter(each -> each.path().endsWith("/" + ticket))
            .findFirst()
            .orElseThrow(() -> unknown().stop());
    return new ModelAndView("culture/pass", "page", new PassPage(page, pass));
  }

  private Visit find(Actor actor, String id) {
    return visits.visit(actor.account(), parse(id)).orElseThrow(() -> unknown().stop());
  }

  private static ReservationId parse(String id) {
    return ReservationApi.parse(id).orElseThrow(() -> unknown().stop());
  }

  private static Problem unknown() {
    return CultureProblems.unknownReservation();
  }

  private TicketPage page(Visit visit, Optional<BillService.Due> due, boolean fresh, Words words) {
    var reservation = visit.reservation();
    var museum = visit.museum();
    var plain = new Plain(words);
    var chinese = languages.chinese();
    var path = "/tickets/" + reservation.id();
    boolean cancellable =
        reservation.stands() && !clock.instant().isAfter(reservation.cancelUntil());
    return new TicketPage(
        path,
        number(reservation),
        museum.name().in(words.language()),
        museum.name().chinese(),
        museum.place().in(words.language()),
        museum.place().chinese(),
        plain.day(reservation.day()),
        new Plain(chinese).day(reservation.day()),
        visit.part().in(words.language()),
        visit.part().chinese(),
        plain.span(visit.startsAt(), visit.endsAt()),
        plain.price(visit.price()),
        !visit.price().isPositive(),
        due.map(d -> new TicketPage.Due(plain.price(d.total()), words.time(d.until())))
            .orElse(null),
        payment(visit, words),
        fresh && reservation.stands() && due.isEmpty(),
        path + "/visit.ics",
        cancellable ? path + "/cancel" : null,
        words.dateTime(reservation.cancelUntil()),
        passes(reservation, path, cancellable, words));
  }

  private @Nullable String payment(Visit visit, Words words) {
    var state = bills.state(visit.reservation().id());
    return visit.price().isPositive() && state.isPresent()
        ? words.t("culture.pay.state." + state.get())
        : null;
  }

  /// The last eight digits of its id, in two groups: what a person reads out on the phone.
  static String number(Reservation reservation) {
    var id = reservation.id().toString();
    var end = id.substring(id.length() - 8).toUpperCase(java.util.Locale.ROOT);
    return end.substring(0, 4) + " " + end.substring(4);
  }

  private List<TicketPage.Pass> passes(
      Reservation reservation, String path, boolean cancellable, Words words) {
    return reservation.tickets().stream()
        .map(ticket -> pass(reservation, ticket, path, cancellable, words))
        .toList();
  }

  private TicketPage.Pass pass(
      Reservation reservation, Ticket ticket, String path, boolean cancellable, Words words) {
    boolean stands = ticket.state() == TicketState.HELD || ticket.state() == TicketState.RESERVED;
    Optional<Traveller> holder = travellers.find(reservation.account(), ticket.person());
    @Nullable String code = tickets.code(reservation, ticket).orElse(null);
    return new TicketPage.Pass(
        path + "/" + ticket.id(),
        holder.map(h -> h.callName().reveal(Purpose.OWN_VIEW)).orElse(""),
        holder.flatMap(Traveller::document).map(TicketCodes::initials).orElse(""),
        words.t("culture.state." + ticket.state()),
        languages.chinese().t("culture.state." + ticket.state()),
        tone(ticket.state()),
        code,
        cancellable && stands ? path + "/cancel?ticket=" + ticket.id() : null);
  }
}
