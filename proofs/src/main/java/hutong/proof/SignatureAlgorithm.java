package hutong.proof;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The signature algorithms of RFC 7518, 8037, 9053 and 9864, each bound to its kind of key.
public enum SignatureAlgorithm {
  HS256("HS256", 5, "oct", "HmacSHA256", 256),
  HS384("HS384", 6, "oct", "HmacSHA384", 384),
  HS512("HS512", 7, "oct", "HmacSHA512", 512),
  RS256("RS256", -257, "RSA", "SHA256withRSA", 256),
  RS384("RS384", -258, "RSA", "SHA384withRSA", 384),
  RS512("RS512", -259, "RSA", "SHA512withRSA", 512),
  PS256("PS256", -37, "RSA", "RSASSA-PSS", 256),
  PS384("PS384", -38, "RSA", "RSASSA-PSS", 384),
  PS512("PS512", -39, "RSA", "RSASSA-PSS", 512),
  ES256("ES256", -7, "P-256", "SHA256withECDSA", 256),
  ES384("ES384", -35, "P-384", "SHA384withECDSA", 384),
  ES512("ES512", -36, "P-521", "SHA512withECDSA", 512),
  EDDSA("EdDSA", -8, "Ed25519,Ed448", "EdDSA", 0),
  ED25519("Ed25519", -19, "Ed25519", "Ed25519", 0),
  ED448("Ed448", -53, "Ed448", "Ed448", 0);

  /// What a credential may be signed with: a public key of today's strength, nothing symmetric.
  private static final Set<SignatureAlgorithm> CREDENTIALS =
      EnumSet.of(ES256, ES384, ES512, PS256, PS384, PS512, EDDSA, ED25519);

  private final String joseName;
  private final int coseId;
  private final String keyKinds;
  private final String javaName;
  private final int hashBits;

  SignatureAlgorithm(String joseName, int coseId, String keyKinds, String javaName, int hashBits) {
    this.joseName = joseName;
    this.coseId = coseId;
    this.keyKinds = keyKinds;
    this.javaName = javaName;
    this.hashBits = hashBits;
  }

  /// The algorithms a credential may be signed with.
  public static Set<SignatureAlgorithm> forCredentials() {
    return EnumSet.copyOf(CREDENTIALS);
  }

  public static Optional<SignatureAlgorithm> named(String joseName) {
    return Stream.of(values()).filter(each -> each.joseName.equals(joseName)).findFirst();
  }

  public static Optional<SignatureAlgorithm> ofCose(long id) {
    return Stream.of(values()).filter(each -> each.coseId == id).findFirst();
  }

  /// The name in JOSE headers.
  public String joseName() {
    return joseName;
  }

  /// The number in COSE headers.
  public int coseId() {
    return coseId;
  }

  boolean symmetric() {
    return keyKinds.equals("oct");
  }

  /// True when a key of this kind (`RSA`, `oct`, or the name of a curve) may be used with it.
  public boolean fits(String kind) {
    return keyKinds.equals(kind) || (this == EDDSA && kind.startsWith("Ed"));
  }

  String javaName() {
    return javaName;
  }

  int hashBits() {
    return hashBits;
  }
}
