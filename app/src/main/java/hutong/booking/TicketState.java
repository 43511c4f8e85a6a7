package hutong.booking;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The life of a ticket. The table below is the only place that says what may follow what.
public enum TicketState {
  /// Kept for a while, until it is confirmed.
  HELD,
  RESERVED,
  USED,
  CANCELLED,
  NO_SHOW,
  EXPIRED;

  private static final Map<TicketState, Set<TicketState>> NEXT =
      new EnumMap<>(
          Map.of(
              HELD, EnumSet.of(RESERVED, CANCELLED, EXPIRED),
              RESERVED, EnumSet.of(USED, CANCELLED, NO_SHOW),
              USED, EnumSet.noneOf(TicketState.class),
              CANCELLED, EnumSet.noneOf(TicketState.class),
              NO_SHOW, EnumSet.noneOf(TicketState.class),
              EXPIRED, EnumSet.noneOf(TicketState.class)));

  public boolean mayBecome(TicketState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /// Whether it takes up a place.
  public boolean takesAPlace() {
    return this != CANCELLED && this != EXPIRED;
  }
}
