package hutong.lodging.internal;

import hutong.lodging.StayId;
import java.util.List;
import java.util.UUID;

/// How a request to register can end.
sealed interface Registration {

  /// @param group those registered together
  /// @param hostAsked whether a letter went to the host first
  record Registered(UUID group, List<StayId> stays, boolean hostAsked) implements Registration {}

  /// One of the guests is registered at this place for this day already.
  record AlreadyRegistered(StayId stay) implements Registration {}

  record Refused(Reason reason) implements Registration {}

  /// Stable names: problem codes and message keys.
  enum Reason {
    NO_GUEST,
    GUEST_WITHOUT_DOCUMENT,
    ARRIVAL_TOO_FAR,
    DEPARTURE_NOT_AFTER_ARRIVAL,
    STAY_TOO_LONG,
    ADDRESS_MISSING,
    HOST_INCOMPLETE,
    DOCUMENT_EXPIRES_BEFORE_ARRIVAL
  }
}
