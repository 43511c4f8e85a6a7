package hutong.mrtd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list of country certificates that one state signed (Doc 9303 part 12, section 9). A broken
/// certificate is reported and skipped; a broken signature makes the list invalid.
public final class MasterList {

  static final String CONTENT_TYPE = "2.23.136.1.1.2";
  static final String SIGNER_PURPOSE = "2.23.136.1.1.3";
  private static final Set<Reason> DATED =
      Set.of(
          Reason.SIGNER_EXPIRED,
          Reason.ISSUER_EXPIRED,
          Reason.SIGNER_NOT_YET_VALID,
          Reason.ISSUER_NOT_YET_VALID);

  private final @Nullable SignedObject object;
  private final List<Cert> certificates;
  private final @Nullable Cert signer;
  private final List<Finding> contents;
  private final List<Finding> findings;

  private MasterList(
      @Nullable SignedObject object,
      List<Cert> certificates,
      @Nullable Cert signer,
      List<Finding> contents,
      List<Finding> findings) {
    this.object = object;
    this.certificates = List.copyOf(certificates);
    this.signer = signer;
    this.contents = List.copyOf(contents);
    this.findings = List.copyOf(findings);
  }

  /// Reads a list and checks that its signature chains to one of the roots. A list stays a list
  /// when its signer's short-lived certificate has run out: that is recorded only.
  public static MasterList read(byte[] list, TrustAnchors roots) {
    return read(list, roots, Signatures.fastest());
  }

  static MasterList read(byte[] list, TrustAnchors roots, Signatures signatures) {
    List<Finding> found = new ArrayList<>();
    if (list.length > MrtdLimits.TRUST_FILE) {
      found.add(Finding.of(Reason.TOO_LARGE, "list", list.length + " bytes"));
      return new MasterList(null, List.of(), null, found, found);
    }
    try {
      SignedObject object =
          SignedObject.parse(Asn1.armoured(list), MrtdLimits.TRUST_ASN1_VALUES, "list");
      found.addAll(object.findings);
      if (object.contentType.equals(SecurityObject.GENERAL_CONTENT_TYPE)) {
        found.add(Finding.of(Reason.CONTENT_TYPE_UNUSUAL, "list", object.contentType));
      } else if (!object.contentType.equals(CONTENT_TYPE)) {
        found.add(Finding.of(Reason.CONTENT_TYPE_WRONG, "list", object.contentType));
      }
      List<Cert> certificates = certificates(object.content, found);
      return new MasterList(object, certificates, null, found, found).against(roots, signatures);
    } catch (MalformedException e) {
      Reason reason =
          e.reason() == Reason.MALFORMED_CERTIFICATE ? Reason.MALFORMED_MASTER_LIST : e.reason();
      found.add(Finding.of(reason, "list", String.valueOf(e.getMessage())));
      return new MasterList(null, List.of(), null, found, found);
    }
  }

  static boolean isMasterList(byte[] bytes) {
    try {
      List<Tlv> info = Tlv.read(bytes).children();
      List<Tlv> fields = info.get(1).children().getFirst().children();
      return Asn1.oid(fields.get(2).children().getFirst()).equals(CONTENT_TYPE);
    } catch (MalformedException | RuntimeException _) {
      return false;
    }
  }

  private static List<Cert> certificates(byte[] content, List<Finding> found)
      throws MalformedException {
    Tlv.bound(content, MrtdLimits.TRUST_ASN1_VALUES);
    List<Tlv> fields = Tlv.read(content).expect(Tlv.SEQUENCE, "master list").children();
    if (fields.size() != 2) {
      throw new MalformedException(Reason.MALFORMED_MASTER_LIST, "not version and certificates");
    }
    Tlv version = fields.get(0).expect(Tlv.INTEGER, "version of the list");
    if (version.length() != 1 || version.content()[0] != 0) {
      found.add(Finding.of(Reason.MASTER_LIST_VERSION, "list", "not 0"));
    }
    List<Cert> certificates = new ArrayList<>();
    int number = 0;
    for (Tlv certificate : fields.get(1).expect(Tlv.SET, "certificates").children()) {
      number++;
      if (certificates.size() >= MrtdLimits.TRUST_CERTIFICATES) {
        found.add(Finding.of(Reason.TRUST_LIMIT, "list", "certificates"));
        break;
      }
      try {
        certificates.add(Cert.parse(certificate.raw()));
      } catch (MalformedException e) {
        String where = "certificate " + number;
        found.add(Finding.of(Reason.CERTIFICATE_SKIPPED, where, String.valueOf(e.getMessage())));
      }
    }
    if (certificates.isEmpty()) {
      found.add(Finding.of(Reason.MASTER_LIST_EMPTY, "list", "no certificate"));
    }
    return certificates;
  }

  private MasterList against(TrustAnchors roots, Signatures signatures) {
    SignedObject signed = object;
    if (signed == null) {
      return this;
    }
    List<Finding> all = new ArrayList<>(contents);
    List<Cert> pool = new ArrayList<>(signed.certificates);
    pool.addAll(roots.signers());
    Cert who = null;
    List<Finding> last = new ArrayList<>();
    List<Finding> earlier = new ArrayList<>();
    for (SignedObject.Signer each : signed.signers) {
      last = new ArrayList<>();
      who = SignedObject.certificateOf(each, pool, last);
      if (who == null) {
        last.add(Finding.of(Reason.SIGNER_CERTIFICATE_MISSING, "signer", "not in the list"));
        earlier.addAll(last);
        continue;
      }
      last.addAll(signed.check(each, who, signatures, "list").findings());
      last.addAll(chain(who, pool, roots, signatures));
      if (!Finding.anyFatal(last)) {
        break;
      }
      earlier.addAll(last);
    }
    if (Finding.anyFatal(last)) {
      all.addAll(earlier);
    } else {
      // One good signature is enough; what is wrong with the others is recorded.
      earlier.forEach(f -> all.add(Finding.warning(f.reason(), f.where(), f.detail())));
      all.addAll(last);
    }
    return new MasterList(signed, certificates, who, contents, all);
  }

  private static List<Finding> chain(
      Cert who, List<Cert> pool, TrustAnchors roots, Signatures signatures) {
    List<Finding> found = new ArrayList<>();
    PathFinder.general(who, "signer", found);
    boolean pinned =
        roots.contains(who)
            || roots.signers().stream().anyMatch(c -> c.fingerprint.equals(who.fingerprint));
    if (roots.isEmpty() && !pinned) {
      found.add(Finding.of(Reason.NO_ROOTS, "roots", "none"));
      return found;
    }
    if (!pinned && !who.extendedKeyUsage().contains(SIGNER_PURPOSE)) {
      boolean authority = Boolean.TRUE.equals(who.authority());
      Finding purpose = Finding.of(Reason.MASTER_LIST_SIGNER_PURPOSE, "signer", "key purpose");
      found.add(authority ? Finding.warning(purpose.reason(), "signer", "an authority") : purpose);
    }
    if (who.has(Cert.KEY_USAGE)
        && !who.keyUsage(Cert.DIGITAL_SIGNATURE)
        && !Boolean.TRUE.equals(who.authority())) {
      found.add(Finding.of(Reason.SIGNER_KEY_USAGE, "signer", "no digitalSignature"));
    }
    if (!pinned) {
      for (Finding f :
          new PathFinder(roots, pool, who.notBefore, signatures).find(who).findings()) {
        boolean dated = DATED.contains(f.reason());
        found.add(dated ? Finding.warning(f.reason(), f.where(), f.detail()) : f);
      }
    }
    return found;
  }

  /// The same list with its own certificates for roots: how a list that nobody vouches for is
  /// at least consistent.
  MasterList againstItself(Signatures signatures) {
    TrustAnchors.Builder own = TrustAnchors.builder(signatures);
    Cert who = signer;
    if (object == null || who == null) {
      return this;
    }
    List<Cert> all = new ArrayList<>(certificates);
    all.addAll(object.certificates);
    for (Cert cert : all) {
      if (cert.subjectKey.equals(who.issuerKey)) {
        own.add("list", cert.raw);
      }
    }
    return against(own.build(), signatures);
  }

  /// True when the list can be read and its signature chains to a root.
  public boolean valid() {
    return object != null && !Finding.anyFatal(findings);
  }

  /// True when the only thing that stands against the list is that no root was given.
  public boolean lacksRootsOnly() {
    return findings.stream().filter(Finding::fatal).allMatch(f -> f.reason() == Reason.NO_ROOTS)
        && !valid();
  }

  /// Every finding.
  public List<Finding> findings() {
    return findings;
  }

  /// The certificates that could be read.
  public List<CertificateFacts> certificates() {
    return certificates.stream().map(Cert::facts).toList();
  }

  /// How many certificates could be read.
  public int count() {
    return certificates.size();
  }

  /// Certificates per two-letter country.
  public Map<String, Integer> countries() {
    return TrustAnchors.countries(certificates);
  }

  /// The subject of the list's signer, or empty.
  public String signerName() {
    Cert who = signer;
    return who == null ? "" : Names.display(who.subject);
  }

  List<Cert> certs() {
    return certificates;
  }
}
