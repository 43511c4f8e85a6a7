package hutong.identity.internal;

import hutong.identity.Document.Level;
import hutong.identity.Guests;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes a person of a document that lies on a desk.
@Service
class GuestService implements Guests {

  private final GuestStore store;
  private final DocumentService documents;
  private final ErasureService erasure;
  private final InstantSource clock;

  GuestService(
      GuestStore store, DocumentService documents, ErasureService erasure, InstantSource clock) {
    this.store = store;
    this.documents = documents;
    this.erasure = erasure;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Admission admit(String desk, String lines, Words words) {
    var typed =
        documents.read(
            lines.substring(0, Math.min(lines.length(), DocumentLimits.TYPED_CHARACTERS)));
    var faults = LineFaults.of(typed, documents.today(), words);
    var reading = typed.document();
    if (!faults.isEmpty() || reading == null) {
      return new Admission.Refused(faults);
    }
    return enter(desk, reading, typed.reading().codes());
  }

  @Override
  @Transactional
  public Admission admit(String desk, Shown shown, Words words) {
    if (shown.expiry().isBefore(documents.today())) {
      var text = words.t("document.expired", words.date(shown.expiry()));
      return new Admission.Refused(List.of(text));
    }
    return enter(desk, DocumentReading.of(shown), List.of());
  }

  private Admission enter(String desk, DocumentReading reading, List<String> codes) {
    store.lock(desk);
    var person = store.find(desk, documents.numberIndex(reading)).orElseGet(PersonId::random);
    var outcome = new CheckOutcome(Level.TYPED, CheckOutcome.TYPED_OK, codes, "", "");
    documents.keep(person, outcome, reading);
    store.add(person, desk, clock.instant());
    return new Admission.Admitted(
        person, documents.current(person, Purpose.LODGING_REGISTRATION).orElseThrow());
  }

  /// Erases who was admitted so long ago that no stay can last any more; says how many.
  @Transactional
  public int forget() {
    var old = store.takeOld(clock.instant().minus(DocumentLimits.GUEST_KEPT));
    old.forEach(person -> erasure.erasePerson("platform", person));
    return old.size();
  }
}
