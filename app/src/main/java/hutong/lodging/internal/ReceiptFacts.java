package hutong.lodging.internal;

import hutong.credential.CredentialSource;
import hutong.credential.Credentials;
import hutong.credential.Dataset;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.lodging.Stay;
import hutong.lodging.StayRegistered;
import hutong.lodging.StayStatus;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// A registration that the authority accepted is worth proving elsewhere.
@Component
class ReceiptFacts implements CredentialSource {

  static final String TYPE = "lodging-receipt";

  /// For how long after leaving somebody may still have to prove where she slept.
  private static final int DAYS_AFTER = 90;

  private final StayStore store;
  private final StayService stays;
  private final Credentials credentials;

  ReceiptFacts(StayStore store, StayService stays, Credentials credentials) {
    this.store = store;
    this.stays = stays;
    this.credentials = credentials;
  }

  @Override
  public List<Dataset> of(PersonId person) {
    return store.list(person).stream()
        .map(stays::open)
        .flatMap(stay -> dataset(stay).stream())
        .toList();
  }

  private static Optional<Dataset> dataset(Stay stay) {
    boolean accepted =
        stay.number().isPresent()
            && (stay.status() == StayStatus.ACCEPTED || stay.status() == StayStatus.CLOSED);
    if (!accepted && stay.status() != StayStatus.SUBMITTED) {
      return Optional.empty();
    }
    var claims = new TreeMap<String, Object>();
    stay.number().ifPresent(number -> claims.put("number", number));
    stay.station().ifPresent(station -> claims.put("station", station));
    claims.put("place_kind", stay.place().name().toLowerCase(Locale.ROOT));
    var address = stay.address().reveal(Purpose.IDENTITY_PROOF);
    if (!address.isEmpty()) {
      claims.put("address", address);
    }
    claims.put("arrival", Beijing.day(stay.arrival()));
    claims.put("departure", stay.departure());
    return Optional.of(
        new Dataset(
            TYPE,
            stay.id().toString(),
            Beijing.day(stay.arrival()) + " – " + stay.departure(),
            accepted ? Dataset.State.READY : Dataset.State.PENDING,
            Beijing.at(end(stay), LocalTime.MIDNIGHT),
            claims));
  }

  /// The day from which a receipt proves nothing any more.
  static LocalDate end(Stay stay) {
    return stay.departure().plusDays(DAYS_AFTER);
  }

  @ApplicationModuleListener
  void on(StayRegistered event) {
    credentials.refresh(event.guest());
  }
}
