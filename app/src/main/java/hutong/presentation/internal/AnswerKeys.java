package hutong.presentation.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// The key pair of one request as octets, to be sealed.
final class AnswerKeys {

  static byte[] write(KeyPair pair) {
    byte[] open = pair.getPublic().getEncoded();
    byte[] secret = pair.getPrivate().getEncoded();
    return ByteBuffer.allocate(2 + open.length + secret.length)
        .putShort((short) open.length)
        .put(open)
        .put(secret)
        .array();
  }

  static KeyPair read(byte[] octets) {
    try {
      var buffer = ByteBuffer.wrap(octets);
      byte[] open = new byte[buffer.getShort()];
      buffer.get(open);
      byte[] secret = new byte[buffer.remaining()];
      buffer.get(secret);
      var keys = KeyFactory.getInstance("EC");
      return new KeyPair(
          keys.generatePublic(new X509EncodedKeySpec(open)),
          keys.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of ours cannot be read", e);
    }
  }

  private AnswerKeys() {}
}
