package hutong.credential.internal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hutong.credential.CredentialSettings;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.SigningKey;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signing keys that the platform makes and keeps wrapped in its vault, under an authority of its
/// own. Every node sees a rotation within a minute.
final class VaultSignerKeys implements SignerKeys {

  /// ISO/IEC 18013-5, annex B: the certificate signs mobile documents.
  private static final KeyPurposeId MDOC_SIGNER =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.0.18013.5.1.2"));

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final Duration BACKDATED = Duration.ofDays(2);
  private static final int SERIAL_BITS = 120;

  private final SigningKeys vault;
  private final SignerStore store;
  private final CredentialSettings settings;
  private final WebSettings web;
  private final InstantSource clock;
  private final LoadingCache<Boolean, Set> cache;

  private record Set(List<SignatureKey> keys, List<X509Certificate> authorities) {}

  VaultSignerKeys(
      SigningKeys vault,
      SignerStore store,
      CredentialSettings settings,
      WebSettings web,
      InstantSource clock) {
    this.vault = vault;
    this.store = store;
    this.settings = settings;
    this.web = web;
    this.clock = clock;
    cache = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build(ignored -> load());
  }

  @Override
  public List<SignatureKey> keys() {
    return cache.get(true).keys();
  }

  @Override
  public List<X509Certificate> authorities() {
    return cache.get(true).authorities();
  }

  @Override
  public boolean rotate() {
    var fresh = vault.rotate(Use.CREDENTIAL);
    store.retireOthers(fresh.id(), clock.instant());
    cache.invalidateAll();
    return keys().getFirst().id().equals(fresh.id());
  }

  private Set load() {
    var authority = vault.current(Use.CREDENTIAL_AUTHORITY);
    var root =
        certificate(
            authority.id(), "AUTHORITY", authority.id(), () -> authorityCertificate(authority));
    var keys =
        vault.accepted(Use.CREDENTIAL).stream()
            .map(
                key -> {
                  var own =
                      certificate(
                          key.id(),
                          "SIGNER",
                          authority.id(),
                          () -> signerCertificate(key, authority, root));
                  return SignatureKeys.of(
                      key.id(), key.privateKey(), own.getPublicKey(), List.of(own, root));
                })
            .toList();
    return new Set(keys, List.of(root));
  }

  private interface Making {
    byte[] make() throws IOException, GeneralSecurityException, OperatorCreationException;
  }

  private X509Certificate certificate(String key, String role, String authority, Making making) {
    try {
      var known = store.find(key);
      if (known.isEmpty()) {
        store.add(key, role, authority, making.make(), clock.instant());
        known = store.find(key);
      }
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(known.orElseThrow()));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot certify the key " + key, e);
    }
  }

  private byte[] authorityCertificate(SigningKey key)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var name = name(settings.issuerName() + " credential authority " + key.id());
    var open = key.certificate().getPublicKey();
    var builder = builder(name, name, open, CredentialLimits.AUTHORITY_VALID);
    var extensions = new JcaX509ExtensionUtils();
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .addExtension(
            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(open))
        .addExtension(Extension.issuerAlternativeName, false, address());
    return signed(builder, key);
  }

  private byte[] signerCertificate(SigningKey key, SigningKey authority, X509Certificate root)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
    var name = name(settings.issuerName() + " credential signer " + key.id());
    var open = key.certificate().getPublicKey();
    var builder = builder(issuer, name, open, CredentialLimits.SIGNER_VALID);
    var extensions = new JcaX509ExtensionUtils();
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(MDOC_SIGNER))
        .addExtension(
            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(open))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(root.getPublicKey()))
        .addExtension(Extension.issuerAlternativeName, false, address())
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.dNSName, host()),
                  new GeneralName(GeneralName.uniformResourceIdentifier, web.publicUrl())
                }));
    return signed(builder, authority);
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration valid) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, new java.security.SecureRandom()).setBit(SERIAL_BITS),
        Date.from(now.minus(BACKDATED)), // what is signed names the beginning of its day
        Date.from(now.plus(valid)),
        subject,
        key);
  }

  private static byte[] signed(JcaX509v3CertificateBuilder builder, SigningKey key)
      throws OperatorCreationException, IOException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey());
    return builder.build(signer).getEncoded();
  }

  private X500Name name(String common) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, settings.country().toUpperCase(Locale.ROOT))
        .addRDN(BCStyle.O, settings.issuerName())
        .addRDN(BCStyle.CN, common)
        .build();
  }

  private GeneralNames address() {
    return new GeneralNames(
        new GeneralName(GeneralName.uniformResourceIdentifier, web.publicUrl()));
  }

  private String host() {
    var host = URI.create(web.publicUrl()).getHost();
    return host == null ? "localhost" : host;
  }
}
