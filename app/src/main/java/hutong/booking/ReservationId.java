package hutong.booking;

import hutong.kernel.Ids;
import java.util.UUID;

/// Names one reservation.
public record ReservationId(UUID value) {

  private static final String PREFIX = "reservation_";

  public static ReservationId random() {
    return new ReservationId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static ReservationId parse(String text) {
    return new ReservationId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
