package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.mrtd.CryptoProviders;
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
import java.util.List;
import java.util.UUID;
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
  private volatile Loaded loaded =
      new Loaded(TrustAnchors.empty(), Instant.EPOCH, Instant.EPOCH, false);

  private record Loaded(TrustAnchors anchors, Instant changedAt, Instant lookedAt, boolean read) {}

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
    var changedAt = store.changedAt();
    var anchors = loaded.anchors();
    if (!loaded.read() || !changedAt.equals(loaded.changedAt())) {
      var builder = TrustAnchors.builder(CryptoProviders.fastest().signatures());
      store.list().forEach(file -> builder.add(file.name(), file.content()));
      anchors = builder.build();
    }
    loaded = new Loaded(anchors, changedAt, now, true);
    return anchors;
  }

  /// Files as they stand, oldest first.
  @Transactional(readOnly = true)
  public List<TrustFileStore.TrustFile> files() {
    return store.list();
  }

  /// False when the same file is there already.
  @Transactional
  public boolean load(String name, byte[] content, String by) {
    var id = UUID.randomUUID();
    var file =
        new TrustFileStore.TrustFile(id, name, kind(name, content), content, clock.instant(), by);
    boolean added = store.add(file, digest(content));
    if (added) {
      audit.record(AuditEntry.of(by, "identity.trust.loaded").with("file", id.toString()));
      forget();
    }
    return added;
  }

  @Transactional
  public void remove(UUID id, String by) {
    if (store.remove(id, by, clock.instant())) {
      audit.record(AuditEntry.of(by, "identity.trust.removed").with("file", id.toString()));
      forget();
    }
  }

  private void forget() {
    loaded = new Loaded(loaded.anchors(), Instant.EPOCH, Instant.EPOCH, false);
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
    transaction.executeWithoutResult(status -> load(name, content, FOLDER));
  }
}
