package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What an attacker does to a signed token.
class JwsTest {

  private static final SignatureKey KEY = SignatureKeys.generate();
  private static final KeyPair RSA = rsa(2048);
  private static final String TOKEN = Jws.sign(KEY, "JWT", Json.object().put("sub", "a"));
  private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);

  private static List<String> codes(String token, Jwk key, Set<SignatureAlgorithm> allowed) {
    return Finding.codes(Jws.read(token).verify(key, allowed));
  }

  private static String part(String json) {
    return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Jwk jwk(String json) throws UnreadableException {
    return Jwk.read(Json.object(json, Reason.KEY_UNREADABLE, "jwk"));
  }

  @Test
  void every_algorithm_signs_and_refuses_the_key_of_another() {
    for (var algorithm : SignatureAlgorithm.values()) {
      // Pairs of RSA keys take long; the other sizes of their hashes are proven elsewhere.
      if (algorithm.symmetric() || algorithm.name().matches("[RP]S(384|512)")) {
        continue;
      }
      var key = algorithm.fits("RSA") ? rsa(algorithm) : SignatureKeys.generate(algorithm);
      var token = Jws.sign(key, "JWT", Json.object());
      assertThat(codes(token, key.publicKey(), ALL)).as(algorithm.name()).isEmpty();
      if (!algorithm.fits("RSA")) {
        assertThat(codes(token, SignatureKeys.generate(algorithm).publicKey(), ALL))
            .containsExactly("SIGNATURE_WRONG");
      }
    }
  }

  private static SignatureKey rsa(SignatureAlgorithm algorithm) {
    return JcaSignatureKey.inMemory("rsa", algorithm, RSA.getPrivate(), RSA.getPublic(), List.of());
  }

  private static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_key_decides_and_never_the_token() throws UnreadableException {
    var secret = jwk("{\"kty\":\"oct\",\"k\":\"" + "A".repeat(86) + "\"}");
    assertThat(codes(TOKEN, secret, ALL)).containsExactly("KEY_NOT_FOR_ALGORITHM");
    var parts = TOKEN.split("\\.", -1);
    for (var none : List.of("none", "None", "NONE", "nOnE")) {
      var header = part("{\"alg\":\"" + none + "\"}");
      assertThat(codes(header + "." + parts[1] + ".", KEY.publicKey(), ALL))
          .contains("ALGORITHM_NONE");
    }
    var hmac = part("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2];
    assertThat(codes(hmac, KEY.publicKey(), ALL)).contains("KEY_NOT_FOR_ALGORITHM");
    assertThat(codes(hmac, KEY.publicKey(), SignatureAlgorithm.forCredentials()))
        .contains("ALGORITHM_NOT_ALLOWED");
    var embedded = part("{\"alg\":\"ES256\",\"jwk\":" + Json.write(KEY.publicKey().json()) + "}");
    assertThat(codes(embedded + "." + parts[1] + "." + parts[2], KEY.publicKey(), ALL))
        .containsExactly("SIGNATURE_WRONG");
  }

  @Test
  void headers_are_read_strictly() {
    var parts = TOKEN.split("\\.", -1);
    var rest = "." + parts[1] + "." + parts[2];
    assertThat(codes(part("{\"alg\":\"ES256\",\"alg\":\"ES256\"}") + rest, KEY.publicKey(), ALL))
        .contains("JSON_DUPLICATE_NAME");
    assertThat(
            codes(
                part("{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}") + rest,
                KEY.publicKey(),
                ALL))
        .contains("CRITICAL_UNKNOWN");
    for (var crit : List.of("[]", "\"exp\"", "[\"alg\"]", "[\"gone\"]", "[\"b\",\"b\"]")) {
      assertThat(
              codes(
                  part("{\"alg\":\"ES256\",\"b\":1,\"crit\":" + crit + "}") + rest,
                  KEY.publicKey(),
                  ALL))
          .contains("CRITICAL_UNREADABLE");
    }
    assertThat(codes(part("{\"alg\":\"ES256\",\"b64\":false}") + rest, KEY.publicKey(), ALL))
        .contains("B64_NOT_CRITICAL");
    for (var bad : List.of("{} {}", "[]", "", "\"a\"", "{\"alg\":\"ES256\"}x", "\ufeff{}")) {
      assertThat(codes(part(bad) + rest, KEY.publicKey(), ALL)).isNotEmpty();
    }
    assertThat(codes(TOKEN + ".", KEY.publicKey(), ALL)).contains("NOT_THREE_PARTS");
    assertThat(codes(TOKEN + "=", KEY.publicKey(), ALL)).contains("SIGNATURE_ENCODING");
    assertThat(codes(" " + TOKEN, KEY.publicKey(), ALL)).contains("HEADER_ENCODING");
  }

  @Test
  void a_signature_has_one_form() throws Exception {
    var parts = TOKEN.split("\\.", -1);
    var content = parts[0] + "." + parts[1];
    byte[] raw = Base64Url.decode(parts[2]).orElseThrow();
    assertThat(codes(content + "." + Base64Url.encode(Signatures.der(raw)), KEY.publicKey(), ALL))
        .containsExactly("SIGNATURE_LENGTH");
    for (byte[] bad : List.of(new byte[64], half(raw, true), half(raw, false))) {
      assertThat(codes(content + "." + Base64Url.encode(bad), KEY.publicKey(), ALL))
          .containsExactly("SIGNATURE_WRONG");
    }
    // s and n - s both verify in plain ECDSA; numbers of n and above do not stand for others.
    var order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    byte[] over = raw.clone();
    System.arraycopy(Jwk.unsigned(order, 32), 0, over, 0, 32);
    assertThat(codes(content + "." + Base64Url.encode(over), KEY.publicKey(), ALL))
        .containsExactly("SIGNATURE_WRONG");
    var last = parts[2].charAt(85);
    var other = (char) (last + 1);
    assertThat(codes(content + "." + parts[2].substring(0, 85) + other, KEY.publicKey(), ALL))
        .isNotEmpty();
  }

  private static byte[] half(byte[] raw, boolean first) {
    byte[] half = new byte[64];
    System.arraycopy(raw, first ? 0 : 32, half, first ? 0 : 32, 32);
    return half;
  }

  @Test
  void weak_and_wrong_keys_are_named() throws Exception {
    assertThat(
            fault(
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                    + "A".repeat(43)
                    + "\",\"y\":\""
                    + "A".repeat(43)
                    + "\"}"))
        .isEqualTo("POINT_NOT_ON_CURVE");
    ObjectNode moved = KEY.publicKey().json().deepCopy();
    moved.put("y", moved.get("x").stringValue());
    assertThat(fault(Json.write(moved))).isEqualTo("POINT_NOT_ON_CURVE");
    moved.put("crv", "P-384");
    assertThat(fault(Json.write(moved))).isEqualTo("KEY_UNREADABLE");
    moved.put("crv", "secp256k1");
    assertThat(fault(Json.write(moved))).isEqualTo("CURVE_UNSUPPORTED");
    assertThat(fault("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + "A".repeat(43) + "\"}"))
        .isEqualTo("KEY_TOO_WEAK");
    assertThat(fault("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ" + "A".repeat(41) + "\"}"))
        .isEqualTo("KEY_TOO_WEAK");
    assertThat(fault("{\"kty\":\"none\"}")).isEqualTo("KEY_TYPE_UNSUPPORTED");
    assertThat(fault(Json.write(Jwk.of(rsa(1024).getPublic()).json()))).isEqualTo("KEY_TOO_WEAK");
    ObjectNode even = Jwk.of(RSA.getPublic()).json();
    assertThat(fault(Json.write(even.deepCopy().put("e", "AQ")))).isEqualTo("KEY_TOO_WEAK");
    var use = jwk(Json.write(KEY.publicKey().json().deepCopy().put("use", "enc")));
    assertThat(codes(TOKEN, use, ALL)).containsExactly("KEY_USE");
    var other = jwk(Json.write(KEY.publicKey().json().deepCopy().put("alg", "ES384")));
    assertThat(codes(TOKEN, other, ALL)).containsExactly("KEY_NOT_FOR_ALGORITHM");
    ObjectNode operations = KEY.publicKey().json().deepCopy();
    operations.putArray("key_ops").add("sign");
    assertThat(codes(TOKEN, jwk(Json.write(operations)), ALL)).containsExactly("KEY_OPERATIONS");
  }

  private static String fault(String json) {
    try {
      jwk(json);
      return "none";
    } catch (UnreadableException e) {
      return e.finding().code();
    }
  }

  /// RFC 7520, sections 4.3 and 4.4.
  @Test
  void the_cookbook_holds() throws UnreadableException {
    var payload =
        "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb25"
            + "0byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3d"
            + "pbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";
    var bilbo =
        "{\"kty\":\"EC\",\"kid\":\"bilbo.baggins@hobbiton.example\",\"use\":\"sig\","
            + "\"crv\":\"P-521\",\"x\":\"AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTK"
            + "qjqvjyekWF-7ytDyRXYgCF5cj0Kt\",\"y\":\"AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQ"
            + "HiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1\"}";
    assertThat(
            codes(
                "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
                    + payload
                    + ".AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoN"
                    + "EuT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABls"
                    + "bEPX6sFY8OcGDqoRuBomu9xQ2",
                jwk(bilbo),
                ALL))
        .isEmpty();
    var secret =
        "{\"kty\":\"oct\",\"kid\":\"018c0ae5-4d9b-471b-bfd6-eef314bc7037\",\"use\":\"sig\","
            + "\"alg\":\"HS256\",\"k\":\"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg\"}";
    assertThat(
            codes(
                "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9."
                    + payload
                    + ".s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0",
                jwk(secret),
                ALL))
        .isEmpty();
  }

  /// RFC 7638, section 3.1.
  @Test
  void the_thumbprint_of_the_standard_is_ours() throws UnreadableException {
    assertThat(
            jwk("{\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbb"
                    + "fAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY"
                    + "4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgn"
                    + "Yb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lF"
                    + "d2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQA"
                    + "B\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}")
                .thumbprint())
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @Test
  void numbers_of_a_signature_survive_both_forms() throws Exception {
    var pair = TestPki.pair("secp521r1");
    for (int i = 0; i < 300; i++) {
      var signer = Signature.getInstance("SHA512withECDSA");
      signer.initSign(pair.getPrivate());
      signer.update((byte) i);
      byte[] der = signer.sign();
      byte[] raw = Signatures.raw(der, 66).orElseThrow();
      assertThat(Signatures.der(raw)).isEqualTo(der);
    }
  }
}
