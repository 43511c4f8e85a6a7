package hutong.lodging.internal;

import hutong.identity.Document;
import hutong.kernel.Beijing;
import hutong.lodging.internal.Registration.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What must hold before a stay may be registered.
final class StayRules {

  /// @param documents of all guests, one each; fewer than guests when somebody has none
  static Optional<Reason> refusal(NewStay stay, List<Document> documents, Instant now) {
    var arrivalDay = Beijing.day(stay.arrival());
    if (stay.guests().isEmpty() || stay.guests().size() > LodgingLimits.PARTY) {
      return Optional.of(Reason.NO_GUEST);
    }
    if (documents.size() < stay.guests().size()) {
      return Optional.of(Reason.GUEST_WITHOUT_DOCUMENT);
    }
    if (stay.arrival().isBefore(now.minus(LodgingLimits.ARRIVAL_PAST))
        || stay.arrival().isAfter(now.plus(LodgingLimits.ARRIVAL_AHEAD))) {
      return Optional.of(Reason.ARRIVAL_TOO_FAR);
    }
    if (!stay.departure().isAfter(arrivalDay)) {
      return Optional.of(Reason.DEPARTURE_NOT_AFTER_ARRIVAL);
    }
    if (ChronoUnit.DAYS.between(arrivalDay, stay.departure()) > LodgingLimits.NIGHTS) {
      return Optional.of(Reason.STAY_TOO_LONG);
    }
    if (stay.address().isBlank() || stay.address().length() > LodgingLimits.ADDRESS) {
      return Optional.of(Reason.ADDRESS_MISSING);
    }
    if (stay.hasHost() && !complete(stay.host())) {
      return Optional.of(Reason.HOST_INCOMPLETE);
    }
    if (documents.stream().anyMatch(document -> document.expiry().isBefore(arrivalDay))) {
      return Optional.of(Reason.DOCUMENT_EXPIRES_BEFORE_ARRIVAL);
    }
    return Optional.empty();
  }

  private static boolean complete(StayDraft.Host host) {
    return !host.name().isBlank()
        && host.name().length() <= LodgingLimits.NAME
        && host.email().length() <= LodgingLimits.NAME
        && host.email().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
  }

  private StayRules() {}
}
