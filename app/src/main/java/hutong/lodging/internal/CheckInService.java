package hutong.lodging.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Documents;
import hutong.identity.Guests;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.Stay.PlaceKind;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.partners.Partner;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checking in at a hotel: the guest shows eight digits, the desk types three things.
@Service
class CheckInService {

  private static final String DOMAIN = "lodging.check-in-code";
  private static final String BETWEEN = "\u001f";

  private final CheckInStore codes;
  private final StayStore store;
  private final StayService stays;
  private final Documents documents;
  private final Guests guests;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  CheckInService(
      CheckInStore codes,
      StayStore store,
      StayService stays,
      Documents documents,
      Guests guests,
      PersonKeys keys,
      KeyedIndex index,
      Audit audit,
      InstantSource clock) {
    this.codes = codes;
    this.store = store;
    this.stays = stays;
    this.documents = documents;
    this.guests = guests;
    this.keys = keys;
    this.index = index;
    this.audit = audit;
    this.clock = clock;
  }

  /// A code and until when it works.
  record Code(String digits, Instant until) {}

  /// How a check-in can end.
  sealed interface CheckIn {
    record CheckedIn(StayId stay, String name) implements CheckIn {}

    record AlreadyIn(StayId stay) implements CheckIn {}

    /// No such code, or it was used, or its ten minutes are over.
    record CodeWrong() implements CheckIn {}

    record TooManyWrong() implements CheckIn {}

    /// The lines of her document have faults, each in a sentence.
    record LinesRefused(List<String> faults) implements CheckIn {
      public LinesRefused {
        faults = List.copyOf(faults);
      }
    }

    /// The guest has shown no document yet.
    record NoDocument() implements CheckIn {}
  }

  @Transactional
  public Code code(Actor actor) {
    var now = clock.instant();
    codes.endOthers(actor.traveller(), now);
    while (true) {
      var digits = String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
      var until = now.plus(LodgingLimits.CHECK_IN_CODE);
      if (codes.add(index.of(DOMAIN, digits), actor.traveller(), actor.account(), until)) {
        return new Code(digits, until);
      }
    }
  }

  @Transactional
  public CheckIn checkIn(Partner hotel, AccountId clerk, String code, String room, int nights) {
    var now = clock.instant();
    var partner = hotel.id().value();
    var wrong = codes.countWrong(partner, now.minus(Duration.ofHours(1)));
    if (wrong >= LodgingLimits.WRONG_CODES_PER_HOUR) {
      return new CheckIn.TooManyWrong();
    }
    var shown = codes.use(index.of(DOMAIN, code.replaceAll("\\D", "")), partner, now);
    if (shown.isEmpty()) {
      codes.addWrong(partner, now);
      return new CheckIn.CodeWrong();
    }
    var guest = shown.get().person();
    var document = documents.current(guest, Purpose.LODGING_REGISTRATION);
    if (document.isEmpty()) {
      return new CheckIn.NoDocument();
    }
    return enter(
        hotel, clerk, document.get(), new Booked(guest, shown.get().account(), room, nights));
  }

  /// A guest without an account: the lines of the passport on the desk are enough.
  @Transactional
  public CheckIn walkIn(
      Partner hotel, AccountId clerk, String lines, String room, int nights, Words words) {
    return admitted(hotel, clerk, guests.admit(hotel.id().toString(), lines, words), room, nights);
  }

  /// A guest who showed a credential from a wallet of her own: she has no account, and nothing is
  /// typed either.
  @Transactional
  public CheckIn shown(
      Partner hotel, AccountId clerk, Guests.Shown shown, String room, int nights, Words words) {
    return admitted(hotel, clerk, guests.admit(hotel.id().toString(), shown, words), room, nights);
  }

  private CheckIn admitted(
      Partner hotel, AccountId clerk, Guests.Admission admission, String room, int nights) {
    return switch (admission) {
      case Guests.Admission.Refused(var faults) -> new CheckIn.LinesRefused(faults);
      case Guests.Admission.Admitted(var guest, var document) ->
          enter(hotel, clerk, document, new Booked(guest, null, room, nights));
    };
  }

  /// A guest who showed her credential at the counter: who she is is known and proved.
  @Transactional
  public CheckIn presented(
      Partner hotel, AccountId clerk, PersonId guest, AccountId account, String room, int nights) {
    return documents
        .current(guest, Purpose.LODGING_REGISTRATION)
        .map(document -> enter(hotel, clerk, document, new Booked(guest, account, room, nights)))
        .orElseGet(CheckIn.NoDocument::new);
  }

  private record Booked(PersonId guest, @Nullable AccountId account, String room, int nights) {}

  private CheckIn enter(Partner hotel, AccountId clerk, Document document, Booked booked) {
    var guest = booked.guest();
    var room = booked.room();
    var now = clock.instant();
    audit.record(
        AuditEntry.of(hotel.id().toString(), "identity.document.read")
            .about(guest)
            .because(Purpose.LODGING_REGISTRATION)
            .with("clerk", clerk.toString()));
    store.lock(guest);
    var row = row(hotel, guest, booked.account(), room, booked.nights(), now);
    byte[] place = stays.placeIndex(hotel.id() + " " + room);
    var day = Beijing.day(now);
    if (!store.add(row, place, day)) {
      return new CheckIn.AlreadyIn(store.same(guest, place, day).orElseThrow());
    }
    return new CheckIn.CheckedIn(row.id(), StayService.name(document));
  }

  private StayStore.Row row(
      Partner hotel,
      PersonId guest,
      @Nullable AccountId account,
      String room,
      int nights,
      Instant now) {
    var english = hotel.name(Language.ENGLISH) + ", " + hotel.address(Language.ENGLISH);
    var chinese = hotel.address(Language.CHINESE) + " " + hotel.name(Language.CHINESE);
    return new StayStore.Row(
        StayId.random(),
        UUID.randomUUID(),
        guest,
        account,
        hotel.id().value(),
        PlaceKind.HOTEL,
        StayStatus.SUBMITTED,
        keys.seal(
            guest, StayService.ADDRESS, english + ", " + room + BETWEEN + chinese + " " + room),
        keys.seal(guest, StayService.HOST, "HOTEL" + BETWEEN + BETWEEN + BETWEEN),
        now,
        Beijing.day(now).plusDays(nights),
        StayStore.Outcome.NONE,
        now);
  }

  @Transactional(readOnly = true)
  public List<Stay> guests(Partner hotel) {
    return store.listOfPartner(hotel.id().value()).stream().map(stays::open).toList();
  }

  /// False when this stay is not one of the hotel's, or is over.
  @Transactional
  public boolean checkOut(Partner hotel, StayId stay) {
    Optional<StayStore.Row> row =
        store.find(stay).filter(each -> hotel.id().value().equals(each.partner()));
    return row.isPresent()
        && store.move(stay, StayStatus.ACCEPTED, StayStatus.CLOSED, clock.instant());
  }
}
