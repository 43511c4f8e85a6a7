package hutong.booking;

import hutong.identity.Document;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Duration;
import java.util.List;

/// A wish for places in one slot, for a whole party or for nobody.
///
/// @param hold keep the places only so long unless they are confirmed; zero: reserve at once
public record NewReservation(AccountId account, String slot, List<Guest> party, Duration hold) {

  public NewReservation {
    party = List.copyOf(party);
    if (party.isEmpty()) {
      throw new IllegalArgumentException("a party has somebody in it");
    }
  }

  public static NewReservation of(AccountId account, String slot, List<Guest> party) {
    return new NewReservation(account, slot, party, Duration.ZERO);
  }

  /// One of the party, and the document she will show at the gate.
  public record Guest(PersonId person, Document document) {}
}
