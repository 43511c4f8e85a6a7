package hutong.proof.mdoc;

import hutong.proof.Jwk;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret under which a device seals its answer (ISO/IEC 18013-5, 9.1.3.5): agreed from one
/// side's private and the other side's public key.
public final class DeviceMac {

  /// The secret of this session.
  ///
  /// @throws GeneralSecurityException when the two keys are not of one curve
  public static byte[] key(PrivateKey own, Jwk other, SessionTranscript session)
      throws GeneralSecurityException {
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(
        other.publicKey().orElseThrow(() -> new GeneralSecurityException("no public key")), true);
    byte[] salt = SessionTranscript.sha256(CborWriter.write(Cbor.embedded(session.octets())));
    byte[] extracted = hmac(salt, agreement.generateSecret());
    byte[] label = "EMacKey".getBytes(StandardCharsets.US_ASCII);
    byte[] round = new byte[label.length + 1];
    System.arraycopy(label, 0, round, 0, label.length);
    round[label.length] = 1;
    return hmac(extracted, round);
  }

  private static byte[] hmac(byte[] key, byte[] octets) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(octets);
  }

  private DeviceMac() {}
}
