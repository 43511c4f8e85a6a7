package hutong.booking.internal;

import hutong.booking.NewReservation;
import hutong.booking.ReservationId;
import hutong.booking.TicketId;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Instant;
import java.util.List;

/// A wish in the queue: made ready by its own thread, settled with others, answered after commit.
final class Asked {

  /// A guest with all that the tables need; indexes in hex.
  record Seat(TicketId ticket, PersonId person, String document, String numberIndex, String mark) {}

  final ReservationId reservation;
  final NewReservation wish;
  final List<Seat> seats;
  final Instant at;

  Asked(NewReservation wish, List<Seat> seats, Instant at) {
    this.reservation = wish.id();
    this.wish = wish;
    this.seats = List.copyOf(seats);
    this.at = at;
  }

  AccountId account() {
    return wish.account();
  }

  String slot() {
    return wish.slot();
  }

  int size() {
    return seats.size();
  }

  boolean held() {
    return wish.hold().isPositive();
  }
}
