package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/// What real countries do otherwise than the standard: let through, and recorded by name. What
/// proves nothing stays refused, with every reason and not only the first.
class DeviationsTest {

  private static final Pki.Key KEY = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Key CA_KEY = KEY.number(1);
  private static final Pki.Key NEXT_KEY = KEY.number(2);
  private static final Pki.Holder CSCA = Pki.csca("DE", CA_KEY);
  private static final Pki.Holder SIGNER = Pki.signer(CSCA, KEY);
  private static final Instant FROM = Pki.NOW.minusSeconds(3600);
  private static final Instant UNTIL = Pki.NOW.plusSeconds(3600);

  private static ChipReport verify(Map<String, byte[]> files, byte[]... trust) {
    return PassiveAuthentication.verify(files, Pki.trust(trust), Pki.NOW);
  }

  private static ChipReport german(Pki.Holder signer, byte[]... more) {
    return german(new Chip(signer), more);
  }

  private static ChipReport german(Chip chip, byte[]... more) {
    List<byte[]> trust = new ArrayList<>(List.of(CSCA.certificate()));
    trust.addAll(List.of(more));
    return verify(chip.zone(Zones.GERMAN).files(), trust.toArray(new byte[0][]));
  }

  private static Pki.Builder document(String subject) {
    return new Pki.Builder(subject, KEY).signer(CA_KEY);
  }

  @Test
  void times_and_countries_in_other_forms_are_recorded() {
    Pki.Holder general =
        document("C=DE,O=Test,CN=DS t")
            .times(new ASN1GeneralizedTime("20250101000000Z"), new ASN1UTCTime("350101000000Z"))
            .signedBy(CSCA);
    assertThat(german(general).codes()).contains("TIME_FORM");
    assertThat(german(general).verdict()).isEqualTo(Verdict.GENUINE);
    Pki.Holder short1 =
        document("C=DE,O=Test,CN=DS u")
            .times(new ASN1UTCTime("2501010000Z"), new ASN1UTCTime("350101000000+0100"))
            .signedBy(CSCA);
    assertThat(german(short1).codes()).contains("TIME_FORM");
    assertThat(german(short1).verdict()).isEqualTo(Verdict.GENUINE);
    for (String country : List.of("de", "DEU", "De")) {
      Pki.Holder lower = document("O=Test").subject(ofCountry(country)).signedBy(CSCA);
      ChipReport report = german(lower);
      assertThat(report.codes()).as(country).contains("COUNTRY_FORM");
      assertThat(report.verdict()).as(country).isEqualTo(Verdict.GENUINE);
    }
    assertThat(german(SIGNER).codes()).doesNotContain("TIME_FORM", "COUNTRY_FORM");
  }

  private static X500Name ofCountry(String country) {
    return new X500NameBuilder()
        .addRDN(BCStyle.C, new DERPrintableString(country))
        .addRDN(BCStyle.CN, new DERPrintableString("DS c"))
        .build();
  }

  @Test
  void names_with_parts_in_another_order_or_of_another_type_lead_to_the_issuer() {
    X500Name reversed = new X500Name("CN=CSCA DE,O=Test,C=DE");
    Pki.Holder signer = document("C=DE,O=Test,CN=DS r").signedBy(reversed, CA_KEY);
    assertThat(german(signer).codes()).contains("ISSUER_NAME_DEVIATES");
    assertThat(german(signer).verdict()).isEqualTo(Verdict.GENUINE);
    X500Name utf8 =
        new X500NameBuilder()
            .addRDN(BCStyle.C, new DERUTF8String("DE"))
            .addRDN(BCStyle.O, new DERUTF8String("TEST"))
            .addRDN(BCStyle.CN, new DERUTF8String("csca  DE"))
            .build();
    Pki.Holder other = document("C=DE,O=Test,CN=DS s").signedBy(utf8, CA_KEY);
    assertThat(german(other).codes()).contains("ISSUER_NAME_DEVIATES");
    assertThat(german(other).verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void negative_serial_numbers_are_recorded_and_found_either_way() {
    Pki.Holder negative = document("C=DE,O=Test,CN=DS n").serial(-77).signedBy(CSCA);
    assertThat(german(negative).codes()).contains("SERIAL_NUMBER");
    assertThat(german(negative).verdict()).isEqualTo(Verdict.GENUINE);
    byte[] crl =
        Pki.crl(CSCA, FROM, UNTIL, new BigInteger(1, BigInteger.valueOf(-77).toByteArray()));
    assertThat(german(negative, crl).verdict()).isEqualTo(Verdict.REVOKED);
  }

  @Test
  void missing_extensions_are_recorded_one_by_one() {
    Pki.Holder bareIssuer =
        new Pki.Builder("C=DE,O=Test,CN=CSCA bare", NEXT_KEY)
            .with(Cert.BASIC_CONSTRAINTS, false, new BasicConstraints(0))
            .with(Cert.KEY_USAGE, false, new KeyUsage(KeyUsage.keyCertSign))
            .selfSigned();
    Pki.Holder bare =
        new Pki.Builder("C=DE,O=Test,CN=DS b", KEY)
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.digitalSignature))
            .signedBy(bareIssuer);
    ChipReport report = verify(new Chip(bare).zone(Zones.GERMAN).files(), bareIssuer.certificate());
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(report.findings())
        .extracting(f -> f.code() + " " + f.detail())
        .contains(
            "EXTENSION_MISSING authority key identifier",
            "EXTENSION_MISSING private key usage period",
            "EXTENSION_MISSING subject key identifier",
            "EXTENSION_WRONG basic constraints are not critical",
            "EXTENSION_WRONG key usage is not critical");
  }

  @Test
  void a_signer_that_outlives_its_issuer_is_recorded() {
    Pki.Holder later =
        document("C=DE,O=Test,CN=DS l").valid("2025-06-01", "2045-01-01").signedBy(CSCA);
    assertThat(german(later).codes())
        .contains("SIGNER_OLDER_THAN_ISSUER", "SIGNER_OUTLIVES_ISSUER");
    assertThat(german(later).verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void lengths_that_are_longer_than_need_be_are_recorded() throws MalformedException {
    byte[] inner = Tlv.read(new Chip(SIGNER).zone(Zones.GERMAN).sod()).content();
    // The signed object's outer length in four octets where fewer do.
    Tlv whole = Tlv.read(inner);
    int length = whole.length();
    byte[] header = {0x30, (byte) 0x84, 0, 0, (byte) (length >> 8), (byte) length};
    Map<String, byte[]> files = new Chip(SIGNER).zone(Zones.GERMAN).files();
    files.put("SOD", Chip.tlv(0x77, Chip.join(header, whole.content())));
    ChipReport report = verify(files, CSCA.certificate());
    assertThat(report.codes()).contains("NOT_CANONICAL");
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(german(SIGNER).codes()).doesNotContain("NOT_CANONICAL", "INDEFINITE_LENGTH");
  }

  @Test
  void the_object_may_come_as_text() {
    Map<String, byte[]> files = new Chip(SIGNER).zone(Zones.GERMAN).files();
    byte[] sod = new Chip(SIGNER).zone(Zones.GERMAN).unwrapped().sod();
    String text = Base64.getMimeEncoder().encodeToString(sod);
    for (String form : List.of(text, "-----BEGIN CMS-----\n" + text + "\n-----END CMS-----\n")) {
      files.put("SOD", form.getBytes(StandardCharsets.US_ASCII));
      ChipReport report = verify(files, CSCA.certificate());
      assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
      assertThat(report.codes()).contains("SOD_UNWRAPPED");
    }
  }

  @Test
  void different_hashes_for_groups_and_signature_are_recorded() {
    ChipReport report = german(new Chip(SIGNER).ldsHash(Hash.SHA512).digest(Hash.SHA256));
    assertThat(report.codes()).contains("HASH_ALGORITHMS_DIFFER");
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void pss_parameters_that_are_not_the_ones_used_are_recorded() {
    Pki.Key pss = new Pki.Key("rsa2048", "SHA256withRSAandMGF1");
    Pki.Holder signer = Pki.signer(CSCA, pss);
    AlgorithmIdentifier sha256 = Pki.hashIdentifier(Hash.SHA256);
    // Salt and mask left to their defaults, SHA-1 and 20, where SHA-256 and 32 were used.
    var wrong =
        new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.2.840.113549.1.1.10"),
            new RSASSAPSSparams(
                sha256,
                RSASSAPSSparams.DEFAULT_MASK_GEN_FUNCTION,
                new ASN1Integer(20),
                new ASN1Integer(1)));
    ChipReport report = german(new Chip(signer).statedSignature(wrong));
    assertThat(report.codes()).contains("ALGORITHM_MISMATCH");
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void a_link_of_the_same_name_inside_the_object_leads_to_the_old_key() {
    X500Name name = CSCA.cert().subject;
    Pki.Holder link =
        new Pki.Builder("C=DE", NEXT_KEY)
            .subject(name)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(0))
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
            .with(Cert.SUBJECT_KEY, false, keyId(NEXT_KEY))
            .with(Cert.AUTHORITY_KEY, false, Pki.authorityKey(Pki.keyIdentifier(CA_KEY)))
            .signedBy(CSCA);
    Pki.Holder signer =
        new Pki.Builder("C=DE,O=Test,CN=DS 9", KEY).signer(NEXT_KEY).signedBy(name, NEXT_KEY);
    ChipReport inside = german(new Chip(signer).also(link.certificate()));
    assertThat(inside.verdict()).as(inside.codes().toString()).isEqualTo(Verdict.GENUINE);
    assertThat(german(signer, link.certificate()).verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void a_link_that_the_old_key_did_not_sign_is_left_out() {
    Pki.Holder forged =
        new Pki.Builder("C=DE,O=Test,CN=CSCA DE new", NEXT_KEY)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(0))
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyCertSign))
            .with(Cert.SUBJECT_KEY, false, keyId(NEXT_KEY))
            .with(Cert.AUTHORITY_KEY, false, Pki.authorityKey(Pki.keyIdentifier(CA_KEY)))
            .signedBy(CSCA.cert().subject, KEY.number(9));
    TrustAnchors trust = Pki.trust(CSCA.certificate(), forged.certificate());
    assertThat(trust.report().findings())
        .extracting(Finding::code)
        .contains("LINK_SIGNATURE_WRONG");
    assertThat(trust.certificates()).hasSize(1);
    TrustAnchors alone = Pki.trust(forged.certificate());
    assertThat(alone.report().findings()).extracting(Finding::code).contains("LINK_ISSUER_UNKNOWN");
  }

  private static ASN1Encodable keyId(Pki.Key key) {
    return new org.bouncycastle.asn1.DEROctetString(Pki.keyIdentifier(key));
  }

  // Revocation

  @Test
  void a_list_by_whom_the_authority_charged_revokes() throws Exception {
    Pki.Key listKey = KEY.number(5);
    Pki.Holder charged =
        new Pki.Builder("C=DE,O=Test,CN=CRL signer", listKey)
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.cRLSign))
            .with(Cert.AUTHORITY_KEY, false, Pki.authorityKey(Pki.keyIdentifier(CA_KEY)))
            .signedBy(CSCA);
    byte[] indirect = indirect(charged, SIGNER.cert().serial, CSCA.cert().subject);
    ChipReport report = german(SIGNER, charged.certificate(), indirect);
    assertThat(report.codes()).contains("REVOKED");
    assertThat(report.verdict()).isEqualTo(Verdict.REVOKED);

    // Another country's list may name whom it likes.
    Pki.Holder french = Pki.csca("FR", KEY.number(6));
    byte[] foreign = indirect(french, SIGNER.cert().serial, CSCA.cert().subject);
    ChipReport unmoved = german(SIGNER, french.certificate(), foreign);
    assertThat(unmoved.codes()).doesNotContain("REVOKED").contains("CRL_ISSUER_UNKNOWN");
  }

  private static byte[] indirect(Pki.Holder signer, BigInteger serial, X500Name owner)
      throws Exception {
    var list = new X509v2CRLBuilder(signer.cert().subject, Date.from(FROM));
    list.setNextUpdate(Date.from(UNTIL));
    list.addExtension(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(null, false, false, null, true, false));
    var entry = new ExtensionsGenerator();
    entry.addExtension(Extension.certificateIssuer, true, new GeneralNames(new GeneralName(owner)));
    list.addCRLEntry(serial, Date.from(FROM), entry.generate());
    return list.build(
            new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(BouncyCastleSignatures.PROVIDER)
                .build(signer.key().pair().getPrivate()))
        .getEncoded();
  }

  @Test
  void a_list_by_a_key_that_may_not_sign_lists_is_no_ground_to_believe_in() {
    Pki.Holder noLists =
        new Pki.Builder("C=DE,O=Test,CN=CSCA no lists", NEXT_KEY)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(0))
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyCertSign))
            .selfSigned();
    Pki.Holder signer =
        new Pki.Builder("C=DE,O=Test,CN=DS k", KEY).signer(NEXT_KEY).signedBy(noLists);
    ChipReport report =
        verify(
            new Chip(signer).zone(Zones.GERMAN).files(),
            noLists.certificate(),
            Pki.crl(noLists, FROM, UNTIL, BigInteger.ONE));
    assertThat(report.codes()).contains("CRL_SIGNER_KEY_USAGE");
    assertThat(report.verdict()).isEqualTo(Verdict.REVOCATION_UNKNOWN);
  }

  // Every reason

  @Test
  void everything_that_is_wrong_is_named_and_not_only_the_first() {
    Pki.Holder wrong =
        new Pki.Builder("C=FR,O=Test,CN=DS w", KEY)
            .valid("2020-01-01", "2021-01-01")
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyCertSign))
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(true))
            .with(
                Cert.EXTENDED_KEY_USAGE,
                true,
                new DERSequence(KeyPurposeId.id_kp_serverAuth.toOID()))
            .with("1.2.3.4.5", true, new ASN1Integer(1))
            .signedBy(CSCA);
    byte[] crl = Pki.crl(CSCA, FROM, UNTIL, wrong.cert().serial);
    Map<String, byte[]> files = new Chip(wrong).digest(Hash.SHA384).files();
    Map<String, byte[]> altered = Chip.flipped(files, "DG2", 20);
    ChipReport report = verify(altered, CSCA.certificate(), crl);
    assertThat(report.codes())
        .contains(
            "HASH_WRONG",
            "REVOKED",
            "SIGNER_EXPIRED",
            "SIGNER_IS_CA",
            "SIGNER_KEY_USAGE",
            "SIGNER_PURPOSE",
            "COUNTRY_MISMATCH",
            "UNKNOWN_CRITICAL_EXTENSION",
            "HASH_ALGORITHMS_DIFFER",
            "DOCUMENT_EXPIRED");
    assertThat(report.verdict()).isEqualTo(Verdict.ALTERED);
  }
}
