package hutong.proof.seal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.proof.Finding;
import hutong.proof.IssuerTrust;
import hutong.proof.Json;
import hutong.proof.JwkSet;
import hutong.proof.Reason;
import hutong.proof.SignatureKeys;
import hutong.proof.StatusReference;
import hutong.proof.TestPki;
import hutong.proof.UnreadableException;
import hutong.proof.Vectors;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SealTest {

  private static final Vectors TR03137 = new Vectors("tr03137.txt");
  private static final Instant NOW = TestPki.NOW;
  private static final TestPki.Party CSCA = TestPki.authority("C=CN,CN=Test CSCA");
  private static final TestPki.Party SIGNER = TestPki.signer(CSCA, "C=CN,CN=HT");
  private static final String ZONE =
      "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<\n1234567XY7GBR5203116M2005250<<<<<<<<";

  private static SealReading unsigned(String name) {
    var seal = Base64.getEncoder().encodeToString(TR03137.hex(name));
    return new SealReader(List.of()).read(seal, null, NOW);
  }

  @Test
  void the_worked_examples_are_read_as_the_guideline_says() {
    var arrival = unsigned("arrival");
    assertThat(arrival.type()).isEqualTo("ARRIVAL_ATTESTATION");
    assertThat(arrival.issuer()).isEqualTo("D");
    assertThat(arrival.fields())
        .containsEntry("version", 3)
        .containsEntry("signer", "DETS")
        .containsEntry("certificateReference", "00027")
        .containsEntry("issued", "2020-01-01")
        .containsEntry("sealed", "2020-01-13")
        .containsEntry("azr", "160113000085")
        .containsEntry(
            "mrz", "MED<<MUSTERMANN<<ERIK<<<<<<<<<<<<<<<\nM0000000<4ALB0308212M1604128<<<<<<<2");
    var residence = unsigned("residence");
    assertThat(residence.type()).isEqualTo("RESIDENCE_PERMIT");
    // The guideline prints ARD beside octets that say ATD.
    assertThat(residence.fields())
        .containsEntry("certificateReference", "27")
        .containsEntry("passportNumber", "UFO001979")
        .containsEntry(
            "mrz", "ATD<<RESIDORCE<<ROLAND<<<<<<<<<<<<<<\n6525845096USA7008038M2201018<<<<<<06");
    var visa = unsigned("visa");
    assertThat(visa.type()).isEqualTo("VISA");
    assertThat(visa.fields())
        .containsEntry("passportNumber", "47110815P")
        .containsEntry("durationOfStay", Map.of("days", 160, "months", 0, "years", 0))
        .containsEntry("mrz", ZONE);
    var social = unsigned("social");
    assertThat(social.fields())
        .containsEntry("surname", "Perschweiß")
        .containsEntry("birthName", "Jâcobénidicturius")
        .containsEntry("socialInsuranceNumber", "65170839J003");
    // The guideline prints T2000AKA7 beside octets that say T2000AK47.
    assertThat(unsigned("address").fields())
        .containsEntry("documentNumber", "T2000AK47")
        .containsEntry("municipalityCode", "05314000")
        .containsEntry("address", "53123MUSTERMANNSTRASSE21");
    for (var each : List.of(arrival, residence, visa, social)) {
      assertThat(each.incomplete()).isTrue();
    }
  }

  @Test
  void texts_are_packed_as_the_guideline_packs_them() throws UnreadableException {
    assertThat(HexFormat.of().formatHex(C40.encode("XK<CD"))).isEqualTo("eb0466a9");
    assertThat(HexFormat.of().formatHex(C40.encode("XKCD"))).isEqualTo("eb11fe45");
    assertThat(C40.decode(C40.encode("XKCD"), "x")).isEqualTo("XKCD");
    assertThat(C40.decode(C40.encode("XK CD"), "x")).isEqualTo("XK CD");
  }

  private static NewSeal visa() {
    return new NewSeal(
        SealProfile.VISA,
        "CHN",
        "CNHT",
        SIGNER.certificate().getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT),
        LocalDate.of(2026, 11, 22),
        LocalDate.of(2026, 11, 22),
        Map.of(
            "mrz", ZONE, "durationOfStay", new byte[] {30, 0, 0}, "passportNumber", "47110815P"));
  }

  private static SealReading read(byte[] seal, X509Certificate... certificates) {
    return new SealReader(List.of(certificates)).read(seal, NOW, NOW);
  }

  @Test
  void what_we_seal_we_read() {
    byte[] seal = visa().sign(SIGNER.key());
    var reading = read(seal, SIGNER.certificate(), CSCA.certificate());
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.notes()).isEmpty();
    assertThat(reading.fields()).containsEntry("mrz", ZONE);
    assertThat(read(seal, SIGNER.certificate()).valid()).isTrue();
    assertThat(codes(read(seal, CSCA.certificate()))).containsExactly("KEY_MISSING");
    var stranger = TestPki.signer(CSCA, "C=CN,CN=HT");
    assertThat(codes(read(seal, stranger.certificate()))).containsExactly("SIGNATURE_WRONG");
    var otherRoot = TestPki.authority("C=XX,CN=Other");
    assertThat(codes(read(seal, SIGNER.certificate(), otherRoot.certificate())))
        .containsExactly("CERTIFICATE_UNTRUSTED");
  }

  @Test
  void no_octet_of_a_seal_can_be_changed() {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    byte[] seal = visa().sign(SIGNER.key());
    for (int i = 0; i < 2000; i++) {
      byte[] changed = seal.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(read(changed, SIGNER.certificate()).valid()).isFalse();
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      assertThat(read(garbage, SIGNER.certificate()).valid()).isFalse();
    }
    for (int i = 0; i < seal.length; i++) {
      assertThat(read(Arrays.copyOf(seal, i), SIGNER.certificate()).valid()).isFalse();
    }
    byte[] longer = Arrays.copyOf(seal, seal.length + 1);
    assertThat(codes(read(longer, SIGNER.certificate()))).containsExactly("SEAL_TRAILING");
  }

  @Test
  void a_signature_on_a_brainpool_curve_is_checked() throws Exception {
    var castle = new org.bouncycastle.jce.provider.BouncyCastleProvider();
    var generator = java.security.KeyPairGenerator.getInstance("EC", castle);
    generator.initialize(new java.security.spec.ECGenParameterSpec("brainpoolP224r1"));
    var pair = generator.generateKeyPair();
    var builder =
        new org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder(
            new org.bouncycastle.asn1.x500.X500Name("C=DE,CN=TS"),
            java.math.BigInteger.valueOf(0x32),
            java.util.Date.from(Instant.parse("2021-01-01T00:00:00Z")),
            java.util.Date.from(Instant.parse("2031-01-01T00:00:00Z")),
            new org.bouncycastle.asn1.x500.X500Name("C=DE,CN=TS"),
            pair.getPublic());
    var certificate =
        hutong.proof.Certificates.read(
            builder
                .build(
                    new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA224withECDSA")
                        .setProvider(castle)
                        .build(pair.getPrivate()))
                .getEncoded());
    byte[] example = TR03137.hex("visa");
    byte[] signed = Arrays.copyOf(example, example.length - 58);
    var signer = Signature.getInstance("SHA224withPLAIN-ECDSA", castle);
    signer.initSign(pair.getPrivate());
    signer.update(signed);
    byte[] signature = signer.sign();
    byte[] seal = example.clone();
    System.arraycopy(signature, 0, seal, seal.length - 56, 56);
    var reading = new SealReader(List.of(certificate)).read(seal, null, NOW);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.notes()).isEmpty();
    assertThat(codes(new SealReader(List.of(certificate)).read(example, null, NOW)))
        .containsExactly("SIGNATURE_WRONG");
  }

  @Test
  void numbers_and_texts_have_one_canonical_form() throws UnreadableException {
    var json =
        Json.object(
            "{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0],"
                + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                + "\"literals\":[null,true,false]}",
            Reason.SEAL_UNREADABLE,
            "x");
    assertThat(new String(CanonicalJson.write(json), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void a_seal_that_brings_its_certificate_is_read() throws UnreadableException {
    ObjectNode message = Json.object();
    message.put("utci", "U32870").putObject("pid").put("n", "Maria Pereira").put("i", "AB123");
    var text = VdsNc.sign(SIGNER.key(), "icao.test", "CHN", message);
    var reader = new SealReader(List.of(CSCA.certificate()));
    var reading = reader.read(text, NOW, NOW);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.type()).isEqualTo("icao.test");
    assertThat(reading.issuer()).isEqualTo("CHN");
    assertThat(codes(reader.read(text.replace("Maria", "Mario"), NOW, NOW)))
        .containsExactly("SIGNATURE_WRONG");
    var foreign = VdsNc.sign(SIGNER.key(), "icao.test", "PRT", message);
    assertThat(codes(reader.read(foreign, NOW, NOW))).containsExactly("SEAL_ISSUER_MISMATCH");
    var twice = text.replace("\"utci\":", "\"utci\":\"x\",\"utci\":");
    assertThat(codes(reader.read(twice, NOW, NOW))).containsExactly("JSON_DUPLICATE_NAME");
    var padded = text.replaceFirst("\\{", "{\"more\":1,");
    assertThat(codes(reader.read(padded, NOW, NOW))).containsExactly("SEAL_TRAILING");
    assertThat(codes(new SealReader(List.of()).read(text, NOW, NOW)))
        .containsExactly("KEY_MISSING");
  }

  @Test
  void a_compact_code_is_small_and_holds() {
    var key = SignatureKeys.generate();
    ObjectNode claims = Json.object();
    claims.put("name", "Pereira, Maria").put("age_over_18", true).put("until", "2026-12-22");
    var code =
        new CompactCode(
            "https://city.example",
            "lodging",
            claims,
            NOW,
            NOW.plusSeconds(60),
            new StatusReference("https://city.example/s/1", 4));
    var text = code.sign(key);
    assertThat(text.length()).isLessThan(480);
    var trust = IssuerTrust.keys(new JwkSet(List.of(key.publicKey())));
    var reading = CompactCode.verify(text, trust, NOW);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.findContent()).contains(code);
    assertThat(Finding.codes(CompactCode.verify(text, trust, NOW.plusSeconds(60)).findings()))
        .containsExactly("EXPIRED");
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      var changed = new StringBuilder(text);
      changed.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(90)));
      if (!changed.toString().equals(text)) {
        // A bit that only the compression uses may change; what was signed never does.
        var found = CompactCode.verify(changed.toString(), trust, NOW);
        assertThat(!found.findings().isEmpty() || found.findContent().equals(Optional.of(code)))
            .isTrue();
      }
    }
  }

  private static List<String> codes(SealReading reading) {
    return Finding.codes(reading.findings());
  }
}
