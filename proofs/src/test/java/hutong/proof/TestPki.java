package hutong.proof;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates for tests.
public final class TestPki {

  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final AtomicLong SERIAL = new AtomicLong(1);

  /// A key with its certificate.
  public record Party(KeyPair pair, X509Certificate certificate) {
    public SignatureKey key(X509Certificate... issuers) {
      var chain = new java.util.ArrayList<X509Certificate>();
      chain.add(certificate);
      chain.addAll(List.of(issuers));
      return SignatureKeys.of(pair.getPrivate(), pair.getPublic(), chain);
    }
  }

  public static KeyPair pair(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Party authority(String name) {
    var pair = pair("secp256r1");
    return new Party(
        pair,
        certificate(
            name,
            name(name),
            pair,
            pair,
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400L * 3650),
            builder -> {
              add(builder, Extension.basicConstraints, true, new BasicConstraints(0));
              add(
                  builder,
                  Extension.keyUsage,
                  true,
                  new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            }));
  }

  /// A document signer of the profile of ISO/IEC 18013-5.
  public static Party signer(Party authority, String name) {
    return signer(authority, name, "1.0.18013.5.1.2", NOW.minusSeconds(3600), 400);
  }

  public static Party signer(Party authority, String name, String purpose, Instant from, int days) {
    var pair = pair("secp256r1");
    return new Party(
        pair,
        certificate(
            name,
            authority.certificate().getSubjectX500Principal(),
            pair,
            authority.pair(),
            from,
            from.plusSeconds(86_400L * days),
            builder -> {
              add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              if (!purpose.isEmpty()) {
                add(
                    builder,
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose))));
              }
            }));
  }

  // In the order given, as BouncyCastle writes it.
  private static X500Principal name(String name) {
    try {
      return new X500Principal(new X500Name(name).getEncoded());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static X509Certificate certificate(
      String subject,
      X500Principal issuer,
      KeyPair own,
      KeyPair by,
      Instant from,
      Instant to,
      Consumer<X509v3CertificateBuilder> extensions) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              X500Name.getInstance(issuer.getEncoded()),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(from),
              Date.from(to),
              new X500Name(subject),
              own.getPublic());
      extensions.accept(builder);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (java.security.GeneralSecurityException
        | org.bouncycastle.operator.OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void add(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier kind,
      boolean critical,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      builder.addExtension(kind, critical, value);
    } catch (org.bouncycastle.cert.CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestPki() {}
}
