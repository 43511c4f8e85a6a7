package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.junit.jupiter.api.Test;

/// Each wrong passport is refused with its own reason, and what is only unusual is let through.
class WrongPassportsTest {

  private static final Pki.Key KEY = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Key CA_KEY = KEY.number(1);
  private static final Pki.Key OTHER_KEY = KEY.number(2);
  private static final Pki.Holder CSCA = Pki.csca("DE", CA_KEY);
  private static final Pki.Holder SIGNER = Pki.signer(CSCA, KEY);
  private static final String NAME = "C=DE,O=Test,CN=DS 2";

  // Data

  @Test
  void an_altered_group_is_named() {
    for (String group : List.of("DG1", "DG2")) {
      ChipReport report = verify(Chip.flipped(new Chip(SIGNER).files(), group, 20));
      assertRefused(report, Verdict.ALTERED, "HASH_WRONG");
      assertThat(report.groups().get(ChipFile.find(group).orElseThrow()))
          .isEqualTo(ChipReport.GroupState.DIFFERS);
    }
  }

  @Test
  void a_group_that_nobody_signed_is_named() {
    Map<String, byte[]> files = new Chip(SIGNER).files();
    files.put("DG15", new byte[] {0x6F, 0});
    assertRefused(verify(files), Verdict.ALTERED, "GROUP_NOT_SIGNED");
    Map<String, byte[]> com = new Chip(SIGNER).files();
    com.put("COM", Chip.com("0107", List.of(1, 2, 3)));
    assertRefused(verify(com), Verdict.ALTERED, "COM_LISTS_UNSIGNED_GROUP");
    com.put("COM", Chip.com("0107", List.of(1)));
    assertAccepted(verify(com), "COM_LACKS_SIGNED_GROUP");
  }

  @Test
  void versions_that_contradict_each_other_are_named() {
    Map<String, byte[]> files = new Chip(SIGNER).version(1, "0108", "040000").files();
    files.put("COM", Chip.com("0107", List.of(1, 2)));
    assertRefused(verify(files), Verdict.ALTERED, "COM_VERSION_MISMATCH");
  }

  @Test
  void files_that_are_no_objects_are_named() {
    Map<String, byte[]> files = new Chip(SIGNER).files();
    files.put("SOD", "not an object".getBytes(StandardCharsets.US_ASCII));
    assertRefused(verify(files), Verdict.MALFORMED, "MALFORMED_SOD");
    files.put("SOD", new byte[0]);
    assertRefused(verify(files), Verdict.MALFORMED, "MALFORMED_SOD");
    Map<String, byte[]> com = new Chip(SIGNER).files();
    com.put("COM", new byte[] {1, 2, 3});
    assertRefused(verify(com), Verdict.MALFORMED, "MALFORMED_COM");
    Map<String, byte[]> large = new Chip(SIGNER).files();
    large.put("DG2", new byte[MrtdLimits.CHIP_FILE + 1]);
    assertRefused(verify(large), Verdict.MALFORMED, "TOO_LARGE");
    Map<String, byte[]> nested = new Chip(SIGNER).files();
    byte[] deep = new byte[60_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x80;
    }
    nested.put("SOD", Chip.tlv(0x77, deep));
    assertRefused(verify(nested), Verdict.MALFORMED, "MALFORMED_SOD");
  }

  @Test
  void a_zone_with_a_fault_is_named_although_it_was_signed() {
    List<String> lines = List.of(Chip.SPECIMEN.get(0), Chip.SPECIMEN.get(1).replace("C36", "C37"));
    ChipReport report = verify(new Chip(SIGNER).zone(lines).files());
    assertRefused(report, Verdict.INCONSISTENT, "ZONE_FAULT");
    assertThat(report.codes()).contains("CHECK_DIGIT_NUMBER");
    byte[] other = {0x61, 0x02, 0x01, 0x02};
    ChipReport none = verify(new Chip(SIGNER).group(1, other).files());
    assertRefused(none, Verdict.INCONSISTENT, "MALFORMED_DG1");
  }

  @Test
  void another_states_signer_is_named() {
    List<String> french =
        List.of(Chip.SPECIMEN.get(0).replace("P<UTO", "P<FRA"), Chip.SPECIMEN.get(1));
    assertRefused(
        verify(new Chip(SIGNER).zone(french).files()),
        Verdict.INCONSISTENT,
        "ISSUING_STATE_MISMATCH");
    List<String> german =
        List.of(Chip.SPECIMEN.get(0).replace("P<UTO", "P<D<<"), Chip.SPECIMEN.get(1));
    assertAccepted(verify(new Chip(SIGNER).zone(german).files()), "DOCUMENT_EXPIRED");
  }

  @Test
  void a_document_type_that_the_signer_may_not_sign_is_named() {
    Pki.Holder cards =
        new Pki.Builder(NAME, KEY).signer(CA_KEY).documentTypes("ID", "AR").signedBy(CSCA);
    assertRefused(verify(new Chip(cards).files()), Verdict.INCONSISTENT, "DOCUMENT_TYPE_MISMATCH");
    Pki.Holder passports =
        new Pki.Builder(NAME, KEY).signer(CA_KEY).documentTypes("P", "ID").signedBy(CSCA);
    assertAccepted(verify(new Chip(passports).files()), "DOCUMENT_EXPIRED");
  }

  // The signed object

  @Test
  void a_wrong_signature_is_named() {
    assertRefused(
        verify(new Chip(SIGNER).signature(OTHER_KEY.sign(new byte[3])).files()),
        Verdict.SIGNATURE_WRONG,
        "SIGNATURE_WRONG");
    assertRefused(
        verify(new Chip(SIGNER).signature(new byte[0]).files()),
        Verdict.SIGNATURE_WRONG,
        "SIGNATURE_WRONG");
    assertRefused(
        verify(new Chip(SIGNER).withoutAttributes().signature(new byte[64]).files()),
        Verdict.SIGNATURE_WRONG,
        "SIGNATURE_WRONG");
  }

  @Test
  void content_of_another_type_is_named() {
    assertRefused(
        verify(new Chip(SIGNER).contentType("1.2.3.4").files()),
        Verdict.MALFORMED,
        "CONTENT_TYPE_WRONG");
    assertRefused(
        verify(new Chip(SIGNER).signedType("1.2.840.113549.1.7.1").files()),
        Verdict.SIGNATURE_WRONG,
        "SIGNED_CONTENT_TYPE_WRONG");
  }

  @Test
  void algorithms_that_prove_nothing_are_named() {
    assertRefused(
        verify(new Chip(SIGNER).statedDigest(md5()).files()),
        Verdict.UNSUPPORTED,
        "ALGORITHM_WEAK");
    assertRefused(
        verify(new Chip(SIGNER).statedLdsHash(md5()).files()),
        Verdict.UNSUPPORTED,
        "ALGORITHM_WEAK");
    assertRefused(
        verify(new Chip(SIGNER).statedSignature("1.2.840.113549.1.1.4").files()),
        Verdict.UNSUPPORTED,
        "ALGORITHM_WEAK");
    Pki.Holder tiny = Pki.signer(CSCA, new Pki.Key("rsa512", "SHA1withRSA"));
    assertRefused(
        verify(new Chip(tiny).hash(Hash.SHA1).files()), Verdict.UNSUPPORTED, "ALGORITHM_WEAK");
  }

  private static org.bouncycastle.asn1.x509.AlgorithmIdentifier md5() {
    return new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
        new ASN1ObjectIdentifier("1.2.840.113549.2.5"), DERNull.INSTANCE);
  }

  @Test
  void a_curve_with_a_generator_of_ones_own_is_refused() {
    X9ECParameters real = ECNamedCurveTable.getByName("secp256r1");
    var forged =
        new X9ECParameters(
            real.getCurve(),
            new X9ECPoint(real.getG().multiply(BigInteger.TWO), false),
            real.getN(),
            real.getH());
    var info =
        new org.bouncycastle.asn1.x509.SubjectPublicKeyInfo(
            new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.840.10045.2.1"), forged),
            KEY.info().getPublicKeyData().getOctets());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> PublicKeys.read(info))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CURVE_UNKNOWN));
  }

  // Certificates

  @Test
  void an_unknown_issuer_is_named() {
    Pki.Holder stranger = Pki.csca("FR", OTHER_KEY);
    Chip chip = new Chip(Pki.signer(stranger, KEY));
    assertRefused(verify(chip.files()), Verdict.UNKNOWN_ISSUER, "UNKNOWN_ISSUER");
    assertRefused(
        PassiveAuthentication.verify(chip.files(), TrustAnchors.empty(), Pki.NOW),
        Verdict.UNKNOWN_ISSUER,
        "UNKNOWN_ISSUER");
  }

  @Test
  void a_forged_issuer_of_the_same_name_is_named() {
    Pki.Holder forger = Pki.csca("DE", OTHER_KEY);
    Chip chip = new Chip(Pki.signer(forger, KEY)).also(forger.certificate());
    assertRefused(verify(chip.files()), Verdict.UNKNOWN_ISSUER, "CERTIFICATE_SIGNATURE_WRONG");
  }

  @Test
  void the_right_one_of_several_issuers_of_one_name_is_found() {
    Pki.Holder older = Pki.csca("DE", OTHER_KEY);
    Pki.Holder oldest = Pki.csca("DE", KEY.number(3));
    TrustAnchors trust = Pki.trust(oldest.certificate(), older.certificate(), CSCA.certificate());
    assertAccepted(verify(new Chip(SIGNER).files(), trust), "DOCUMENT_EXPIRED");
  }

  @Test
  void names_in_other_encodings_are_the_same_name() {
    var subject =
        new X500Name(
            new RDN[] {
              new RDN(BCStyle.C, new DERUTF8String("de")),
              new RDN(BCStyle.O, new DERBMPString(" TEST ")),
              new RDN(BCStyle.CN, new DERUTF8String("csca  de"))
            });
    Pki.Holder signer = new Pki.Builder(NAME, KEY).signer(CA_KEY).signedBy(subject, CA_KEY);
    assertAccepted(verify(new Chip(signer).files()), "ISSUER_NAME_DEVIATES");
    var other = new X500Name("C=DE,O=Test,CN=CSCA DE 2");
    Pki.Holder misnamed = new Pki.Builder(NAME, KEY).signer(CA_KEY).signedBy(other, CA_KEY);
    assertRefused(
        verify(new Chip(misnamed).files()), Verdict.UNKNOWN_ISSUER, "ISSUER_NAME_MISMATCH");
  }

  @Test
  void time_is_checked_for_signer_and_issuer() {
    Pki.Holder expired =
        new Pki.Builder(NAME, KEY).valid("2015-01-01", "2020-01-01").signer(CA_KEY).signedBy(CSCA);
    ChipReport late = verify(new Chip(expired).files());
    assertRefused(late, Verdict.GENUINE_SIGNER_EXPIRED, "SIGNER_EXPIRED");
    assertThat(late.codes()).contains("SIGNER_OLDER_THAN_ISSUER", "PRIVATE_KEY_USAGE");
    Pki.Holder early =
        new Pki.Builder(NAME, KEY).valid("2027-01-01", "2030-01-01").signer(CA_KEY).signedBy(CSCA);
    assertRefused(verify(new Chip(early).files()), Verdict.NOT_TRUSTED, "SIGNER_NOT_YET_VALID");
    Pki.Holder oldRoot =
        new Pki.Builder("C=DE,CN=CSCA old", CA_KEY)
            .valid("2010-01-01", "2020-01-01")
            .authority(0)
            .selfSigned();
    assertRefused(
        verify(new Chip(Pki.signer(oldRoot, KEY)).files(), Pki.trust(oldRoot.certificate())),
        Verdict.GENUINE_SIGNER_EXPIRED,
        "ISSUER_EXPIRED");
  }

  @Test
  void a_signer_for_another_purpose_is_named() {
    Pki.Holder authority =
        new Pki.Builder(NAME, KEY)
            .signer(CA_KEY)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(true))
            .signedBy(CSCA);
    assertRefused(verify(new Chip(authority).files()), Verdict.NOT_TRUSTED, "SIGNER_IS_CA");
    assertRefused(verify(new Chip(CSCA).files()), Verdict.NOT_TRUSTED, "SIGNER_IS_CA");
    Pki.Holder encipherer =
        new Pki.Builder(NAME, KEY)
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.keyEncipherment))
            .signedBy(CSCA);
    assertRefused(verify(new Chip(encipherer).files()), Verdict.NOT_TRUSTED, "SIGNER_KEY_USAGE");
    for (String purpose : List.of(MasterList.SIGNER_PURPOSE, "1.3.6.1.5.5.7.3.1")) {
      Pki.Holder other =
          new Pki.Builder(NAME, KEY)
              .signer(CA_KEY)
              .with(
                  Cert.EXTENDED_KEY_USAGE, true, new DERSequence(new ASN1ObjectIdentifier(purpose)))
              .signedBy(CSCA);
      assertRefused(verify(new Chip(other).files()), Verdict.NOT_TRUSTED, "SIGNER_PURPOSE");
    }
  }

  @Test
  void an_issuer_that_is_no_authority_is_named() {
    Pki.Holder notCa =
        new Pki.Builder("C=DE,CN=CSCA x", CA_KEY)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(false))
            .selfSigned();
    assertRefused(
        verify(new Chip(Pki.signer(notCa, KEY)).files(), Pki.trust(notCa.certificate())),
        Verdict.NOT_TRUSTED,
        "ISSUER_NOT_CA");
    Pki.Holder wrongUsage =
        new Pki.Builder("C=DE,CN=CSCA y", CA_KEY)
            .with(Cert.BASIC_CONSTRAINTS, true, new BasicConstraints(0))
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.cRLSign))
            .selfSigned();
    assertRefused(
        verify(new Chip(Pki.signer(wrongUsage, KEY)).files(), Pki.trust(wrongUsage.certificate())),
        Verdict.NOT_TRUSTED,
        "ISSUER_KEY_USAGE");
    Pki.Holder bare = new Pki.Builder("C=DE,CN=CSCA z", CA_KEY).oldVersion().selfSigned();
    assertAccepted(
        verify(new Chip(Pki.signer(bare, KEY)).files(), Pki.trust(bare.certificate())),
        "EXTENSION_MISSING");
  }

  @Test
  void unknown_critical_extensions_and_other_countries_are_named() {
    Pki.Holder critical =
        new Pki.Builder(NAME, KEY)
            .signer(CA_KEY)
            .with("1.2.3.4.5", true, DERNull.INSTANCE)
            .signedBy(CSCA);
    assertRefused(
        verify(new Chip(critical).files()), Verdict.NOT_TRUSTED, "UNKNOWN_CRITICAL_EXTENSION");
    Pki.Holder harmless =
        new Pki.Builder(NAME, KEY)
            .signer(CA_KEY)
            .with("1.2.3.4.5", false, DERNull.INSTANCE)
            .signedBy(CSCA);
    assertAccepted(verify(new Chip(harmless).files()), "DOCUMENT_EXPIRED");
    Pki.Holder foreign = new Pki.Builder("C=FR,O=Test,CN=DS", KEY).signer(CA_KEY).signedBy(CSCA);
    assertRefused(verify(new Chip(foreign).files()), Verdict.NOT_TRUSTED, "COUNTRY_MISMATCH");
    Pki.Holder bare = new Pki.Builder(NAME, KEY).signedBy(CSCA);
    assertAccepted(verify(new Chip(bare).files()), "EXTENSION_MISSING");
    Pki.Holder otherKey =
        new Pki.Builder(NAME, KEY)
            .with(Cert.KEY_USAGE, true, new KeyUsage(KeyUsage.digitalSignature))
            .with(Cert.AUTHORITY_KEY, false, Pki.authorityKey(new byte[20]))
            .signedBy(CSCA);
    assertAccepted(verify(new Chip(otherKey).files()), "KEY_IDENTIFIER_DEVIATES");
  }

  @Test
  void a_link_certificate_leads_from_the_new_key_to_the_trusted_one() {
    Pki.Holder renamed =
        new Pki.Builder("C=DE,O=Test,CN=CSCA next", OTHER_KEY).authority(0).selfSigned();
    Pki.Holder link =
        new Pki.Builder("C=DE,O=Test,CN=CSCA next", OTHER_KEY).authority(0).signedBy(CSCA);
    Pki.Holder signer = Pki.signer(renamed, KEY);
    Chip chip = new Chip(signer).also(link.certificate());
    ChipReport report = verify(chip.files());
    assertThat(report.codes()).contains("ISSUER_PATH_LENGTH");
    Pki.Holder longRoot =
        new Pki.Builder("C=DE,O=Test,CN=CSCA DE", CA_KEY).authority(1).selfSigned();
    assertAccepted(verify(chip.files(), Pki.trust(longRoot.certificate())), "DOCUMENT_EXPIRED");
    assertAccepted(
        verify(new Chip(signer).files(), Pki.trust(CSCA.certificate(), link.certificate())),
        "DOCUMENT_EXPIRED");
  }

  // Revocation

  @Test
  void a_revoked_signer_is_named() {
    Instant from = Pki.NOW.minusSeconds(1000);
    Instant until = Pki.NOW.plusSeconds(1000);
    BigInteger serial = SIGNER.cert().serial;
    byte[] revoked = Pki.crl(CSCA, from, until, BigInteger.ONE, serial);
    byte[] clean = Pki.crl(CSCA, from, until, BigInteger.ONE);
    byte[] stale = Pki.crl(CSCA, from.minusSeconds(9000), from, BigInteger.ONE);
    byte[] forged = Pki.crl(CSCA.cert().subject, OTHER_KEY, from, until, null, serial);
    byte[] critical = Pki.crl(CSCA.cert().subject, CA_KEY, from, until, "1.2.3.4");
    byte[] root = Pki.crl(CSCA, from, until, CSCA.cert().serial);
    assertRefused(withCrl(revoked), Verdict.REVOKED, "REVOKED");
    assertRefused(withCrl(root), Verdict.REVOKED, "ISSUER_REVOKED");
    assertRefused(withCrl(forged), Verdict.REVOCATION_UNKNOWN, "CRL_SIGNATURE_WRONG");
    assertRefused(withCrl(critical), Verdict.REVOCATION_UNKNOWN, "CRL_UNUSABLE");
    assertAccepted(withCrl(clean), "DOCUMENT_EXPIRED");
    assertThat(withCrl(clean).codes()).doesNotContain("NO_CRL", "CRL_STALE");
    assertAccepted(withCrl(stale), "CRL_STALE");
    byte[] future = Pki.crl(CSCA, until, until.plusSeconds(99), BigInteger.ONE);
    assertAccepted(withCrl(future), "CRL_NOT_YET_VALID");
    byte[] elsewhere = Pki.crl(Pki.csca("FR", OTHER_KEY), from, until, serial);
    assertAccepted(withCrl(elsewhere), "NO_CRL");
  }

  @Test
  void a_revocation_list_of_a_key_not_trusted_yet_is_recorded_only() throws Exception {
    Pki.Holder next = Pki.csca("DE", OTHER_KEY);
    Instant until = Pki.NOW.plusSeconds(1000);
    var generator =
        new org.bouncycastle.cert.X509v2CRLBuilder(
            next.cert().subject, java.util.Date.from(Pki.NOW));
    generator.setNextUpdate(java.util.Date.from(until));
    generator.addCRLEntry(SIGNER.cert().serial, java.util.Date.from(Pki.NOW), 1);
    generator.addExtension(
        new ASN1ObjectIdentifier(Cert.AUTHORITY_KEY),
        false,
        Pki.authorityKey(Pki.keyIdentifier(OTHER_KEY)));
    byte[] crl =
        generator
            .build(
                new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(BouncyCastleSignatures.PROVIDER)
                    .build(OTHER_KEY.pair().getPrivate()))
            .getEncoded();
    assertAccepted(withCrl(crl), "CRL_ISSUER_UNKNOWN");
    ChipReport known =
        verify(new Chip(SIGNER).files(), Pki.trust(CSCA.certificate(), next.certificate(), crl));
    assertRefused(known, Verdict.REVOKED, "REVOKED");
  }

  private static ChipReport withCrl(byte[] crl) {
    return verify(new Chip(SIGNER).files(), Pki.trust(CSCA.certificate(), crl));
  }

  // Trust

  @Test
  void a_root_that_did_not_sign_itself_is_left_out() {
    byte[] broken = CSCA.certificate().clone();
    broken[broken.length - 1] ^= 1;
    TrustAnchors trust = Pki.trust(broken, "rubbish".getBytes(StandardCharsets.US_ASCII));
    assertThat(Finding.codes(trust.report().findings()))
        .containsExactlyInAnyOrder("SELF_SIGNATURE_WRONG", "UNKNOWN_TRUST_FILE");
    assertThat(trust.report().certificates()).isZero();
  }

  @Test
  void trust_comes_in_all_published_forms() {
    String base64 =
        java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(CSCA.certificate());
    String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    String ldif =
        "dn: c=DE,dc=data\nuserCertificate;binary:: " + base64.replace("\n", "\n ") + "\nsn: 1\n";
    for (String form : List.of(pem, ldif, base64, "# trust\n" + pem)) {
      TrustAnchors trust = Pki.trust(form.getBytes(StandardCharsets.US_ASCII));
      assertThat(trust.countries()).as(form).isEqualTo(Map.of("DE", 1));
    }
    byte[] two = Chip.join(CSCA.certificate(), Pki.csca("FR", OTHER_KEY).certificate());
    assertThat(Pki.trust(two).countries()).isEqualTo(Map.of("DE", 1, "FR", 1));
  }

  // Names of findings

  private static ChipReport verify(Map<String, byte[]> files) {
    return verify(files, Pki.trust(CSCA.certificate()));
  }

  private static ChipReport verify(Map<String, byte[]> files, TrustAnchors trust) {
    return PassiveAuthentication.verify(new LinkedHashMap<>(files), trust, Pki.NOW);
  }

  private static void assertRefused(ChipReport report, Verdict verdict, String code) {
    assertThat(report.codes()).contains(code);
    assertThat(report.verdict()).as(report.codes().toString()).isEqualTo(verdict);
  }

  private static void assertAccepted(ChipReport report, String code) {
    assertThat(report.codes()).contains(code);
    assertThat(report.verdict())
        .as(report.findings().toString())
        .isEqualTo(Verdict.GENUINE_DOCUMENT_EXPIRED);
  }
}
