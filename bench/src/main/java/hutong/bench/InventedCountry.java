package hutong.bench;

import hutong.mrtd.Hash;
import hutong.mrtd.Mrz;
import hutong.mrtd.MrzDate;
import hutong.mrtd.MrzFormat;
import hutong.mrtd.Sex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// A country that issues passports to nobody: each with a signer's certificate of its own, and
/// files of the size that real ones have.
final class InventedCountry {

  private static final BouncyCastleProvider BC = new BouncyCastleProvider();
  private static final Date FROM = Date.from(Instant.parse("2025-01-01T00:00:00Z"));
  private static final Date UNTIL = Date.from(Instant.parse("2040-01-01T00:00:00Z"));
  private static final int PORTRAIT = 15_000;
  private static final int SIGNER_KEYS = 8;

  private final KeyPair key;
  private final String signing;
  private final List<KeyPair> signers = new ArrayList<>();
  private final X509CertificateHolder root;
  private final byte[] encoded;

  /// The kinds are `rsa2048` and the like, or the name of a curve.
  InventedCountry(String kind, String signerKind) {
    try {
      key = generate(kind);
      signing = kind.startsWith("rsa") ? "SHA256withRSA" : "SHA256withECDSA";
      for (int i = 0; i < SIGNER_KEYS; i++) {
        signers.add(generate(signerKind));
      }
      var name = new X500Name("C=DE,O=Invented,OU=Passports,CN=CSCA Invented");
      root =
          certificate(name, name, key, BigInteger.ONE)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .build(by(key));
      encoded = root.getEncoded();
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] certificate() {
    return encoded;
  }

  /// The files of the passport with this number.
  Map<String, byte[]> passport(int number) {
    try {
      KeyPair signer = signers.get(number % signers.size());
      var subject = new X500Name("C=DE,O=Invented,OU=Passports,CN=DS " + number);
      X509CertificateHolder certificate =
          certificate(root.getSubject(), subject, signer, BigInteger.valueOf(1000L + number))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .build(by(key));
      Map<Integer, byte[]> groups = new TreeMap<>();
      groups.put(1, dg1(number));
      groups.put(2, dg2(number));
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put("COM", com());
      files.put("SOD", sod(groups, signer, certificate));
      groups.forEach((group, content) -> files.put("DG" + group, content));
      return files;
    } catch (GeneralSecurityException | IOException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generate(String kind) throws GeneralSecurityException {
    if (kind.startsWith("rsa")) {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(Integer.parseInt(kind.substring(3)));
      return generator.generateKeyPair();
    }
    var generator = KeyPairGenerator.getInstance("EC", BC);
    generator.initialize(new ECGenParameterSpec(kind));
    return generator.generateKeyPair();
  }

  private JcaX509v3CertificateBuilder certificate(
      X500Name issuer, X500Name subject, KeyPair own, BigInteger serial)
      throws GeneralSecurityException, IOException {
    var builder =
        new JcaX509v3CertificateBuilder(issuer, serial, FROM, UNTIL, subject, own.getPublic());
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(own.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(key.getPublic()));
    builder.addExtension(
        Extension.privateKeyUsagePeriod,
        false,
        new DERSequence(
            new ASN1Encodable[] {
              new DERTaggedObject(false, 0, new ASN1GeneralizedTime(FROM)),
              new DERTaggedObject(false, 1, new ASN1GeneralizedTime(UNTIL))
            }));
    return builder;
  }

  private ContentSigner by(KeyPair own) throws OperatorCreationException {
    return new JcaContentSignerBuilder(signing).setProvider(BC).build(own.getPrivate());
  }

  private static byte[] dg1(int number) {
    var holder =
        new Mrz.Holder(
            "MUSTERMANN", "ERIKA", "D", MrzDate.of(LocalDate.of(1964, 8, 12)), Sex.FEMALE);
    var zone =
        new Mrz(
            MrzFormat.TD3,
            "P",
            "D",
            "C" + (10_000_000 + number),
            holder,
            MrzDate.of(LocalDate.of(2034, 8, 12)),
            "",
            "");
    byte[] lines = String.join("", Mrz.compose(zone)).getBytes(StandardCharsets.US_ASCII);
    return object(0x61, object(0x5F1F, lines));
  }

  private static byte[] dg2(int number) {
    byte[] picture = new byte[PORTRAIT];
    new Random(number).nextBytes(picture);
    picture[0] = (byte) 0xFF;
    picture[1] = (byte) 0xD8;
    picture[2] = (byte) 0xFF;
    byte[] template = object(0x7F60, object(0xA1), object(0x5F2E, joined(new byte[46], picture)));
    return object(0x75, object(0x7F61, object(0x02, new byte[] {1}), template));
  }

  private static byte[] com() {
    return object(
        0x60,
        object(0x5F01, "0107".getBytes(StandardCharsets.US_ASCII)),
        object(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
        object(0x5C, new byte[] {0x61, 0x75}));
  }

  private byte[] sod(Map<Integer, byte[]> groups, KeyPair signer, X509CertificateHolder certificate)
      throws IOException, OperatorCreationException, CMSException {
    List<ASN1Encodable> hashes = new ArrayList<>();
    groups.forEach(
        (number, content) ->
            hashes.add(
                sequence(new ASN1Integer(number), new DEROctetString(Hash.SHA256.of(content)))));
    var content =
        sequence(
            new ASN1Integer(0),
            new AlgorithmIdentifier(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1")),
            new DERSequence(hashes.toArray(new ASN1Encodable[0])));
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider(BC).build())
            .build(by(signer), certificate));
    generator.addCertificate(certificate);
    var signed =
        new CMSProcessableByteArray(
            new ASN1ObjectIdentifier("2.23.136.1.1.1"), content.getEncoded("DER"));
    return object(0x77, generator.generate(signed, true).getEncoded("DER"));
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] object(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    var out = new ByteArrayOutputStream();
    if (tag > 0xFF) {
      out.write(tag >> 8);
    }
    out.write(tag);
    if (content.length > 0xFF) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7F) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
