package hutong.booking;

import java.time.Instant;

/// How giving back a reservation can end.
public sealed interface Cancellation {

  record Cancelled(Reservation reservation) implements Cancellation {}

  record TooLate(Instant until) implements Cancellation {}

  /// All its tickets are used, missed or given back already.
  record AlreadyEnded(Reservation reservation) implements Cancellation {}

  /// There is none of this id for this account.
  record NotFound() implements Cancellation {}
}
