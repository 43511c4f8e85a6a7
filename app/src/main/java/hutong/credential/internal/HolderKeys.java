package hutong.credential.internal;

import hutong.proof.Jwk;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/// Keys that the platform keeps for a person: P-256, written as bytes to be sealed.
final class HolderKeys {

  static KeyPair fresh() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is not available", e);
    }
  }

  static byte[] write(KeyPair pair) {
    byte[] secret = pair.getPrivate().getEncoded();
    byte[] open = pair.getPublic().getEncoded();
    return ByteBuffer.allocate(4 + secret.length + open.length)
        .putInt(secret.length)
        .put(secret)
        .put(open)
        .array();
  }

  static KeyPair read(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    byte[] secret = new byte[buffer.getInt()];
    buffer.get(secret);
    byte[] open = new byte[buffer.remaining()];
    buffer.get(open);
    try {
      var factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(open)),
          factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a holder key cannot be read", e);
    }
  }

  static SignatureKey signing(KeyPair pair) {
    return SignatureKeys.of(
        Jwk.of(pair.getPublic()).thumbprint(), pair.getPrivate(), pair.getPublic(), List.of());
  }

  private HolderKeys() {}
}
