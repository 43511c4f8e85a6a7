package hutong.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash functions of the JDK.
final class Digests {

  static MessageDigest named(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(name + " is part of every JDK", e);
    }
  }

  static byte[] sha256(byte[] octets) {
    return named("SHA-256").digest(octets);
  }

  private Digests() {}
}
