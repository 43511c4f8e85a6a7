package hutong.proof;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Certificates of issuers and verifiers: read, followed to an authority, and held to their use.
public final class Certificates {

  /// The certificate that octets are, in DER or PEM.
  public static X509Certificate read(byte[] octets) throws UnreadableException {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets));
    } catch (CertificateException | RuntimeException unreadable) {
      throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "certificate");
    }
  }

  /// The chain in `x5c`, leaf first.
  public static List<X509Certificate> ofHeader(ObjectNode header) throws UnreadableException {
    var list = header.get("x5c");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw new UnreadableException(Reason.CERTIFICATE_MISSING, "x5c");
    }
    if (list.size() > ProofLimits.CHAIN) {
      throw new UnreadableException(Reason.TOO_LONG, "x5c");
    }
    var chain = new ArrayList<X509Certificate>();
    for (var each : list) {
      try {
        chain.add(read(Base64.getDecoder().decode(each.asString(""))));
      } catch (IllegalArgumentException notBase64) {
        throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "x5c");
      }
    }
    return chain;
  }

  /// Follows a chain to one of the authorities, checking every signature, time and constraint.
  public static void check(
      List<X509Certificate> chain, Set<X509Certificate> authorities, Instant now)
      throws UnreadableException {
    if (chain.isEmpty()) {
      throw new UnreadableException(Reason.CERTIFICATE_MISSING, "chain");
    }
    var leaf = chain.getFirst();
    if (authorities.contains(leaf)) {
      checkTime(leaf, now);
      return;
    }
    checkTime(leaf, now);
    // An authority that was sent along adds nothing; the trusted copy is used.
    var path = new ArrayList<>(chain);
    while (path.size() > 1 && authorities.contains(path.getLast())) {
      path.removeLast();
    }
    if (authorities.isEmpty()) {
      throw new UnreadableException(Reason.CERTIFICATE_UNTRUSTED, "chain");
    }
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var anchors =
          authorities.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
      var parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
    } catch (CertPathValidatorException broken) {
      throw new UnreadableException(reason(broken), "chain[" + broken.getIndex() + "]");
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "chain");
    }
    var anchorInUse = issuerOf(path.getLast(), authorities);
    if (anchorInUse.isPresent()) {
      checkTime(anchorInUse.get(), now);
    }
  }

  private static Optional<X509Certificate> issuerOf(
      X509Certificate certificate, Set<X509Certificate> authorities) {
    return authorities.stream()
        .filter(
            each ->
                each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    && signed(certificate, each))
        .findFirst();
  }

  private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException no) {
      return false;
    }
  }

  private static Reason reason(CertPathValidatorException broken) {
    return switch (broken.getReason()) {
      case CertPathValidatorException.BasicReason.EXPIRED -> Reason.CERTIFICATE_EXPIRED;
      case CertPathValidatorException.BasicReason.NOT_YET_VALID -> Reason.CERTIFICATE_NOT_YET_VALID;
      case CertPathValidatorException.BasicReason.INVALID_SIGNATURE -> Reason.CERTIFICATE_SIGNATURE;
      case CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED -> Reason.KEY_TOO_WEAK;
      case java.security.cert.PKIXReason.UNRECOGNIZED_CRIT_EXT -> Reason.CERTIFICATE_CRITICAL;
      case java.security.cert.PKIXReason.INVALID_KEY_USAGE -> Reason.CERTIFICATE_KEY_USAGE;
      default -> Reason.CERTIFICATE_UNTRUSTED;
    };
  }

  static void checkTime(X509Certificate certificate, Instant now) throws UnreadableException {
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new UnreadableException(Reason.CERTIFICATE_NOT_YET_VALID, "certificate");
    }
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new UnreadableException(Reason.CERTIFICATE_EXPIRED, "certificate");
    }
  }

  /// Refuses a certificate whose key may not sign messages.
  public static void checkSigner(X509Certificate certificate) throws UnreadableException {
    if (certificate.getBasicConstraints() >= 0) {
      throw new UnreadableException(Reason.CERTIFICATE_IS_CA, "certificate");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[0]) {
      throw new UnreadableException(Reason.CERTIFICATE_KEY_USAGE, "certificate");
    }
  }

  /// Where the token names its issuer by an address, the certificate must be for that host.
  static void checkIssuer(X509Certificate certificate, Optional<String> issuer)
      throws UnreadableException {
    if (issuer.isEmpty() || !issuer.get().startsWith("https://")) {
      return;
    }
    try {
      var host = URI.create(issuer.get()).getHost();
      var names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        throw new UnreadableException(Reason.ISSUER_MISMATCH, "iss");
      }
      for (var name : names) {
        var value = String.valueOf(name.get(1));
        if ((name.get(0).equals(2) && value.equalsIgnoreCase(host))
            || (name.get(0).equals(6) && value.equals(issuer.get()))) {
          return;
        }
      }
    } catch (CertificateParsingException | IllegalArgumentException unreadable) {
      throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "iss");
    }
    throw new UnreadableException(Reason.ISSUER_MISMATCH, "iss");
  }

  /// The public key of a certificate, held to the strength of keys.
  public static Jwk key(X509Certificate certificate) throws UnreadableException {
    try {
      return Jwk.read(Jwk.of(certificate.getPublicKey()).json());
    } catch (IllegalArgumentException unsupported) {
      throw new UnreadableException(Reason.KEY_TYPE_UNSUPPORTED, "certificate");
    }
  }

  private Certificates() {}
}
