package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.mrtd.ChipReport.GroupState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Genuine passports of every kind of signature, and the departures that genuine ones have.
class PassiveAuthenticationTest {

  private static final Pki.Key P256 = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Holder CSCA = Pki.csca("UT", P256.number(1));
  private static final Pki.Holder SIGNER = Pki.signer(CSCA, P256);
  private static final TrustAnchors TRUST = Pki.trust(CSCA.certificate());

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          rsa2048, SHA1withRSA, SHA1, false, ALGORITHM_LEGACY
          rsa1024, SHA1withRSA, SHA1, false, ALGORITHM_LEGACY KEY_SHORT
          rsa2048, SHA224withRSA, SHA224, false, ''
          rsa2048, SHA256withRSA, SHA256, false, ''
          rsa2048, SHA384withRSA, SHA384, false, ''
          rsa2048, SHA512withRSA, SHA512, false, ''
          rsa2048, SHA1withRSAandMGF1, SHA1, false, ALGORITHM_LEGACY
          rsa2048, SHA256withRSAandMGF1, SHA256, false, ''
          rsa2048, SHA384withRSAandMGF1, SHA384, false, ''
          rsa2048, SHA512withRSAandMGF1, SHA512, false, ''
          secp192r1, SHA1withECDSA, SHA1, false, ALGORITHM_LEGACY
          secp224r1, SHA224withECDSA, SHA224, false, ''
          secp256r1, SHA1withECDSA, SHA1, false, ALGORITHM_LEGACY
          secp256r1, SHA256withECDSA, SHA256, false, ''
          secp256r1, SHA256withECDSA, SHA256, true, ''
          secp256k1, SHA256withECDSA, SHA256, false, ''
          secp384r1, SHA384withECDSA, SHA384, false, ''
          secp384r1, SHA384withECDSA, SHA384, true, ''
          secp521r1, SHA512withECDSA, SHA512, false, ''
          secp521r1, SHA512withECDSA, SHA512, true, ''
          brainpoolP192r1, SHA1withECDSA, SHA1, true, ALGORITHM_LEGACY
          brainpoolP224r1, SHA224withECDSA, SHA224, true, ''
          brainpoolP256r1, SHA256withECDSA, SHA256, false, ''
          brainpoolP256r1, SHA256withECDSA, SHA256, true, ''
          brainpoolP256t1, SHA256withECDSA, SHA256, false, ''
          brainpoolP320r1, SHA256withECDSA, SHA256, true, ''
          brainpoolP384r1, SHA384withECDSA, SHA384, false, ''
          brainpoolP384r1, SHA384withECDSA, SHA384, true, ''
          brainpoolP512r1, SHA512withECDSA, SHA512, false, ''
          brainpoolP512r1, SHA512withECDSA, SHA512, true, ''
          secp256r1, SHA256withPLAIN-ECDSA, SHA256, false, ''
          brainpoolP384r1, SHA384withPLAIN-ECDSA, SHA384, true, ''
          dsa2048, SHA256withDSA, SHA256, false, ''
          """)
  void every_algorithm_is_checked(
      String kind, String algorithm, Hash hash, boolean explicit, String codes) {
    var key = new Pki.Key(kind, algorithm, 0, explicit);
    Pki.Holder csca = Pki.csca("UT", new Pki.Key(kind, algorithm, 1, explicit));
    Chip chip = new Chip(Pki.signer(csca, key)).hash(hash);
    TrustAnchors trust = Pki.trust(csca.certificate());
    ChipReport report = PassiveAuthentication.verify(chip.files(), trust, Pki.NOW);
    assertGenuine(report, codes);
    Map<String, byte[]> altered = Chip.flipped(chip.files(), "DG1", 10);
    ChipReport refused = PassiveAuthentication.verify(altered, trust, Pki.NOW);
    assertThat(refused.verdict()).isEqualTo(Verdict.ALTERED);
    Map<String, byte[]> forged = Chip.flipped(chip.files(), "SOD", -1);
    assertThat(PassiveAuthentication.verify(forged, trust, Pki.NOW).verdict())
        .isEqualTo(Verdict.SIGNATURE_WRONG);
  }

  @Test
  void the_report_tells_who_signed_and_what_became_of_each_group() {
    Map<String, byte[]> files = chip().group(14, new byte[] {0x6E, 0}).files();
    files.remove("DG2");
    ChipReport report = PassiveAuthentication.verify(files, TRUST, Pki.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE_DOCUMENT_EXPIRED);
    assertThat(report.country()).contains("UT");
    assertThat(report.algorithms()).containsExactly("ECDSA with SHA-256", "SHA-256");
    assertThat(report.mrz().orElseThrow().holder().surname()).isEqualTo("ERIKSSON");
    assertThat(report.groups())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                ChipFile.DG1, GroupState.MATCHES,
                ChipFile.DG2, GroupState.NOT_GIVEN,
                ChipFile.DG14, GroupState.MATCHES));
  }

  @Test
  void a_document_within_its_time_is_genuine() {
    Mrz specimen = Mrz.parse(MrzTest.TD3, java.time.LocalDate.of(2026, 11, 22)).mrz().orElseThrow();
    var later = MrzDate.of(java.time.LocalDate.of(2030, 1, 1));
    var mrz = new Mrz(specimen.format(), "P", "UTO", "X1", specimen.holder(), later, "", "");
    ChipReport report =
        PassiveAuthentication.verify(chip().zone(Mrz.compose(mrz)).files(), TRUST, Pki.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void attributes_in_another_order_are_checked_either_way() {
    assertGenuine(verify(chip().attributesReversed(true)), "SIGNED_ATTRIBUTES_NOT_DER");
    assertGenuine(verify(chip().attributesReversed(false)), "SIGNED_ATTRIBUTES_NOT_DER");
    assertGenuine(verify(chip().withoutAttributes()), "SIGNED_ATTRIBUTES_ABSENT");
  }

  @Test
  void other_encodings_of_the_object_are_read_and_recorded() {
    assertGenuine(verify(chip().ber()), "INDEFINITE_LENGTH");
    assertGenuine(verify(chip().unwrapped()), "SOD_UNWRAPPED");
    assertGenuine(verify(chip().byKeyIdentifier()), "");
    assertGenuine(verify(chip().version(1, "0108", "040000")), "");
    assertGenuine(verify(chip().version(1)), "LDS_VERSION_MISSING");
    assertGenuine(verify(chip().version(0, "0107", "040000")), "LDS_VERSION_UNEXPECTED");
    assertGenuine(
        verify(chip().contentType(SecurityObject.OLD_CONTENT_TYPE)), "CONTENT_TYPE_UNUSUAL");
    assertGenuine(verify(chip().ldsHash(Hash.SHA512)), "HASH_ALGORITHMS_DIFFER");
    Map<String, byte[]> padded = chip().files();
    padded.replaceAll((_, content) -> Chip.join(content, new byte[7]));
    assertGenuine(PassiveAuthentication.verify(padded, TRUST, Pki.NOW), "TRAILING_BYTES");
  }

  @Test
  void contradictions_about_algorithms_are_resolved_and_recorded() {
    assertGenuine(verify(chip().statedDigest(Pki.hashIdentifier(Hash.SHA1))), "ALGORITHM_MISMATCH");
    assertGenuine(verify(chip().statedSignature("1.2.840.10045.4.1")), "ALGORITHM_MISMATCH");
    assertGenuine(verify(chip().statedSignature("1.2.840.10045.4.3.3")), "ALGORITHM_MISMATCH");
    assertGenuine(verify(chip().statedSignature("1.2.840.113549.1.1.11")), "ALGORITHM_MISMATCH");
    assertGenuine(verify(chip().statedSignature("1.2.840.10045.2.1")), "");
    assertGenuine(verify(chip().statedSignature("2.16.840.1.101.3.4.2.1")), "ALGORITHM_MISMATCH");
    assertGenuine(verify(chip().statedSignature("0.4.0.127.0.7.1.1.4.1.3")), "SIGNATURE_ENCODING");
    assertGenuine(
        verify(chip().statedLdsHash(Pki.hashIdentifier(Hash.SHA1))), "HASH_ALGORITHM_MISMATCH");
  }

  @Test
  void rsa_stated_without_its_hash_or_parameters_is_checked() {
    var rsa = new Pki.Key("rsa2048", "SHA256withRSA");
    Pki.Holder signer = Pki.signer(CSCA, rsa);
    assertGenuine(verify(new Chip(signer).statedSignature("1.2.840.113549.1.1.1")), "");
    assertGenuine(verify(new Chip(signer).statedSignature("1.2.840.113549.1.1.11")), "");
    Pki.Holder pss = Pki.signer(CSCA, new Pki.Key("rsa2048", "SHA256withRSAandMGF1"));
    assertGenuine(
        verify(new Chip(pss).statedSignature("1.2.840.113549.1.1.10")), "PARAMETERS_MISSING");
  }

  @Test
  void a_signers_certificate_may_come_from_outside() {
    TrustAnchors trust = Pki.trust(CSCA.certificate(), SIGNER.certificate());
    ChipReport report = PassiveAuthentication.verify(chip().notEmbedded().files(), trust, Pki.NOW);
    assertGenuine(report, "SIGNER_CERTIFICATE_OUTSIDE");
    assertThat(verify(chip().notEmbedded()).codes()).contains("SIGNER_CERTIFICATE_MISSING");
  }

  @Test
  void a_signer_named_in_another_order_is_found() {
    var name = new org.bouncycastle.asn1.x500.X500Name("CN=CSCA UT,O=Test,C=UT");
    assertGenuine(verify(chip().namedIssuer(name)), "SIGNER_IDENTIFIER_DEVIATES");
  }

  @Test
  void without_a_data_group_the_answer_is_incomplete() {
    Map<String, byte[]> files = chip().files();
    files.keySet().removeIf(name -> name.startsWith("DG"));
    ChipReport report = PassiveAuthentication.verify(files, TRUST, Pki.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(report.codes()).containsExactly("NO_DATA_GROUP");
    assertThat(PassiveAuthentication.verify(Map.of(), TRUST, Pki.NOW).verdict())
        .isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void a_faster_verifier_is_asked_first_and_its_no_is_looked_at_again() {
    int[] asked = {0};
    Signatures faster =
        (scheme, key, data, signature) -> {
          asked[0]++;
          return false;
        };
    Signatures both =
        Signatures.bouncyCastle()
            .preferring(s -> s.family() == SignatureScheme.Family.ECDSA, faster);
    ChipReport report = PassiveAuthentication.verify(chip().files(), TRUST, Pki.NOW, both);
    assertGenuine(report, "");
    assertThat(asked[0]).isPositive();
  }

  private static Chip chip() {
    return new Chip(SIGNER);
  }

  private static ChipReport verify(Chip chip) {
    return PassiveAuthentication.verify(chip.files(), TRUST, Pki.NOW);
  }

  // The specimen's date of expiry has passed, and Utopia's two letters belong to no state.
  private static void assertGenuine(ChipReport report, String codes) {
    List<String> expected = new java.util.ArrayList<>();
    if (!codes.isEmpty()) {
      expected.addAll(List.of(codes.split(" ")));
    }
    expected.addAll(List.of("DOCUMENT_EXPIRED", "COUNTRY_NOT_COMPARABLE"));
    assertThat(report.codes()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(report.verdict()).isEqualTo(Verdict.GENUINE_DOCUMENT_EXPIRED);
  }

  @Test
  void these_verdicts_are_reached_with_and_without_native_code() {
    boolean portable = Boolean.getBoolean("hutong.crypto.portable");
    assertThat(CryptoProviders.fastest() == CryptoProviders.portable()).isEqualTo(portable);
  }
}
