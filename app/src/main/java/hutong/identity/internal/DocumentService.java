package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Document;
import hutong.identity.Document.Level;
import hutong.identity.DocumentVerified;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.mrtd.Mrz;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checks documents and keeps what a person is known by.
@Service
class DocumentService implements Documents, DocumentSource {

  private static final String HOLDER = "identity.document.holder";
  private static final String FILE = "identity.kept_file.content";
  private static final String SEPARATOR = "\u001f";

  private final DocumentStore store;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  DocumentService(
      DocumentStore store,
      PersonKeys keys,
      KeyedIndex index,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.index = index;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Document> current(PersonId person, Purpose purpose) {
    return store.current(person).flatMap(row -> open(person, row, purpose));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Document> current(PersonId person) {
    return current(person, Purpose.OWN_VIEW);
  }

  private Optional<Document> open(PersonId person, DocumentStore.Row row, Purpose purpose) {
    var verifiedAt = store.currentVerifiedAt(person).orElse(Instant.EPOCH);
    return keys.open(person, HOLDER, row.holder(), purpose)
        .map(text -> document(row, text.split(SEPARATOR, -1), verifiedAt));
  }

  private static Document document(DocumentStore.Row row, String[] holder, Instant verifiedAt) {
    return new Document(
        row.kind(),
        row.issuer(),
        row.nationality(),
        Sensitive.of(holder[0]),
        Sensitive.of(holder[1]),
        Sensitive.of(holder[2]),
        Sensitive.of(LocalDate.parse(holder[3])),
        Document.Sex.valueOf(holder[4]),
        row.expiry(),
        row.level(),
        verifiedAt);
  }

  /// Keeps the outcome of a check; a reading that may be relied on becomes the current document.
  @Transactional
  public UUID keep(PersonId person, CheckOutcome outcome, @Nullable DocumentReading reading) {
    var now = clock.instant();
    UUID document = null;
    if (reading != null && mayReplace(person, reading)) {
      document = UUID.randomUUID();
      store.replace(person, seal(person, document, reading), now);
      events.publishEvent(new DocumentVerified(person, reading.level(), now));
    }
    var check =
        new DocumentStore.CheckRow(
            UUID.randomUUID(),
            person,
            now,
            outcome.level(),
            outcome.verdict(),
            outcome.codes(),
            outcome.country(),
            outcome.algorithms());
    store.addCheck(check, document);
    audit.record(
        AuditEntry.of("platform", "identity.document.checked")
            .about(person)
            .because(Purpose.IDENTITY_PROOF)
            .with("level", outcome.level().name())
            .with("verdict", outcome.verdict()));
    return check.id();
  }

  /// Typed lines never take the place of the same document verified by its chip.
  private boolean mayReplace(PersonId person, DocumentReading reading) {
    if (reading.level() == Level.CHIP) {
      return true;
    }
    return store
        .current(person)
        .filter(row -> row.level() == Level.CHIP && !row.expiry().isBefore(today()))
        .isEmpty();
  }

  private DocumentStore.Row seal(PersonId person, UUID id, DocumentReading reading) {
    var holder = reading.holder();
    var text =
        String.join(
            SEPARATOR,
            holder.number(),
            holder.surname(),
            holder.givenNames(),
            holder.birth().toString(),
            holder.sex().name());
    return new DocumentStore.Row(
        id,
        reading.kind(),
        reading.issuer(),
        reading.nationality(),
        keys.seal(person, HOLDER, text),
        numberIndex(reading),
        reading.expiry(),
        reading.level());
  }

  /// Finds the same document again without storing its number.
  byte[] numberIndex(DocumentReading reading) {
    return index.of("document", reading.issuer() + " " + reading.holder().number());
  }

  /// Keeps chip files because she asked for it.
  @Transactional
  public void keepFiles(PersonId person, Map<String, byte[]> files) {
    var now = clock.instant();
    store.dropFiles(person);
    files.forEach(
        (name, content) -> store.keepFile(person, name, keys.seal(person, FILE, content), now));
  }

  @Transactional
  public void dropFiles(PersonId person) {
    store.dropFiles(person);
  }

  @Transactional(readOnly = true)
  public List<String> keptFiles(PersonId person) {
    return store.keptFiles(person);
  }

  @Transactional(readOnly = true)
  public Optional<DocumentStore.CheckRow> findCheck(PersonId person, UUID id) {
    return store.findCheck(id).filter(check -> check.person().equals(person));
  }

  @Transactional(readOnly = true)
  public List<DocumentStore.CheckRow> checks(PersonId person) {
    return store.checks(person);
  }

  /// Reads typed lines; the reading is empty when a fault must be mended first.
  Typed read(String text) {
    var reading = Mrz.parse(text, today());
    var document =
        reading.valid()
            ? reading.mrz().flatMap(zone -> DocumentReading.of(zone, Level.TYPED))
            : Optional.<DocumentReading>empty();
    return new Typed(reading, document.orElse(null));
  }

  /// What came of typed lines.
  record Typed(hutong.mrtd.MrzReading reading, @Nullable DocumentReading document) {}

  LocalDate today() {
    return Beijing.day(clock.instant());
  }
}
