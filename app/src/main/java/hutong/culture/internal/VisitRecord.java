package hutong.culture.internal;

import hutong.booking.Reservation;
import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.culture.Visit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reservation as the API shows it.
///
/// @param price for one person
/// @param payment FREE, DUE, PAID, or ENDED when it was not paid in time
/// @param due what can be paid now; only where one reservation is asked for or made
record VisitRecord(
    String id,
    String museum,
    LocalDate day,
    String slot,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    Instant cancelUntil,
    Instant reservedAt,
    MuseumApi.@Nullable Price price,
    String payment,
    @Nullable DueRecord due,
    List<TicketRecord> tickets) {

  /// An open till: pay it with `POST /api/v1/payments` and `till`, or at its page.
  record DueRecord(String till, MuseumApi.Price total, Instant until) {}

  /// One person's ticket.
  ///
  /// @param code what the QR holds; only where one ticket or reservation is asked for
  record TicketRecord(String id, String traveller, TicketState state, @Nullable String code) {
    static TicketRecord of(Ticket ticket, @Nullable String code) {
      return new TicketRecord(
          ticket.id().toString(), ticket.person().toString(), ticket.state(), code);
    }
  }

  static VisitRecord of(
      Reservation made,
      @Nullable Visit visit,
      String payment,
      @Nullable DueRecord due,
      List<TicketRecord> tickets) {
    return new VisitRecord(
        made.id().toString(),
        made.venue(),
        made.day(),
        made.slot(),
        visit == null ? null : visit.startsAt(),
        visit == null ? null : visit.endsAt(),
        made.cancelUntil(),
        made.reservedAt(),
        visit == null ? null : MuseumApi.Price.of(visit.price()),
        payment,
        due,
        tickets);
  }
}
