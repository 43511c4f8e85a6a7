package hutong.proof;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import tools.jackson.databind.node.ObjectNode;

/// Certificates of issuers and verifiers: read, followed to an authority, and held to their use.
public final class Certificates {

  private static final Provider CASTLE = new BouncyCastleProvider();

  private static final int KEY_CERT_SIGN = 5;

  /// Extensions that are held to what they say: constraints, key usage and its purpose.
  private static final Set<String> UNDERSTOOD = Set.of("2.5.29.19", "2.5.29.15", "2.5.29.37");

  /// The certificate that octets are, in DER or PEM.
  public static X509Certificate read(byte[] octets) throws UnreadableException {
    try {
      return read(CertificateFactory.getInstance("X.509"), octets);
    } catch (CertificateException | RuntimeException _) {
      // The JDK does not read every curve.
    }
    try {
      return read(CertificateFactory.getInstance("X.509", CASTLE), octets);
    } catch (CertificateException | RuntimeException unreadable) {
      throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "certificate");
    }
  }

  private static X509Certificate read(CertificateFactory factory, byte[] octets)
      throws CertificateException {
    var in = new ByteArrayInputStream(octets);
    var certificate = (X509Certificate) factory.generateCertificate(in);
    if (certificate == null || (octets[0] == 0x30 && in.available() > 0)) {
      throw new CertificateException("not one certificate");
    }
    // Some readers look at the key only when it is asked for, and fail then.
    if (certificate.getPublicKey() == null) {
      throw new CertificateException("no key");
    }
    return certificate;
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

  /// Writes a chain into a header as `x5c`.
  static void addTo(ObjectNode header, List<X509Certificate> chain) throws UnreadableException {
    var list = header.putArray("x5c");
    try {
      for (var each : chain) {
        list.add(Base64.getEncoder().encodeToString(each.getEncoded()));
      }
    } catch (CertificateException unwritable) {
      throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, "x5c");
    }
  }

  /// Follows a chain to one of the authorities, checking every name, signature, time and
  /// constraint on the way. A certificate that is itself among the authorities is trusted.
  public static void check(
      List<X509Certificate> chain, Set<X509Certificate> authorities, Instant now)
      throws UnreadableException {
    if (chain.isEmpty()) {
      throw new UnreadableException(Reason.CERTIFICATE_MISSING, "chain");
    }
    if (chain.size() > ProofLimits.CHAIN) {
      throw new UnreadableException(Reason.TOO_LONG, "chain");
    }
    for (int at = 0; ; at++) {
      var certificate = chain.get(at);
      checkTime(certificate, now);
      if (authorities.contains(certificate)) {
        return;
      }
      checkCritical(certificate);
      var authority = issuerOf(certificate, authorities);
      if (authority.isPresent()) {
        checkTime(authority.get(), now);
        checkIssuing(authority.get(), at);
        return;
      }
      if (at + 1 == chain.size()) {
        throw new UnreadableException(untrusted(certificate, authorities), "chain[" + at + "]");
      }
      var next = chain.get(at + 1);
      if (!names(next, certificate)) {
        throw new UnreadableException(Reason.CERTIFICATE_UNTRUSTED, "chain[" + at + "]");
      }
      if (!signed(certificate, next)) {
        throw new UnreadableException(Reason.CERTIFICATE_SIGNATURE, "chain[" + at + "]");
      }
      checkIssuing(next, at);
    }
  }

  // An authority of the right name that did not sign is worth saying.
  private static Reason untrusted(X509Certificate certificate, Set<X509Certificate> authorities) {
    return authorities.stream().anyMatch(each -> names(each, certificate))
        ? Reason.CERTIFICATE_SIGNATURE
        : Reason.CERTIFICATE_UNTRUSTED;
  }

  private static boolean names(X509Certificate issuer, X509Certificate certificate) {
    return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static Optional<X509Certificate> issuerOf(
      X509Certificate certificate, Set<X509Certificate> authorities) {
    return authorities.stream()
        .filter(each -> names(each, certificate) && signed(certificate, each))
        .findFirst();
  }

  private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.contains("MD") || algorithm.startsWith("SHA1")) {
      return false;
    }
    try {
      certificate.verify(publicKey(issuer), CASTLE);
      return true;
    } catch (GeneralSecurityException | RuntimeException no) {
      return false;
    }
  }

  /// The key of a certificate, on any curve.
  public static PublicKey publicKey(X509Certificate certificate) throws GeneralSecurityException {
    var key = certificate.getPublicKey();
    if (key instanceof ECPublicKey || key instanceof RSAPublicKey || key instanceof EdECPublicKey) {
      return key;
    }
    return KeyFactory.getInstance(key.getAlgorithm(), CASTLE)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static void checkCritical(X509Certificate certificate) throws UnreadableException {
    var critical = certificate.getCriticalExtensionOIDs();
    if (critical != null && !UNDERSTOOD.containsAll(critical)) {
      throw new UnreadableException(Reason.CERTIFICATE_CRITICAL, "certificate");
    }
  }

  /// Refuses an issuer that may not issue, or not at this height of the chain.
  private static void checkIssuing(X509Certificate issuer, int below) throws UnreadableException {
    checkCritical(issuer);
    if (issuer.getBasicConstraints() < below) {
      throw new UnreadableException(Reason.CERTIFICATE_UNTRUSTED, "issuer", "may not issue here");
    }
    boolean[] usage = issuer.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      throw new UnreadableException(Reason.CERTIFICATE_KEY_USAGE, "issuer");
    }
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
    } catch (RuntimeException unsupported) {
      throw new UnreadableException(Reason.KEY_TYPE_UNSUPPORTED, "certificate");
    }
  }

  private Certificates() {}
}
