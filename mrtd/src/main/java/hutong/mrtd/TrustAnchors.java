package hutong.mrtd;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an operator trusts: country certificates, signers' certificates that documents may leave
/// out, and revocation lists. Immutable; made from files by a [Builder], which reports on each.
public final class TrustAnchors {

  /// What came of the files: how many of each kind were taken, and every finding. A broken
  /// certificate is reported and skipped, the rest of its file is taken.
  public record ImportReport(
      int certificates, int signers, int masterLists, int crls, List<Finding> findings) {
    public ImportReport {
      findings = List.copyOf(findings);
    }
  }

  private static final TrustAnchors EMPTY = builder().build();
  private static final int REMEMBERED = 20_000;

  private final List<Cert> anchors;
  private final List<Cert> signers;
  private final Map<String, List<Cert>> byName = new HashMap<>();
  private final Map<String, List<Cert>> byParts = new HashMap<>();
  private final Map<String, List<Cert>> byKey = new HashMap<>();
  private final Map<String, List<Crl>> crls = new HashMap<>();
  private final List<Crl> lists;
  private final ImportReport report;
  private final ConcurrentMap<String, Algorithms.Outcome> remembered = new ConcurrentHashMap<>();

  private TrustAnchors(
      List<Cert> anchors, List<Cert> signers, List<Crl> lists, ImportReport report) {
    this.anchors = List.copyOf(anchors);
    this.signers = List.copyOf(signers);
    this.lists = List.copyOf(lists);
    this.report = report;
    for (Cert anchor : anchors) {
      byName.computeIfAbsent(anchor.subjectKey, _ -> new ArrayList<>()).add(anchor);
      String parts = Names.unordered(anchor.subject);
      byParts.computeIfAbsent(parts, _ -> new ArrayList<>()).add(anchor);
      byte[] stated = anchor.subjectKeyIdentifier();
      byte[] identifier = stated == null ? Hash.SHA1.of(anchor.keyOctets()) : stated;
      byKey.computeIfAbsent(hex(identifier), _ -> new ArrayList<>()).add(anchor);
    }
    for (Crl crl : lists) {
      for (String owner : crl.owners()) {
        crls.computeIfAbsent(owner, _ -> new ArrayList<>()).add(crl);
      }
    }
  }

  /// Trust in nobody.
  public static TrustAnchors empty() {
    return EMPTY;
  }

  /// Collects files.
  public static Builder builder() {
    return new Builder(Signatures.fastest());
  }

  /// Collects files, with these signature checks.
  public static Builder builder(Signatures signatures) {
    return new Builder(signatures);
  }

  /// What came of the files.
  public ImportReport report() {
    return report;
  }

  /// The trusted country certificates.
  public List<CertificateFacts> certificates() {
    return anchors.stream().map(Cert::facts).toList();
  }

  /// What may be shown of a revocation list.
  ///
  /// @param nextUpdate until when it counts; null when it does not say
  public record ListFacts(
      String issuer,
      String country,
      Instant thisUpdate,
      @Nullable Instant nextUpdate,
      int entries) {}

  /// The revocation lists.
  public List<ListFacts> revocationLists() {
    return lists.stream()
        .map(
            crl ->
                new ListFacts(
                    Names.display(crl.issuer),
                    States.alpha2(Names.country(crl.issuer)),
                    crl.thisUpdate,
                    crl.nextUpdate,
                    crl.size()))
        .toList();
  }

  /// Country certificates per two-letter country.
  public Map<String, Integer> countries() {
    return countries(anchors);
  }

  static Map<String, Integer> countries(List<Cert> certificates) {
    Map<String, Integer> countries = new TreeMap<>();
    certificates.forEach(c -> countries.merge(c.country, 1, Integer::sum));
    return countries;
  }

  boolean isEmpty() {
    return anchors.isEmpty();
  }

  List<Cert> named(String nameKey) {
    return byName.getOrDefault(nameKey, List.of());
  }

  /// The certificates that a certificate's issuer may be: those of its name, and where there is
  /// none, those whose name has the same parts in another order.
  List<Cert> issuersOf(Cert leaf) {
    List<Cert> same = named(leaf.issuerKey);
    return same.isEmpty() ? byParts.getOrDefault(Names.unordered(leaf.issuer), List.of()) : same;
  }

  List<Cert> withKey(byte[] identifier) {
    List<Cert> found = byKey.getOrDefault(hex(identifier), List.of());
    return found.subList(0, Math.min(found.size(), MrtdLimits.SIGNERS));
  }

  boolean contains(Cert cert) {
    return named(cert.subjectKey).stream().anyMatch(c -> c.fingerprint.equals(cert.fingerprint));
  }

  List<Cert> signers() {
    return signers;
  }

  List<Crl> crlsOf(String issuerKey) {
    return crls.getOrDefault(issuerKey, List.of());
  }

  boolean hasCrls() {
    return !crls.isEmpty();
  }

  /// Whether this issuer signed that certificate. A country has few signers: each is checked once.
  Algorithms.Outcome remember(Cert leaf, Cert issuer, Signatures signatures)
      throws MalformedException {
    String pair = leaf.fingerprint + issuer.fingerprint;
    Algorithms.Outcome known = remembered.get(pair);
    if (known != null) {
      return known;
    }
    Algorithms.Outcome outcome = leaf.signedBy(issuer, signatures, "signer");
    if (remembered.size() >= REMEMBERED) {
      remembered.clear();
    }
    remembered.put(pair, outcome);
    return outcome;
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  /// Takes files of any of the kinds that authorities publish, recognised by content: certificates
  /// (DER, PEM, PKCS #7), master lists, revocation lists, LDIF of the ICAO directory.
  public static final class Builder {
    private static final Pattern PEM =
        Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final String CERTIFICATE = "certificate";

    private final Signatures signatures;
    private final List<Cert> anchors = new ArrayList<>();
    private final List<Cert> signers = new ArrayList<>();
    private final List<Crl> crls = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> roots = new HashSet<>();
    private final Set<String> excluded = new HashSet<>();
    private final Map<String, byte[]> masterLists = new TreeMap<>();
    private int takenLists;

    private Builder(Signatures signatures) {
      this.signatures = signatures;
    }

    /// Leaves out the certificates with these fingerprints (SHA-256 in small hexadecimal).
    public Builder without(Set<String> fingerprints) {
      excluded.addAll(fingerprints);
      return this;
    }

    /// Takes a file of any kind; `name` is what the report calls it.
    public Builder add(String name, byte[] file) {
      if (file.length > MrtdLimits.TRUST_FILE) {
        findings.add(Finding.warning(Reason.TOO_LARGE, name, file.length + " bytes"));
        return this;
      }
      if (file.length > 0 && file[0] == Tlv.SEQUENCE) {
        binary(name, file);
      } else {
        text(name, new String(file, StandardCharsets.ISO_8859_1));
      }
      return this;
    }

    private void text(String name, String text) {
      Matcher pem = PEM.matcher(text);
      boolean any = false;
      while (pem.find()) {
        any = true;
        decode(name, pem.group(2));
      }
      if (any) {
        return;
      }
      String start = text.stripLeading().toLowerCase(Locale.ROOT);
      if (start.startsWith("dn:") || start.startsWith("version:") || start.startsWith("#")) {
        ldif(name, text);
      } else {
        decode(name, text);
      }
    }

    private void decode(String name, String base64) {
      try {
        byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        if (bytes.length > 0 && bytes[0] == Tlv.SEQUENCE) {
          binary(name, bytes);
          return;
        }
      } catch (IllegalArgumentException _) {
        // Falls through to the finding below.
      }
      findings.add(Finding.of(Reason.UNKNOWN_TRUST_FILE, name, "not recognised"));
    }

    // The directory's LDIF: long lines folded with a leading space, binary values after "::".
    private void ldif(String name, String text) {
      int entry = 0;
      for (String line : text.replaceAll("\r?\n ", "").split("\r?\n")) {
        int colons = line.indexOf("::");
        if (colons > 0) {
          String attribute = line.substring(0, colons).toLowerCase(Locale.ROOT);
          boolean wanted =
              attribute.contains(CERTIFICATE)
                  || attribute.contains("masterlist")
                  || attribute.contains("revocationlist");
          if (wanted) {
            decode(name + "#" + ++entry, line.substring(colons + 2));
          }
        }
      }
      if (entry == 0) {
        findings.add(Finding.of(Reason.UNKNOWN_TRUST_FILE, name, "no entry that is known"));
      }
    }

    private void binary(String name, byte[] bytes) {
      try {
        Tlv whole = Tlv.read(bytes);
        List<Tlv> parts = whole.children();
        if (!parts.isEmpty() && parts.getFirst().tag() == Tlv.OBJECT_IDENTIFIER) {
          signedData(name, bytes, parts);
        } else if (!parts.isEmpty() && isCrl(parts.getFirst())) {
          crl(name, whole.raw());
        } else {
          certificate(name, whole.raw());
        }
        // Some tools write several certificates one behind the other.
        if (whole.end() < bytes.length && bytes[whole.end()] == Tlv.SEQUENCE) {
          byte[] rest = java.util.Arrays.copyOfRange(bytes, whole.end(), bytes.length);
          binary(name, rest);
        }
      } catch (MalformedException e) {
        findings.add(Finding.of(Reason.UNKNOWN_TRUST_FILE, name, String.valueOf(e.getMessage())));
      }
    }

    private static boolean isCrl(Tlv body) throws MalformedException {
      List<Tlv> fields = body.children();
      int at = !fields.isEmpty() && fields.getFirst().tag() == Tlv.INTEGER ? 1 : 0;
      // After algorithm and issuer a list has a time where a certificate has two in a sequence.
      return fields.size() > at + 2
          && (fields.get(at + 2).tag() == 0x17 || fields.get(at + 2).tag() == 0x18);
    }

    private void signedData(String name, byte[] bytes, List<Tlv> parts) throws MalformedException {
      if (MasterList.isMasterList(bytes)) {
        masterLists.put(name + "/" + masterLists.size(), bytes);
        return;
      }
      if (parts.size() < 2) {
        throw new MalformedException("signed data without content");
      }
      for (Tlv field : parts.get(1).children().getFirst().children()) {
        if (field.tag() == 0xA0) {
          for (Tlv certificate : field.children()) {
            certificate(name, certificate.raw());
          }
        } else if (field.tag() == 0xA1) {
          for (Tlv crl : field.children()) {
            crl(name, crl.raw());
          }
        }
      }
    }

    private void crl(String name, byte[] bytes) {
      if (crls.size() >= MrtdLimits.TRUST_CRLS) {
        findings.add(Finding.of(Reason.TRUST_LIMIT, name, "revocation lists"));
        return;
      }
      try {
        Crl crl = Crl.parse(bytes);
        if (known.add(crl.fingerprint)) {
          crls.add(crl);
        } else {
          findings.add(Finding.of(Reason.DUPLICATE, name, "revocation list"));
        }
      } catch (MalformedException e) {
        findings.add(Finding.of(Reason.CRL_MALFORMED, name, String.valueOf(e.getMessage())));
      }
    }

    private void certificate(String name, byte[] bytes) {
      try {
        take(name, Cert.parse(bytes));
      } catch (MalformedException e) {
        findings.add(Finding.of(Reason.CERTIFICATE_SKIPPED, name, String.valueOf(e.getMessage())));
      }
    }

    private void take(String name, Cert cert) {
      if (anchors.size() + signers.size() >= MrtdLimits.TRUST_CERTIFICATES) {
        findings.add(Finding.of(Reason.TRUST_LIMIT, name, "certificates"));
        return;
      }
      if (excluded.contains(cert.fingerprint)) {
        return;
      }
      if (!known.add(cert.fingerprint)) {
        findings.add(Finding.of(Reason.DUPLICATE, name, cert.fingerprint));
        return;
      }
      boolean authority =
          cert.selfIssued()
              || Boolean.TRUE.equals(cert.authority())
              || cert.keyUsage(Cert.KEY_CERT_SIGN);
      if (!authority) {
        findings.add(Finding.of(Reason.NOT_AN_AUTHORITY, name, Names.display(cert.subject)));
        signers.add(cert);
      } else if (acceptable(name, cert)) {
        anchors.add(cert);
      }
    }

    private boolean acceptable(String name, Cert cert) {
      String who = Names.display(cert.subject) + " " + cert.serial.toString(16);
      try {
        cert.key();
        if (!cert.selfIssued()) {
          return true;
        }
        Algorithms.Outcome outcome = cert.signedBy(cert, signatures, name);
        if (outcome.held()) {
          roots.add(cert.fingerprint);
          return true;
        }
        if (outcome.failure() != Reason.SIGNATURE_WRONG) {
          roots.add(cert.fingerprint);
          findings.add(Finding.of(Reason.SELF_SIGNATURE_UNCHECKED, name, who));
          return true;
        }
        byte[] own = cert.subjectKeyIdentifier();
        byte[] authority = cert.authorityKeyIdentifier();
        if (own != null && authority != null && !java.util.Arrays.equals(own, authority)) {
          // A link certificate: the same name, signed with the key before.
          return true;
        }
        findings.add(Finding.of(Reason.SELF_SIGNATURE_WRONG, name, who));
        return false;
      } catch (MalformedException e) {
        String detail = e.getMessage() + ": " + who;
        findings.add(Finding.of(Reason.CERTIFICATE_SKIPPED, name, detail));
        return false;
      }
    }

    /// Makes the anchors. Master lists are taken last: a list whose signature is wrong is left out,
    /// and, as soon as any certificate was given beside the lists, also one whose signer neither
    /// a given certificate nor one of the list itself has issued.
    public TrustAnchors build() {
      List<Finding> before = List.copyOf(findings);
      var given = new TrustAnchors(anchors, signers, List.of(), report(before));
      masterLists.forEach((name, bytes) -> masterList(name, bytes, given));
      links();
      return new TrustAnchors(anchors, signers, crls, report(findings));
    }

    // A link certificate is signed with the country's key before. Where that key is there, it must
    // have signed; where it is not, the operator's word stands and is recorded.
    private void links() {
      var all = new TrustAnchors(anchors, signers, List.of(), report(List.of()));
      List<Cert> refused = new ArrayList<>();
      for (Cert link : anchors) {
        if (roots.contains(link.fingerprint)) {
          continue;
        }
        List<Cert> before =
            all.issuersOf(link).stream()
                .filter(c -> !c.fingerprint.equals(link.fingerprint))
                .limit(MrtdLimits.ISSUER_CANDIDATES)
                .toList();
        if (before.stream().anyMatch(c -> signedBy(link, c))) {
          continue;
        }
        byte[] key = link.authorityKeyIdentifier();
        boolean claimed = key != null && before.stream().anyMatch(c -> c.hasKeyIdentifier(key));
        Reason why = claimed ? Reason.LINK_SIGNATURE_WRONG : Reason.LINK_ISSUER_UNKNOWN;
        findings.add(Finding.of(why, "link", Names.display(link.subject)));
        if (claimed) {
          refused.add(link);
        }
      }
      anchors.removeAll(refused);
    }

    private boolean signedBy(Cert cert, Cert issuer) {
      try {
        Algorithms.Outcome outcome = cert.signedBy(issuer, signatures, "link");
        return outcome.held() || outcome.failure() != Reason.SIGNATURE_WRONG;
      } catch (MalformedException _) {
        return false;
      }
    }

    private ImportReport report(List<Finding> found) {
      return new ImportReport(anchors.size(), signers.size(), takenLists, crls.size(), found);
    }

    private void masterList(String name, byte[] bytes, TrustAnchors given) {
      MasterList list = MasterList.read(bytes, given, signatures);
      List<Finding> rest = new ArrayList<>(list.findings());
      if (!list.valid()) {
        MasterList own = list.againstItself(signatures);
        if (!own.valid() && !list.lacksRootsOnly()) {
          rest.forEach(f -> findings.add(new Finding(f.reason(), f.severity(), name, f.detail())));
          return;
        }
        rest = new ArrayList<>((own.valid() ? own : list).findings());
        rest.add(Finding.of(Reason.MASTER_LIST_SELF_ANCHORED, name, list.signerName()));
      }
      takenLists++;
      rest.forEach(f -> findings.add(Finding.warning(f.reason(), name, f.detail())));
      list.certs().forEach(cert -> take(name, cert));
    }
  }
}
