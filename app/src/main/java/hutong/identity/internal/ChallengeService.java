package hutong.identity.internal;

import hutong.mrtd.ChipChallenge;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Gives out challenges for chips and takes each back once, from the caller it was given to.
///
/// What a challenge holds is sealed with its own code, of which only a hash is kept: whoever reads
/// the table learns nothing about challenges that are still open.
@Service
class ChallengeService {

  private static final int CODE_BYTES = 24;
  private static final int TAG_BITS = 128;

  private final ChallengeStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ChallengeService(ChallengeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// How asking for a challenge can end.
  sealed interface Asking {
    record Made(String code, ChipChallenge challenge, Instant expiresAt) implements Asking {}

    record TooMany() implements Asking {}
  }

  /// How answering a challenge can end.
  sealed interface Answering {
    record Taken(ChipChallenge challenge) implements Answering {}

    /// Never given out, or given to somebody else.
    record Unknown() implements Answering {}

    record Expired() implements Answering {}

    /// It was answered before: this is a duplicate or a replay.
    record Used() implements Answering {}
  }

  /// A fresh challenge for this caller; `dg14` says how the chip agrees on keys, if it does.
  @Transactional
  public Asking ask(String owner, byte @Nullable [] dg14) {
    var now = clock.instant();
    byte[] who = hash("owner", owner);
    if (store.countRecent(who, now.minus(Duration.ofHours(1)))
        >= DocumentLimits.CHALLENGES_PER_HOUR) {
      return new Asking.TooMany();
    }
    store.deleteOld(now.minus(Duration.ofDays(1)));
    byte[] bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var challenge = ChipChallenge.make(dg14, random);
    var expires = now.plus(DocumentLimits.CHALLENGE);
    store.add(hash("code", code), who, seal(code, challenge.toBytes()), now, expires);
    return new Asking.Made(code, challenge, expires);
  }

  /// Takes a challenge back. It stays used whatever becomes of the answer.
  @Transactional
  public Answering take(String owner, String code) {
    byte[] hash = hash("code", code);
    byte[] who = hash("owner", owner);
    var now = clock.instant();
    boolean mine = store.use(hash, who, now);
    var row = store.find(hash, who);
    if (row.isEmpty()) {
      return new Answering.Unknown();
    }
    if (mine) {
      return new Answering.Taken(ChipChallenge.fromBytes(open(code, row.get().content())));
    }
    return row.get().used() ? new Answering.Used() : new Answering.Expired();
  }

  // One code seals one challenge, so the nonce of the cipher may stay the same.

  private static byte[] seal(String code, byte[] content) {
    return cipher(Cipher.ENCRYPT_MODE, code, content);
  }

  private static byte[] open(String code, byte[] content) {
    return cipher(Cipher.DECRYPT_MODE, code, content);
  }

  private static byte[] cipher(int mode, String code, byte[] content) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var key = new SecretKeySpec(hash("seal", code), "AES");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, new byte[12]));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a challenge cannot be opened", e);
    }
  }

  private static byte[] hash(String purpose, String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((purpose + ":" + text).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
