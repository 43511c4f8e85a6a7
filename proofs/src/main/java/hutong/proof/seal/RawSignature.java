package hutong.proof.seal;

import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Reason;
import hutong.proof.Signatures;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// An ECDSA signature of two numbers, by a certificate on any curve. The hash goes with the size of
/// the curve (TR-03116-2): SHA-224 up to 224 bits, SHA-256, SHA-384, SHA-512.
final class RawSignature {

  private static final BouncyCastleProvider CASTLE = new BouncyCastleProvider();

  static Optional<Finding> fault(X509Certificate certificate, byte[] content, byte[] signature) {
    try {
      if (!(Certificates.publicKey(certificate) instanceof ECPublicKey key)) {
        return Optional.of(Finding.of(Reason.KEY_TYPE_UNSUPPORTED, "certificate"));
      }
      BigInteger order = key.getParams().getOrder();
      int bits = order.bitLength();
      if (bits < 224) {
        return Optional.of(Finding.of(Reason.KEY_TOO_WEAK, "certificate"));
      }
      int length = (bits + 7) / 8;
      if (signature.length != 2 * length) {
        return Optional.of(Finding.of(Reason.SIGNATURE_LENGTH, "signature"));
      }
      var r = new BigInteger(1, signature, 0, length);
      var s = new BigInteger(1, signature, length, length);
      boolean inRange =
          r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
      var verifier = Signature.getInstance(hash(bits) + "withECDSA", CASTLE);
      verifier.initVerify(key);
      verifier.update(content);
      return inRange && verifier.verify(Signatures.der(signature))
          ? Optional.empty()
          : Optional.of(Finding.of(Reason.SIGNATURE_WRONG, "signature"));
    } catch (GeneralSecurityException | RuntimeException refused) {
      return Optional.of(Finding.of(Reason.SIGNATURE_WRONG, "signature"));
    }
  }

  private static String hash(int bits) {
    if (bits <= 224) {
      return "SHA224";
    }
    if (bits <= 256) {
      return "SHA256";
    }
    return bits <= 384 ? "SHA384" : "SHA512";
  }

  private RawSignature() {}
}
