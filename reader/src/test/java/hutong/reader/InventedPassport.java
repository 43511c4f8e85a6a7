package hutong.reader;

import hutong.mrtd.Mrz;
import hutong.mrtd.MrzDate;
import hutong.mrtd.MrzFormat;
import hutong.mrtd.Sex;
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// The files of an invented passport, signed by an invented country, and the keys of its chip.
final class InventedPassport {

  static final String NUMBER = "XK7Q20Z41";
  static final String BIRTH = "540302";
  static final String EXPIRY = "310501";

  final KeyPair signing = key();
  final KeyPair agreement = key();
  final byte[] trust;
  final Map<String, byte[]> files = new LinkedHashMap<>();

  InventedPassport(String agreementProtocol) {
    try {
      KeyPair country = key();
      KeyPair signer = key();
      var name = new X500Name("C=PT,O=Invented,CN=CSCA");
      X509CertificateHolder csca =
          certificate(name, name, country)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
              .build(by(country));
      X509CertificateHolder document =
          certificate(name, new X500Name("C=PT,O=Invented,CN=DS"), signer)
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .build(by(country));
      trust = csca.getEncoded();
      Map<Integer, byte[]> groups = new TreeMap<>();
      groups.put(1, dg1());
      groups.put(2, dg2());
      groups.put(14, dg14(agreementProtocol));
      groups.put(15, Messaging.object(0x6F, signing.getPublic().getEncoded()));
      files.put("COM", com());
      files.put("SOD", sod(groups, signer, document));
      groups.forEach((number, content) -> files.put("DG" + number, content));
    } catch (IOException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair key() {
    try {
      var generator = KeyPairGenerator.getInstance("EC", Messaging.BC);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> lines() {
    var holder =
        new Mrz.Holder("SILVA", "MARIA", "PRT", MrzDate.of(LocalDate.of(1954, 3, 2)), Sex.FEMALE);
    return Mrz.compose(
        new Mrz(
            MrzFormat.TD3,
            "P",
            "PRT",
            NUMBER,
            holder,
            MrzDate.of(LocalDate.of(2031, 5, 1)),
            "",
            ""));
  }

  private static JcaX509v3CertificateBuilder certificate(
      X500Name issuer, X500Name subject, KeyPair key) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(System.nanoTime()),
        Date.from(Instant.parse("2025-01-01T00:00:00Z")),
        Date.from(Instant.parse("2040-01-01T00:00:00Z")),
        subject,
        key.getPublic());
  }

  private static ContentSigner by(KeyPair key) throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA")
        .setProvider(Messaging.BC)
        .build(key.getPrivate());
  }

  private static byte[] dg1() {
    byte[] lines = String.join("", lines()).getBytes(StandardCharsets.US_ASCII);
    return Messaging.object(0x61, Messaging.object(0x5F1F, lines));
  }

  private static byte[] dg2() {
    byte[] picture = HexFormat.of().parseHex("FFD8FFE000104A46494600010100000100010000FFD9");
    byte[] block = Messaging.join(new byte[44], picture, new byte[900]);
    byte[] template =
        Messaging.object(0x7F60, Messaging.object(0xA1), Messaging.object(0x5F2E, block));
    return Messaging.object(
        0x75, Messaging.object(0x7F61, Messaging.object(0x02, new byte[] {1}), template));
  }

  private static byte[] com() {
    return Messaging.object(
        0x60,
        Messaging.object(0x5F01, "0107".getBytes(StandardCharsets.US_ASCII)),
        Messaging.object(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
        Messaging.object(0x5C, new byte[] {0x61, 0x75, 0x6E, 0x6F}));
  }

  private byte[] dg14(String protocol) throws IOException {
    var key = SubjectPublicKeyInfo.getInstance(agreement.getPublic().getEncoded());
    return Messaging.object(
        0x6E,
        new DERSet(
                new ASN1Encodable[] {
                  sequence(oid("0.4.0.127.0.7.2.2.1.2"), key),
                  sequence(oid("0.4.0.127.0.7.2.2.3.2." + protocol), new ASN1Integer(1)),
                  sequence(
                      oid("2.23.136.1.1.5"), new ASN1Integer(1), oid("0.4.0.127.0.7.1.1.4.1.3"))
                })
            .getEncoded("DER"));
  }

  private static byte[] sod(
      Map<Integer, byte[]> groups, KeyPair signer, X509CertificateHolder certificate)
      throws IOException, OperatorCreationException, CMSException {
    List<ASN1Encodable> hashes = new ArrayList<>();
    groups.forEach(
        (number, content) ->
            hashes.add(
                sequence(
                    new ASN1Integer(number),
                    new DEROctetString(Messaging.hash("SHA-256", content)))));
    var object =
        sequence(
            new ASN1Integer(0),
            new AlgorithmIdentifier(oid("2.16.840.1.101.3.4.2.1")),
            new DERSequence(hashes.toArray(new ASN1Encodable[0])));
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider(Messaging.BC).build())
            .build(by(signer), certificate));
    generator.addCertificate(certificate);
    var content = new CMSProcessableByteArray(oid("2.23.136.1.1.1"), object.getEncoded("DER"));
    return Messaging.object(0x77, generator.generate(content, true).getEncoded("DER"));
  }

  private static ASN1ObjectIdentifier oid(String text) {
    return new ASN1ObjectIdentifier(text);
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }
}
