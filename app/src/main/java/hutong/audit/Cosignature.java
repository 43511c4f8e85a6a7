package hutong.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A witness's signature under a head, as c2sp.org/tlog-cosignature describes (Ed25519): she has
/// seen this head at this time, and that the log only grew since the one she saw before.
public final class Cosignature {

  private static final byte ALGORITHM = 4;
  private static final int SIGNATURE_BYTES = 64;
  private static final int LINE_BYTES = 4 + 8 + SIGNATURE_BYTES;

  /// What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410).
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /// A witness as auditors know her: `name+hash+key` in one line, the verifier key of
  /// c2sp.org/signed-note.
  public record Witness(String name, PublicKey key) {

    /// Refuses anything but a line whose hash is that of its name and key.
    public static Witness parse(String line) {
      var parts = line.strip().split("\\+", 3);
      if (parts.length != 3) {
        throw new IllegalArgumentException("a witness is name+hash+key");
      }
      byte[] key = Base64.getDecoder().decode(parts[2]);
      if (key.length != 33 || key[0] != ALGORITHM) {
        throw new IllegalArgumentException("not the Ed25519 key of a witness");
      }
      var witness = new Witness(parts[0], ed25519(Arrays.copyOfRange(key, 1, 33)));
      if (!HexFormat.of().formatHex(witness.hash()).equals(parts[1])) {
        throw new IllegalArgumentException("the hash is not that of the name and key");
      }
      return witness;
    }

    @Override
    public String toString() {
      byte[] line = ByteBuffer.allocate(33).put(ALGORITHM).put(raw(key)).array();
      var hash = HexFormat.of().formatHex(hash());
      return name + "+" + hash + "+" + Base64.getEncoder().encodeToString(line);
    }

    byte[] hash() {
      var text = new ByteArrayOutputStream();
      text.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      text.write('\n');
      text.write(ALGORITHM);
      text.writeBytes(raw(key));
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.toByteArray());
        return Arrays.copyOf(digest, 4);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("SHA-256 is not available", e);
      }
    }
  }

  /// The note with one line more.
  public static String sign(String note, Witness witness, PrivateKey key, Instant at) {
    try {
      long seconds = at.getEpochSecond();
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message(text(note), seconds));
      var line = ByteBuffer.allocate(LINE_BYTES).put(witness.hash()).putLong(seconds);
      var value = Base64.getEncoder().encodeToString(line.put(signer.sign()).array());
      return note + "— " + witness.name() + " " + value + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the witness's key cannot sign", e);
    }
  }

  /// When this witness saw the head, if her signature stands under it.
  public static Optional<Instant> verify(String note, Witness witness) {
    var text = text(note);
    return note.substring(Math.min(note.length(), text.length()))
        .lines()
        .filter(line -> line.startsWith("— " + witness.name() + " "))
        .flatMap(line -> seen(line, text, witness).stream())
        .findFirst();
  }

  private static Optional<Instant> seen(String line, String text, Witness witness) {
    try {
      byte[] value = Base64.getDecoder().decode(line.substring(witness.name().length() + 3));
      if (value.length != LINE_BYTES || !Arrays.equals(witness.hash(), Arrays.copyOf(value, 4))) {
        return Optional.empty();
      }
      long seconds = ByteBuffer.wrap(value, 4, 8).getLong();
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(witness.key());
      verifier.update(message(text, seconds));
      boolean hers = verifier.verify(value, 12, SIGNATURE_BYTES);
      return hers && seconds >= 0 ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    } catch (IllegalArgumentException
        | GeneralSecurityException
        | java.time.DateTimeException notHers) {
      return Optional.empty();
    }
  }

  private static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /// The lines that are signed: all before the empty one.
  private static String text(String note) {
    int end = note.lastIndexOf("\n\n");
    return end < 0 ? "" : note.substring(0, end + 1);
  }

  private static PublicKey ed25519(byte[] raw) {
    try {
      byte[] encoded = ByteBuffer.allocate(ED25519.length + 32).put(ED25519).put(raw).array();
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private Cosignature() {}
}
