package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class StatusListTest {

  private static final Instant NOW = TestPki.NOW;
  private static final String HERE = "https://city.example/status/1";
  private static final SignatureKey KEY = SignatureKeys.generate();
  private static final IssuerTrust TRUST = IssuerTrust.key(KEY.publicKey());

  @Test
  void the_examples_of_the_standard_hold() throws UnreadableException {
    check(1, "eNrbuRgAAhcBXQ", 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1);
    check(2, "eNo76fITAAPfAgc", 1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3);
  }

  private static void check(int bits, String packed, int... statuses) throws UnreadableException {
    var read = StatusList.read(bits, Base64Url.decode(packed).orElseThrow());
    var made = StatusList.of(bits, statuses.length);
    for (int i = 0; i < statuses.length; i++) {
      assertThat(read.get(i)).isEqualTo(statuses[i]);
      made.set(i, statuses[i]);
    }
    assertThat(made.octets()).isEqualTo(read.octets());
    assertThat(Json.text(made.json(), "lst")).contains(packed);
  }

  @Test
  void both_forms_say_the_same() {
    var list = StatusList.of(2, 1000);
    list.set(7, StatusList.INVALID);
    list.set(8, StatusList.SUSPENDED);
    var token = new StatusListToken(HERE, list, NOW, NOW.plusSeconds(60), Duration.ofHours(12));
    for (var reading :
        java.util.List.of(
            StatusListToken.verifyJwt(token.jwt(KEY), HERE, TRUST, NOW),
            StatusListToken.verifyCwt(token.cwt(KEY), HERE, TRUST, NOW))) {
      assertThat(reading).isInstanceOf(StatusListToken.Sound.class);
      var read = ((StatusListToken.Sound) reading).token();
      assertThat(says(read, 0)).isEqualTo("ok");
      assertThat(says(read, 7)).isEqualTo("REVOKED");
      assertThat(says(read, 8)).isEqualTo("SUSPENDED");
      assertThat(says(read, 1000)).isEqualTo("STATUS_INDEX");
      assertThat(read.staleFor(NOW, NOW.plusSeconds(59))).isFalse();
      assertThat(read.staleFor(NOW, NOW.plusSeconds(60))).isTrue();
    }
  }

  private static String says(StatusListToken token, long index) {
    return token.finding(new StatusReference(HERE, index)).map(Finding::code).orElse("ok");
  }

  @Test
  void a_list_of_another_place_time_or_key_is_refused() {
    var token = new StatusListToken(HERE, StatusList.of(1, 8), NOW, NOW.plusSeconds(60), null);
    var text = token.jwt(KEY);
    assertThat(codes(StatusListToken.verifyJwt(text, HERE + "0", TRUST, NOW)))
        .containsExactly("STATUS_LIST_OTHER");
    assertThat(codes(StatusListToken.verifyJwt(text, HERE, TRUST, NOW.plusSeconds(60))))
        .containsExactly("EXPIRED");
    var other = IssuerTrust.key(SignatureKeys.generate().publicKey());
    assertThat(codes(StatusListToken.verifyJwt(text, HERE, other, NOW)))
        .containsExactly("SIGNATURE_WRONG");
    assertThat(codes(StatusListToken.verifyCwt(token.cwt(KEY), HERE, other, NOW)))
        .containsExactly("SIGNATURE_WRONG");
    var wrongType = Jws.sign(KEY, "JWT", Json.object());
    assertThat(codes(StatusListToken.verifyJwt(wrongType, HERE, TRUST, NOW)))
        .contains("TYPE_WRONG");
  }

  @Test
  void a_bomb_does_not_go_off() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(out)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        deflate.write(zeros);
      }
    }
    assertThatThrownBy(() -> StatusList.read(1, out.toByteArray()))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("TOO_LONG");
    assertThatThrownBy(() -> StatusList.read(3, new byte[0]))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void a_signed_bomb_does_not_go_off_in_either_form() {
    var huge = StatusList.of(1, new byte[64 << 20]);
    var token = new StatusListToken(HERE, huge, NOW, NOW.plusSeconds(60), null);
    assertThat(codes(StatusListToken.verifyCwt(token.cwt(KEY), HERE, TRUST, NOW)))
        .containsExactly("TOO_LONG");
    assertThat(StatusListToken.verifyJwt(token.jwt(KEY), HERE, TRUST, NOW))
        .isInstanceOf(StatusListToken.Refused.class);
  }

  /// Section 5.2 of the standard; the key that signed its example is not published.
  @Test
  void the_binary_example_of_the_standard_is_read_and_its_claims_are_written_alike()
      throws UnreadableException {
    var claims =
        "a502782168747470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31"
            + "061a648c5bea041a8898dfea19fffe19a8c019fffda2646269747301636c73744a"
            + "78dadbb918000217015d";
    var signature =
        "93fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99"
            + "d1fa6d9772ce2bf3a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279";
    var header = "a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774";
    var hex = HexFormat.of();
    byte[] example =
        hex.parseHex("d2845820" + header + "a1044231325850" + claims + "5840" + signature);
    var place = "https://example.com/statuslists/1";
    var issued = Instant.ofEpochSecond(1_686_920_170);
    var until = Instant.ofEpochSecond(2_291_720_170L);
    assertThat(codes(StatusListToken.verifyCwt(example, place, TRUST, issued)))
        .containsExactly("SIGNATURE_WRONG");
    assertThat(codes(StatusListToken.verifyCwt(example, HERE, TRUST, until)))
        .containsExactlyInAnyOrder("SIGNATURE_WRONG", "STATUS_LIST_OTHER", "EXPIRED");
    var list = StatusList.read(1, Base64Url.decode("eNrbuRgAAhcBXQ").orElseThrow());
    var token = new StatusListToken(place, list, issued, until, Duration.ofHours(12));
    assertThat(hex.formatHex(token.cwt(KEY))).startsWith("d284").contains("5850" + claims);
  }

  @Test
  void garbage_is_refused_and_nothing_throws() {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var token = new StatusListToken(HERE, StatusList.of(4, 99), NOW, null, Duration.ofDays(1));
    byte[] cwt = token.cwt(KEY);
    byte[] jwt = token.jwt(KEY).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1500; i++) {
      byte[] octets = (random.nextBoolean() ? cwt : jwt).clone();
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      octets =
          Arrays.copyOf(octets, octets.length - (random.nextBoolean() ? random.nextInt(9) : 0));
      var same = Arrays.equals(octets, cwt) || Arrays.equals(octets, jwt);
      var text = new String(octets, StandardCharsets.ISO_8859_1);
      if (!same) {
        assertThat(StatusListToken.verifyJwt(text, HERE, TRUST, NOW))
            .isInstanceOf(StatusListToken.Refused.class);
        // The key id of the protected header is signed, the tag in front is not.
        StatusListToken.verifyCwt(octets, HERE, TRUST, NOW);
      }
    }
  }

  private static java.util.List<String> codes(StatusListToken.Reading reading) {
    return switch (reading) {
      case StatusListToken.Sound _ -> java.util.List.of();
      case StatusListToken.Refused(var findings) -> Finding.codes(findings);
    };
  }
}
