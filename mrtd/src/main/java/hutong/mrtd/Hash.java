package hutong.mrtd;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// The hash functions met in travel documents. All come from the JDK.
public enum Hash {
  SHA1("SHA-1", "SHA1", 20, "1.3.14.3.2.26"),
  SHA224("SHA-224", "SHA224", 28, "2.16.840.1.101.3.4.2.4"),
  SHA256("SHA-256", "SHA256", 32, "2.16.840.1.101.3.4.2.1"),
  SHA384("SHA-384", "SHA384", 48, "2.16.840.1.101.3.4.2.2"),
  SHA512("SHA-512", "SHA512", 64, "2.16.840.1.101.3.4.2.3"),
  SHA3_224("SHA3-224", "SHA3-224", 28, "2.16.840.1.101.3.4.2.7"),
  SHA3_256("SHA3-256", "SHA3-256", 32, "2.16.840.1.101.3.4.2.8"),
  SHA3_384("SHA3-384", "SHA3-384", 48, "2.16.840.1.101.3.4.2.9"),
  SHA3_512("SHA3-512", "SHA3-512", 64, "2.16.840.1.101.3.4.2.10");

  private final String title;
  private final String inNames;
  private final int length;
  private final String oid;

  Hash(String title, String inNames, int length, String oid) {
    this.title = title;
    this.inNames = inNames;
    this.length = length;
    this.oid = oid;
  }

  /// The name of the standard.
  public String title() {
    return title;
  }

  /// Octets of its value.
  public int length() {
    return length;
  }

  /// The form that stands in names such as `SHA256withRSA`.
  String inNames() {
    return inNames;
  }

  /// SHA-1 is met in old documents only.
  public boolean legacy() {
    return this == SHA1;
  }

  /// The value over these bytes.
  public byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  byte[] of(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(title);
      digest.update(bytes, from, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(title + " is part of every JDK", e);
    }
  }

  static Optional<Hash> ofOid(String oid) {
    for (Hash hash : values()) {
      if (hash.oid.equals(oid)) {
        return Optional.of(hash);
      }
    }
    return Optional.empty();
  }

  /// The SHA-1 or SHA-2 function with values of this length.
  static Optional<Hash> ofLength(int length) {
    for (Hash hash : values()) {
      if (hash.length == length) {
        return Optional.of(hash);
      }
    }
    return Optional.empty();
  }
}
