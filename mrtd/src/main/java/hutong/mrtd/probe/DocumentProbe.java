package hutong.mrtd.probe;

import hutong.mrtd.CertificateFacts;
import hutong.mrtd.ChipReport;
import hutong.mrtd.Finding;
import hutong.mrtd.IdentityNumber;
import hutong.mrtd.MasterList;
import hutong.mrtd.Mrz;
import hutong.mrtd.MrzReading;
import hutong.mrtd.PassiveAuthentication;
import hutong.mrtd.Reason;
import hutong.mrtd.Severity;
import hutong.mrtd.Signatures;
import hutong.mrtd.TrustAnchors;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the operations `mrz.parse`, `passport.verify`, `masterlist.read` and `id.check`: a map
/// with `op` and its values in, a map with `id`, `verdict` (`valid`, `invalid`, `incomplete`),
/// `codes` (every finding, each code once) and `fields` out. Binary values are base64. Whatever
/// comes in, an answer goes out; nothing is thrown.
public final class DocumentProbe {

  /// The operations that are answered here.
  public static final Set<String> OPERATIONS =
      Set.of("mrz.parse", "passport.verify", "masterlist.read", "id.check");

  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final Set<Reason> UNREADABLE =
      Set.of(Reason.CRL_MALFORMED, Reason.UNKNOWN_TRUST_FILE);

  private final InstantSource clock;
  private final Signatures signatures;
  private final TrustMemory memory;

  /// With the fastest signature checks of this machine.
  public DocumentProbe(InstantSource clock) {
    this(clock, Signatures.fastest());
  }

  /// With these signature checks.
  public DocumentProbe(InstantSource clock, Signatures signatures) {
    this.clock = clock;
    this.signatures = signatures;
    this.memory = new TrustMemory(signatures);
  }

  /// The answer to one request.
  public Map<String, Object> answer(Map<String, ?> request) {
    Answer answer;
    try {
      var values = new RequestValues(request);
      Instant now = values.instant("now", clock.instant());
      answer =
          switch (values.text("op")) {
            case "mrz.parse" -> zone(values, now);
            case "passport.verify" -> passport(values, now);
            case "masterlist.read" -> masterList(values);
            case "id.check" -> number(values, now);
            default -> Answer.refused(Reason.UNKNOWN_OPERATION, "op", "not one of " + OPERATIONS);
          };
    } catch (BadRequestException e) {
      answer = Answer.refused(e.reason(), e.where(), e.detail());
    }
    Map<String, Object> out = new LinkedHashMap<>();
    Object id = request.get("id");
    if (id != null) {
      out.put("id", id);
    }
    out.put("verdict", answer.verdict());
    out.put("codes", answer.findings().stream().map(Finding::code).distinct().toList());
    out.put("fields", answer.fields());
    return out;
  }

  private record Answer(String verdict, List<Finding> findings, Map<String, Object> fields) {
    static Answer refused(Reason reason, String where, String detail) {
      var finding = new Finding(reason, Severity.FATAL, where, detail);
      return new Answer("invalid", List.of(finding), Map.of("detail", where + ": " + detail));
    }
  }

  // Machine-readable zone

  private static Answer zone(RequestValues values, Instant now) throws BadRequestException {
    String text = String.join("\n", values.texts("lines", "text"));
    MrzReading reading = Mrz.parse(text, day(now));
    Map<String, Object> fields = new LinkedHashMap<>();
    reading.mrz().ifPresent(mrz -> zone(mrz, fields));
    Map<String, Object> checks = new LinkedHashMap<>();
    reading.checks().forEach((check, right) -> checks.put(check.field(), right));
    fields.put("checks", checks);
    fields.put("nameTruncated", reading.nameTruncated());
    fields.put("reasons", reasons(reading.findings()));
    return new Answer(reading.valid() ? "valid" : "invalid", reading.findings(), fields);
  }

  private static void zone(Mrz mrz, Map<String, Object> fields) {
    Mrz.Holder holder = mrz.holder();
    fields.put("format", mrz.format().title());
    fields.put("documentCode", mrz.documentCode());
    fields.put("issuer", mrz.issuer());
    fields.put("number", mrz.number());
    fields.put("nationality", holder.nationality());
    fields.put("birth", holder.birth().toString());
    fields.put("sex", holder.sex().text());
    fields.put("expiry", mrz.expiry().toString());
    fields.put("surname", holder.surname());
    fields.put("givenNames", holder.givenNames());
    fields.put("optional", mrz.optional());
    fields.put("optional2", mrz.optional2());
  }

  // Chip

  private Answer passport(RequestValues values, Instant now) throws BadRequestException {
    Map<String, byte[]> files = values.files("files");
    TrustAnchors trust =
        memory.trust(values.bytes("trust"), values.bytes("masterLists"), values.bytes("crls"));
    ChipReport report = PassiveAuthentication.verify(files, trust, now, signatures);
    List<Finding> findings = new ArrayList<>(report.findings());
    boolean unreadable = false;
    for (Finding finding : trust.report().findings()) {
      // A revocation list that cannot be read is no reason to believe that nothing is revoked.
      boolean crl = finding.where().startsWith("crls") && UNREADABLE.contains(finding.reason());
      unreadable |= crl;
      Severity severity = crl ? Severity.FATAL : Severity.WARNING;
      findings.add(new Finding(finding.reason(), severity, finding.where(), finding.detail()));
    }
    String verdict =
        switch (report.verdict()) {
          case GENUINE, GENUINE_DOCUMENT_EXPIRED -> unreadable ? "invalid" : "valid";
          case INCOMPLETE -> "incomplete";
          case MALFORMED,
              ALTERED,
              CLONE_SUSPECTED,
              SIGNATURE_WRONG,
              REVOKED,
              UNKNOWN_ISSUER,
              UNSUPPORTED,
              NOT_TRUSTED,
              INCONSISTENT,
              REVOCATION_UNKNOWN,
              GENUINE_SIGNER_EXPIRED ->
              "invalid";
        };
    return new Answer(verdict, findings, passport(report, findings));
  }

  private static Map<String, Object> passport(ChipReport report, List<Finding> findings) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("outcome", report.verdict().name());
    certificate("signer", report.signer(), fields);
    certificate("issuer", report.issuer(), fields);
    report.country().ifPresent(country -> fields.put("country", country));
    fields.put("algorithms", report.algorithms());
    Map<String, Object> groups = new LinkedHashMap<>();
    report.groups().forEach((file, state) -> groups.put(file.name(), state.name()));
    fields.put("groups", groups);
    report
        .mrz()
        .ifPresent(
            mrz -> {
              Map<String, Object> zone = new LinkedHashMap<>();
              zone(mrz, zone);
              fields.put("mrz", zone);
            });
    fields.put("reasons", reasons(findings));
    return fields;
  }

  private static void certificate(
      String name, @Nullable CertificateFacts facts, Map<String, Object> fields) {
    if (facts != null) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("subject", facts.subject());
      map.put("issuer", facts.issuer());
      map.put("country", facts.country());
      map.put("serial", facts.serial());
      map.put("notBefore", facts.notBefore().toString());
      map.put("notAfter", facts.notAfter().toString());
      map.put("key", facts.key());
      map.put("sha256", facts.fingerprint());
      fields.put(name, map);
    }
  }

  // Master list

  private Answer masterList(RequestValues values) throws BadRequestException {
    TrustAnchors roots = memory.trust(values.bytes("roots"), List.of(), List.of());
    MasterList list = MasterList.read(values.binary("list"), roots);
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Integer> countries = list.countries();
    fields.put("countries", List.copyOf(countries.keySet()));
    fields.put("perCountry", Map.copyOf(countries));
    fields.put("count", list.count());
    fields.put("signer", list.signerName());
    fields.put("reasons", reasons(list.findings()));
    String verdict = list.valid() ? "valid" : list.lacksRootsOnly() ? "incomplete" : "invalid";
    return new Answer(verdict, list.findings(), fields);
  }

  // Identity number

  private static Answer number(RequestValues values, Instant now) throws BadRequestException {
    IdentityNumber number =
        IdentityNumber.check(values.text("kind"), values.text("value"), day(now));
    Map<String, Object> fields = new LinkedHashMap<>();
    IdentityNumber.Kind kind = number.kind();
    fields.put("kind", kind == null ? values.text("kind") : kind.code());
    fields.put("value", number.value());
    if (!number.nationality().isEmpty()) {
      fields.put("nationality", number.nationality());
    }
    LocalDate birth = number.birth();
    if (birth != null) {
      fields.put("birth", birth.toString());
    }
    if (number.sex() != null) {
      fields.put("sex", number.sex().text());
    }
    fields.put("reasons", reasons(number.findings()));
    return new Answer(number.valid() ? "valid" : "invalid", number.findings(), fields);
  }

  private static List<Map<String, Object>> reasons(List<Finding> findings) {
    List<Map<String, Object>> reasons = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> reason = new LinkedHashMap<>();
      reason.put("code", finding.code());
      reason.put("fatal", finding.fatal());
      reason.put("where", finding.where());
      reason.put("detail", finding.detail());
      reasons.add(reason);
    }
    return reasons;
  }

  private static LocalDate day(Instant now) {
    return now.atZone(BEIJING).toLocalDate();
  }
}
