package hutong.vault.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.vault.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keys are remembered for a short time, and only when they are committed: data sealed with a key
/// that was rolled back could never be read again.
@Service
class PersonKeyService implements PersonKeys {

  private static final int KEY_BYTES = 32;
  private static final int REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

  private final VaultStore store;
  private final MasterKey master;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Cache<PersonId, Aead> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  PersonKeyService(VaultStore store, MasterKey master, InstantSource clock) {
    this.store = store;
    this.master = master;
    this.clock = clock;
  }

  @Override
  public byte[] seal(PersonId person, String field, String text) {
    return seal(person, field, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] seal(PersonId person, String field, byte[] bytes) {
    var key = find(person).or(() -> create(person));
    if (key.isEmpty()) {
      throw new IllegalStateException("the key of " + person + " was erased");
    }
    try {
      return key.get().encrypt(bytes, context(person, field));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + field, e);
    }
  }

  @Override
  public Optional<String> open(PersonId person, String field, byte[] sealed, Purpose purpose) {
    return openBytes(person, field, sealed, purpose)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> openBytes(PersonId person, String field, byte[] sealed, Purpose purpose) {
    var key = find(person);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(key.get().decrypt(sealed, context(person, field)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(field + " was sealed for someone or something else", e);
    }
  }

  @Override
  public void erase(PersonId person) {
    store.erasePersonKey(person.value(), clock.instant());
    remembered.invalidate(person);
    afterCommit(() -> remembered.invalidate(person));
  }

  @Override
  public boolean erased(PersonId person) {
    return store.findPersonKey(person.value()).filter(key -> key.wrapped() == null).isPresent();
  }

  private Optional<Aead> find(PersonId person) {
    var known = remembered.getIfPresent(person);
    if (known != null) {
      return Optional.of(known);
    }
    var row = store.findPersonKey(person.value());
    byte[] wrapped = row.isEmpty() ? null : row.get().wrapped();
    if (wrapped == null) {
      return Optional.empty();
    }
    var key = aead(master.unwrap(wrapped, wrapping(person)));
    afterCommit(() -> remembered.put(person, key));
    return Optional.of(key);
  }

  /// Empty when a row stands without a key: she was erased.
  private Optional<Aead> create(PersonId person) {
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    store.addPersonKey(person.value(), master.wrap(fresh, wrapping(person)), clock.instant());
    return find(person);
  }

  private static void afterCommit(Runnable act) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      act.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            act.run();
          }
        });
  }

  private static Aead aead(byte[] key) {
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  private static byte[] context(PersonId person, String field) {
    return (person + " " + field).getBytes(StandardCharsets.UTF_8);
  }

  private static String wrapping(PersonId person) {
    return "person " + person;
  }
}
