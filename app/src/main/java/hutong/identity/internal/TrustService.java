package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.Beijing;
import hutong.mrtd.CertificateFacts;
import hutong.mrtd.TrustAnchors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What chips are checked against: the files operators loaded, read into one immutable store.
///
/// A change made on another node is seen within half a minute.
@Service
class TrustService {

  private static final Logger LOG = LoggerFactory.getLogger(TrustService.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final String FOLDER = "folder";

  private final TrustFileStore store;
  private final DocumentSettings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final InstantSource clock;
  private volatile Loaded loaded = new Loaded(TrustAnchors.empty(), "", Instant.EPOCH, false);

  /// @param state changes with every file, every certificate that is retired, and every day
  private record Loaded(TrustAnchors anchors, String state, Instant lookedAt, boolean read) {}

  TrustService(
      TrustFileStore store,
      DocumentSettings settings,
      Audit audit,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  TrustAnchors anchors() {
    var current = loaded;
    var now = clock.instant();
    boolean fresh =
        current.read() && Duration.between(current.lookedAt(), now).abs().compareTo(LOOK_AGAIN) < 0;
    return fresh ? current.anchors() : look(now);
  }

  private synchronized TrustAnchors look(Instant now) {
    var today = Beijing.day(now);
    var state = store.changedAt() + " " + store.retirements() + " " + today;
    var anchors = loaded.anchors();
    if (!loaded.read() || !state.equals(loaded.state())) {
      var builder = TrustAnchors.builder();
      builder.without(
          store.retired().stream()
              .map(TrustFileStore.Retired::fingerprint)
              .collect(Collectors.toSet()));
      store.list().stream()
          .filter(file -> counts(file, today))
          .forEach(file -> builder.add(file.name(), file.content()));
      anchors = builder.build();
    }
    loaded = new Loaded(anchors, state, now, true);
    return anchors;
  }

  private static boolean counts(TrustFileStore.TrustFile file, LocalDate today) {
    var from = file.effectiveFrom();
    return from == null || !from.isAfter(today);
  }

  /// Files as they stand, oldest first.
  @Transactional(readOnly = true)
  public List<TrustFileStore.TrustFile> files() {
    return store.list();
  }

  /// Loads a file and keeps a report on each of its entries; empty when the same file is there
  /// already.
  ///
  /// @param from the day from which it counts; null for now
  @Transactional
  public Optional<UUID> load(String name, byte[] content, @Nullable LocalDate from, String by) {
    var id = UUID.randomUUID();
    var now = clock.instant();
    var file = new TrustFileStore.TrustFile(id, name, kind(name, content), content, now, by, from);
    // What is known is looked up before the file itself counts.
    var report = report(name, content, now);
    if (!store.add(file, digest(content))) {
      return Optional.empty();
    }
    for (int i = 0; i < report.size(); i++) {
      store.addLine(id, i, report.get(i));
    }
    var entry = AuditEntry.of(by, "identity.trust.loaded").with("file", id.toString());
    audit.record(entry.with("entries", Integer.toString(report.size())));
    forget();
    return Optional.of(id);
  }

  private List<TrustFileStore.Line> report(String name, byte[] content, Instant now) {
    var known =
        anchors().certificates().stream()
            .map(CertificateFacts::fingerprint)
            .collect(Collectors.toSet());
    var read = TrustAnchors.builder().add(name, content).build();
    var lines = new ArrayList<TrustFileStore.Line>();
    for (var facts : read.certificates()) {
      var outcome =
          known.contains(facts.fingerprint())
              ? "KNOWN"
              : facts.notAfter().isBefore(now) ? "EXPIRED" : "NEW";
      lines.add(
          new TrustFileStore.Line(
              outcome, facts.country(), facts.subject(), facts.fingerprint(), ""));
    }
    for (var list : read.revocationLists()) {
      var until = list.nextUpdate();
      var outcome = until != null && until.isBefore(now) ? "EXPIRED" : "NEW";
      lines.add(new TrustFileStore.Line(outcome, list.country(), list.issuer(), "", "CRL"));
    }
    for (var finding : read.report().findings()) {
      lines.add(new TrustFileStore.Line("REFUSED", "", finding.detail(), "", finding.code()));
    }
    return lines;
  }

  @Transactional(readOnly = true)
  public List<TrustFileStore.Line> lines(UUID file) {
    return store.lines(file);
  }

  @Transactional(readOnly = true)
  public List<TrustFileStore.Count> counts() {
    return store.counts();
  }

  @Transactional(readOnly = true)
  public List<TrustFileStore.Retired> retired() {
    return store.retired();
  }

  /// Takes a country certificate out of use, whatever files hold it. False when it is not in use.
  @Transactional
  public boolean retire(String fingerprint, String by) {
    var facts =
        anchors().certificates().stream()
            .filter(each -> each.fingerprint().equals(fingerprint))
            .findFirst();
    if (facts.isEmpty()) {
      return false;
    }
    var retired =
        new TrustFileStore.Retired(
            fingerprint, facts.get().country(), facts.get().subject(), clock.instant(), by);
    boolean done = store.retire(retired);
    if (done) {
      audit.record(AuditEntry.of(by, "identity.trust.retired").with("certificate", fingerprint));
      forget();
    }
    return done;
  }

  /// Takes it back into use.
  @Transactional
  public boolean restore(String fingerprint, String by) {
    boolean done = store.restore(fingerprint);
    if (done) {
      audit.record(AuditEntry.of(by, "identity.trust.restored").with("certificate", fingerprint));
      forget();
    }
    return done;
  }

  @Transactional
  public void remove(UUID id, String by) {
    if (store.remove(id, by, clock.instant())) {
      audit.record(AuditEntry.of(by, "identity.trust.removed").with("file", id.toString()));
      forget();
    }
  }

  private void forget() {
    loaded = new Loaded(loaded.anchors(), "", Instant.EPOCH, false);
  }

  /// A file whose bytes nobody can read is kept and shown, so that the operator sees it.
  private static String kind(String name, byte[] content) {
    var report = TrustAnchors.builder().add(name, content).build().report();
    if (report.masterLists() > 0 || name.endsWith(".ml")) {
      return "MASTER_LIST";
    }
    if (name.endsWith(".ldif")) {
      return "LDIF";
    }
    if (report.crls() > 0) {
      return "CRL";
    }
    return report.certificates() + report.signers() > 0 ? "CERTIFICATE" : "UNKNOWN";
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @EventListener(ApplicationStartedEvent.class)
  void loadFolder() {
    var folder = settings.trustDir();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        loadFile(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the trust folder cannot be read", e);
    }
  }

  private void loadFile(Path file) throws IOException {
    if (Files.size(file) > DocumentLimits.TRUST_FILE_BYTES) {
      LOG.warn("trust file {} is too large and was left out", file.getFileName());
      return;
    }
    byte[] content = Files.readAllBytes(file);
    var name = String.valueOf(file.getFileName());
    transaction.executeWithoutResult(status -> load(name, content, null, FOLDER));
  }
}
