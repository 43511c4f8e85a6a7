package hutong.sandbox.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes keys, certificates and revocation lists in the profile of ICAO Doc 9303 part 12.
final class Certificates {

  /// A certificate with the private key that belongs to it, as the journal keeps them.
  record Signer(String key, String certificate) {

    static Signer of(PrivateKey key, X509CertificateHolder certificate) {
      try {
        var encoder = Base64.getEncoder();
        return new Signer(
            encoder.encodeToString(key.getEncoded()),
            encoder.encodeToString(certificate.getEncoded()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] certificateBytes() {
      return Base64.getDecoder().decode(certificate);
    }

    X509CertificateHolder holder() {
      try {
        return new X509CertificateHolder(certificateBytes());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    PrivateKey privateKey() {
      return readKey(key);
    }
  }

  /// From when until when a certificate holds.
  record Validity(Instant from, Instant until) {}

  /// Made once: its start costs a good part of a second.
  static final Provider BOUNCY = new BouncyCastleProvider();

  private static final ASN1ObjectIdentifier DOCUMENT_TYPES =
      new ASN1ObjectIdentifier("2.23.136.1.1.6.2");
  private static final KeyPurposeId MASTER_LIST_SIGNING =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("2.23.136.1.1.3"));
  static final String CSCA_ALGORITHM = "SHA256withECDSA";
  private static final String CSCA_CURVE = "secp256r1";
  private static final int RSA_BITS = 2048;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  static KeyPair cscaKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CSCA_CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keys(ChipAlgorithm algorithm) {
    try {
      if (algorithm.isRsa()) {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
      }
      var generator = KeyPairGenerator.getInstance("EC", BOUNCY);
      generator.initialize(new ECGenParameterSpec(algorithm.curve()));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static PrivateKey readKey(String encoded) {
    var bytes = Base64.getDecoder().decode(encoded);
    for (var kind : List.of("EC", "RSA")) {
      try {
        return KeyFactory.getInstance(kind, BOUNCY).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException _) {
        // Of the other kind, then.
      }
    }
    throw new IllegalStateException("A stored key cannot be read.");
  }

  static ContentSigner contentSigner(String algorithm, PrivateKey key) {
    try {
      return new JcaContentSignerBuilder(algorithm).setProvider(BOUNCY).build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A self-signed certificate of a country.
  static Signer csca(String subject, Validity validity, String crlAddress) {
    var keys = cscaKeys();
    var name = new X500Name(subject);
    var info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    var builder = builder(name, randomSerial(), validity, name, info);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(Extension.subjectKeyIdentifier, false, subjectKey(info));
      builder.addExtension(Extension.authorityKeyIdentifier, false, authorityKey(info));
      builder.addExtension(Extension.cRLDistributionPoints, false, crlPoint(crlAddress));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Signer.of(
        keys.getPrivate(), builder.build(contentSigner(CSCA_ALGORITHM, keys.getPrivate())));
  }

  /// The certificate of a key that signs passports.
  static X509CertificateHolder documentSigner(
      Signer csca, String subject, BigInteger serial, Validity validity, SubjectPublicKeyInfo key) {
    var issuer = csca.holder();
    var builder = builder(issuer.getSubject(), serial, validity, new X500Name(subject), key);
    try {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.subjectKeyIdentifier, false, subjectKey(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, authorityKey(issuer.getSubjectPublicKeyInfo()));
      builder.addExtension(DOCUMENT_TYPES, false, documentTypes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return builder.build(contentSigner(CSCA_ALGORITHM, csca.privateKey()));
  }

  /// The certificate of a key that signs the list of countries' certificates.
  static Signer masterListSigner(Signer root, String subject, Validity validity) {
    var keys = cscaKeys();
    var info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    var issuer = root.holder();
    var builder =
        builder(issuer.getSubject(), randomSerial(), validity, new X500Name(subject), info);
    try {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(MASTER_LIST_SIGNING));
      builder.addExtension(Extension.subjectKeyIdentifier, false, subjectKey(info));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, authorityKey(issuer.getSubjectPublicKeyInfo()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Signer.of(
        keys.getPrivate(), builder.build(contentSigner(CSCA_ALGORITHM, root.privateKey())));
  }

  static byte[] crl(Signer csca, List<BigInteger> revoked, Instant now, Instant next) {
    var issuer = csca.holder();
    var builder = new X509v2CRLBuilder(issuer.getSubject(), Date.from(now));
    builder.setNextUpdate(Date.from(next));
    revoked.forEach(serial -> builder.addCRLEntry(serial, Date.from(now), CRLReason.keyCompromise));
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, authorityKey(issuer.getSubjectPublicKeyInfo()));
      builder.addExtension(
          Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
      return builder.build(contentSigner(CSCA_ALGORITHM, csca.privateKey())).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The public key as the certificate shall carry it: with the curve's name, or written out.
  static SubjectPublicKeyInfo publicKey(PublicKey key, ChipAlgorithm algorithm) {
    var named = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    if (!algorithm.isExplicit()) {
      return named;
    }
    var curve = ECNamedCurveTable.getByName(algorithm.curve());
    var spelled =
        new X9ECParameters(
            curve.getCurve(), curve.getBaseEntry(), curve.getN(), curve.getH(), curve.getSeed());
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(spelled)),
        named.getPublicKeyData().getBytes());
  }

  /// The same serial for the same purpose, so that a revocation list can name a signer that is yet
  /// to be made.
  static BigInteger serialFor(String purpose) {
    return new BigInteger(1, sha1(purpose.getBytes(StandardCharsets.UTF_8))).shiftRight(40);
  }

  static String fingerprint(byte[] certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate))
          .substring(0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      BigInteger serial,
      Validity validity,
      X500Name subject,
      SubjectPublicKeyInfo key) {
    return new X509v3CertificateBuilder(
        issuer, serial, Date.from(validity.from()), Date.from(validity.until()), subject, key);
  }

  private static BigInteger randomSerial() {
    return new BigInteger(120, RANDOM).setBit(119);
  }

  private static SubjectKeyIdentifier subjectKey(SubjectPublicKeyInfo key) {
    return new SubjectKeyIdentifier(sha1(key.getPublicKeyData().getBytes()));
  }

  private static AuthorityKeyIdentifier authorityKey(SubjectPublicKeyInfo key) {
    return new AuthorityKeyIdentifier(sha1(key.getPublicKeyData().getBytes()));
  }

  private static CRLDistPoint crlPoint(String address) {
    var name = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(new DistributionPointName(name), null, null)
        });
  }

  private static DERSequence documentTypes() {
    var types = new ASN1EncodableVector();
    types.add(new DERPrintableString("P"));
    types.add(new DERPrintableString("I"));
    var list = new ASN1EncodableVector();
    list.add(new ASN1Integer(0));
    list.add(new DERSet(types));
    return new DERSequence(list);
  }

  /// Key identifiers are SHA-1 by RFC 5280; nothing is signed with it.
  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
