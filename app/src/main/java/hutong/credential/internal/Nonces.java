package hutong.credential.internal;

import hutong.vault.KeyedIndex;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Nonces that need no memory until they are used: a time and random bytes under a key of the
/// platform. Making one writes nothing, so asking for many costs nobody anything.
@Component
class Nonces {

  /// What a nonce is for; one made for the one is worth nothing for the other.
  enum Kind {
    /// For key proofs (`c_nonce`). Used once.
    KEY_PROOF(CredentialLimits.NONCE),
    /// For DPoP proofs. Used while it is fresh.
    DPOP(CredentialLimits.DPOP_NONCE);

    private final Duration valid;

    Kind(Duration valid) {
      this.valid = valid;
    }
  }

  private static final int RANDOM = 16;
  private static final int TAG = 16;
  private static final int BYTES = Long.BYTES + RANDOM + TAG;
  private static final String DOMAIN = "credential.nonce.";

  private final KeyedIndex index;
  private final InstantSource clock;

  Nonces(KeyedIndex index, InstantSource clock) {
    this.index = index;
    this.clock = clock;
  }

  String fresh(Kind kind) {
    byte[] head =
        ByteBuffer.allocate(Long.BYTES + RANDOM)
            .putLong(clock.instant().getEpochSecond())
            .put(Codes.random(RANDOM))
            .array();
    return Codes.encode(ByteBuffer.allocate(BYTES).put(head).put(tag(kind, head)).array());
  }

  /// Until when this nonce of ours works; empty when it is not ours or its time is over.
  Optional<Instant> until(Kind kind, String nonce) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != BYTES || !Codes.encode(bytes).equals(nonce)) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(bytes, Long.BYTES + RANDOM);
    byte[] tag = Arrays.copyOfRange(bytes, Long.BYTES + RANDOM, BYTES);
    if (!MessageDigest.isEqual(tag, tag(kind, head))) {
      return Optional.empty();
    }
    var until = Instant.ofEpochSecond(ByteBuffer.wrap(head).getLong()).plus(kind.valid);
    return until.isAfter(clock.instant()) ? Optional.of(until) : Optional.empty();
  }

  private byte[] tag(Kind kind, byte[] head) {
    byte[] whole = index.of(DOMAIN + kind, HexFormat.of().formatHex(head));
    return Arrays.copyOf(whole, TAG);
  }
}
