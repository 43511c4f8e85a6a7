package hutong.lodging;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The life of a registration. The table below is the only place that says what may follow what.
public enum StayStatus {
  /// The host was asked to confirm.
  AWAITING_HOST,
  /// On its way to the authority, or waiting for its answer.
  SUBMITTED,
  ACCEPTED,
  /// Sent back by the authority with a reason; can be corrected and sent again.
  RETURNED,
  /// The guest left.
  CLOSED,
  /// Taken back before anything was with the authority, or its guest was erased before it was
  /// filed.
  WITHDRAWN;

  private static final Map<StayStatus, Set<StayStatus>> NEXT =
      new EnumMap<>(
          Map.of(
              AWAITING_HOST, EnumSet.of(SUBMITTED, WITHDRAWN),
              SUBMITTED, EnumSet.of(ACCEPTED, RETURNED, WITHDRAWN),
              ACCEPTED, EnumSet.of(CLOSED),
              RETURNED, EnumSet.of(SUBMITTED, WITHDRAWN),
              CLOSED, EnumSet.noneOf(StayStatus.class),
              WITHDRAWN, EnumSet.noneOf(StayStatus.class)));

  public boolean mayBecome(StayStatus next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /// True while the law's clock still runs: nothing is with the authority.
  public boolean clockRuns() {
    return this == AWAITING_HOST || this == RETURNED;
  }

  /// The same table as a diagram.
  public static String diagram() {
    return NEXT.entrySet().stream()
        .flatMap(from -> from.getValue().stream().map(to -> "  " + from.getKey() + " --> " + to))
        .sorted()
        .collect(Collectors.joining("\n", "stateDiagram-v2\n", "\n"));
  }
}
