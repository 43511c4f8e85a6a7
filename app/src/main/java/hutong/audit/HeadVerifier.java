package hutong.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Reads a signed head with nothing but the log's name and public key.
public final class HeadVerifier {

  private static final String MARK = "— ";
  private static final int LONGEST = 16_384;

  private final String origin;
  private final PublicKey key;

  public HeadVerifier(String origin, PublicKey key) {
    this.origin = origin;
    this.key = key;
  }

  /// What the note states, if this log's key signed it; nothing else in it is believed.
  public Optional<LogHead> verify(String note) {
    int end = note.lastIndexOf("\n\n");
    if (note.length() > LONGEST || end < 0 || !note.endsWith("\n")) {
      return Optional.empty();
    }
    var text = note.substring(0, end + 1);
    var lines = text.split("\n", -1);
    boolean signed = note.substring(end + 2).lines().anyMatch(line -> signs(line, text));
    if (!signed || lines.length < 4 || !lines[0].equals(origin)) {
      return Optional.empty();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2]);
      var at = lines[3].startsWith("time ") ? Instant.parse(lines[3].substring(5)) : Instant.EPOCH;
      return Optional.of(new LogHead(Long.parseLong(lines[1]), root, at, "", note));
    } catch (IllegalArgumentException | DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private boolean signs(String line, String text) {
    var start = MARK + origin + " ";
    if (!line.startsWith(start)) {
      return false;
    }
    try {
      byte[] value = Base64.getDecoder().decode(line.substring(start.length()));
      if (value.length < 5 || !Arrays.equals(keyHash(key), Arrays.copyOf(value, 4))) {
        return false;
      }
      var verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(value, 4, value.length - 4);
    } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
      return false;
    }
  }

  /// The first four bytes of SHA-256 over the key: how a note names the key it was signed with.
  public static byte[] keyHash(PublicKey key) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
