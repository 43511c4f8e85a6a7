package hutong.booking;

import java.time.Instant;
import java.util.List;

/// How giving back a reservation can end.
public sealed interface Cancellation {

  /// @param ended the tickets that were given back now
  record Cancelled(Reservation reservation, List<TicketId> ended) implements Cancellation {

    public Cancelled {
      ended = List.copyOf(ended);
    }
  }

  record TooLate(Instant until) implements Cancellation {}

  /// All its tickets are used, missed or given back already.
  record AlreadyEnded(Reservation reservation) implements Cancellation {}

  /// There is none of this id for this account.
  record NotFound() implements Cancellation {}
}
