package hutong.mrtd;

/// How a signature is made: the family, the hash, and for PSS the mask's hash and the salt length.
public record SignatureScheme(Family family, Hash hash, Hash maskHash, int saltLength) {

  /// The families of Doc 9303 part 12, and the plain form of ECDSA of BSI TR-03111.
  public enum Family {
    RSA_PKCS1,
    RSA_PSS,
    ECDSA,
    ECDSA_PLAIN,
    DSA
  }

  static SignatureScheme of(Family family, Hash hash) {
    return new SignatureScheme(family, hash, hash, hash.length());
  }

  /// Text such as `RSA_PSS with SHA-256`.
  public String text() {
    return family + " with " + hash.title();
  }
}
