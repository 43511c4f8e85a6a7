package hutong.mrtd;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.jspecify.annotations.Nullable;

/// A country's keys and certificates for tests: everything that a genuine one may be, and every
/// fault that a forged or careless one may have.
final class Pki {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
  private static final AtomicLong SERIALS = new AtomicLong(1000);

  /// A key that can sign in one way. `algorithm` is the name in the JCA; `explicit` writes curve
  /// parameters out.
  record Key(String kind, String algorithm, int number, boolean explicit) {
    Key(String kind, String algorithm) {
      this(kind, algorithm, 0, false);
    }

    Key number(int other) {
      return new Key(kind, algorithm, other, explicit);
    }

    KeyPair pair() {
      return KEYS.computeIfAbsent(kind + "#" + number, _ -> generate(kind));
    }

    SubjectPublicKeyInfo info() {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(pair().getPublic().getEncoded());
      if (!explicit) {
        return info;
      }
      X9ECParameters domain = ECNamedCurveTable.getByName(kind);
      var algorithmId = new AlgorithmIdentifier(info.getAlgorithm().getAlgorithm(), domain);
      return new SubjectPublicKeyInfo(algorithmId, info.getPublicKeyData().getOctets());
    }

    byte[] sign(byte[] message) {
      return Pki.sign(pair().getPrivate(), algorithm, message);
    }

    AlgorithmIdentifier identifier() {
      return Pki.identifier(algorithm);
    }
  }

  private static KeyPair generate(String kind) {
    try {
      if (kind.startsWith("rsa") || kind.startsWith("dsa")) {
        KeyPairGenerator generator =
            KeyPairGenerator.getInstance(kind.substring(0, 3).toUpperCase(java.util.Locale.ROOT));
        generator.initialize(Integer.parseInt(kind.substring(3)));
        return generator.generateKeyPair();
      }
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance("EC", BouncyCastleSignatures.PROVIDER);
      generator.initialize(new ECGenParameterSpec(kind));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sign(PrivateKey key, String algorithm, byte[] message) {
    try {
      String[] pss = algorithm.split("withRSAandMGF1");
      Signature signer;
      if (algorithm.contains("MGF1")) {
        signer = Signature.getInstance("RSASSA-PSS", BouncyCastleSignatures.PROVIDER);
        String hash = pss[0].replace("SHA", "SHA-");
        signer.setParameter(
            new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), hashLength(pss[0]), 1));
      } else {
        signer = Signature.getInstance(algorithm, BouncyCastleSignatures.PROVIDER);
      }
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int hashLength(String hash) {
    return Hash.valueOf(hash).length();
  }

  static AlgorithmIdentifier identifier(String algorithm) {
    String[] parts = algorithm.split("with");
    Hash hash = Hash.valueOf(parts[0]);
    String oid =
        switch (algorithm) {
          case "SHA1withRSA" -> "1.2.840.113549.1.1.5";
          case "SHA224withRSA" -> "1.2.840.113549.1.1.14";
          case "SHA256withRSA" -> "1.2.840.113549.1.1.11";
          case "SHA384withRSA" -> "1.2.840.113549.1.1.12";
          case "SHA512withRSA" -> "1.2.840.113549.1.1.13";
          case "SHA1withECDSA" -> "1.2.840.10045.4.1";
          case "SHA224withECDSA" -> "1.2.840.10045.4.3.1";
          case "SHA256withECDSA" -> "1.2.840.10045.4.3.2";
          case "SHA384withECDSA" -> "1.2.840.10045.4.3.3";
          case "SHA512withECDSA" -> "1.2.840.10045.4.3.4";
          case "SHA1withPLAIN-ECDSA" -> "0.4.0.127.0.7.1.1.4.1.1";
          case "SHA224withPLAIN-ECDSA" -> "0.4.0.127.0.7.1.1.4.1.2";
          case "SHA256withPLAIN-ECDSA" -> "0.4.0.127.0.7.1.1.4.1.3";
          case "SHA384withPLAIN-ECDSA" -> "0.4.0.127.0.7.1.1.4.1.4";
          case "SHA512withPLAIN-ECDSA" -> "0.4.0.127.0.7.1.1.4.1.5";
          case "SHA1withDSA" -> "1.2.840.10040.4.3";
          case "SHA256withDSA" -> "2.16.840.1.101.3.4.3.2";
          default -> "1.2.840.113549.1.1.10";
        };
    if (algorithm.contains("MGF1")) {
      var digest = hashIdentifier(hash);
      var mask = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.8"), digest);
      return new AlgorithmIdentifier(
          new ASN1ObjectIdentifier(oid),
          new RSASSAPSSparams(digest, mask, new ASN1Integer(hash.length()), new ASN1Integer(1)));
    }
    return algorithm.endsWith("RSA")
        ? new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), DERNull.INSTANCE)
        : new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
  }

  static AlgorithmIdentifier hashIdentifier(Hash hash) {
    String oid =
        switch (hash) {
          case SHA1 -> "1.3.14.3.2.26";
          case SHA224 -> "2.16.840.1.101.3.4.2.4";
          case SHA256 -> "2.16.840.1.101.3.4.2.1";
          case SHA384 -> "2.16.840.1.101.3.4.2.2";
          case SHA512 -> "2.16.840.1.101.3.4.2.3";
          case SHA3_224, SHA3_256, SHA3_384, SHA3_512 -> "2.16.840.1.101.3.4.2.8";
        };
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), DERNull.INSTANCE);
  }

  /// A certificate and the key that belongs to it.
  record Holder(Key key, byte[] certificate) {
    Cert cert() {
      try {
        return Cert.parse(certificate);
      } catch (MalformedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Builds one certificate.
  static final class Builder {
    private final Key key;
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private X500Name subject;
    private BigInteger serial = BigInteger.valueOf(SERIALS.incrementAndGet());
    private Instant from = NOW.minusSeconds(86_400L * 365);
    private Instant until = NOW.plusSeconds(86_400L * 3650);
    private boolean extended = true;
    private ASN1Encodable @Nullable [] times;
    private @Nullable AlgorithmIdentifier statedAlgorithm;

    Builder(String subject, Key key) {
      this.subject = new X500Name(subject);
      this.key = key;
    }

    Builder subject(X500Name other) {
      this.subject = other;
      return this;
    }

    Builder valid(String fromDay, String untilDay) {
      from = Instant.parse(fromDay + "T00:00:00Z");
      until = Instant.parse(untilDay + "T00:00:00Z");
      return this;
    }

    Builder times(ASN1Encodable first, ASN1Encodable last) {
      times = new ASN1Encodable[] {first, last};
      return this;
    }

    Builder serial(long number) {
      serial = BigInteger.valueOf(number);
      return this;
    }

    Builder stated(AlgorithmIdentifier algorithm) {
      statedAlgorithm = algorithm;
      return this;
    }

    Builder oldVersion() {
      extended = false;
      return this;
    }

    Builder with(String oid, boolean critical, ASN1Encodable value) {
      try {
        extensions.addExtension(new ASN1ObjectIdentifier(oid), critical, value);
        return this;
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }

    Builder authority(int pathLength) {
      return with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(pathLength))
          .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .with(Cert.SUBJECT_KEY, false, new DEROctetString(keyIdentifier(key)))
          .period();
    }

    Builder signer(Key issuer) {
      return with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.digitalSignature))
          .with(Cert.AUTHORITY_KEY, false, authorityKey(keyIdentifier(issuer)))
          .period();
    }

    Builder period() {
      var bounds = new ASN1EncodableVector();
      bounds.add(new DERTaggedObject(false, 0, new ASN1GeneralizedTime(Date.from(from))));
      bounds.add(new DERTaggedObject(false, 1, new ASN1GeneralizedTime(Date.from(until))));
      return with(Cert.PRIVATE_KEY_PERIOD, false, new DERSequence(bounds));
    }

    Builder documentTypes(String... types) {
      var list = new ASN1EncodableVector();
      for (String type : types) {
        list.add(new DERPrintableString(type));
      }
      var value = new ASN1EncodableVector();
      value.add(new ASN1Integer(0));
      value.add(new DERSet(list));
      return with(Cert.DOCUMENT_TYPES, false, new DERSequence(value));
    }

    Holder selfSigned() {
      return signedBy(subject, key);
    }

    Holder signedBy(Holder issuer) {
      return signedBy(issuer.cert().subject, issuer.key());
    }

    Holder signedBy(X500Name issuer, Key signer) {
      AlgorithmIdentifier algorithm =
          statedAlgorithm != null ? statedAlgorithm : signer.identifier();
      var body = new ASN1EncodableVector();
      if (extended) {
        body.add(new DERTaggedObject(true, 0, new ASN1Integer(2)));
      }
      body.add(new ASN1Integer(serial));
      body.add(algorithm);
      body.add(issuer);
      var validity = new ASN1EncodableVector();
      ASN1Encodable[] stated = times;
      validity.add(stated == null ? new Time(Date.from(from)) : stated[0]);
      validity.add(stated == null ? new Time(Date.from(until)) : stated[1]);
      body.add(new DERSequence(validity));
      body.add(subject);
      body.add(key.info());
      if (extended && !extensions.isEmpty()) {
        body.add(new DERTaggedObject(true, 3, extensions.generate()));
      }
      byte[] tbs = der(new DERSequence(body));
      var whole = new ASN1EncodableVector();
      whole.add(new DERSequence(body));
      whole.add(algorithm);
      whole.add(new DERBitString(signer.sign(tbs)));
      return new Holder(key, der(new DERSequence(whole)));
    }
  }

  static byte[] keyIdentifier(Key key) {
    return Hash.SHA1.of(key.info().getPublicKeyData().getOctets());
  }

  static ASN1Encodable authorityKey(byte[] identifier) {
    ASN1OctetString octets = new DEROctetString(identifier);
    return new DERSequence(new DERTaggedObject(false, 0, octets));
  }

  static byte[] der(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Holder csca(String country, Key key) {
    return new Builder("C=" + country + ",O=Test,CN=CSCA " + country, key)
        .authority(0)
        .selfSigned();
  }

  static Holder signer(Holder csca, Key key) {
    String country = csca.cert().country;
    return new Builder("C=" + country + ",O=Test,CN=DS 1", key).signer(csca.key()).signedBy(csca);
  }

  static TrustAnchors trust(byte[]... files) {
    TrustAnchors.Builder builder = TrustAnchors.builder();
    int number = 0;
    for (byte[] file : files) {
      builder.add("file" + number++, file);
    }
    return builder.build();
  }

  /// A revocation list that names these serial numbers.
  static byte[] crl(Holder issuer, Instant from, Instant until, BigInteger... serials) {
    return crl(issuer.cert().subject, issuer.key(), from, until, null, serials);
  }

  static byte[] crl(
      X500Name issuer,
      Key key,
      Instant from,
      Instant until,
      @Nullable String criticalExtension,
      BigInteger... serials) {
    var body = new ASN1EncodableVector();
    body.add(new ASN1Integer(1));
    body.add(key.identifier());
    body.add(issuer);
    body.add(new Time(Date.from(from)));
    body.add(new Time(Date.from(until)));
    List<ASN1Encodable> entries = new ArrayList<>();
    for (BigInteger serial : serials) {
      var entry = new ASN1EncodableVector();
      entry.add(new ASN1Integer(serial));
      entry.add(new Time(Date.from(from)));
      entries.add(new DERSequence(entry));
    }
    if (!entries.isEmpty()) {
      body.add(new DERSequence(entries.toArray(new ASN1Encodable[0])));
    }
    if (criticalExtension != null) {
      var extension =
          new Extension(
              new ASN1ObjectIdentifier(criticalExtension), true, new DEROctetString(new byte[0]));
      body.add(new DERTaggedObject(true, 0, new DERSequence(extension)));
    }
    var whole = new ASN1EncodableVector();
    whole.add(new DERSequence(body));
    whole.add(key.identifier());
    whole.add(new DERBitString(key.sign(der(new DERSequence(body)))));
    return der(new DERSequence(whole));
  }

  private Pki() {}
}
