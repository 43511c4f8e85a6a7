package hutong.proof.mdoc;

import hutong.proof.Finding;
import hutong.proof.Reason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// The profile of a document signer's certificate (ISO/IEC 18013-5, annex B.1.4).
final class SignerProfile {

  static final String MDL_SIGNER = "1.0.18013.5.1.2";
  private static final String MDL = "org.iso.18013.5.1.mDL";
  private static final Duration LONGEST = Duration.ofDays(457);

  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ISSUER_NAME = "2.5.29.18";
  private static final String PURPOSE = "2.5.29.37";
  private static final String DISTRIBUTION = "2.5.29.31";
  private static final String AUTHORITY_KEY = "2.5.29.35";

  static void check(
      X509Certificate signer, String docType, List<Finding> findings, List<Finding> notes) {
    purpose(signer, docType, findings, notes);
    boolean[] usage = signer.getKeyUsage();
    if (usage == null) {
      notes.add(Finding.of(Reason.CERTIFICATE_PROFILE, "signer", "no key usage"));
    } else if (!usage[0]) {
      findings.add(Finding.of(Reason.CERTIFICATE_KEY_USAGE, "signer"));
    } else if (others(usage)) {
      notes.add(Finding.of(Reason.CERTIFICATE_PROFILE, "signer", "key usage beyond signing"));
    }
    if (signer.getBasicConstraints() >= 0) {
      findings.add(Finding.of(Reason.CERTIFICATE_IS_CA, "signer"));
    }
    for (String extension : List.of(ISSUER_NAME, DISTRIBUTION, AUTHORITY_KEY)) {
      if (signer.getExtensionValue(extension) == null) {
        notes.add(Finding.of(Reason.CERTIFICATE_PROFILE, "signer", "lacks " + extension));
      }
    }
    var critical = Optional.ofNullable(signer.getCriticalExtensionOIDs()).orElse(Set.of());
    for (String extension : critical) {
      if (!Set.of(KEY_USAGE, PURPOSE, "2.5.29.19").contains(extension)) {
        findings.add(Finding.of(Reason.CERTIFICATE_CRITICAL, "signer", extension));
      }
    }
    var span =
        Duration.between(signer.getNotBefore().toInstant(), signer.getNotAfter().toInstant());
    if (span.compareTo(LONGEST.plusDays(1)) > 0) {
      notes.add(Finding.of(Reason.CERTIFICATE_PROFILE, "signer", "valid for longer than 457 days"));
    }
  }

  private static boolean others(boolean[] usage) {
    for (int i = 1; i < usage.length; i++) {
      if (usage[i]) {
        return true;
      }
    }
    return false;
  }

  private static void purpose(
      X509Certificate signer, String docType, List<Finding> findings, List<Finding> notes) {
    try {
      List<String> purposes = signer.getExtendedKeyUsage();
      boolean named = purposes != null && !purposes.isEmpty();
      boolean fits = named ? purposes.contains(MDL_SIGNER) : !docType.equals(MDL);
      if (!fits) {
        findings.add(Finding.of(Reason.CERTIFICATE_PURPOSE, "signer"));
      } else if (!named) {
        notes.add(Finding.of(Reason.CERTIFICATE_PROFILE, "signer", "no extended key usage"));
      }
    } catch (CertificateParsingException unreadable) {
      findings.add(Finding.of(Reason.CERTIFICATE_UNREADABLE, "signer"));
    }
  }

  /// The country in a name, where there is one.
  static Optional<String> country(String name) {
    try {
      return new LdapName(name)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("C"))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst();
    } catch (InvalidNameException unreadable) {
      return Optional.empty();
    }
  }

  private SignerProfile() {}
}
