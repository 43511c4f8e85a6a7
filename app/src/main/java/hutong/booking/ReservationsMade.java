package hutong.booking;

import java.time.Instant;
import java.util.List;

/// These parties got their places. One event speaks for all that were settled together.
public record ReservationsMade(List<ReservationId> reservations, Instant at) {

  public ReservationsMade {
    reservations = List.copyOf(reservations);
  }
}
