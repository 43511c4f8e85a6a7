package hutong.mrtd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the way from a signer's certificate to a trusted country certificate, and judges each
/// certificate on it by the profile of Doc 9303 part 12.
final class PathFinder {

  /// The certificates from signer to anchor (only the signer when no way was found), everything
  /// that was found, and the schemes by which they are signed.
  record Path(List<Cert> certificates, List<Finding> findings, List<SignatureScheme> schemes) {
    boolean found() {
      return certificates.size() > 1;
    }

    long fatal() {
      return findings.stream().filter(Finding::fatal).count();
    }
  }

  private final TrustAnchors trust;
  private final List<Cert> pool;
  private final Instant now;
  private final Signatures signatures;

  PathFinder(TrustAnchors trust, List<Cert> pool, Instant now, Signatures signatures) {
    this.trust = trust;
    this.pool = pool;
    this.now = now;
    this.signatures = signatures;
  }

  Path find(Cert leaf) {
    Path path = search(leaf, 1);
    if (!path.found()) {
      return path;
    }
    List<Finding> findings = new ArrayList<>(path.findings());
    List<Cert> certificates = path.certificates();
    for (int i = 0; i + 1 < certificates.size(); i++) {
      Reason reason = i == 0 ? Reason.REVOKED : Reason.ISSUER_REVOKED;
      revocation(certificates.get(i), certificates.get(i + 1), reason, findings);
    }
    Cert anchor = certificates.getLast();
    for (Crl crl : trust.crlsOf(anchor.issuerKey)) {
      if (crl.revokes(anchor) && authentic(crl, anchor)) {
        findings.add(Finding.of(Reason.ISSUER_REVOKED, "issuer", "by a revocation list"));
        break;
      }
    }
    return new Path(certificates, findings, path.schemes());
  }

  private Path search(Cert leaf, int depth) {
    return search(leaf, depth, 0);
  }

  // `between` counts the authorities below that lengthen the path.
  private Path search(Cert leaf, int depth, int between) {
    List<Finding> failures = new ArrayList<>();
    Path best = null;
    int tried = 0;
    for (Cert issuer : candidates(leaf, trust.issuersOf(leaf))) {
      if (tried++ >= MrtdLimits.ISSUER_CANDIDATES) {
        break;
      }
      Algorithms.Outcome outcome = signed(leaf, issuer, failures);
      if (outcome == null) {
        continue;
      }
      List<Finding> findings = new ArrayList<>(outcome.findings());
      judge(leaf, issuer, between, findings);
      var path = new Path(List.of(leaf, issuer), findings, schemes(outcome));
      if (best == null || path.fatal() < best.fatal()) {
        best = path;
      }
      if (path.fatal() == 0) {
        return path;
      }
    }
    if (best != null) {
      return best;
    }
    Path longer = throughLink(leaf, depth, between);
    if (longer != null) {
      return longer;
    }
    failures.add(Finding.of(why(leaf, tried), "signer", "issuer of the certificate"));
    return new Path(List.of(leaf), failures, List.of());
  }

  // A link certificate or other certificate of an authority that came along with the object.
  private @Nullable Path throughLink(Cert leaf, int depth, int between) {
    if (depth >= MrtdLimits.PATH_LENGTH - 1) {
      return null;
    }
    List<Cert> among = pool.stream().filter(c -> c.subjectKey.equals(leaf.issuerKey)).toList();
    int tried = 0;
    for (Cert link : candidates(leaf, among)) {
      boolean itself = link.fingerprint.equals(leaf.fingerprint) || selfSigned(link);
      if (itself || tried++ >= MrtdLimits.SIGNERS) {
        continue;
      }
      Algorithms.Outcome outcome = signed(leaf, link, new ArrayList<>());
      if (outcome == null) {
        continue;
      }
      // A self-issued certificate, the link from a key to the next, does not lengthen a path.
      Path rest = search(link, depth + 1, link.selfIssued() ? between : between + 1);
      if (rest.found()) {
        List<Finding> findings = new ArrayList<>(outcome.findings());
        judge(leaf, link, between, findings);
        if (link.authority() == null) {
          findings.add(Finding.of(Reason.ISSUER_NOT_CA, "issuer", "no basic constraints"));
        }
        findings.addAll(rest.findings());
        List<Cert> certificates = new ArrayList<>(List.of(leaf));
        certificates.addAll(rest.certificates());
        List<SignatureScheme> schemes = new ArrayList<>(schemes(outcome));
        schemes.addAll(rest.schemes());
        return new Path(certificates, findings, schemes);
      }
    }
    return null;
  }

  // A link certificate may have one name for its subject and issuer, but never signs itself.
  private boolean selfSigned(Cert cert) {
    return cert.selfIssued() && signed(cert, cert, new ArrayList<>()) != null;
  }

  private static List<SignatureScheme> schemes(Algorithms.Outcome outcome) {
    SignatureScheme scheme = outcome.scheme();
    return scheme == null ? List.of() : List.of(scheme);
  }

  private Algorithms.@Nullable Outcome signed(Cert leaf, Cert issuer, List<Finding> failures) {
    try {
      Algorithms.Outcome outcome = trust.remember(leaf, issuer, signatures);
      if (outcome.held()) {
        return outcome;
      }
      failures.addAll(outcome.findings());
    } catch (MalformedException e) {
      failures.add(Finding.of(e.reason(), "issuer", String.valueOf(e.getMessage())));
    }
    return null;
  }

  // Those whose key the certificate names come first.
  private static List<Cert> candidates(Cert leaf, List<Cert> among) {
    byte[] key = leaf.authorityKeyIdentifier();
    if (key == null) {
      return among;
    }
    List<Cert> ordered = new ArrayList<>();
    among.stream().filter(c -> c.hasKeyIdentifier(key)).forEach(ordered::add);
    among.stream().filter(c -> !c.hasKeyIdentifier(key)).forEach(ordered::add);
    return ordered;
  }

  private Reason why(Cert leaf, int tried) {
    if (tried > 0) {
      return Reason.CERTIFICATE_SIGNATURE_WRONG;
    }
    byte[] key = leaf.authorityKeyIdentifier();
    if (key != null) {
      for (Cert other : trust.withKey(key)) {
        if (signed(leaf, other, new ArrayList<>()) != null) {
          return Reason.ISSUER_NAME_MISMATCH;
        }
      }
    }
    return Reason.UNKNOWN_ISSUER;
  }

  // Profile of the issuer, and what must agree between the two.

  private void judge(Cert leaf, Cert issuer, int between, List<Finding> findings) {
    Boolean authority = issuer.authority();
    if (authority == null) {
      note(findings, Reason.EXTENSION_MISSING, "issuer", "basic constraints");
    } else if (!authority) {
      note(findings, Reason.ISSUER_NOT_CA, "issuer", "basic constraints");
    } else if (issuer.pathLength() >= 0 && issuer.pathLength() < between) {
      note(findings, Reason.ISSUER_PATH_LENGTH, "issuer", String.valueOf(issuer.pathLength()));
    }
    if (!issuer.has(Cert.KEY_USAGE)) {
      note(findings, Reason.EXTENSION_MISSING, "issuer", "key usage");
    } else if (!issuer.keyUsage(Cert.KEY_CERT_SIGN)) {
      note(findings, Reason.ISSUER_KEY_USAGE, "issuer", "no keyCertSign");
    }
    general(issuer, "issuer", findings);
    if (now.isAfter(issuer.notAfter)) {
      note(findings, Reason.ISSUER_EXPIRED, "issuer", issuer.notAfter.toString());
    } else if (now.isBefore(issuer.notBefore)) {
      note(findings, Reason.ISSUER_NOT_YET_VALID, "issuer", issuer.notBefore.toString());
    }
    if (leaf.notAfter.isAfter(issuer.notAfter)) {
      note(findings, Reason.SIGNER_OUTLIVES_ISSUER, "issuer", issuer.notAfter.toString());
    }
    if (issuer.authority() != null && !issuer.critical(Cert.BASIC_CONSTRAINTS)) {
      note(findings, Reason.EXTENSION_WRONG, "issuer", "basic constraints are not critical");
    }
    if (issuer.subjectKeyIdentifier() == null) {
      note(findings, Reason.EXTENSION_MISSING, "issuer", "subject key identifier");
    }
    if (leaf.notBefore.isBefore(issuer.notBefore)) {
      note(findings, Reason.SIGNER_OLDER_THAN_ISSUER, "issuer", issuer.notBefore.toString());
    }
    if (!issuer.privateKeyUsable(leaf.notBefore)) {
      note(findings, Reason.PRIVATE_KEY_USAGE, "issuer", leaf.notBefore.toString());
    }
    if (leaf.country.isEmpty() || issuer.country.isEmpty()) {
      note(findings, Reason.COUNTRY_MISSING, "signer", "subject");
    } else if (!leaf.country.equals(issuer.country)) {
      note(findings, Reason.COUNTRY_MISMATCH, "signer", leaf.country + " by " + issuer.country);
    }
    byte[] key = leaf.authorityKeyIdentifier();
    if (key != null && !issuer.hasKeyIdentifier(key)) {
      note(findings, Reason.KEY_IDENTIFIER_DEVIATES, "signer", "authority key identifier");
    }
    if (!sameEncoding(leaf, issuer)) {
      note(findings, Reason.ISSUER_NAME_DEVIATES, "signer", "other string types or letter case");
    }
  }

  private static boolean sameEncoding(Cert leaf, Cert issuer) {
    return Arrays.equals(leaf.issuerName, issuer.subjectName);
  }

  /// What holds for every certificate on the path.
  static void general(Cert cert, String where, List<Finding> findings) {
    if (cert.version != 3) {
      note(findings, Reason.CERTIFICATE_VERSION, where, "version " + cert.version);
    }
    if (cert.serial.signum() <= 0 || cert.serial.bitLength() > 160) {
      note(findings, Reason.SERIAL_NUMBER, where, cert.serial.bitLength() + " bits");
    }
    if (!cert.timesAsStandard) {
      note(findings, Reason.TIME_FORM, where, "validity");
    }
    if (!cert.countriesAsStandard()) {
      note(findings, Reason.COUNTRY_FORM, where, cert.country);
    }
    if (!cert.algorithmsAgree) {
      note(findings, Reason.ALGORITHM_MISMATCH, where, "inside and outside the signed part");
    }
    for (String oid : cert.duplicates()) {
      note(findings, Reason.DUPLICATE_EXTENSION, where, oid);
    }
    for (String oid : cert.unknownCritical()) {
      note(findings, Reason.UNKNOWN_CRITICAL_EXTENSION, where, oid);
    }
    if (cert.has(Cert.KEY_USAGE) && !cert.critical(Cert.KEY_USAGE)) {
      note(findings, Reason.EXTENSION_WRONG, where, "key usage is not critical");
    }
    try {
      PublicKeys.Key key = cert.key();
      if (!key.elliptic() && key.bits() < 2048) {
        note(findings, Reason.KEY_SHORT, where, key.title());
      }
    } catch (MalformedException e) {
      note(findings, e.reason(), where, String.valueOf(e.getMessage()));
    }
  }

  private static void note(List<Finding> findings, Reason reason, String where, String detail) {
    findings.add(Finding.of(reason, where, detail));
  }

  // Revocation

  // Who signed a list: this issuer, another key of the same country's authority, or whom the issuer
  // charged with it. Null when none of them did.
  private @Nullable Cert signerOf(Crl crl, Cert issuer) {
    if (crl.issuerKey.equals(issuer.subjectKey) && crl.signedBy(issuer, signatures)) {
      return issuer;
    }
    int tried = 0;
    for (Cert other : trust.named(crl.issuerKey)) {
      boolean ours = other.country.equals(issuer.country);
      if (ours && tried++ < MrtdLimits.ISSUER_CANDIDATES && crl.signedBy(other, signatures)) {
        return other;
      }
    }
    for (Cert charged : trust.signers()) {
      boolean named = charged.subjectKey.equals(crl.issuerKey);
      if (named
          && tried++ < MrtdLimits.ISSUER_CANDIDATES
          && crl.signedBy(charged, signatures)
          && signed(charged, issuer, new ArrayList<>()) != null) {
        return charged;
      }
    }
    return null;
  }

  private boolean authentic(Crl crl, Cert issuer) {
    Cert who = signerOf(crl, issuer);
    return who != null && maySign(who);
  }

  private static boolean maySign(Cert cert) {
    return !cert.has(Cert.KEY_USAGE) || cert.keyUsage(Cert.CRL_SIGN);
  }

  private void revocation(Cert cert, Cert issuer, Reason reason, List<Finding> findings) {
    List<Crl> lists = trust.crlsOf(cert.issuerKey);
    if (lists.isEmpty()) {
      if (trust.hasCrls()) {
        note(findings, Reason.NO_CRL, "CRL", cert.country);
      }
      return;
    }
    List<Crl> authentic = lists.stream().filter(c -> authentic(c, issuer)).toList();
    if (authentic.stream().anyMatch(c -> c.revokes(cert))) {
      note(findings, reason, reason == Reason.REVOKED ? "signer" : "issuer", "revocation list");
    }
    List<Crl> covering = authentic.stream().filter(c -> c.covers(cert)).toList();
    if (authentic.isEmpty()) {
      note(findings, whyNot(lists, issuer), "CRL", cert.country);
    } else if (covering.isEmpty()) {
      boolean critical = authentic.stream().anyMatch(Crl::unknownCritical);
      note(findings, critical ? Reason.CRL_UNUSABLE : Reason.NO_CRL, "CRL", "scope");
    } else if (covering.stream().noneMatch(this::current)) {
      boolean future = covering.stream().allMatch(c -> c.thisUpdate.isAfter(now));
      note(findings, future ? Reason.CRL_NOT_YET_VALID : Reason.CRL_STALE, "CRL", cert.country);
    }
  }

  // A list of a newer key that is not trusted yet says nothing; one that claims a trusted key and
  // does not hold is a fault, and so is one by a key that may not sign lists.
  private Reason whyNot(List<Crl> lists, Cert issuer) {
    if (lists.stream().anyMatch(c -> signerOf(c, issuer) != null)) {
      return Reason.CRL_SIGNER_KEY_USAGE;
    }
    boolean stranger =
        lists.stream()
            .allMatch(c -> !c.issuerKey.equals(issuer.subjectKey) || ofAnotherKey(c, issuer));
    return stranger ? Reason.CRL_ISSUER_UNKNOWN : Reason.CRL_SIGNATURE_WRONG;
  }

  private boolean ofAnotherKey(Crl crl, Cert issuer) {
    return crl.namesAnotherKeyThan(issuer)
        && trust.named(crl.issuerKey).stream().allMatch(crl::namesAnotherKeyThan);
  }

  private boolean current(Crl crl) {
    Instant next = crl.nextUpdate;
    return !crl.thisUpdate.isAfter(now) && (next == null || !next.isBefore(now));
  }
}
