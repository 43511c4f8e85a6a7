package hutong.audit.internal;

import hutong.audit.HeadVerifier;
import hutong.vault.SigningKeys.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/// Signs the text of a head as c2sp.org/signed-note describes.
final class SignedNote {

  static String sign(String name, String text, SigningKey key) {
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key.privateKey());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] signature = signer.sign();
      byte[] hash = HeadVerifier.keyHash(key.certificate().getPublicKey());
      byte[] line = ByteBuffer.allocate(4 + signature.length).put(hash).put(signature).array();
      return text + "\n— " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the head of the log cannot be signed", e);
    }
  }

  private SignedNote() {}
}
