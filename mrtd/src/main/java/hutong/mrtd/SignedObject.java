package hutong.mrtd;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// A CMS SignedData (RFC 5652) as chips and master lists carry it, read from the bytes as they
/// stand so that what was signed is what is checked.
final class SignedObject {

  static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  private static final String SIGNING_TIME = "1.2.840.113549.1.9.5";

  /// One signer: who it says it is, and what it signed.
  record Signer(
      @Nullable X500Name issuer,
      @Nullable BigInteger serial,
      byte @Nullable [] keyIdentifier,
      AlgorithmIdentifier digest,
      @Nullable Tlv attributes,
      AlgorithmIdentifier algorithm,
      byte[] signature) {}

  /// How a signer's check ended; `digest` is the hash that was really used over the content.
  record Checked(
      boolean held,
      @Nullable SignatureScheme scheme,
      @Nullable Hash digest,
      List<Finding> findings) {}

  final String contentType;
  final byte[] content;
  final List<Cert> certificates;
  final List<Signer> signers;
  final List<Finding> findings;

  private SignedObject(
      String contentType,
      byte[] content,
      List<Cert> certificates,
      List<Signer> signers,
      List<Finding> findings) {
    this.contentType = contentType;
    this.content = content;
    this.certificates = certificates;
    this.signers = signers;
    this.findings = findings;
  }

  static SignedObject parse(byte[] bytes, int maxValues, String where) throws MalformedException {
    List<Finding> findings = new ArrayList<>();
    Tlv.Form form = Tlv.bound(bytes, maxValues);
    if (form.wordy()) {
      findings.add(Finding.of(Reason.NOT_CANONICAL, where, "lengths or integers"));
    }
    if (form.indefinite()) {
      findings.add(Finding.of(Reason.INDEFINITE_LENGTH, where, "BER"));
    }
    List<Tlv> info = Tlv.read(bytes).expect(Tlv.SEQUENCE, "signed object").children();
    if (info.size() != 2 || !Asn1.oid(info.get(0)).equals(SIGNED_DATA)) {
      throw new MalformedException("not signed data");
    }
    List<Tlv> wrapped = info.get(1).expect(0xA0, "signed data").children();
    if (wrapped.size() != 1) {
      throw new MalformedException("not signed data");
    }
    List<Tlv> fields = wrapped.getFirst().expect(Tlv.SEQUENCE, "signed data").children();
    if (fields.size() < 4) {
      throw new MalformedException("signed data is incomplete");
    }
    fields.get(0).expect(Tlv.INTEGER, "version");
    fields.get(1).expect(Tlv.SET, "digest algorithms");
    List<Tlv> content = fields.get(2).expect(Tlv.SEQUENCE, "content").children();
    if (content.isEmpty()) {
      throw new MalformedException("content without a type");
    }
    String type = Asn1.oid(content.getFirst());
    if (content.size() < 2) {
      throw new MalformedException(Reason.CONTENT_MISSING, "detached");
    }
    List<Tlv> inner = content.get(1).expect(0xA0, "content").children();
    if (inner.size() != 1) {
      throw new MalformedException(Reason.CONTENT_MISSING, "empty");
    }
    // The older PKCS #7 has the value itself where CMS has an octet string around it.
    Tlv value = inner.getFirst();
    boolean octets = value.tag() == Tlv.OCTET_STRING || value.tag() == 0x24;
    byte[] signed = octets ? value.octets() : value.raw();
    List<Cert> certificates = new ArrayList<>();
    for (Tlv field : fields.subList(3, fields.size() - 1)) {
      if (field.tag() == 0xA0) {
        certificates(field, certificates, findings);
      }
    }
    List<Signer> signers = new ArrayList<>();
    Tlv last = fields.getLast().expect(Tlv.SET, "signers");
    for (Tlv signer : last.children()) {
      if (signers.size() < MrtdLimits.SIGNERS) {
        signers.add(signer(signer.expect(Tlv.SEQUENCE, "signer").children()));
      }
    }
    if (signers.isEmpty()) {
      throw new MalformedException(Reason.NO_SIGNER, "no signer");
    }
    if (signers.size() > 1) {
      findings.add(Finding.of(Reason.SEVERAL_SIGNERS, where, signers.size() + " signers"));
    }
    return new SignedObject(type, signed, certificates, signers, findings);
  }

  private static void certificates(Tlv field, List<Cert> certificates, List<Finding> findings)
      throws MalformedException {
    for (Tlv certificate : field.children()) {
      if (certificates.size() >= MrtdLimits.EMBEDDED_CERTIFICATES) {
        return;
      }
      try {
        certificates.add(Cert.within(certificate));
      } catch (MalformedException e) {
        String detail = String.valueOf(e.getMessage());
        findings.add(Finding.of(Reason.CERTIFICATE_SKIPPED, "embedded", detail));
      }
    }
  }

  private static Signer signer(List<Tlv> fields) throws MalformedException {
    if (fields.size() < 5) {
      throw new MalformedException("a signer is incomplete");
    }
    fields.getFirst().expect(Tlv.INTEGER, "signer version");
    Tlv identifier = fields.get(1);
    X500Name issuer = null;
    BigInteger serial = null;
    byte[] key = null;
    if (identifier.tag() == Tlv.SEQUENCE) {
      List<Tlv> parts = identifier.children();
      if (parts.size() != 2) {
        throw new MalformedException("signer identifier");
      }
      issuer = Names.readKnown(parts.get(0)).name();
      Tlv number = parts.get(1).expect(Tlv.INTEGER, "signer's serial number");
      if (number.length() == 0) {
        throw new MalformedException("signer identifier");
      }
      serial = new BigInteger(number.content());
    } else if (identifier.tag() == 0x80) {
      key = identifier.content();
    } else if (identifier.tag() == 0xA0) {
      key = Tlv.read(identifier.content()).octets();
    } else {
      throw new MalformedException("signer identifier");
    }
    AlgorithmIdentifier digest = Cert.algorithm(fields.get(2));
    int at = 3;
    Tlv attributes = null;
    if (fields.get(at).tag() == 0xA0) {
      attributes = fields.get(at++);
    }
    if (fields.size() < at + 2) {
      throw new MalformedException("a signer is incomplete");
    }
    AlgorithmIdentifier algorithm = Cert.algorithm(fields.get(at));
    Tlv value = fields.get(at + 1);
    if (value.tag() != Tlv.OCTET_STRING && value.tag() != 0x24) {
      throw new MalformedException("signature value");
    }
    return new Signer(issuer, serial, key, digest, attributes, algorithm, value.octets());
  }

  /// The certificate of a signer among these, or null. Names of the same parts in another order or
  /// encoding count as the same and are recorded.
  static @Nullable Cert certificateOf(Signer signer, List<Cert> among, List<Finding> findings) {
    byte[] identifier = signer.keyIdentifier();
    if (identifier != null) {
      return among.stream().filter(c -> c.hasKeyIdentifier(identifier)).findFirst().orElse(null);
    }
    X500Name issuer = signer.issuer();
    if (issuer == null) {
      return null;
    }
    for (Cert cert : among) {
      if (cert.serial.equals(signer.serial()) && cert.issuerKey.equals(Names.key(issuer))) {
        return cert;
      }
    }
    BigInteger serial = signer.serial();
    for (Cert cert : among) {
      if (serial != null
          && Cert.unsigned(cert.serial).equals(Cert.unsigned(serial))
          && cert.issuerKey.equals(Names.key(issuer))) {
        findings.add(
            Finding.of(Reason.SIGNER_IDENTIFIER_DEVIATES, "signer", "sign of the serial number"));
        return cert;
      }
    }
    for (Cert cert : among) {
      if (cert.serial.equals(signer.serial())
          && Names.unordered(cert.issuer).equals(Names.unordered(issuer))) {
        findings.add(
            Finding.of(Reason.SIGNER_IDENTIFIER_DEVIATES, "signer", "name in another order"));
        return cert;
      }
    }
    return null;
  }

  /// Checks one signer with its certificate.
  Checked check(Signer signer, Cert certificate, Signatures signatures, String where) {
    List<Finding> found = new ArrayList<>();
    PublicKeys.Key key;
    try {
      key = certificate.key();
    } catch (MalformedException e) {
      found.add(Finding.of(e.reason(), "signer", String.valueOf(e.getMessage())));
      return new Checked(false, null, null, found);
    }
    Hash digest = Algorithms.hash(signer.digest()).orElse(null);
    if (digest == null) {
      boolean weak = Algorithms.weak(signer.digest());
      String oid = signer.digest().getAlgorithm().getId();
      Reason reason = weak ? Reason.ALGORITHM_WEAK : Reason.ALGORITHM_UNSUPPORTED;
      found.add(Finding.of(reason, where, oid));
      return new Checked(false, null, null, found);
    }
    List<byte[]> messages = new ArrayList<>();
    Tlv attributes = signer.attributes();
    if (attributes == null) {
      // Without attributes the content is signed itself. It must not be a set, or the attributes
      // of another object could be passed off as content.
      if (content.length > 0 && content[0] == Tlv.SET) {
        found.add(Finding.of(Reason.SIGNED_ATTRIBUTES_MALFORMED, where, "content is a set"));
        return new Checked(false, null, null, found);
      }
      found.add(Finding.of(Reason.SIGNED_ATTRIBUTES_ABSENT, where, "content signed directly"));
      messages.add(content);
    } else {
      try {
        digest = attributes(attributes, digest, where, found);
        messages.addAll(attributeForms(attributes, where, found));
      } catch (MalformedException e) {
        String detail = String.valueOf(e.getMessage());
        found.add(Finding.of(Reason.SIGNED_ATTRIBUTES_MALFORMED, where, detail));
      }
    }
    if (Finding.anyFatal(found)) {
      return new Checked(false, null, null, found);
    }
    Algorithms.Outcome outcome =
        Algorithms.verify(
            signatures, signer.algorithm(), key, digest, messages, signer.signature(), where);
    found.addAll(outcome.findings());
    if (!outcome.held() && outcome.findings().isEmpty()) {
      found.add(Finding.of(Reason.SIGNATURE_WRONG, where, "by " + key.title()));
    }
    return new Checked(outcome.held(), outcome.scheme(), digest, found);
  }

  // Checks content type and digest among the attributes; answers the hash that was really used.
  private Hash attributes(Tlv attributes, Hash stated, String where, List<Finding> found)
      throws MalformedException {
    Map<String, List<Tlv>> values = values(attributes);
    List<Tlv> type = values.get(CONTENT_TYPE);
    List<Tlv> digest = values.get(MESSAGE_DIGEST);
    if (type == null || type.size() != 1 || digest == null || digest.size() != 1) {
      throw new MalformedException("content type or message digest is missing or double");
    }
    if (!Asn1.oid(type.getFirst()).equals(contentType)) {
      found.add(Finding.of(Reason.SIGNED_CONTENT_TYPE_WRONG, where, "differs from the content's"));
    }
    byte[] value = digest.getFirst().octets();
    Hash used = stated;
    if (value.length != stated.length()) {
      used = Hash.ofLength(value.length).orElse(stated);
      String detail = stated.title() + " stated, " + used.title() + " used";
      found.add(Finding.of(Reason.ALGORITHM_MISMATCH, where, detail));
    }
    if (!Arrays.equals(used.of(content), value)) {
      found.add(Finding.of(Reason.MESSAGE_DIGEST_WRONG, where, used.title()));
    }
    return used;
  }

  private static Map<String, List<Tlv>> values(Tlv attributes) throws MalformedException {
    Map<String, List<Tlv>> values = new HashMap<>();
    for (Tlv attribute : attributes.children()) {
      List<Tlv> parts = attribute.expect(Tlv.SEQUENCE, "attribute").children();
      if (parts.size() != 2) {
        throw new MalformedException("attribute");
      }
      List<Tlv> content = parts.get(1).expect(Tlv.SET, "attribute values").children();
      if (values.put(Asn1.oid(parts.get(0)), content) != null) {
        throw new MalformedException("the same attribute twice");
      }
    }
    return values;
  }

  // What may have been signed: the attributes as they stand with the tag of a set, the same in
  // canonical order, and (a fault of some issuers) with the tag that stands in the object.
  private static List<byte[]> attributeForms(Tlv attributes, String where, List<Finding> found)
      throws MalformedException {
    byte[] tagged = attributes.raw();
    byte[] asSet = tagged.clone();
    asSet[0] = Tlv.SET;
    List<byte[]> forms = new ArrayList<>();
    forms.add(asSet);
    byte[] canonical = isCanonical(attributes) ? asSet : canonical(asSet);
    if (!Arrays.equals(canonical, asSet)) {
      found.add(Finding.of(Reason.SIGNED_ATTRIBUTES_NOT_DER, where, "other order or lengths"));
      forms.add(canonical);
    }
    forms.add(tagged);
    return forms;
  }

  private static byte[] canonical(byte[] asSet) throws MalformedException {
    return Asn1.lenient(
        () -> {
          try {
            return new DERSet(ASN1Set.getInstance(asSet).toArray()).getEncoded("DER");
          } catch (IOException _) {
            throw new MalformedException("attributes");
          }
        });
  }

  // In the order of their octets, with shortest lengths: then there is nothing to write anew.
  private static boolean isCanonical(Tlv attributes) throws MalformedException {
    byte[] raw = attributes.raw();
    Tlv.Form form = Tlv.bound(raw, MrtdLimits.ASN1_VALUES);
    if (form.indefinite() || form.wordy()) {
      return false;
    }
    byte[] before = new byte[0];
    for (Tlv attribute : attributes.children()) {
      byte[] now = attribute.raw();
      if (Arrays.compareUnsigned(before, now) > 0
          || attribute.children().getLast().children().size() != 1) {
        return false;
      }
      before = now;
    }
    return true;
  }

  /// The signing time among the attributes of a signer, if there is one.
  static @Nullable Instant signingTime(Signer signer) {
    Tlv attributes = signer.attributes();
    if (attributes == null) {
      return null;
    }
    try {
      List<Tlv> time = values(attributes).get(SIGNING_TIME);
      return time == null || time.isEmpty() ? null : Asn1.time(time.getFirst());
    } catch (MalformedException _) {
      return null;
    }
  }
}
