package hutong.booking;

import java.time.Instant;

/// A party gave its places back.
public record ReservationCancelled(ReservationId reservation, Instant at) {}
