package hutong.mrtd;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/// Active authentication (Doc 9303 part 11, section 6.1): the chip signs a challenge with a key
/// that it never gives away.
final class ActiveAuthentication {

  private static final String EC_KEY = "1.2.840.10045.2.1";

  private ActiveAuthentication() {}

  /// Everything that is to be said of this signature over the challenge.
  ///
  /// @param key the public key of DG15
  /// @param algorithm the algorithm for elliptic keys that DG14 states, if it does
  static List<Finding> check(
      byte[] key,
      @Nullable String algorithm,
      byte[] challenge,
      byte[] signature,
      Signatures signatures) {
    PublicKeys.Key chip;
    try {
      chip = PublicKeys.read(Asn1.lenient(() -> SubjectPublicKeyInfo.getInstance(key)));
    } catch (MalformedException e) {
      Finding cause = Finding.warning(e.reason(), "DG15", String.valueOf(e.getMessage()));
      return List.of(cause, Finding.of(Reason.ACTIVE_AUTHENTICATION_WRONG, "DG15", "no key"));
    }
    List<Finding> findings = new ArrayList<>();
    if (!chip.elliptic() && chip.bits() < 2048) {
      findings.add(Finding.of(Reason.KEY_SHORT, "DG15", chip.title()));
    }
    String scheme =
        chip.key() instanceof RSAPublicKey rsa
            ? recovered(rsa, challenge, signature)
            : signed(chip, algorithm, challenge, signature, signatures, findings);
    if (scheme == null) {
      findings.add(Finding.of(Reason.ACTIVE_AUTHENTICATION_WRONG, "DG15", chip.title()));
    } else {
      if (scheme.endsWith(Hash.SHA1.title())) {
        findings.add(Finding.of(Reason.ALGORITHM_LEGACY, "DG15", scheme));
      }
      findings.add(Finding.of(Reason.ACTIVE_AUTHENTICATION_HELD, "DG15", scheme));
    }
    return findings;
  }

  // The stated algorithm first. Chips exist that state none, or another than they use.
  private static @Nullable String signed(
      PublicKeys.Key chip,
      @Nullable String algorithm,
      byte[] challenge,
      byte[] signature,
      Signatures signatures,
      List<Finding> findings) {
    for (String oid : algorithm == null ? List.of(EC_KEY) : List.of(algorithm, EC_KEY)) {
      var identifier = new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
      Algorithms.Outcome outcome =
          Algorithms.verify(
              signatures, identifier, chip, null, List.of(challenge), signature, "DG15");
      SignatureScheme scheme = outcome.scheme();
      if (scheme != null) {
        outcome.findings().forEach(f -> findings.add(warning(f)));
        return scheme.text();
      }
    }
    return null;
  }

  private static Finding warning(Finding finding) {
    return Finding.warning(finding.reason(), finding.where(), finding.detail());
  }

  /// ISO/IEC 9796-2, digital signature scheme 1: the signature holds a first part that the chip
  /// chose and a hash over that part and the challenge. Answers the scheme, or null.
  static @Nullable String recovered(RSAPublicKey key, byte[] challenge, byte[] signature) {
    BigInteger modulus = key.getModulus();
    BigInteger value = new BigInteger(1, signature);
    int octets = (modulus.bitLength() + 7) / 8;
    if (signature.length > octets || value.signum() == 0 || value.compareTo(modulus) >= 0) {
      return null;
    }
    BigInteger opened = value.modPow(key.getPublicExponent(), modulus);
    // The signer may publish the smaller of two values; the last four bits tell which it was.
    if (!endsRight(opened)) {
      opened = modulus.subtract(opened);
    }
    if (!endsRight(opened)) {
      return null;
    }
    byte[] block = BigIntegers.asUnsignedByteArray(octets, opened);
    int trailer = block[octets - 1] == (byte) 0xBC ? 1 : 2;
    Hash hash = trailer == 1 ? Hash.SHA1 : named(block[octets - 2] & 0xFF, block[octets - 1]);
    int from = messageStart(block);
    if (hash == null || from < 0) {
      return null;
    }
    int end = octets - trailer - hash.length();
    if (end < from) {
      return null;
    }
    byte[] message = Arrays.copyOf(Arrays.copyOfRange(block, from, end), end - from + 8);
    if (challenge.length != 8) {
      return null;
    }
    System.arraycopy(challenge, 0, message, end - from, 8);
    byte[] stated = Arrays.copyOfRange(block, end, end + hash.length());
    return MessageDigest.isEqual(hash.of(message), stated)
        ? "ISO 9796-2 with " + hash.title()
        : null;
  }

  private static boolean endsRight(BigInteger opened) {
    return (opened.intValue() & 0x0F) == 0x0C;
  }

  // The hash identifiers of ISO/IEC 10118-3.
  private static @Nullable Hash named(int identifier, byte last) {
    if (last != (byte) 0xCC) {
      return null;
    }
    return switch (identifier) {
      case 0x33 -> Hash.SHA1;
      case 0x34 -> Hash.SHA256;
      case 0x35 -> Hash.SHA512;
      case 0x36 -> Hash.SHA384;
      case 0x38 -> Hash.SHA224;
      default -> null;
    };
  }

  // 6A, or 6B BB ... BA: a part of the message is outside the signature.
  private static int messageStart(byte[] block) {
    if (block[0] == 0x6A) {
      return 1;
    }
    if (block[0] != 0x6B) {
      return -1;
    }
    int at = 1;
    while (at < block.length && block[at] == (byte) 0xBB) {
      at++;
    }
    return at < block.length && block[at] == (byte) 0xBA ? at + 1 : -1;
  }
}
