package hutong.culture.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.booking.Admission;
import hutong.booking.Reservation;
import hutong.booking.Reservations;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.culture.internal.TicketCodes.Claims;
import hutong.culture.internal.TicketCodes.Reading;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.names.PersonName;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Tickets at the gate: their codes, what a code is worth today, letting people in.
@Service
class TicketService {

  private final TicketCodes codes;
  private final Reservations reservations;
  private final Travellers travellers;
  private final Audit audit;
  private final InstantSource clock;

  TicketService(
      TicketCodes codes,
      Reservations reservations,
      Travellers travellers,
      Audit audit,
      InstantSource clock) {
    this.codes = codes;
    this.reservations = reservations;
    this.travellers = travellers;
    this.audit = audit;
    this.clock = clock;
  }

  /// What a gate learns from a code.
  sealed interface Check {

    /// Let in now if one wishes.
    record Admissible(Claims claims, Ticket ticket) implements Check {}

    /// Genuine, but not for now.
    record NotNow(Claims claims, Ticket ticket, Why why) implements Check {}

    record Worthless(Reading.Fault fault) implements Check {}

    /// Genuine, but of another museum.
    record OtherVenue(Claims claims) implements Check {}

    /// The document in hand is not the one it was booked with.
    record OtherDocument(Claims claims) implements Check {}

    /// Stable names.
    enum Why {
      ALREADY_USED,
      WRONG_DAY,
      CANCELLED,
      MISSED,
      NOT_CONFIRMED
    }
  }

  /// The code of a ticket that still stands.
  Optional<String> code(Reservation reservation, Ticket ticket) {
    boolean stands = ticket.state() == TicketState.RESERVED || ticket.state() == TicketState.USED;
    if (!stands) {
      return Optional.empty();
    }
    return Optional.of(codes.sign(ticket, reservation.slot(), initials(reservation, ticket)));
  }

  private @Nullable PersonName name(Reservation reservation, Ticket ticket) {
    return travellers
        .find(reservation.account(), ticket.person())
        .flatMap(Traveller::document)
        .map(
            document ->
                PersonName.of(
                    document.surname().reveal(Purpose.BOOKING),
                    document.givenNames().reveal(Purpose.BOOKING)))
        .orElse(null);
  }

  private String initials(Reservation reservation, Ticket ticket) {
    return travellers
        .find(reservation.account(), ticket.person())
        .flatMap(Traveller::document)
        .map(TicketCodes::initials)
        .orElse("");
  }

  /// Checks a code for a venue; with a document number, also whose it is.
  Check check(String venue, String code, String documentNumber) {
    return switch (codes.read(code)) {
      case Reading.Worthless(var fault) -> new Check.Worthless(fault);
      case Reading.Genuine(var claims) -> check(venue, claims, documentNumber);
    };
  }

  private Check check(String venue, Claims claims, String documentNumber) {
    if (!claims.venue().equals(venue)) {
      return new Check.OtherVenue(claims);
    }
    if (!documentNumber.isBlank() && !claims.isFor(documentNumber)) {
      return new Check.OtherDocument(claims);
    }
    return ticket(venue, claims.ticket())
        .map(ticket -> standing(claims, ticket))
        .orElse(new Check.Worthless(Reading.Fault.UNREADABLE));
  }

  private Check standing(Claims claims, Ticket ticket) {
    var today = Beijing.day(clock.instant());
    return switch (ticket.state()) {
      case RESERVED ->
          ticket.day().equals(today)
              ? new Check.Admissible(claims, ticket)
              : new Check.NotNow(claims, ticket, Check.Why.WRONG_DAY);
      case USED -> new Check.NotNow(claims, ticket, Check.Why.ALREADY_USED);
      case CANCELLED, EXPIRED -> new Check.NotNow(claims, ticket, Check.Why.CANCELLED);
      case NO_SHOW -> new Check.NotNow(claims, ticket, Check.Why.MISSED);
      case HELD -> new Check.NotNow(claims, ticket, Check.Why.NOT_CONFIRMED);
    };
  }

  Optional<Ticket> ticket(String venue, TicketId id) {
    return reservations
        .findByTicket(venue, id)
        .flatMap(r -> r.tickets().stream().filter(t -> t.id().equals(id)).findFirst());
  }

  /// Lets somebody in, and writes down who did.
  @Transactional
  public Admission admit(String actor, String venue, TicketId id) {
    var admission = reservations.admit(venue, id);
    if (admission instanceof Admission.Admitted(var ticket)) {
      audit.record(
          AuditEntry.of(actor, "culture.ticket.admitted")
              .about(ticket.person())
              .because(Purpose.BOOKING)
              .with("museum", venue)
              .with("ticket", id.toString()));
    }
    return admission;
  }

  /// A person found by the number of the document in the clerk's hand.
  ///
  /// @param name on the document it was booked with; absent when she is gone
  record Found(Ticket ticket, String slot, String initials, @Nullable PersonName name) {

    @Override
    public String toString() {
      return "Found[" + ticket.id() + "]";
    }
  }

  /// Looks for today's tickets of a document number; the look itself is written down.
  @Transactional
  public List<Found> search(String actor, String venue, LocalDate day, String documentNumber) {
    var found =
        reservations.search(venue, day, documentNumber).stream()
            .flatMap(
                r ->
                    r.tickets().stream()
                        .filter(t -> Ticket.markOf(t.id(), documentNumber).equals(t.mark()))
                        .map(t -> new Found(t, r.slot(), initials(r, t), name(r, t))))
            .toList();
    audit.record(
        AuditEntry.of(actor, "culture.ticket.searched")
            .because(Purpose.BOOKING)
            .with("museum", venue)
            .with("found", Integer.toString(found.size())));
    return found;
  }
}
