package hutong.booking;

import java.time.Instant;
import java.util.List;

/// These tickets were used, missed, or ran out.
public record TicketsEnded(List<TicketId> tickets, TicketState state, Instant at) {

  public TicketsEnded {
    tickets = List.copyOf(tickets);
  }
}
