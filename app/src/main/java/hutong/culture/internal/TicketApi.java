package hutong.culture.internal;

import hutong.booking.Admission;
import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.culture.internal.TicketCodes.Claims;
import hutong.culture.internal.TicketService.Check;
import hutong.partners.PartnerClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a gate's own system asks.
@RestController
@RequestMapping("/api/v1/tickets")
@Tag(name = "Tickets", description = "For museums: checking ticket codes and letting people in")
class TicketApi {

  /// A code, and what is to be done with it.
  ///
  /// @param documentNumber of the document in hand; compared with the ticket when given
  /// @param admit whether to let the holder in at once when the ticket is good
  record Question(
      @Nullable String code, @Nullable String documentNumber, @Nullable Boolean admit) {}

  /// The verdict is `ADMISSIBLE`, `ADMITTED`, or the reason why not.
  record Answer(
      String verdict,
      @Nullable String ticket,
      @Nullable LocalDate day,
      @Nullable String slot,
      @Nullable String initials,
      @Nullable TicketState state) {

    static Answer of(String verdict, Claims claims, @Nullable TicketState state) {
      return new Answer(
          verdict,
          claims.ticket().toString(),
          claims.day(),
          claims.slot(),
          claims.initials(),
          state);
    }

    static Answer of(String verdict) {
      return new Answer(verdict, null, null, null, null, null);
    }
  }

  private final TicketService tickets;

  TicketApi(TicketService tickets) {
    this.tickets = tickets;
  }

  @PostMapping("/verify")
  @Operation(
      summary = "Check a ticket code of this museum, and let its holder in",
      description =
          "The signature alone can be checked without us, with the keys of"
              + " /.well-known/jwks.json: a compact JWS, ES256, type hutong-ticket. `t` is the"
              + " ticket, `v` the museum, `d` the day, `s` the part of the day, `i` initials, and"
              + " `m` the first six hex digits of SHA-256 over ticket, a space and the document"
              + " number in capital letters and digits.")
  Answer verify(PartnerClient client, @RequestBody Question question) {
    var code = question.code();
    if (code == null || code.isBlank()) {
      throw CultureProblems.of("CODE_MISSING", HttpStatus.BAD_REQUEST).stop();
    }
    var number = question.documentNumber() == null ? "" : question.documentNumber();
    if (number.length() > CultureLimits.DOCUMENT_NUMBER) {
      throw CultureProblems.of("CODE_MISSING", HttpStatus.BAD_REQUEST).stop();
    }
    return switch (tickets.check(client.partner().key(), code, number)) {
      case Check.Admissible(var claims, var ticket) ->
          Boolean.TRUE.equals(question.admit())
              ? admit(client, claims, ticket)
              : Answer.of("ADMISSIBLE", claims, ticket.state());
      case Check.NotNow(var claims, var ticket, var why) ->
          Answer.of(why.name(), claims, ticket.state());
      case Check.OtherVenue(var claims) -> Answer.of("OTHER_VENUE", claims, null);
      case Check.OtherDocument(var claims) -> Answer.of("OTHER_DOCUMENT", claims, null);
      case Check.Worthless(var fault) -> Answer.of(fault.name());
    };
  }

  private Answer admit(PartnerClient client, Claims claims, Ticket ticket) {
    return switch (tickets.admit(client.actor(), client.partner().key(), ticket.id())) {
      case Admission.Admitted(var used) -> Answer.of("ADMITTED", claims, used.state());
      case Admission.AlreadyUsed(var used, var ignored) ->
          Answer.of("ALREADY_USED", claims, used.state());
      case Admission.WrongDay(var other, var ignored) ->
          Answer.of("WRONG_DAY", claims, other.state());
      case Admission.NotStanding(var ended) -> Answer.of("CANCELLED", claims, ended.state());
      case Admission.NotFound() -> Answer.of("UNREADABLE");
    };
  }
}
