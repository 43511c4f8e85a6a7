package hutong.proof;

import hutong.mrtd.CryptoProviders;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import javax.crypto.Mac;

/// Checks and shapes signatures in the form that JOSE and COSE share.
public final class Signatures {

  /// Why this is not a signature over the content by the owner of the key, or nothing.
  public static Optional<Reason> fault(
      SignatureAlgorithm algorithm, Jwk key, byte[] content, byte[] signature) {
    if (!algorithm.fits(key.kind())) {
      return Optional.of(Reason.KEY_NOT_FOR_ALGORITHM);
    }
    try {
      if (algorithm.symmetric()) {
        return mac(algorithm, key, content, signature);
      }
      int coordinate = key.coordinateBytes();
      byte[] encoded = signature;
      if (coordinate > 0) {
        if (signature.length != 2 * coordinate) {
          return Optional.of(Reason.SIGNATURE_LENGTH);
        }
        if (!(key.key() instanceof ECPublicKey ec)
            || !inRange(signature, 0, coordinate, ec.getParams().getOrder())
            || !inRange(signature, coordinate, coordinate, ec.getParams().getOrder())) {
          return Optional.of(Reason.SIGNATURE_WRONG);
        }
        encoded = der(signature);
      } else if (key.kind().equals("RSA") && signature.length != (key.bits() + 7) / 8) {
        return Optional.of(Reason.SIGNATURE_LENGTH);
      }
      var verifier = ready(algorithm, key.kind());
      verifier.initVerify((PublicKey) key.key());
      verifier.update(content);
      return verifier.verify(encoded) ? Optional.empty() : Optional.of(Reason.SIGNATURE_WRONG);
    } catch (GeneralSecurityException refused) {
      return Optional.of(Reason.SIGNATURE_WRONG);
    }
  }

  private static Optional<Reason> mac(
      SignatureAlgorithm algorithm, Jwk key, byte[] content, byte[] given)
      throws GeneralSecurityException {
    if (key.bits() < algorithm.hashBits()) {
      return Optional.of(Reason.KEY_TOO_WEAK);
    }
    var mac = Mac.getInstance(algorithm.javaName());
    mac.init(key.key());
    return MessageDigest.isEqual(mac.doFinal(content), given)
        ? Optional.empty()
        : Optional.of(Reason.SIGNATURE_WRONG);
  }

  private static boolean inRange(byte[] octets, int from, int length, BigInteger order) {
    var number = new BigInteger(1, octets, from, length);
    return number.signum() > 0 && number.compareTo(order) < 0;
  }

  static Signature ready(SignatureAlgorithm algorithm, String kind)
      throws GeneralSecurityException {
    var providers = CryptoProviders.fastest();
    return switch (algorithm) {
      case PS256, PS384, PS512 -> {
        var pss = providers.signature(algorithm.javaName());
        int bits = algorithm.hashBits();
        pss.setParameter(CryptoProviders.pss("SHA-" + bits, bits / 8));
        yield pss;
      }
      case EDDSA, ED25519, ED448 -> providers.signature(kind);
      case ES256, ES384, ES512, RS256, RS384, RS512 -> providers.signature(algorithm.javaName());
      case HS256, HS384, HS512 -> throw new GeneralSecurityException("not a signature");
    };
  }

  /// The two numbers of an ECDSA signature as ASN.1.
  public static byte[] der(byte[] raw) {
    int half = raw.length / 2;
    byte[] r = number(raw, 0, half);
    byte[] s = number(raw, half, half);
    int content = r.length + s.length;
    int head = content < 128 ? 2 : 3;
    byte[] der = new byte[head + content];
    der[0] = 0x30;
    if (head == 3) {
      der[1] = (byte) 0x81;
    }
    der[head - 1] = (byte) content;
    System.arraycopy(r, 0, der, head, r.length);
    System.arraycopy(s, 0, der, head + r.length, s.length);
    return der;
  }

  private static byte[] number(byte[] raw, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end - 1 && raw[start] == 0) {
      start++;
    }
    boolean padded = raw[start] < 0;
    int size = end - start + (padded ? 1 : 0);
    byte[] number = new byte[2 + size];
    number[0] = 0x02;
    number[1] = (byte) size;
    System.arraycopy(raw, start, number, 2 + (padded ? 1 : 0), end - start);
    return number;
  }

  /// The two numbers of an ASN.1 signature at full length, where it is exactly one.
  public static Optional<byte[]> raw(byte[] der, int coordinate) {
    int at = 2;
    if (der.length < 8 || der[0] != 0x30) {
      return Optional.empty();
    }
    int length = der[1] & 0xff;
    if (length == 0x81) {
      length = der[2] & 0xff;
      at = 3;
    }
    if (length != der.length - at) {
      return Optional.empty();
    }
    byte[] raw = new byte[2 * coordinate];
    for (int part = 0; part < 2; part++) {
      if (at + 2 > der.length || der[at] != 0x02) {
        return Optional.empty();
      }
      int size = der[at + 1] & 0xff;
      int from = at + 2;
      at = from + size;
      if (size == 0 || at > der.length) {
        return Optional.empty();
      }
      if (der[from] == 0 && size > 1) {
        from++;
      }
      if (at - from > coordinate) {
        return Optional.empty();
      }
      System.arraycopy(der, from, raw, (part + 1) * coordinate - (at - from), at - from);
    }
    return at == der.length ? Optional.of(raw) : Optional.empty();
  }

  private Signatures() {}
}
