package hutong.mrtd;

import hutong.mrtd.SignatureScheme.Family;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// Finds out how a signature was made from what is stated about it. Issuing states contradict
/// themselves here more than anywhere else: the readings that are allowed are tried in turn, few
/// enough to bound the time, and each departure from the statement is recorded.
final class Algorithms {

  /// How a check ended: the scheme that held, or why none did; and the departures.
  record Outcome(@Nullable SignatureScheme scheme, Reason failure, List<Finding> findings) {
    boolean held() {
      return scheme != null;
    }
  }

  private record Stated(@Nullable Family family, @Nullable Hash hash) {}

  private static final String PSS = "1.2.840.113549.1.1.10";
  private static final String ECDSA_SPECIFIED = "1.2.840.10045.4.3";
  private static final Map<String, Stated> BY_OID = new HashMap<>();
  private static final List<String> WEAK =
      List.of(
          "1.2.840.113549.1.1.2",
          "1.2.840.113549.1.1.3",
          "1.2.840.113549.1.1.4",
          "1.2.840.113549.2.2",
          "1.2.840.113549.2.4",
          "1.2.840.113549.2.5",
          "1.3.14.3.2.3");

  static {
    put(Family.RSA_PKCS1, "1.2.840.113549.1.1.", 5, Hash.SHA1);
    put(Family.RSA_PKCS1, "1.2.840.113549.1.1.", 14, Hash.SHA224);
    put(Family.RSA_PKCS1, "1.2.840.113549.1.1.", 11, Hash.SHA256, Hash.SHA384, Hash.SHA512);
    put(Family.RSA_PKCS1, "1.3.14.3.2.", 29, Hash.SHA1);
    put(Family.ECDSA, "1.2.840.10045.4.", 1, Hash.SHA1);
    put(Family.ECDSA, "1.2.840.10045.4.3.", 1, Hash.SHA224, Hash.SHA256, Hash.SHA384, Hash.SHA512);
    put(
        Family.ECDSA_PLAIN,
        "0.4.0.127.0.7.1.1.4.1.",
        1,
        Hash.SHA1,
        Hash.SHA224,
        Hash.SHA256,
        Hash.SHA384,
        Hash.SHA512);
    Hash[] sha3 = {Hash.SHA3_224, Hash.SHA3_256, Hash.SHA3_384, Hash.SHA3_512};
    put(Family.ECDSA_PLAIN, "0.4.0.127.0.7.1.1.4.1.", 8, sha3);
    put(Family.ECDSA, "2.16.840.1.101.3.4.3.", 9, sha3);
    put(Family.RSA_PKCS1, "2.16.840.1.101.3.4.3.", 13, sha3);
    put(Family.DSA, "1.2.840.10040.4.", 3, Hash.SHA1);
    put(Family.DSA, "1.3.14.3.2.", 27, Hash.SHA1);
    put(Family.DSA, "2.16.840.1.101.3.4.3.", 1, Hash.SHA224, Hash.SHA256, Hash.SHA384, Hash.SHA512);
    BY_OID.put("1.2.840.113549.1.1.1", new Stated(Family.RSA_PKCS1, null));
    BY_OID.put("1.2.840.10045.2.1", new Stated(Family.ECDSA, null));
    BY_OID.put("1.2.840.10045.4.2", new Stated(Family.ECDSA, null));
    BY_OID.put(ECDSA_SPECIFIED, new Stated(Family.ECDSA, null));
    BY_OID.put("1.2.840.10040.4.1", new Stated(Family.DSA, null));
  }

  private Algorithms() {}

  private static void put(Family family, String arc, int first, Hash... hashes) {
    for (int i = 0; i < hashes.length; i++) {
      BY_OID.put(arc + (first + i), new Stated(family, hashes[i]));
    }
  }

  /// The hash that this identifier names, also when it is one of a signature algorithm.
  static Optional<Hash> hash(AlgorithmIdentifier identifier) {
    String oid = identifier.getAlgorithm().getId();
    Optional<Hash> plain = Hash.ofOid(oid);
    if (plain.isPresent()) {
      return plain;
    }
    Stated stated = BY_OID.get(oid);
    return stated == null ? Optional.empty() : Optional.ofNullable(stated.hash());
  }

  static boolean weak(AlgorithmIdentifier identifier) {
    return WEAK.contains(identifier.getAlgorithm().getId());
  }

  /// Checks a signature that is stated to be of this algorithm, over any of these messages (most
  /// likely first). `digest` is the hash that stands beside the algorithm in a signed object.
  static Outcome verify(
      Signatures signatures,
      AlgorithmIdentifier algorithm,
      PublicKeys.Key key,
      @Nullable Hash digest,
      List<byte[]> messages,
      byte[] signature,
      String where) {
    if (weak(algorithm)) {
      String oid = algorithm.getAlgorithm().getId();
      return failed(Reason.ALGORITHM_WEAK, where, oid);
    }
    Map<SignatureScheme, List<Finding>> candidates = new LinkedHashMap<>();
    try {
      candidates(algorithm, key, digest, where, candidates);
    } catch (RuntimeException _) {
      return failed(Reason.ALGORITHM_UNSUPPORTED, where, "parameters that cannot be read");
    }
    if (candidates.isEmpty()) {
      return failed(Reason.ALGORITHM_UNSUPPORTED, where, algorithm.getAlgorithm().getId());
    }
    for (byte[] message : messages) {
      for (Map.Entry<SignatureScheme, List<Finding>> candidate : candidates.entrySet()) {
        List<Finding> findings = new ArrayList<>(candidate.getValue());
        if (holds(signatures, candidate.getKey(), key, message, signature, where, findings)) {
          return new Outcome(candidate.getKey(), Reason.SIGNATURE_WRONG, findings);
        }
      }
    }
    return new Outcome(null, Reason.SIGNATURE_WRONG, List.of());
  }

  private static Outcome failed(Reason reason, String where, String detail) {
    return new Outcome(null, reason, List.of(Finding.of(reason, where, detail)));
  }

  private static void candidates(
      AlgorithmIdentifier algorithm,
      PublicKeys.Key key,
      @Nullable Hash digest,
      String where,
      Map<SignatureScheme, List<Finding>> candidates) {
    String oid = algorithm.getAlgorithm().getId();
    boolean rsa = key.title().startsWith("RSA");
    if (oid.equals(PSS) && rsa) {
      pss(algorithm, digest, where, candidates);
      return;
    }
    Stated stated = BY_OID.get(oid);
    if (stated == null) {
      stated = new Stated(null, Hash.ofOid(oid).orElse(null));
      if (stated.hash() == null && digest == null) {
        return;
      }
    }
    List<Finding> departures = new ArrayList<>();
    Family fits = key.elliptic() ? Family.ECDSA : rsa ? Family.RSA_PKCS1 : Family.DSA;
    Family family = stated.family();
    if (family == null || (family != fits && !(family == Family.ECDSA_PLAIN && key.elliptic()))) {
      departures.add(Finding.of(Reason.ALGORITHM_MISMATCH, where, oid + " with " + key.title()));
      family = fits;
    }
    Hash hash = stated.hash();
    if (oid.equals(ECDSA_SPECIFIED) && algorithm.getParameters() != null) {
      hash = hash(AlgorithmIdentifier.getInstance(algorithm.getParameters())).orElse(null);
    }
    if (hash != null) {
      candidates.put(SignatureScheme.of(family, hash), List.copyOf(departures));
    } else if (digest == null) {
      // A certificate that names the kind of key for its signature: the hash is found by trying.
      departures.add(Finding.of(Reason.ALGORITHM_MISMATCH, where, oid + " names no hash"));
      for (Hash tried : List.of(Hash.SHA256, Hash.SHA1, Hash.SHA384, Hash.SHA512)) {
        candidates.put(SignatureScheme.of(family, tried), List.copyOf(departures));
      }
    }
    if (digest != null && digest != hash) {
      if (hash != null) {
        String detail = hash.title() + " stated, " + digest.title() + " used";
        departures.add(Finding.of(Reason.ALGORITHM_MISMATCH, where, detail));
      }
      candidates.put(SignatureScheme.of(family, digest), departures);
    }
  }

  private static void pss(
      AlgorithmIdentifier algorithm,
      @Nullable Hash digest,
      String where,
      Map<SignatureScheme, List<Finding>> candidates) {
    ASN1Encodable parameters = algorithm.getParameters();
    if (parameters == null || parameters.toASN1Primitive() instanceof ASN1Null) {
      Finding missing = Finding.of(Reason.PARAMETERS_MISSING, where, "RSASSA-PSS");
      if (digest != null) {
        candidates.put(SignatureScheme.of(Family.RSA_PSS, digest), List.of(missing));
      }
      candidates.put(SignatureScheme.of(Family.RSA_PSS, Hash.SHA1), List.of(missing));
      return;
    }
    RSASSAPSSparams stated = RSASSAPSSparams.getInstance(parameters);
    Hash hash = hash(stated.getHashAlgorithm()).orElse(null);
    AlgorithmIdentifier mask = stated.getMaskGenAlgorithm();
    boolean mgf1 = mask.getAlgorithm().getId().equals("1.2.840.113549.1.1.8");
    Hash maskHash =
        mask.getParameters() == null
            ? Hash.SHA1
            : hash(AlgorithmIdentifier.getInstance(mask.getParameters())).orElse(null);
    BigInteger salt = stated.getSaltLength();
    boolean sized = salt.signum() >= 0 && salt.bitLength() < 12;
    boolean trailer = stated.getTrailerField().equals(BigInteger.ONE);
    if (hash == null || maskHash == null || !mgf1 || !sized || !trailer) {
      return;
    }
    candidates.put(new SignatureScheme(Family.RSA_PSS, hash, maskHash, salt.intValue()), List.of());
    // Issuers that forgot to write the mask's hash or the salt's length, where SHA-1 and 20 stand
    // for what is not written.
    for (Hash mask2 : List.of(maskHash, hash)) {
      for (int length : new int[] {salt.intValue(), hash.length(), 20}) {
        String detail = "salt of " + length + ", mask by " + mask2.title();
        candidates.putIfAbsent(
            new SignatureScheme(Family.RSA_PSS, hash, mask2, length),
            List.of(Finding.of(Reason.ALGORITHM_MISMATCH, where, detail)));
      }
    }
    if (digest != null && digest != hash) {
      String detail = hash.title() + " stated, " + digest.title() + " used";
      candidates.put(
          new SignatureScheme(Family.RSA_PSS, digest, maskHash, salt.intValue()),
          List.of(Finding.of(Reason.ALGORITHM_MISMATCH, where, detail)));
    }
  }

  private static boolean holds(
      Signatures signatures,
      SignatureScheme scheme,
      PublicKeys.Key key,
      byte[] message,
      byte[] signature,
      String where,
      List<Finding> findings) {
    SignatureScheme asked = scheme;
    byte[] value = signature;
    if (key.elliptic()) {
      byte[] canonical = canonical(signature);
      int octets = (key.bits() + 7) / 8;
      boolean plainLength = signature.length == 2 * octets;
      boolean plain = scheme.family() == Family.ECDSA_PLAIN;
      // A plain value may look like DER by chance, so what is stated goes first.
      boolean asPlain = plain ? plainLength || canonical == null : canonical == null && plainLength;
      if (asPlain != plain || (!asPlain && !java.util.Arrays.equals(canonical, signature))) {
        findings.add(Finding.of(Reason.SIGNATURE_ENCODING, where, "not as stated, or not DER"));
      }
      asked = SignatureScheme.of(asPlain ? Family.ECDSA_PLAIN : Family.ECDSA, scheme.hash());
      if (!asPlain && canonical == null) {
        return false;
      }
      value = asPlain || canonical == null ? signature : canonical;
    }
    try {
      return signatures.verify(asked, key.key(), message, value);
    } catch (GeneralSecurityException | RuntimeException _) {
      // A signature value that the provider cannot even read does not hold.
      return false;
    }
  }

  // The two numbers of an ECDSA value, written in DER again: genuine documents exist whose numbers
  // have a sign bit or leading zeros. Null when it is no sequence of two integers.
  private static byte @Nullable [] canonical(byte[] signature) {
    try {
      Tlv sequence = Tlv.read(signature).expect(Tlv.SEQUENCE, "ECDSA value");
      List<Tlv> numbers = sequence.children();
      if (numbers.size() != 2 || sequence.end() != signature.length) {
        return null;
      }
      var vector = new ASN1EncodableVector(2);
      for (Tlv number : numbers) {
        byte[] octets = number.expect(Tlv.INTEGER, "ECDSA value").content();
        vector.add(new ASN1Integer(new BigInteger(1, octets)));
      }
      return new DERSequence(vector).getEncoded("DER");
    } catch (MalformedException | java.io.IOException _) {
      return null;
    }
  }
}
