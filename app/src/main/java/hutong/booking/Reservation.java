package hutong.booking;

import hutong.kernel.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Places for a party, as they stand now.
public record Reservation(
    ReservationId id,
    AccountId account,
    String venue,
    LocalDate day,
    String slot,
    Instant cancelUntil,
    Instant reservedAt,
    List<Ticket> tickets) {

  public Reservation {
    tickets = List.copyOf(tickets);
  }

  /// Whether any of its tickets is held or reserved.
  public boolean stands() {
    return tickets.stream()
        .anyMatch(t -> t.state() == TicketState.HELD || t.state() == TicketState.RESERVED);
  }
}
