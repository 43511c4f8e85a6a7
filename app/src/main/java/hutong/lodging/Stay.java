package hutong.lodging;

import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A stay as its guest sees it.
///
/// @param address as she wrote it
/// @param chineseAddress for a driver or a clerk; empty when nobody gave one
/// @param arrival when she arrived: the law's 24 hours begin here
/// @param number of the authority, once it accepted
/// @param reason of the authority, when it sent the registration back
public record Stay(
    StayId id,
    PersonId guest,
    PlaceKind place,
    StayStatus status,
    Sensitive<String> address,
    Sensitive<String> chineseAddress,
    Instant arrival,
    LocalDate departure,
    Optional<String> number,
    Optional<String> station,
    Optional<String> reason) {

  /// Where one can sleep.
  public enum PlaceKind {
    /// A home: the guest or her host registers.
    RESIDENCE,
    /// A hotel: its desk registers.
    HOTEL
  }

  /// Until when the law wants it registered: 24 hours after arrival
  /// (Exit and Entry Administration Law, art. 39).
  public Instant deadline() {
    return arrival.plus(java.time.Duration.ofHours(24));
  }

  public boolean late(Instant now) {
    return status.clockRuns() && now.isAfter(deadline());
  }
}
