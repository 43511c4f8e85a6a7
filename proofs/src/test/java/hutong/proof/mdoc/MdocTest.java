package hutong.proof.mdoc;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.proof.Base64Url;
import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.TestPki;
import hutong.proof.UnreadableException;
import hutong.proof.Vectors;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MdocTest {

  private static final String MDL = "org.iso.18013.5.1.mDL";
  private static final String SPACE = "org.iso.18013.5.1";
  private static final Vectors ANNEX_D = new Vectors("iso18013-5-annex-d.txt");
  private static final Instant THEN = Instant.parse("2021-01-01T00:00:00Z");

  private static final TestPki.Party IACA = TestPki.authority("C=UT,CN=Utopia IACA");
  private static final TestPki.Party SIGNER = TestPki.signer(IACA, "C=UT,CN=Utopia DS");
  private static final SignatureKey DEVICE = SignatureKeys.generate();
  private static final SessionTranscript SESSION =
      SessionTranscript.openId4Vp("x509_san_dns:hotel.example", "n", null, "https://h/r");

  private static PrivateKey readerKey() throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var d = new BigInteger(ANNEX_D.text("readerKey"), 16);
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(d, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  @Test
  void the_example_of_the_standard_holds() throws Exception {
    var verifier = new MdocVerifier(Set.of(Certificates.read(ANNEX_D.hex("iaca"))));
    var session = SessionTranscript.read(ANNEX_D.hex("transcript"));
    var reading =
        verifier.verify(ANNEX_D.hex("response"), new MdocExpectation(THEN, session, readerKey()));
    assertThat(reading.findings()).isEmpty();
    var document = reading.documents().getFirst();
    assertThat(document.docType()).isEqualTo(MDL);
    assertThat(Json.write(document.json().get(SPACE).get("family_name"))).isEqualTo("\"Doe\"");
    assertThat(Json.write(document.json().get(SPACE).get("expiry_date")))
        .isEqualTo("\"2024-10-20\"");
  }

  @Test
  void the_example_of_the_standard_fits_no_other_session_time_or_root() throws Exception {
    var root = Set.of(Certificates.read(ANNEX_D.hex("iaca")));
    var session = SessionTranscript.read(ANNEX_D.hex("transcript"));
    byte[] response = ANNEX_D.hex("response");
    var other = SessionTranscript.openId4Vp("a", "b", null, "c");
    assertThat(
            codes(
                new MdocVerifier(root)
                    .verify(response, new MdocExpectation(THEN, other, readerKey()))))
        .containsExactly("DEVICE_MAC_WRONG");
    assertThat(
            codes(
                new MdocVerifier(root)
                    .verify(
                        response,
                        new MdocExpectation(
                            Instant.parse("2022-01-01T00:00:00Z"), session, readerKey()))))
        .containsExactly("CERTIFICATE_EXPIRED", "EXPIRED");
    assertThat(
            codes(
                new MdocVerifier(Set.of(IACA.certificate()))
                    .verify(response, new MdocExpectation(THEN, session, readerKey()))))
        .containsExactly("CERTIFICATE_UNTRUSTED");
    var unknown = new MdocVerifier(root).verify(response, new MdocExpectation(THEN, null, null));
    assertThat(codes(unknown)).containsExactly("TRANSCRIPT_MISSING");
    assertThat(unknown.incomplete()).isTrue();
  }

  @Test
  void the_handovers_are_those_of_openid4vp() throws UnreadableException {
    var jwk =
        Jwk.read(
            Json.object(
                "{\"kty\":\"EC\",\"crv\":\"P-256\","
                    + "\"x\":\"DxiH5Q4Yx3UrukE2lWCErq8N8bqC9CHLLrAwLz5BmE0\","
                    + "\"y\":\"XtLM4-3h5o3HUH0MHVJV0kyq0iBlrBwlh8qEDMZ4-Pc\"}",
                Reason.KEY_UNREADABLE,
                "jwk"));
    var transcript =
        SessionTranscript.openId4Vp(
            "x509_san_dns:example.com",
            "exc7gBkxjx1rdc9udRrveKvSsJIq80avlXeLHhGwqtA",
            jwk,
            "https://example.com/response");
    assertThat(HexFormat.of().formatHex(transcript.octets()))
        .isEqualTo(
            "83f6f682714f70656e494434565048616e646f7665725820"
                + "048bc053c00442af9b8eed494cefdd9d95240d254b046b11b68013722aad38ac");
  }

  private static byte[] issued() {
    return new MdocIssuer(SIGNER.key(IACA.certificate()), new SecureRandom())
        .issue(
            NewMdoc.of(
                    MDL,
                    Map.of(
                        SPACE,
                        Map.of(
                            "family_name", Cbor.of("Pereira"),
                            "birth_date", Elements.date(LocalDate.of(1954, 3, 2)),
                            "age_over_18", Cbor.TRUE)),
                    DEVICE.publicKey(),
                    TestPki.NOW,
                    TestPki.NOW.plusSeconds(86_400))
                .withStatus("https://city.example/status/1", 12));
  }

  private static MdocReading verify(byte[] response) {
    return new MdocVerifier(Set.of(IACA.certificate()))
        .verify(response, MdocExpectation.of(SESSION, TestPki.NOW));
  }

  @Test
  void only_what_was_chosen_is_shown() throws UnreadableException {
    byte[] response =
        IssuerSigned.read(issued())
            .showing(Map.of(SPACE, Set.of("age_over_18")))
            .signedBy(DEVICE, SESSION);
    var reading = verify(response);
    assertThat(reading.findings()).isEmpty();
    var document = reading.documents().getFirst();
    assertThat(Json.write(document.json()))
        .isEqualTo("{\"org.iso.18013.5.1\":{\"age_over_18\":true}}");
    assertThat(document.findStatus().orElseThrow().index()).isEqualTo(12);
  }

  @Test
  void another_device_or_session_is_found_out() throws UnreadableException {
    var mine = IssuerSigned.read(issued());
    assertThat(codes(verify(mine.signedBy(SignatureKeys.generate(), SESSION))))
        .containsExactly("DEVICE_SIGNATURE_WRONG");
    var other = SessionTranscript.browser("https://evil.example", "n", null);
    assertThat(codes(verify(mine.signedBy(DEVICE, other))))
        .containsExactly("DEVICE_SIGNATURE_WRONG");
  }

  @Test
  void a_signer_for_another_purpose_country_or_time_is_refused() throws UnreadableException {
    var forSomethingElse =
        TestPki.signer(IACA, "C=UT,CN=x", "1.3.6.1.5.5.7.3.1", TestPki.NOW.minusSeconds(9), 9);
    assertThat(codes(by(forSomethingElse))).containsExactly("CERTIFICATE_PURPOSE");
    assertThat(codes(by(TestPki.signer(IACA, "C=XX,CN=x")))).contains("CERTIFICATE_COUNTRY");
    var late =
        TestPki.signer(IACA, "C=UT,CN=x", SignerProfile.MDL_SIGNER, TestPki.NOW.plusSeconds(60), 9);
    assertThat(codes(by(late))).contains("CERTIFICATE_NOT_YET_VALID", "SIGNED_OUTSIDE_CERTIFICATE");
  }

  private static MdocReading by(TestPki.Party signer) throws UnreadableException {
    var issuer = new MdocIssuer(signer.key(), new SecureRandom());
    byte[] issued =
        issuer.issue(
            NewMdoc.of(
                MDL,
                Map.of(SPACE, Map.of("a", Cbor.TRUE)),
                DEVICE.publicKey(),
                TestPki.NOW,
                TestPki.NOW.plusSeconds(60)));
    return verify(IssuerSigned.read(issued).signedBy(DEVICE, SESSION));
  }

  @Test
  void no_octet_can_be_changed_and_nothing_throws() throws UnreadableException {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    byte[] response = IssuerSigned.read(issued()).signedBy(DEVICE, SESSION);
    assertThat(verify(response).valid()).isTrue();
    var whole = Json.write(verify(response).documents().getFirst().json());
    for (int i = 0; i < 4000; i++) {
      byte[] changed = response.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      var reading = verify(changed);
      if (reading.valid()) {
        // A name that nobody knows is passed over: less may be shown, never anything else.
        var shown = reading.documents().getFirst().json();
        assertThat(Json.write(shown)).isIn("{}", whole);
      }
    }
    for (int length = 0; length < response.length; length += 7) {
      assertThat(verify(java.util.Arrays.copyOf(response, length)).valid()).isFalse();
    }
  }

  @Test
  void the_device_may_not_add_elements_on_its_own() throws UnreadableException {
    byte[] response = IssuerSigned.read(issued()).signedBy(DEVICE, SESSION);
    var text = HexFormat.of().formatHex(response);
    var forged = Cbor.embedded(Cbor.map(Map.of(SPACE, Cbor.map(Map.of("age_over_21", Cbor.TRUE)))));
    byte[] changed =
        HexFormat.of()
            .parseHex(text.replace("d81841a0", HexFormat.of().formatHex(CborWriter.write(forged))));
    assertThat(codes(verify(changed)))
        .containsExactlyInAnyOrder("DEVICE_ELEMENT_NOT_AUTHORIZED", "DEVICE_SIGNATURE_WRONG");
  }

  @Test
  void what_a_reader_of_cbor_must_refuse() {
    var cases =
        Map.ofEntries(
            Map.entry("", "CBOR_UNREADABLE"),
            Map.entry("1801", "CBOR_NOT_CANONICAL"),
            Map.entry("190001", "CBOR_NOT_CANONICAL"),
            Map.entry("1a00000001", "CBOR_NOT_CANONICAL"),
            Map.entry("0000", "CBOR_TRAILING"),
            Map.entry("a201000100", "CBOR_DUPLICATE_KEY"),
            Map.entry("62c328", "CBOR_UNREADABLE"),
            Map.entry("5bffffffffffffffff", "CBOR_UNREADABLE"),
            Map.entry("9bffffffffffffffff", "CBOR_UNREADABLE"),
            Map.entry("9a7fffffff", "CBOR_UNREADABLE"),
            Map.entry("1c", "CBOR_UNREADABLE"),
            Map.entry("ff", "CBOR_UNREADABLE"),
            Map.entry("5f6161ff", "CBOR_UNREADABLE"),
            Map.entry("f818", "CBOR_NOT_CANONICAL"),
            Map.entry("d81801", "CBOR_UNREADABLE"),
            Map.entry("81".repeat(40) + "00", "CBOR_TOO_DEEP"));
    cases.forEach(
        (hex, code) -> {
          try {
            CborReader.read(HexFormat.of().parseHex(hex), "x");
            throw new AssertionError(hex + " was read");
          } catch (UnreadableException e) {
            assertThat(e.finding().code()).as(hex).isEqualTo(code);
          }
        });
  }

  @Test
  void a_key_with_its_private_half_is_no_device_key() {
    assertThat(Base64Url.decode("AA==")).isEmpty();
    assertThat(Base64Url.decode("AB")).isEmpty();
  }

  private static java.util.List<String> codes(MdocReading reading) {
    return Finding.codes(reading.findings());
  }
}
