package hutong.culture.internal;

import hutong.booking.Cancellation;
import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.booking.TicketId;
import hutong.command.Answer;
import hutong.command.Commands;
import hutong.culture.internal.VisitRecord.TicketRecord;
import hutong.identity.Actor;
import hutong.kernel.PersonId;
import hutong.language.Words;
import hutong.web.Problem;
import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A traveller's reservations.
@RestController
@RequestMapping("/api/v1/reservations")
@Tag(name = "Reservations", description = "Real-name tickets for museums and sights")
class ReservationApi {

  /// A wish. Without travellers it is for the one the caller acts for.
  record NewVisit(
      @Nullable String museum,
      @Nullable LocalDate day,
      @Nullable String slot,
      @Nullable List<String> travellers) {}

  private final VisitService visits;
  private final TicketService tickets;
  private final Reservations reservations;
  private final BillService bills;
  private final Commands commands;
  private final Problems problems;
  private final JsonMapper json;

  ReservationApi(
      VisitService visits,
      TicketService tickets,
      Reservations reservations,
      BillService bills,
      Commands commands,
      Problems problems,
      JsonMapper json) {
    this.visits = visits;
    this.tickets = tickets;
    this.reservations = reservations;
    this.bills = bills;
    this.commands = commands;
    this.problems = problems;
    this.json = json;
  }

  @PostMapping
  @Operation(
      summary = "Reserve places for a party, all of them or none",
      description =
          "Needs an Idempotency-Key: the same key and body again gets the same answer and no"
              + " second ticket. 409 while the first is still running, 422 for another body.")
  @ApiResponse(
      responseCode = "200",
      description = "Reserved; with a price: held until it is paid, see `due`",
      content = @Content(schema = @Schema(implementation = VisitRecord.class)))
  ResponseEntity<byte[]> reserve(
      Actor actor,
      @RequestHeader(name = Commands.HEADER, required = false) @Nullable String key,
      @RequestBody NewVisit wish,
      Words words,
      HttpServletRequest request) {
    var visit = read(wish, actor);
    var command = commands.read(actor.account().toString(), key, request, visit.text());
    var id = new ReservationId(command.id());
    return commands.once(command, () -> answer(actor, visit.wish(id), words, request)).send();
  }

  /// A wish that was read: its museum is known, and nothing is missing.
  private record ReadVisit(String museum, LocalDate day, String slot, List<PersonId> party) {
    String text() {
      return museum + " " + day + " " + slot + " " + party;
    }

    VisitService.Wish wish(ReservationId id) {
      return new VisitService.Wish(id, museum, day, slot, party);
    }
  }

  private ReadVisit read(NewVisit wish, Actor actor) {
    if (wish.museum() == null || wish.day() == null || wish.slot() == null) {
      throw CultureProblems.of("INCOMPLETE", HttpStatus.BAD_REQUEST).stop();
    }
    if (visits.find(wish.museum()).isEmpty()) {
      throw CultureProblems.unknownMuseum().stop();
    }
    var party = new ArrayList<PersonId>();
    var named = wish.travellers();
    if (named == null || named.isEmpty()) {
      party.add(actor.traveller());
    } else if (named.size() > CultureLimits.PARTY) {
      throw CultureProblems.of(
              "PARTY_TOO_LARGE", HttpStatus.UNPROCESSABLE_CONTENT, CultureLimits.PARTY)
          .stop();
    } else {
      for (var each : named) {
        party.add(person(each));
      }
    }
    return new ReadVisit(wish.museum(), wish.day(), wish.slot(), party);
  }

  private static PersonId person(String text) {
    try {
      return PersonId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw CultureProblems.of("NOT_YOUR_TRAVELLER", HttpStatus.FORBIDDEN).stop();
    }
  }

  /// Does it, unless a command that was cut off did it already.
  private Answer answer(
      Actor actor, VisitService.Wish wish, Words words, HttpServletRequest request) {
    var before = reservations.find(actor.account(), wish.id());
    if (before.isPresent()) {
      return made(actor, before.get());
    }
    return switch (visits.book(actor.account(), wish)) {
      case Booked.Made(var made) -> made(actor, made);
      case Booked.Declined(var attempt) -> refused(CultureProblems.of(attempt, words), request);
      case Booked.PartyRefused(var ignored, var reason) ->
          refused(CultureProblems.of(reason), request);
      case Booked.DayRefused refused -> refused(CultureProblems.of(refused, words), request);
    };
  }

  private Answer made(Actor actor, Reservation made) {
    var due = due(actor, made);
    return Answer.of(HttpStatus.OK.value(), json.writeValueAsBytes(shown(made, due)));
  }

  private VisitRecord.@Nullable DueRecord due(Actor actor, Reservation made) {
    return visits
        .visit(made)
        .flatMap(visit -> bills.due(actor, visit))
        .map(
            due ->
                new VisitRecord.DueRecord(
                    due.till().toString(), MuseumApi.Price.of(due.total()), due.until()))
        .orElse(null);
  }

  private String payment(Reservation made) {
    boolean free = visits.visit(made).filter(visit -> visit.price().isPositive()).isEmpty();
    return free
        ? "FREE"
        : bills.state(made.id()).map(Enum::name).orElse(made.stands() ? "DUE" : "ENDED");
  }

  private Answer refused(Problem problem, HttpServletRequest request) {
    var said = problems.answer(problem, request);
    return Answer.of(said.getStatusCode().value(), json.writeValueAsBytes(said.getBody()));
  }

  /// Ids and times only: this is what is kept to be said again.
  private VisitRecord shown(Reservation made) {
    return shown(made, null);
  }

  private VisitRecord shown(Reservation made, VisitRecord.@Nullable DueRecord due) {
    return VisitRecord.of(
        made,
        visits.visit(made).orElse(null),
        payment(made),
        due,
        made.tickets().stream().map(ticket -> TicketRecord.of(ticket, null)).toList());
  }

  @GetMapping
  @Operation(summary = "All reservations of the account, the latest visit first")
  List<VisitRecord> list(Actor actor) {
    return reservations.list(actor.account()).stream().map(this::shown).toList();
  }

  @GetMapping("/{id}")
  @Operation(summary = "One reservation, with the code of each ticket that stands")
  VisitRecord get(Actor actor, @PathVariable String id) {
    var due =
        due(actor, find(actor, id).orElseThrow(() -> CultureProblems.unknownReservation().stop()));
    var made = find(actor, id).orElseThrow(() -> CultureProblems.unknownReservation().stop());
    return VisitRecord.of(
        made,
        visits.visit(made).orElse(null),
        payment(made),
        due,
        made.tickets().stream()
            .map(t -> TicketRecord.of(t, tickets.code(made, t).orElse(null)))
            .toList());
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Give the places back; others can have them at once",
      description = "What was paid comes back as far as the museum's rule says.")
  VisitRecord cancel(Actor actor, @PathVariable String id, Words words) {
    return cancel(actor, id, List.of(), words);
  }

  @DeleteMapping("/{id}/tickets/{ticket}")
  @Operation(summary = "Give one ticket back; the others stand")
  VisitRecord cancelOne(
      Actor actor, @PathVariable String id, @PathVariable String ticket, Words words) {
    return cancel(actor, id, List.of(ticket(ticket)), words);
  }

  static TicketId ticket(String text) {
    try {
      return TicketId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw CultureProblems.unknownReservation().stop();
    }
  }

  private VisitRecord cancel(Actor actor, String id, List<TicketId> tickets, Words words) {
    var reservation = parse(id).orElseThrow(() -> CultureProblems.unknownReservation().stop());
    return switch (bills.cancel(actor.account(), reservation, tickets)) {
      case Cancellation.Cancelled(var ended, _) -> shown(ended);
      case Cancellation.TooLate(var until) -> throw tooLate(words.dateTime(until)).stop();
      case Cancellation.AlreadyEnded(var ended) -> throw alreadyEnded().stop();
      case Cancellation.NotFound() -> throw CultureProblems.unknownReservation().stop();
    };
  }

  static Problem tooLate(String until) {
    return CultureProblems.of("CANCEL_TOO_LATE", HttpStatus.CONFLICT, until);
  }

  static Problem alreadyEnded() {
    return CultureProblems.of("ALREADY_ENDED", HttpStatus.CONFLICT);
  }

  private Optional<Reservation> find(Actor actor, String id) {
    return parse(id).flatMap(known -> reservations.find(actor.account(), known));
  }

  static Optional<ReservationId> parse(String text) {
    try {
      return Optional.of(ReservationId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
