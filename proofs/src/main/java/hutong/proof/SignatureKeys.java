package hutong.proof;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/// Makes signing keys from what is at hand.
public final class SignatureKeys {

  /// A key held in memory, named by its thumbprint, with the usual algorithm of its kind.
  public static SignatureKey of(PrivateKey secret, PublicKey open, List<X509Certificate> chain) {
    return of(Jwk.of(open).thumbprint(), secret, open, chain);
  }

  /// A key held in memory under a name.
  public static SignatureKey of(
      String id, PrivateKey secret, PublicKey open, List<X509Certificate> chain) {
    return JcaSignatureKey.inMemory(id, usual(open), secret, open, chain);
  }

  /// A key that a provider holds and never gives away, such as one behind PKCS #11.
  public static SignatureKey held(
      String id, PrivateKey secret, PublicKey open, List<X509Certificate> chain, Provider holder) {
    var algorithm = usual(open);
    return new JcaSignatureKey(
        id, algorithm, Jwk.of(open).forSigning(id, algorithm), chain, secret, holder);
  }

  /// A new key on P-256, in memory and without a certificate.
  public static SignatureKey generate() {
    return generate(SignatureAlgorithm.ES256);
  }

  /// A new key for an algorithm, in memory and without a certificate.
  public static SignatureKey generate(SignatureAlgorithm algorithm) {
    try {
      var generator = generator(algorithm);
      var pair = generator.generateKeyPair();
      var id = Jwk.of(pair.getPublic()).thumbprint();
      return JcaSignatureKey.inMemory(
          id, algorithm, pair.getPrivate(), pair.getPublic(), List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No keys for " + algorithm, e);
    }
  }

  private static KeyPairGenerator generator(SignatureAlgorithm algorithm)
      throws GeneralSecurityException {
    return switch (algorithm) {
      case ES256 -> curve("secp256r1");
      case ES384 -> curve("secp384r1");
      case ES512 -> curve("secp521r1");
      case EDDSA, ED25519 -> KeyPairGenerator.getInstance("Ed25519");
      case ED448 -> KeyPairGenerator.getInstance("Ed448");
      case RS256, RS384, RS512, PS256, PS384, PS512 -> {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        yield generator;
      }
      case HS256, HS384, HS512 -> throw new GeneralSecurityException("not a key pair");
    };
  }

  private static KeyPairGenerator curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator;
  }

  /// The usual algorithm of a kind of key.
  static SignatureAlgorithm usual(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec ->
          switch (Jwk.curveOf(ec.getParams())) {
            case "P-256" -> SignatureAlgorithm.ES256;
            case "P-384" -> SignatureAlgorithm.ES384;
            default -> SignatureAlgorithm.ES512;
          };
      case RSAPublicKey _ -> SignatureAlgorithm.PS256;
      case EdECPublicKey _ -> SignatureAlgorithm.EDDSA;
      default -> throw new IllegalArgumentException("No algorithm for " + key.getAlgorithm());
    };
  }

  private SignatureKeys() {}
}
