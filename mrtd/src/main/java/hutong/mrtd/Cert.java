package hutong.mrtd;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// An X.509 certificate as it stands, with the bytes that were signed and the extensions of the
/// profile of Doc 9303 part 12.
final class Cert {

  static final String KEY_USAGE = "2.5.29.15";
  static final String BASIC_CONSTRAINTS = "2.5.29.19";
  static final String SUBJECT_KEY = "2.5.29.14";
  static final String AUTHORITY_KEY = "2.5.29.35";
  static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  static final String PRIVATE_KEY_PERIOD = "2.5.29.16";
  static final String DOCUMENT_TYPES = "2.23.136.1.1.6.2";
  static final int DIGITAL_SIGNATURE = 0;
  static final int KEY_CERT_SIGN = 5;
  static final int CRL_SIGN = 6;

  private static final Set<String> KNOWN_CRITICAL =
      Set.of(
          KEY_USAGE,
          BASIC_CONSTRAINTS,
          SUBJECT_KEY,
          AUTHORITY_KEY,
          EXTENDED_KEY_USAGE,
          PRIVATE_KEY_PERIOD,
          DOCUMENT_TYPES,
          "2.23.136.1.1.6.1",
          "2.5.29.17",
          "2.5.29.18",
          "2.5.29.31",
          "2.5.29.32");

  // There are few algorithms: each identifier is read once.
  private static final int REMEMBERED = 1_024;
  private static final ConcurrentMap<ByteBuffer, AlgorithmIdentifier> ALGORITHMS =
      new ConcurrentHashMap<>();

  private record Extension(boolean critical, byte[] value) {}

  final byte[] raw;
  final String fingerprint;
  final int version;
  final BigInteger serial;
  final X500Name issuer;
  final X500Name subject;
  private final String issuerText;
  final String issuerKey;
  final String subjectKey;
  final String country;
  final Instant notBefore;
  final Instant notAfter;
  final boolean algorithmsAgree;
  final boolean timesAsStandard;
  private final byte[] tbs;
  private final AlgorithmIdentifier algorithm;
  private final byte[] signature;
  final byte[] issuerName;
  final byte[] subjectName;
  private final byte[] keyInfo;
  private final byte[] keyOctets;
  private final Map<String, Extension> extensions = new HashMap<>();
  private final Set<String> duplicates = new TreeSet<>();
  private PublicKeys.@Nullable Key key;
  private @Nullable MalformedException keyFault;
  private @Nullable CertificateFacts facts;

  static Cert parse(byte[] raw) throws MalformedException {
    if (raw.length > MrtdLimits.CERTIFICATE) {
      throw new MalformedException("larger than the limit");
    }
    Tlv.bound(raw, MrtdLimits.ASN1_VALUES);
    return new Cert(Tlv.read(raw));
  }

  /// A certificate inside an object whose values were counted already.
  static Cert within(Tlv whole) throws MalformedException {
    if (whole.end() - whole.start() > MrtdLimits.CERTIFICATE) {
      throw new MalformedException("larger than the limit");
    }
    return new Cert(whole);
  }

  private Cert(Tlv whole) throws MalformedException {
    List<Tlv> outer = whole.expect(Tlv.SEQUENCE, "certificate").children();
    if (outer.size() != 3) {
      throw new MalformedException("not a certificate");
    }
    raw = whole.raw();
    fingerprint = HexFormat.of().formatHex(Hash.SHA256.of(raw));
    Tlv body = outer.get(0).expect(Tlv.SEQUENCE, "certificate body");
    tbs = body.raw();
    algorithm = algorithm(outer.get(1));
    Tlv bits = outer.get(2).expect(Tlv.BIT_STRING, "certificate signature");
    signature = Asn1.bits(bits);
    List<Tlv> fields = new ArrayList<>(body.children());
    int stated = 1;
    if (!fields.isEmpty() && fields.getFirst().tag() == 0xA0) {
      Tlv number = Tlv.read(fields.removeFirst().content()).expect(Tlv.INTEGER, "version");
      stated = number.length() == 1 ? number.content()[0] + 1 : 0;
    }
    version = stated;
    if (fields.size() < 6) {
      throw new MalformedException("not a certificate");
    }
    byte[] number = fields.get(0).expect(Tlv.INTEGER, "serial number").content();
    if (number.length == 0 || number.length > 64) {
      throw new MalformedException("serial number");
    }
    serial = new BigInteger(number);
    algorithmsAgree = algorithm(fields.get(1)).getAlgorithm().equals(algorithm.getAlgorithm());
    Names.Known named = Names.readKnown(fields.get(2));
    issuer = named.name();
    issuerText = named.display();
    issuerName = fields.get(2).raw();
    List<Tlv> validity = fields.get(3).expect(Tlv.SEQUENCE, "validity").children();
    if (validity.size() != 2) {
      throw new MalformedException("validity");
    }
    notBefore = Asn1.time(validity.get(0));
    notAfter = Asn1.time(validity.get(1));
    timesAsStandard = validity.stream().allMatch(Asn1::strictTime);
    subject = Names.read(fields.get(4));
    subjectName = fields.get(4).raw();
    Tlv info = fields.get(5).expect(Tlv.SEQUENCE, "public key");
    List<Tlv> keyParts = info.children();
    if (keyParts.size() != 2) {
      throw new MalformedException("public key");
    }
    keyInfo = info.raw();
    keyOctets = Asn1.bits(keyParts.get(1));
    issuerKey = named.key();
    subjectKey = Arrays.equals(issuerName, subjectName) ? issuerKey : Names.key(subject);
    String own = Names.country(subject);
    country = States.alpha2(own.isEmpty() ? Names.country(issuer) : own);
    for (Tlv field : fields.subList(6, fields.size())) {
      if (field.tag() == 0xA3) {
        readExtensions(Tlv.read(field.content()).expect(Tlv.SEQUENCE, "extensions"));
      }
    }
  }

  private void readExtensions(Tlv list) throws MalformedException {
    for (Tlv extension : list.children()) {
      List<Tlv> parts = extension.expect(Tlv.SEQUENCE, "extension").children();
      if (parts.size() < 2 || parts.size() > 3) {
        throw new MalformedException("extension");
      }
      String oid = Asn1.oid(parts.getFirst());
      boolean critical =
          parts.size() == 3 && parts.get(1).length() == 1 && parts.get(1).content()[0] != 0;
      byte[] value = parts.getLast().expect(Tlv.OCTET_STRING, "extension").octets();
      if (extensions.put(oid, new Extension(critical, value)) != null) {
        duplicates.add(oid);
      }
    }
  }

  static AlgorithmIdentifier algorithm(Tlv value) throws MalformedException {
    Tlv sequence = value.expect(Tlv.SEQUENCE, "algorithm");
    ByteBuffer encoded = ByteBuffer.wrap(sequence.raw());
    AlgorithmIdentifier known = ALGORITHMS.get(encoded);
    if (known == null) {
      known = Asn1.lenient(() -> AlgorithmIdentifier.getInstance(Asn1.primitive(sequence)));
      if (ALGORITHMS.size() >= REMEMBERED) {
        ALGORITHMS.clear();
      }
      ALGORITHMS.put(encoded, known);
    }
    return known;
  }

  // Key and signature

  synchronized PublicKeys.Key key() throws MalformedException {
    if (keyFault != null) {
      throw keyFault;
    }
    if (key == null) {
      try {
        key = PublicKeys.read(keyInfo);
      } catch (MalformedException e) {
        keyFault = e;
        throw e;
      }
    }
    return key;
  }

  byte[] keyOctets() {
    return keyOctets.clone();
  }

  /// Whether the owner of that certificate signed this one.
  Algorithms.Outcome signedBy(Cert other, Signatures signatures, String where)
      throws MalformedException {
    return Algorithms.verify(
        signatures, algorithm, other.key(), null, List.of(tbs), signature, where);
  }

  /// A serial number as it would be without its sign: some issuers lost the leading zero.
  static BigInteger unsigned(BigInteger serial) {
    return serial.signum() < 0 ? new BigInteger(1, serial.toByteArray()) : serial;
  }

  /// True when the country stands there as two capitals, in subject and issuer.
  boolean countriesAsStandard() {
    return Names.countryAsStandard(subject) && Names.countryAsStandard(issuer);
  }

  boolean selfIssued() {
    return subjectKey.equals(issuerKey);
  }

  // Extensions

  Set<String> duplicates() {
    return duplicates;
  }

  boolean has(String oid) {
    return extensions.containsKey(oid);
  }

  boolean critical(String oid) {
    Extension extension = extensions.get(oid);
    return extension != null && extension.critical();
  }

  List<String> unknownCritical() {
    List<String> unknown = new ArrayList<>();
    extensions.forEach(
        (oid, extension) -> {
          if (extension.critical() && !KNOWN_CRITICAL.contains(oid)) {
            unknown.add(oid);
          }
        });
    unknown.sort(null);
    return unknown;
  }

  private @Nullable Tlv extension(String oid) throws MalformedException {
    Extension extension = extensions.get(oid);
    return extension == null ? null : Tlv.read(extension.value());
  }

  /// True when the key usage has this bit; false also when the extension cannot be read.
  boolean keyUsage(int bit) {
    try {
      Tlv bits = extension(KEY_USAGE);
      if (bits == null || bits.tag() != Tlv.BIT_STRING) {
        return false;
      }
      byte[] content = bits.content();
      int octet = 1 + bit / 8;
      return octet < content.length && (content[octet] & (0x80 >> bit % 8)) != 0;
    } catch (MalformedException _) {
      return false;
    }
  }

  /// What the basic constraints say; null without the extension.
  @Nullable Boolean authority() {
    try {
      Tlv constraints = extension(BASIC_CONSTRAINTS);
      if (constraints == null) {
        return null;
      }
      for (Tlv part : constraints.children()) {
        if (part.tag() == 0x01) {
          return part.length() == 1 && part.content()[0] != 0;
        }
      }
      return false;
    } catch (MalformedException _) {
      return false;
    }
  }

  /// The path length that the basic constraints allow; -1 without a limit.
  int pathLength() {
    try {
      Tlv constraints = extension(BASIC_CONSTRAINTS);
      if (constraints != null) {
        for (Tlv part : constraints.children()) {
          if (part.tag() == Tlv.INTEGER && part.length() > 0) {
            return new BigInteger(part.content()).min(BigInteger.valueOf(99)).intValue();
          }
        }
      }
      return -1;
    } catch (MalformedException _) {
      return 0;
    }
  }

  byte @Nullable [] subjectKeyIdentifier() {
    try {
      Tlv value = extension(SUBJECT_KEY);
      return value == null ? null : value.octets();
    } catch (MalformedException _) {
      return null;
    }
  }

  byte @Nullable [] authorityKeyIdentifier() {
    try {
      Tlv value = extension(AUTHORITY_KEY);
      if (value != null && value.tag() == Tlv.SEQUENCE) {
        for (Tlv part : value.children()) {
          if (part.tag() == 0x80) {
            return part.content();
          }
        }
      }
      return null;
    } catch (MalformedException _) {
      return null;
    }
  }

  /// True when this certificate carries that key identifier, stated or computed from the key.
  boolean hasKeyIdentifier(byte[] identifier) {
    byte[] stated = subjectKeyIdentifier();
    return stated != null
        ? Arrays.equals(stated, identifier)
        : Arrays.equals(Hash.SHA1.of(keyOctets()), identifier);
  }

  Set<String> extendedKeyUsage() {
    Set<String> purposes = new TreeSet<>();
    try {
      Tlv list = extension(EXTENDED_KEY_USAGE);
      if (list != null) {
        for (Tlv purpose : list.children()) {
          purposes.add(Asn1.oid(purpose));
        }
      }
    } catch (MalformedException _) {
      purposes.add("unreadable");
    }
    return purposes;
  }

  /// The document types that this certificate may sign; empty without the extension.
  Set<String> documentTypes() {
    Set<String> types = new TreeSet<>();
    try {
      Tlv list = extension(DOCUMENT_TYPES);
      if (list != null) {
        for (Tlv part : list.children()) {
          if (part.tag() == Tlv.SET || part.tag() == Tlv.SEQUENCE) {
            for (Tlv type : part.children()) {
              types.add(new String(type.content(), java.nio.charset.StandardCharsets.US_ASCII));
            }
          }
        }
      }
    } catch (MalformedException _) {
      types.add("unreadable");
    }
    return types;
  }

  /// True when the private key may have been used at this time, as far as the extension says.
  boolean privateKeyUsable(Instant at) {
    try {
      Tlv period = extension(PRIVATE_KEY_PERIOD);
      if (period != null) {
        for (Tlv part : period.children()) {
          Instant bound = Asn1.time(part);
          if (part.tag() == 0x80 ? at.isBefore(bound) : at.isAfter(bound)) {
            return false;
          }
        }
      }
      return true;
    } catch (MalformedException _) {
      return true;
    }
  }

  synchronized CertificateFacts facts() {
    if (facts == null) {
      facts = readFacts();
    }
    return facts;
  }

  private CertificateFacts readFacts() {
    String keyTitle;
    try {
      keyTitle = key().title();
    } catch (MalformedException _) {
      keyTitle = "unreadable";
    }
    return new CertificateFacts(
        Arrays.equals(subjectName, issuerName) ? issuerText : Names.display(subject),
        issuerText,
        country,
        serial.toString(16),
        notBefore,
        notAfter,
        keyTitle,
        fingerprint);
  }
}
