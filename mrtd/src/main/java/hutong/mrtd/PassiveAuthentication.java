package hutong.mrtd;

import hutong.mrtd.ChipProof.Outcome;
import hutong.mrtd.ChipReport.GroupState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Passive authentication (Doc 9303 part 11): that a chip's files are what a trusted country
/// signed. Never throws on bad files; bounded in time and memory by [MrtdLimits].
public final class PassiveAuthentication {

  private static final Set<String> FOREIGN_PURPOSES =
      Set.of(MasterList.SIGNER_PURPOSE, "2.23.136.1.1.8", "2.23.136.1.1.11.1", "2.23.136.1.1.14.2");
  private static final String PUBLIC_PURPOSES = "1.3.6.1.5.5.7.3.";

  private static final Pattern LDS_VERSION = Pattern.compile("010[78]");
  private static final Pattern UNICODE_VERSION = Pattern.compile("\\d{6}");

  private final Map<ChipFile, byte[]> files;
  private final TrustAnchors trust;
  private final Instant now;
  private final Signatures signatures;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<ChipFile, GroupState> groups = new EnumMap<>(ChipFile.class);
  private final Set<String> algorithms = new TreeSet<>();
  private @Nullable Cert signer;
  private @Nullable Cert issuer;
  private @Nullable Hash digest;
  private @Nullable MrzReading zone;
  private @Nullable Instant signed;

  private PassiveAuthentication(TrustAnchors trust, Instant now, Signatures signatures) {
    this.files = new EnumMap<>(ChipFile.class);
    this.trust = trust;
    this.now = now;
    this.signatures = signatures;
  }

  /// Checks these files (keys such as `COM`, `SOD`, `DG1`) at this time.
  public static ChipReport verify(Map<String, byte[]> files, TrustAnchors trust, Instant now) {
    return verify(files, trust, now, Signatures.fastest());
  }

  /// Checks these files with these signature checks.
  public static ChipReport verify(
      Map<String, byte[]> files, TrustAnchors trust, Instant now, Signatures signatures) {
    var check = new PassiveAuthentication(trust, now, signatures);
    try {
      check.take(files);
      return check.run();
    } catch (RuntimeException _) {
      // The readers below are meant to name every fault themselves; bytes that still get the better
      // of one of them are answered like any other that are no chip file.
      check.find(Reason.UNREADABLE, "files", "defeated the reader");
      return new ChipReport(
          Verdict.MALFORMED,
          check.findings,
          null,
          null,
          List.of(),
          Map.of(),
          null,
          Outcome.NOT_PROVED);
    }
  }

  private void take(Map<String, byte[]> given) {
    if (given.size() > MrtdLimits.CHIP_FILES) {
      find(Reason.TOO_MANY_FILES, "files", String.valueOf(given.size()));
      return;
    }
    long total = 0;
    for (Map.Entry<String, byte[]> file : given.entrySet()) {
      Optional<ChipFile> known = ChipFile.find(file.getKey());
      total += file.getValue().length;
      if (known.isEmpty()) {
        find(Reason.UNKNOWN_FILE, "files", "not a file of the data structure");
      } else if (file.getValue().length > limit(known.get())) {
        find(Reason.TOO_LARGE, known.get().name(), file.getValue().length + " bytes");
      } else {
        files.put(known.get(), file.getValue());
      }
    }
    if (total > MrtdLimits.CHIP_FILES_TOTAL) {
      find(Reason.TOO_LARGE, "files", total + " bytes");
      files.clear();
    }
  }

  private static int limit(ChipFile file) {
    return file == ChipFile.SOD ? MrtdLimits.SECURITY_OBJECT : MrtdLimits.CHIP_FILE;
  }

  private ChipReport run() {
    if (!Finding.anyFatal(findings)) {
      byte[] sod = files.get(ChipFile.SOD);
      if (files.keySet().stream().noneMatch(ChipFile::dataGroup)) {
        find(Reason.NO_DATA_GROUP, "files", "no data group");
      }
      SecurityObject object = null;
      if (sod == null) {
        find(Reason.NO_SECURITY_OBJECT, "files", "no EF.SOD");
      } else {
        object = securityObject(sod);
      }
      if (object != null) {
        hashes(object);
        com(object);
      }
      documentData();
    }
    Verdict verdict =
        findings.stream()
            .filter(Finding::fatal)
            .map(f -> f.reason().verdict())
            .min(Comparator.naturalOrder())
            .orElseGet(this::undisputed);
    return new ChipReport(
        verdict,
        findings,
        signer == null ? null : signer.facts(),
        issuer == null ? null : issuer.facts(),
        List.copyOf(algorithms),
        groups,
        zone,
        Outcome.NOT_PROVED);
  }

  private Verdict undisputed() {
    boolean expired = findings.stream().anyMatch(f -> f.reason() == Reason.DOCUMENT_EXPIRED);
    return expired ? Verdict.GENUINE_DOCUMENT_EXPIRED : Verdict.GENUINE;
  }

  // The signed object

  private @Nullable SecurityObject securityObject(byte[] file) {
    try {
      SignedObject object =
          SignedObject.parse(unwrapped(file), MrtdLimits.ASN1_VALUES, ChipFile.SOD.name());
      findings.addAll(object.findings);
      contentType(object.contentType);
      signature(object);
      SecurityObject content = SecurityObject.parse(object.content);
      findings.addAll(content.findings());
      algorithms.add(content.hash().title());
      if (digest != null && digest != content.hash()) {
        String both = content.hash().title() + " and " + digest.title();
        find(Reason.HASH_ALGORITHMS_DIFFER, "SOD", both);
      }
      if (content.hash().legacy()) {
        find(Reason.ALGORITHM_LEGACY, "SOD", content.hash().title() + " of data groups");
      }
      return content;
    } catch (MalformedException e) {
      boolean general = e.reason() == Reason.MALFORMED_CERTIFICATE;
      find(general ? Reason.MALFORMED_SOD : e.reason(), "SOD", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private byte[] unwrapped(byte[] file) throws MalformedException {
    if (Asn1.isText(file)) {
      byte[] decoded = Asn1.armoured(file);
      if (!Arrays.equals(decoded, file)) {
        return unwrapped(decoded);
      }
    }
    Tlv outer = Tlv.read(file);
    if (outer.end() != file.length) {
      find(Reason.TRAILING_BYTES, "SOD", (file.length - outer.end()) + " bytes");
    }
    if (outer.tag() == Tlv.SEQUENCE) {
      find(Reason.SOD_UNWRAPPED, "SOD", "no tag 77");
      return outer.raw();
    }
    outer.expect(ChipFile.SOD.tag(), "EF.SOD");
    if (outer.indefinite()) {
      find(Reason.INDEFINITE_LENGTH, "SOD", "outer tag");
    }
    Tlv inner = Tlv.read(file, outer.contentStart(), outer.contentEnd());
    if (inner.end() != outer.contentEnd()) {
      find(Reason.TRAILING_BYTES, "SOD", "inside the outer tag");
    }
    return inner.raw();
  }

  private void contentType(String type) {
    switch (type) {
      case SecurityObject.CONTENT_TYPE -> {}
      case SecurityObject.OLD_CONTENT_TYPE, SecurityObject.GENERAL_CONTENT_TYPE ->
          find(Reason.CONTENT_TYPE_UNUSUAL, "SOD", type);
      default -> find(Reason.CONTENT_TYPE_WRONG, "SOD", type);
    }
  }

  private void signature(SignedObject object) {
    List<Finding> worst = List.of();
    for (SignedObject.Signer each : object.signers) {
      List<Finding> found = new ArrayList<>();
      Cert cert = SignedObject.certificateOf(each, object.certificates, found);
      if (cert == null) {
        cert = SignedObject.certificateOf(each, trust.signers(), found);
        if (cert != null) {
          note(found, Reason.SIGNER_CERTIFICATE_OUTSIDE, "signer", "from the trust store");
        }
      }
      if (cert == null) {
        note(found, Reason.SIGNER_CERTIFICATE_MISSING, "signer", "neither inside nor known");
        worst = worst.isEmpty() ? found : worst;
        continue;
      }
      SignedObject.Checked checked = object.check(each, cert, signatures, "SOD");
      found.addAll(checked.findings());
      if (signer == null || checked.held()) {
        signer = cert;
        worst = found;
        signed = SignedObject.signingTime(each);
      }
      if (checked.held()) {
        scheme(checked.scheme(), "SOD");
        digest = checked.digest();
        break;
      }
    }
    findings.addAll(worst);
    Cert who = signer;
    if (who != null) {
      profile(who);
      PathFinder.Path path = new PathFinder(trust, object.certificates, now, signatures).find(who);
      findings.addAll(path.findings());
      path.schemes().forEach(s -> scheme(s, "signer"));
      if (path.found()) {
        issuer = path.certificates().getLast();
      }
    }
  }

  private void scheme(@Nullable SignatureScheme scheme, String where) {
    if (scheme != null) {
      algorithms.add(scheme.text());
      if (scheme.hash().legacy()) {
        find(Reason.ALGORITHM_LEGACY, where, scheme.text());
      }
    }
  }

  // The profile of a document signer (Doc 9303 part 12, table 6)

  private void profile(Cert cert) {
    PathFinder.general(cert, "signer", findings);
    if (now.isAfter(cert.notAfter)) {
      find(Reason.SIGNER_EXPIRED, "signer", cert.notAfter.toString());
    } else if (now.isBefore(cert.notBefore)) {
      find(Reason.SIGNER_NOT_YET_VALID, "signer", cert.notBefore.toString());
    }
    if (Boolean.TRUE.equals(cert.authority())) {
      find(Reason.SIGNER_IS_CA, "signer", "basic constraints");
    }
    if (!cert.has(Cert.KEY_USAGE)) {
      find(Reason.EXTENSION_MISSING, "signer", "key usage");
    } else if (!cert.keyUsage(Cert.DIGITAL_SIGNATURE)) {
      find(Reason.SIGNER_KEY_USAGE, "signer", "no digitalSignature");
    } else if (cert.keyUsage(Cert.KEY_CERT_SIGN)) {
      find(Reason.EXTENSION_WRONG, "signer", "keyCertSign");
    }
    if (cert.authorityKeyIdentifier() == null) {
      find(Reason.EXTENSION_MISSING, "signer", "authority key identifier");
    }
    if (!cert.has(Cert.PRIVATE_KEY_PERIOD)) {
      find(Reason.EXTENSION_MISSING, "signer", "private key usage period");
    }
    Set<String> purposes = cert.extendedKeyUsage();
    if (!purposes.isEmpty()) {
      boolean other =
          purposes.stream()
              .allMatch(p -> FOREIGN_PURPOSES.contains(p) || p.startsWith(PUBLIC_PURPOSES));
      find(other ? Reason.SIGNER_PURPOSE : Reason.EXTENSION_WRONG, "signer", "key purposes");
    }
    Instant at = signed != null ? signed : issued().orElse(null);
    if (at != null && !cert.privateKeyUsable(at)) {
      find(Reason.PRIVATE_KEY_USAGE, "signer", "at the time of signing");
    }
  }

  private Optional<Instant> issued() {
    return Optional.ofNullable(files.get(ChipFile.DG12))
        .flatMap(Lds::readDocumentDetails)
        .flatMap(d -> d.find("issued"))
        .flatMap(PassiveAuthentication::day)
        .map(d -> d.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static Optional<LocalDate> day(String eight) {
    try {
      return Optional.of(LocalDate.parse(eight, DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  // Hashes

  private void hashes(SecurityObject object) {
    for (int number : new int[] {1, 2}) {
      if (!object.hashes().containsKey(number)) {
        find(Reason.MANDATORY_GROUP_UNSIGNED, "SOD", "DG" + number);
      }
    }
    for (ChipFile file : ChipFile.values()) {
      if (file.dataGroup()) {
        group(file, files.get(file), object.hashes().get(file.number()), object.hash());
      }
    }
  }

  private void group(
      ChipFile file, byte @Nullable [] content, byte @Nullable [] expected, Hash hash) {
    if (content == null) {
      if (expected != null) {
        groups.put(file, GroupState.NOT_GIVEN);
      }
      return;
    }
    if (expected == null) {
      groups.put(file, GroupState.NOT_SIGNED);
      find(Reason.GROUP_NOT_SIGNED, file.name(), "no hash");
      return;
    }
    byte[] trimmed = Lds.trimmed(content);
    boolean padded = trimmed.length != content.length;
    boolean matches =
        Arrays.equals(hash.of(content), expected)
            || (padded && Arrays.equals(hash.of(trimmed), expected));
    groups.put(file, matches ? GroupState.MATCHES : GroupState.DIFFERS);
    if (!matches) {
      find(Reason.HASH_WRONG, file.name(), hash.title());
    }
    if (padded) {
      find(Reason.TRAILING_BYTES, file.name(), (content.length - trimmed.length) + " bytes");
    }
    try {
      Tlv outer = Tlv.read(content);
      if (outer.tag() != file.tag()) {
        find(Reason.TAG_WRONG, file.name(), Integer.toHexString(outer.tag()));
      }
    } catch (MalformedException _) {
      find(Reason.MALFORMED_DATA_GROUP, file.name(), "not an object");
    }
  }

  private void com(SecurityObject object) {
    byte[] file = files.get(ChipFile.COM);
    if (file == null) {
      return;
    }
    Optional<Lds.Com> read = Lds.readCom(file);
    if (read.isEmpty()) {
      find(Reason.MALFORMED_COM, "COM", "not an object of tag 60");
      return;
    }
    Lds.Com com = read.get();
    if (Lds.trimmed(file).length != file.length) {
      find(Reason.TRAILING_BYTES, "COM", "after its end");
    }
    for (ChipFile listed : com.files()) {
      if (!object.hashes().containsKey(listed.number())) {
        find(Reason.COM_LISTS_UNSIGNED_GROUP, "COM", listed.name());
      }
    }
    for (int number : object.hashes().keySet()) {
      Optional<ChipFile> group = ChipFile.ofNumber(number);
      if (group.isPresent() && !com.files().contains(group.get())) {
        find(Reason.COM_LACKS_SIGNED_GROUP, "COM", group.get().name());
      }
    }
    if (!LDS_VERSION.matcher(com.ldsVersion()).matches()
        || !UNICODE_VERSION.matcher(com.unicodeVersion()).matches()) {
      find(Reason.COM_VERSION_UNKNOWN, "COM", "version");
    }
    String lds = object.ldsVersion();
    String unicode = object.unicodeVersion();
    if ((lds != null && !lds.equals(com.ldsVersion()))
        || (unicode != null && !unicode.equals(com.unicodeVersion()))) {
      find(Reason.COM_VERSION_MISMATCH, "COM", "version");
    }
  }

  // What the data say

  private void documentData() {
    byte[] dg1 = files.get(ChipFile.DG1);
    if (dg1 != null) {
      Optional<List<String>> lines = Lds.readMrz(dg1);
      if (lines.isEmpty()) {
        find(Reason.MALFORMED_DG1, "DG1", "no zone");
      } else {
        zone(lines.get());
      }
    }
    if (files.containsKey(ChipFile.DG2) && Lds.readFaces(files.get(ChipFile.DG2)).isEmpty()) {
      find(Reason.MALFORMED_DATA_GROUP, "DG2", "no portrait of a known format");
    }
    unreadable(ChipFile.DG11, f -> Lds.readPersonalDetails(f).isEmpty());
    unreadable(ChipFile.DG12, f -> Lds.readDocumentDetails(f).isEmpty());
    unreadable(ChipFile.DG14, f -> Lds.readSecurityProtocols(f).isEmpty());
    unreadable(ChipFile.DG15, f -> Lds.readChipKey(f).isEmpty());
  }

  private void unreadable(ChipFile file, java.util.function.Predicate<byte[]> fails) {
    byte[] content = files.get(file);
    if (content != null && fails.test(content)) {
      find(Reason.MALFORMED_DATA_GROUP, file.name(), "content");
    }
  }

  private void zone(List<String> lines) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    MrzReading reading = Mrz.parse(lines, today);
    zone = reading;
    for (Finding fault : reading.findings()) {
      findings.add(new Finding(fault.reason(), Severity.WARNING, "DG1", fault.where()));
    }
    if (!reading.valid()) {
      find(Reason.ZONE_FAULT, "DG1", String.join(" ", reading.codes()));
    }
    Mrz mrz = reading.zone();
    if (mrz == null) {
      return;
    }
    if (mrz.expiry().date().filter(d -> d.isBefore(today)).isPresent()) {
      find(Reason.DOCUMENT_EXPIRED, "DG1", "date of expiry");
    }
    personalDetails(mrz);
    Cert who = signer;
    if (who != null) {
      Optional<Boolean> may = States.mayIssue(who.country, mrz.issuer());
      if (may.isEmpty()) {
        find(Reason.COUNTRY_NOT_COMPARABLE, "DG1", who.country + " and " + mrz.issuer());
      } else if (!may.get()) {
        find(Reason.ISSUING_STATE_MISMATCH, "DG1", who.country + " for " + mrz.issuer());
      }
      documentType(who, mrz);
    }
  }

  private void documentType(Cert cert, Mrz mrz) {
    Set<String> types = cert.documentTypes();
    String code = mrz.documentCode();
    boolean listed =
        types.stream()
            .map(t -> t.replace("<", "").strip())
            .anyMatch(t -> t.equals(code) || (t.length() == 1 && code.startsWith(t)));
    if (!types.isEmpty() && !listed) {
      find(Reason.DOCUMENT_TYPE_MISMATCH, "DG1", code + " is not in the signer's list");
    }
  }

  private void personalDetails(Mrz mrz) {
    Optional<LocalDate> full =
        Optional.ofNullable(files.get(ChipFile.DG11))
            .flatMap(Lds::readPersonalDetails)
            .flatMap(d -> d.find("birth"))
            .flatMap(PassiveAuthentication::day);
    Optional<LocalDate> short6 = mrz.holder().birth().date();
    if (full.isPresent() && short6.isPresent()) {
      boolean same =
          full.get().getDayOfYear() == short6.get().getDayOfYear()
              && full.get().getYear() % 100 == short6.get().getYear() % 100;
      if (!same) {
        find(Reason.PERSONAL_DETAILS_DIFFER, "DG11", "date of birth");
      }
    }
  }

  private void find(Reason reason, String where, String detail) {
    findings.add(Finding.of(reason, where, detail));
  }

  private static void note(List<Finding> found, Reason reason, String where, String detail) {
    found.add(Finding.of(reason, where, detail));
  }
}
