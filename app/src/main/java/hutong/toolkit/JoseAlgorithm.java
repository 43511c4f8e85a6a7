package hutong.toolkit;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// The signature algorithms of RFC 7518, 8037 and 9864, each bound to its kind of key.
enum JoseAlgorithm {
  HS256("HS256", "oct", "HmacSHA256", 256),
  HS384("HS384", "oct", "HmacSHA384", 384),
  HS512("HS512", "oct", "HmacSHA512", 512),
  RS256("RS256", "RSA", "SHA256withRSA", 0),
  RS384("RS384", "RSA", "SHA384withRSA", 0),
  RS512("RS512", "RSA", "SHA512withRSA", 0),
  PS256("PS256", "RSA", "SHA-256", 0),
  PS384("PS384", "RSA", "SHA-384", 0),
  PS512("PS512", "RSA", "SHA-512", 0),
  ES256("ES256", "P-256", "SHA256withECDSAinP1363Format", 0),
  ES384("ES384", "P-384", "SHA384withECDSAinP1363Format", 0),
  ES512("ES512", "P-521", "SHA512withECDSAinP1363Format", 0),
  EDDSA("EdDSA", "Ed25519 Ed448", "EdDSA", 0),
  ED25519("Ed25519", "Ed25519", "EdDSA", 0),
  ED448("Ed448", "Ed448", "EdDSA", 0);

  private final String joseName;
  private final String keyKinds;
  private final String javaName;
  private final int fewestKeyBits;

  JoseAlgorithm(String joseName, String keyKinds, String javaName, int fewestKeyBits) {
    this.joseName = joseName;
    this.keyKinds = keyKinds;
    this.javaName = javaName;
    this.fewestKeyBits = fewestKeyBits;
  }

  static Optional<JoseAlgorithm> named(String name) {
    return Stream.of(values()).filter(each -> each.joseName.equals(name)).findFirst();
  }

  String joseName() {
    return joseName;
  }

  boolean fits(VerificationKey key) {
    return Set.of(keyKinds.split(" ", -1)).contains(key.kind());
  }

  /// Why this signature is not that of the content, or nothing.
  @Nullable String fault(VerificationKey key, byte[] content, byte[] signature) {
    try {
      if (key.kind().equals("oct")) {
        return macFault(key, content, signature);
      }
      if (key.coordinateBytes() > 0 && signature.length != 2 * key.coordinateBytes()) {
        return "SIGNATURE_LENGTH";
      }
      var verifier = verifier();
      verifier.initVerify((PublicKey) key.key());
      verifier.update(content);
      return verifier.verify(signature) ? null : "SIGNATURE_WRONG";
    } catch (GeneralSecurityException unreadable) {
      return "SIGNATURE_WRONG";
    }
  }

  private @Nullable String macFault(VerificationKey key, byte[] content, byte[] signature)
      throws GeneralSecurityException {
    if (key.bits() < fewestKeyBits) {
      return "KEY_TOO_WEAK";
    }
    var mac = Mac.getInstance(javaName);
    mac.init(key.key());
    return MessageDigest.isEqual(mac.doFinal(content), signature) ? null : "SIGNATURE_WRONG";
  }

  private Signature verifier() throws GeneralSecurityException {
    if (!joseName.startsWith("PS")) {
      return Signature.getInstance(javaName);
    }
    var pss = Signature.getInstance("RSASSA-PSS");
    int salt = Integer.parseInt(joseName.substring(2)) / 8;
    pss.setParameter(
        new PSSParameterSpec(javaName, "MGF1", new MGF1ParameterSpec(javaName), salt, 1));
    return pss;
  }
}
