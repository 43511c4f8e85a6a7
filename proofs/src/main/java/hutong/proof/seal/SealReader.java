package hutong.proof.seal;

import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.Signatures;
import hutong.proof.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Reads and verifies the seals of ICAO. Certificates of authorities among those given must have
/// issued the signer; where there are none, the signers given are trusted as they stand.
public final class SealReader {

  private static final Map<String, String> COUNTRIES =
      Set.of(Locale.getISOCountries()).stream()
          .collect(
              Collectors.toMap(
                  two -> Locale.of("", two).getISO3Country(), two -> two, (a, _) -> a));

  private final List<X509Certificate> signers;
  private final Set<X509Certificate> authorities;

  public SealReader(Collection<X509Certificate> certificates) {
    this.signers = certificates.stream().filter(each -> each.getBasicConstraints() < 0).toList();
    this.authorities =
        certificates.stream()
            .filter(each -> each.getBasicConstraints() >= 0)
            .collect(Collectors.toSet());
  }

  /// Reads a seal as text: JSON, hexadecimal, base64, or the octets as Latin-1 letters, as barcode
  /// readers give them.
  ///
  /// @param now null judges a VDS by the day it was sealed
  public SealReading read(String seal, @Nullable Instant now, Instant clock) {
    if (seal.length() > 2 * ProofLimits.SEAL) {
      return refused("", Finding.of(Reason.TOO_LONG, "seal"));
    }
    String text = seal.strip();
    if (text.startsWith("{")) {
      return nonConstrained(text, now == null ? clock : now);
    }
    return octets(text)
        .map(octets -> read(octets, now, clock))
        .orElseGet(() -> refused("", Finding.of(Reason.SEAL_UNREADABLE, "seal")));
  }

  /// Reads a seal as octets.
  public SealReading read(byte[] octets, @Nullable Instant now, Instant clock) {
    if (octets.length > 0 && octets[0] == '{') {
      return nonConstrained(new String(octets, StandardCharsets.UTF_8), now == null ? clock : now);
    }
    return visible(octets, now);
  }

  private static Optional<byte[]> octets(String text) {
    if (text.matches("(?i)dc0[0-9a-f]+") && text.length() % 2 == 0) {
      return Optional.of(HexFormat.of().parseHex(text));
    }
    if (!text.isEmpty() && text.charAt(0) == VisibleSeal.MAGIC) {
      return Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static SealReading refused(String format, Finding why) {
    return new SealReading(format, "", "", Map.of(), List.of(why), List.of());
  }

  // Visible digital seals

  private SealReading visible(byte[] octets, @Nullable Instant now) {
    VisibleSeal seal;
    try {
      seal = VisibleSeal.read(octets);
    } catch (UnreadableException e) {
      return refused(VisibleSeal.begins(octets) ? "VDS" : "", e.finding());
    }
    var findings = new ArrayList<>(seal.findings());
    var notes = new ArrayList<Finding>();
    var header = seal.header();
    if (header.profile().isEmpty()) {
      notes.add(Finding.of(Reason.SEAL_TYPE_UNKNOWN, "header"));
    }
    if (header.sealed().isBefore(header.issued().minusDays(366))) {
      notes.add(Finding.of(Reason.SEAL_DATE, "header", "sealed long before it was issued"));
    }
    signature(seal, now, findings, notes);
    var type =
        header
            .profile()
            .map(Enum::name)
            .orElseGet(() -> "%02x%02x".formatted(header.definition(), header.category()));
    return new SealReading("VDS", type, header.country(), fields(seal), findings, notes);
  }

  private static Map<String, Object> fields(VisibleSeal seal) {
    var header = seal.header();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", header.version());
    fields.put("signer", header.signer());
    fields.put("certificateReference", header.reference());
    fields.put("issued", header.issued().toString());
    fields.put("sealed", header.sealed().toString());
    fields.putAll(seal.values());
    return fields;
  }

  private void signature(
      VisibleSeal seal, @Nullable Instant now, List<Finding> findings, List<Finding> notes) {
    if (seal.signature().length == 0) {
      return;
    }
    var named = signers.stream().filter(each -> isNamed(each, seal.header())).toList();
    var tried = named.isEmpty() ? signers : named;
    if (tried.isEmpty()) {
      findings.add(Finding.of(Reason.KEY_MISSING, "signer"));
      return;
    }
    Optional<Finding> first = Optional.empty();
    for (var signer : tried) {
      var fault = RawSignature.fault(signer, seal.signed(), seal.signature());
      if (fault.isEmpty()) {
        if (named.isEmpty()) {
          notes.add(Finding.of(Reason.KEY_ID_WRONG, "signer", "found without its reference"));
        }
        signer(signer, seal, now, findings);
        return;
      }
      first = first.isEmpty() ? fault : first;
    }
    first.ifPresent(findings::add);
  }

  /// The signer's name is country and common name; the reference is the serial number.
  private static boolean isNamed(X509Certificate signer, VisibleSeal.Header header) {
    var name = attribute(signer, "C").orElse("") + attribute(signer, "CN").orElse("");
    var serial = signer.getSerialNumber().toString(16);
    return name.equalsIgnoreCase(header.signer())
        && serial.equalsIgnoreCase(header.reference().replaceFirst("^0+(?=.)", ""));
  }

  private void signer(
      X509Certificate signer, VisibleSeal seal, @Nullable Instant now, List<Finding> findings) {
    var country = attribute(signer, "C");
    if (country.isPresent()
        && !country.get().equalsIgnoreCase(seal.header().signer().substring(0, 2))) {
      findings.add(Finding.of(Reason.SEAL_ISSUER_MISMATCH, "signer"));
    }
    var day = seal.header().sealed();
    if (day.isBefore(day(signer.getNotBefore().toInstant()))
        || day.isAfter(day(signer.getNotAfter().toInstant()))) {
      findings.add(Finding.of(Reason.SEAL_ISSUED_OUTSIDE_CERTIFICATE, "sealed"));
    }
    boolean[] usage = signer.getKeyUsage();
    if (usage != null && !usage[0]) {
      findings.add(Finding.of(Reason.CERTIFICATE_KEY_USAGE, "signer"));
    }
    Instant at = now == null ? signer.getNotBefore().toInstant() : now;
    trust(signer, at, findings);
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private void trust(X509Certificate signer, Instant at, List<Finding> findings) {
    var trusted = authorities.isEmpty() ? Set.copyOf(signers) : authorities;
    try {
      Certificates.check(List.of(signer), trusted, at);
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
  }

  private static Optional<String> attribute(X509Certificate certificate, String type) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase(type))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst();
    } catch (InvalidNameException unreadable) {
      return Optional.empty();
    }
  }

  // VDS-NC

  private SealReading nonConstrained(String text, Instant now) {
    VdsNc seal;
    try {
      seal = VdsNc.read(text);
    } catch (UnreadableException e) {
      return refused("VDS-NC", e.finding());
    }
    var findings = new ArrayList<Finding>();
    var algorithm = seal.algorithm();
    if (algorithm.isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_UNSUPPORTED, "sig.alg"));
    } else if (!Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512)
        .contains(algorithm.get())) {
      findings.add(Finding.of(Reason.ALGORITHM_NOT_ALLOWED, "sig.alg"));
    } else {
      try {
        var key = Certificates.key(seal.certificate());
        Signatures.fault(algorithm.get(), key, seal.signed(), seal.signature())
            .ifPresent(reason -> findings.add(Finding.of(reason, "sig")));
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
    }
    if (signers.isEmpty() && authorities.isEmpty()) {
      findings.add(Finding.of(Reason.KEY_MISSING, "certs"));
    } else if (signers.contains(seal.certificate())) {
      trust(seal.certificate(), now, findings);
    } else {
      try {
        Certificates.check(List.of(seal.certificate()), authorities, now);
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
    }
    try {
      Certificates.checkSigner(seal.certificate());
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
    var country = attribute(seal.certificate(), "C");
    var issuer = COUNTRIES.get(seal.issuer());
    if (country.isPresent() && issuer != null && !country.get().equalsIgnoreCase(issuer)) {
      findings.add(Finding.of(Reason.SEAL_ISSUER_MISMATCH, "hdr.is"));
    }
    var fields =
        Json.MAPPER.convertValue(seal.message(), new TypeReference<Map<String, Object>>() {});
    return new SealReading("VDS-NC", seal.type(), seal.issuer(), fields, findings, List.of());
  }
}
