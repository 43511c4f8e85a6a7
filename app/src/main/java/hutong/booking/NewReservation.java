package hutong.booking;

import hutong.identity.Document;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Duration;
import java.util.List;

/// A wish for places in one slot, for a whole party or for nobody.
///
/// @param id what the reservation will be called
/// @param hold keep the places only so long unless they are confirmed; zero: reserve at once
public record NewReservation(
    ReservationId id, AccountId account, String slot, List<Guest> party, Duration hold) {

  public NewReservation {
    party = List.copyOf(party);
    if (party.isEmpty()) {
      throw new IllegalArgumentException("a party has somebody in it");
    }
  }

  public static NewReservation of(AccountId account, String slot, List<Guest> party) {
    return new NewReservation(ReservationId.random(), account, slot, party, Duration.ZERO);
  }

  /// The same wish under a name of the caller's, who can look for it after a cut.
  public NewReservation named(ReservationId name) {
    return new NewReservation(name, account, slot, party, hold);
  }

  /// One of the party, and the document she will show at the gate.
  public record Guest(PersonId person, Document document) {}
}
