package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.bouncycastle.asn1.icao.CscaMasterList;
import org.bouncycastle.asn1.icao.LDSSecurityObject;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The passports, looked at by a verifier of its own: nothing of the authority's code is used.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorityTest {

  private World world;
  private final Map<String, byte[]> trust = new HashMap<>();

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    world = new World(data);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /// What a verifier finds out about a passport.
  private record Findings(
      boolean hashesMatch,
      boolean signed,
      boolean signerInTime,
      boolean knownIssuer,
      boolean revoked) {}

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # variant          hashes  signed  in time  known  revoked
          genuine,           true,   true,   true,    true,  false
          altered,           false,  true,   true,    true,  false
          altered-portrait,  false,  true,   true,    true,  false
          expired-signer,    true,   true,   false,   true,  false
          unknown-issuer,    true,   true,   true,    false, false
          revoked-signer,    true,   true,   true,    true,  true
          wrong-signature,   true,   false,  true,    true,  false
          expired-passport,  true,   true,   true,    true,  false
          """)
  void each_variant_is_wrong_in_its_own_way_and_in_no_other(
      String variant,
      boolean hashes,
      boolean signed,
      boolean inTime,
      boolean known,
      boolean revoked)
      throws Exception {
    var passport = issue("{\"person\":\"maria\",\"variant\":\"%s\"}".formatted(variant));
    assertThat(verify(passport)).isEqualTo(new Findings(hashes, signed, inTime, known, revoked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecdsa-p256-sha256",
        "ecdsa-brainpool-p256-sha256",
        "ecdsa-brainpool-p384-sha384-explicit",
        "rsa-2048-sha256",
        "rsa-pss-sha256",
        "rsa-2048-sha1",
        "ecdsa-p521-sha512"
      })
  void every_algorithm_makes_a_genuine_passport(String algorithm) throws Exception {
    var passport = issue("{\"person\":\"juergen\",\"algorithm\":\"%s\"}".formatted(algorithm));
    assertThat(verify(passport)).isEqualTo(new Findings(true, true, true, true, false));
    var key = signer(passport).getSubjectPublicKeyInfo();
    assertThat(isExplicit(key)).isEqualTo(algorithm.endsWith("explicit"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maria      | TD3 | P<PRTDA<SILVA<PEREIRA<<MARIA<JOAO<<<<<<<<<<<
          suharyanto | TD3 | P<IDNSUHARYANTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<
          siobhan    | TD3 | P<IRLOCONNOR<<SIOBHAN<MAIRE<<<<<<<<<<<<<<<<<
          annesophie | TD3 | P<FRALEFEVRE<DUBOIS<<ANNE<SOPHIE<<<<<<<<<<<<
          chau       | TD3 | P<VNMNGUYEN<<THI<MINH<CHAU<<<<<<<<<<<<<<<<<<
          gudrun     | TD3 | P<ISLTHORHALLSDOTTIR<<GUDRUN<AESA<<<<<<<<<<<
          kasun      | TD3 | P<LKAWICKRAMASINGHE<MUDIYANSELAGE<<KASUN<CHA
          juergen    | TD3 | P<D<<MUELLER<GROSS<<JUERGEN<<<<<<<<<<<<<<<<<
          siobhan    | TD2 | I<IRLOCONNOR<<SIOBHAN<MAIRE<<<<<<<<<
          """)
  void names_are_written_as_the_standard_writes_them(String person, String format, String line)
      throws Exception {
    var passport = issue("{\"person\":\"%s\",\"format\":\"%s\"}".formatted(person, format));
    assertThat(passport.path("mrz").path(0).asString()).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({"TD3, 44, 2", "TD2, 36, 2", "TD1, 30, 3"})
  void every_format_has_its_lines_and_its_check_digits(String format, int length, int lines)
      throws Exception {
    for (var number : Set.of("X12345678", "AB1234")) {
      var passport =
          issue(
              """
              {"surname":"Eriksson","givenNames":"Anna Maria","nationality":"UTO",
               "birth":"1974-08-12","sex":"F","expiry":"2032-04-15","number":"%s","format":"%s"}
              """
                  .formatted(number, format));
      var mrz = passport.path("mrz");
      assertThat(mrz.size()).isEqualTo(lines);
      mrz.forEach(line -> assertThat(line.asString()).hasSize(length));
      var dated = mrz.path(1).asString();
      int birth = format.equals("TD1") ? 0 : 13;
      int expiry = format.equals("TD1") ? 8 : 21;
      assertThat(dated.charAt(birth + 6)).isEqualTo(digit(dated.substring(birth, birth + 6)));
      assertThat(dated.charAt(expiry + 6)).isEqualTo(digit(dated.substring(expiry, expiry + 6)));
      var numbered = format.equals("TD1") ? mrz.path(0).asString().substring(5) : dated;
      assertThat(numbered.charAt(9)).isEqualTo(digit(numbered.substring(0, 9)));
      assertThat(dated.charAt(length - 1)).isEqualTo(digit(composite(format, mrz)));
    }
  }

  @Test
  void the_specimen_of_the_standard_comes_out_letter_by_letter() throws Exception {
    var passport =
        issue(
            """
            {"surname":"Stevenson","givenNames":"Peter John","nationality":"UTO",
             "birth":"1934-07-12","sex":"M","expiry":"2095-07-12","number":"D23145890734",
             "format":"TD1"}
            """);
    assertThat(passport.path("mrz"))
        .extracting(JsonNode::asString)
        .containsExactly(
            "I<UTOD23145890<7349<<<<<<<<<<<",
            "3407127M9507122UTO<<<<<<<<<<<2",
            "STEVENSON<<PETER<JOHN<<<<<<<<<");
  }

  @Test
  void the_chip_holds_a_picture_that_opens() throws Exception {
    var dg2 = file(issue("{\"person\":\"tomas\"}"), "DG2");
    int face = new String(dg2, StandardCharsets.ISO_8859_1).indexOf("FAC\0" + "010\0");
    int jpeg = new String(dg2, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00D8\u00FF", face);
    assertThat(jpeg - face).isEqualTo(14 + 20 + 12);
    var picture = ImageIO.read(new ByteArrayInputStream(dg2, jpeg, dg2.length - jpeg));
    assertThat(picture.getWidth()).isEqualTo(240);
    assertThat(dg2.length).isLessThan(20_000);
  }

  @Test
  void the_list_of_countries_is_signed_and_whole() throws Exception {
    var list = new CMSSignedData(world.get("/authority/masterlist.ml").body());
    assertThat(list.getSignedContentTypeOID()).isEqualTo("2.23.136.1.1.2");
    SignerInformation signer = list.getSignerInfos().iterator().next();
    var certificate =
        list.getCertificates().getMatches(null).stream()
            .filter(each -> each.getSerialNumber().equals(signer.getSID().getSerialNumber()))
            .findFirst()
            .orElseThrow();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate)))
        .isTrue();
    var content = CscaMasterList.getInstance((byte[]) list.getSignedContent().getContent());
    assertThat(content.getCertStructs().length).isGreaterThan(190);
    assertThat(trust()).hasSizeGreaterThan(380);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"person\":\"nobody\"}",
        "{\"person\":\"maria\",\"variant\":\"beautiful\"}",
        "{\"person\":\"maria\",\"algorithm\":\"rot13\"}",
        "{\"person\":\"maria\",\"format\":\"MRV-A\"}",
        "{\"person\":\"maria\",\"number\":\"1234567890123456\"}",
        "{\"person\":\"maria\",\"expiry\":\"soon\"}",
        "{\"surname\":\"北京\",\"nationality\":\"PRT\",\"birth\":\"1990-01-01\",\"sex\":\"F\"}",
        "{\"surname\":\"A\",\"nationality\":\"XYZ\",\"birth\":\"1990-01-01\",\"sex\":\"F\"}",
        "{\"surname\":\"A\",\"nationality\":\"PRT\",\"birth\":\"1990-02-31\",\"sex\":\"F\"}",
        "{\"surname\":\"A\",\"nationality\":\"PRT\",\"birth\":\"x\",\"sex\":\"F\"}",
        "{\"surname\":\"A\",\"nationality\":\"PRT\",\"birth\":\"1990-01-01\",\"sex\":\"woman\"}",
        "{\"surname\":{\"a\":1},\"nationality\":[\"PRT\"],\"birth\":null}"
      })
  void what_cannot_be_issued_is_refused_with_a_reason(String body) throws Exception {
    var answer = world.post("/authority/passports", body);
    assertThat(answer.statusCode()).isBetween(400, 422);
    assertThat(World.json(answer).path("code").asString()).isNotBlank();
    assertThat(World.json(answer).path("detail").asString()).isNotBlank();
  }

  @Test
  void certificates_stay_the_same_after_a_restart(@TempDir Path other) throws Exception {
    byte[] before;
    JsonNode issued;
    try (var first = new World(other)) {
      before = first.get("/authority/csca.cer?state=KAZ").body();
      issued = World.json(first.post("/authority/passports", "{\"person\":\"aidar\"}"));
    }
    try (var second = new World(other)) {
      assertThat(second.get("/authority/csca.cer?state=KAZ").body()).isEqualTo(before);
      var again = World.json(second.post("/authority/passports", "{\"person\":\"aidar\"}"));
      assertThat(signer(again)).isEqualTo(signer(issued));
    }
  }

  private JsonNode issue(String order) throws Exception {
    var answer = world.post("/authority/passports", order);
    assertThat(answer.statusCode()).describedAs(World.text(answer)).isEqualTo(200);
    return World.json(answer);
  }

  private Findings verify(JsonNode passport) throws Exception {
    var signed = signed(passport);
    var certificate = signer(passport);
    var object = LDSSecurityObject.getInstance((byte[]) signed.getSignedContent().getContent());
    boolean hashes = true;
    for (var group : object.getDatagroupHash()) {
      var digest =
          MessageDigest.getInstance(
              object.getDigestAlgorithmIdentifier().getAlgorithm().getId(), "BC");
      var actual = digest.digest(file(passport, "DG" + group.getDataGroupNumber()));
      hashes &= MessageDigest.isEqual(actual, group.getDataGroupHashValue().getOctets());
    }
    var trust = trust();
    var factory = CertificateFactory.getInstance("X.509", "BC");
    boolean known = false;
    boolean revoked = false;
    for (var entry : trust.entrySet()) {
      if (entry.getKey().startsWith("csca/")) {
        var csca = new X509CertificateHolder(entry.getValue());
        if (csca.getSubject().equals(certificate.getIssuer())) {
          known |=
              certificate.isSignatureValid(
                  new JcaContentVerifierProviderBuilder().setProvider("BC").build(csca));
        }
      } else if (entry.getKey().startsWith("crl/")) {
        var crl = (X509CRL) factory.generateCRL(new ByteArrayInputStream(entry.getValue()));
        revoked |= crl.getRevokedCertificate(certificate.getSerialNumber()) != null;
      }
    }
    return new Findings(
        hashes,
        isSigned(signed, certificate),
        certificate.isValidOn(Date.from(Instant.now())),
        known,
        revoked);
  }

  private static boolean isSigned(CMSSignedData signed, X509CertificateHolder certificate)
      throws Exception {
    try {
      return signed
          .getSignerInfos()
          .iterator()
          .next()
          .verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
    } catch (CMSVerifierCertificateNotValidException e) {
      throw new AssertionError("The signer was not valid when it signed", e);
    } catch (CMSException _) {
      return false;
    }
  }

  private static CMSSignedData signed(JsonNode passport) throws Exception {
    var sod = file(passport, "SOD");
    assertThat(sod[0]).isEqualTo((byte) 0x77);
    int header = (sod[1] & 0xFF) < 0x80 ? 2 : 2 + (sod[1] & 0x7F);
    return new CMSSignedData(new ByteArrayInputStream(sod, header, sod.length - header));
  }

  private static X509CertificateHolder signer(JsonNode passport) throws Exception {
    return signed(passport).getCertificates().getMatches(null).iterator().next();
  }

  private static boolean isExplicit(SubjectPublicKeyInfo key) {
    return key.getAlgorithm().getAlgorithm().getId().equals("1.2.840.10045.2.1")
        && !X962Parameters.getInstance(key.getAlgorithm().getParameters()).isNamedCurve();
  }

  private Map<String, byte[]> trust() throws Exception {
    if (trust.isEmpty()) {
      trust.putAll(readTrust());
    }
    return trust;
  }

  private Map<String, byte[]> readTrust() throws Exception {
    var files = new HashMap<String, byte[]>();
    try (var zip =
        new ZipInputStream(new ByteArrayInputStream(world.get("/authority/trust.zip").body()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(new HashSet<>(files.keySet())).contains("csca/PRT.cer", "masterlist/sandbox.ml");
    return files;
  }

  private static byte[] file(JsonNode passport, String name) {
    return Base64.getDecoder().decode(passport.path("files").path(name).asString());
  }

  private static String composite(String format, JsonNode mrz) {
    var first = mrz.path(0).asString();
    var second = mrz.path(1).asString();
    return switch (format) {
      case "TD3" -> second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43);
      case "TD2" -> second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 35);
      default ->
          first.substring(5, 30)
              + second.substring(0, 7)
              + second.substring(8, 15)
              + second.substring(18, 29);
    };
  }

  private static char digit(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Math.max(0, Character.digit(text.charAt(i), 36));
      sum += value * new int[] {7, 3, 1}[i % 3];
    }
    return Character.forDigit(sum % 10, 10);
  }
}
