package hutong.identity.internal;

import hutong.identity.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lets a reader hand over the files of one chip, once, at an address nobody can guess.
@Service
class ReaderService {

  private final ReaderStore store;
  private final DocumentService documents;
  private final ChipService chips;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ReaderService(
      ReaderStore store, DocumentService documents, ChipService chips, InstantSource clock) {
    this.store = store;
    this.documents = documents;
    this.chips = chips;
    this.clock = clock;
  }

  /// How opening a session can end.
  sealed interface Opening {
    record Opened(String code) implements Opening {}

    record TooMany() implements Opening {}
  }

  /// How handing over files can end.
  sealed interface Handing {
    record Checked(DocumentStore.CheckRow check, String proof) implements Handing {}

    /// No such session, or it was used, or its time is over.
    record Closed() implements Handing {}
  }

  @Transactional
  public Opening open(Actor actor, boolean keepFiles) {
    var now = clock.instant();
    var recently = store.countRecent(actor.account(), now.minus(Duration.ofHours(1)));
    if (recently >= DocumentLimits.READER_SESSIONS_PER_HOUR) {
      return new Opening.TooMany();
    }
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.deleteOld(now.minus(Duration.ofDays(1)));
    store.open(
        hash(code),
        actor.account(),
        actor.traveller(),
        keepFiles,
        now,
        now.plus(DocumentLimits.READER_SESSION));
    return new Opening.Opened(code);
  }

  @Transactional
  public Handing hand(String code, Map<String, byte[]> files, ChipDesk.Asked asked) {
    byte[] hash = hash(code);
    var session = store.find(hash);
    if (session.isEmpty() || !store.use(hash, clock.instant())) {
      return new Handing.Closed();
    }
    var person = session.get().person();
    var checked = chips.check(person, files, asked, session.get().keepFiles());
    store.finish(hash, checked.id());
    return new Handing.Checked(
        documents.findCheck(person, checked.id()).orElseThrow(), checked.report().proof().name());
  }

  /// True while this session waits for its chip.
  @Transactional(readOnly = true)
  public boolean isOpen(String code) {
    return store
        .find(hash(code))
        .filter(session -> !session.used() && session.expiresAt().isAfter(clock.instant()))
        .isPresent();
  }

  @Transactional(readOnly = true)
  public Optional<ReaderStore.Session> find(String code) {
    return store.find(hash(code));
  }

  private static byte[] hash(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
