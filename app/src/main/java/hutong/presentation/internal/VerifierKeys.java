package hutong.presentation.internal;

import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.SigningKey;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The keys that this Hutong signs its questions with: an authority of its own, and a verifier's
/// certificate under it for the host that people know (HAIP wants no self-signed signer, and the
/// authority left out of the header).
@Component
class VerifierKeys {

  private static final Duration AUTHORITY = Duration.ofDays(5 * 365);
  private static final Duration VERIFIER = Duration.ofDays(365);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final SigningKeys keys;
  private final CertificateStore store;
  private final InstantSource clock;
  private final String host;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable X509Certificate verifier;

  VerifierKeys(SigningKeys keys, CertificateStore store, InstantSource clock, WebSettings web) {
    this.keys = keys;
    this.store = store;
    this.clock = clock;
    this.host = String.valueOf(URI.create(web.publicUrl()).getHost());
  }

  /// The name in the certificate.
  String host() {
    return host;
  }

  /// The certificate of whoever signs questions.
  X509Certificate certificate() {
    var known = verifier;
    if (known == null || ends(known)) {
      known = load("VERIFIER", keys.current(Use.VERIFIER), host);
      verifier = known;
    }
    return known;
  }

  /// The certificate that wallets have to trust.
  X509Certificate authority() {
    return load("AUTHORITY", keys.current(Use.VERIFIER_AUTHORITY), "");
  }

  /// What the `x509_hash` prefix is followed by.
  String certificateHash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
      return Base64Url.encode(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }

  /// A compact JWS of this type, with the certificate in its header.
  String sign(String type, ObjectNode claims) {
    try {
      var header = Json.object().put("alg", "ES256").put("typ", type);
      header
          .putArray("x5c")
          .add(java.util.Base64.getEncoder().encodeToString(certificate().getEncoded()));
      var content =
          Base64Url.encode(Json.octets(header)) + "." + Base64Url.encode(Json.octets(claims));
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.current(Use.VERIFIER).privateKey());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64Url.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a question", e);
    }
  }

  private X509Certificate load(String role, SigningKey key, String name) {
    var stored = store.find(role, key.id(), name);
    if (stored.isEmpty() || ends(parse(stored.get()))) {
      var fresh = make(role, key, name);
      store.put(role, key.id(), name, encoded(fresh), fresh.getNotAfter().toInstant());
      stored = store.find(role, key.id(), name);
    }
    return parse(stored.orElseThrow());
  }

  private boolean ends(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().isBefore(clock.instant().plus(RENEW_BEFORE));
  }

  private X509Certificate make(String role, SigningKey key, String name) {
    try {
      boolean root = role.equals("AUTHORITY");
      var signer = keys.current(Use.VERIFIER_AUTHORITY);
      var subject = root ? authorityName(key) : new X500Name("CN=Hutong verifier " + plain(name));
      var now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              authorityName(signer),
              new BigInteger(120, random).setBit(120),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(root ? AUTHORITY : VERIFIER)),
              subject,
              key.certificate().getPublicKey());
      extend(builder, root, signer, key, name);
      var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.privateKey());
      return parse(builder.build(content).getEncoded());
    } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static void extend(
      JcaX509v3CertificateBuilder builder,
      boolean root,
      SigningKey signer,
      SigningKey key,
      String name)
      throws CertIOException, GeneralSecurityException {
    var ids = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.basicConstraints,
        true,
        root ? new BasicConstraints(0) : new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(root ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        ids.createSubjectKeyIdentifier(key.certificate().getPublicKey()));
    if (!root) {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          ids.createAuthorityKeyIdentifier(signer.certificate().getPublicKey()));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    }
  }

  private static X500Name authorityName(SigningKey key) {
    return new X500Name("CN=Hutong verifier authority " + key.id());
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9.-]", "");
  }

  private static X509Certificate parse(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of ours cannot be read", e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }
}
