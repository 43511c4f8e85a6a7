package hutong.proof.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// RFC 9421, appendix B.2, and what a message must not get away with.
class HttpSignaturesTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_618_884_480);
  private static final byte[] BODY = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);

  private static final String RSA =
      "{\"kty\":\"RSA\",\"kid\":\"test-key-rsa-pss\",\"e\":\"AQAB\",\"n\":\"r4tmm3r20Wd_PbqvP1s2-QEt"
          + "vpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct-Lh1GH45x28Rw3Ry53mm-oAXjyQ86OnDkZ5N8lYbggD4O3w"
          + "6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL-Wokqltd11nqqzi-bJ"
          + "9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d"
          + "-nb4bnNkQVklLQ3fVAvJm-xdDOp9LCNCN48V2pnDOkFV6-U9nV5oyc6XI2w\"}";
  private static final String P256 =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"test-key-ecc-p256\","
          + "\"x\":\"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA\","
          + "\"y\":\"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0\"}";
  private static final String ED25519 =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"test-key-ed25519\","
          + "\"x\":\"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs\"}";
  private static final String SECRET =
      "{\"kty\":\"oct\",\"kid\":\"test-shared-secret\",\"k\":\"uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkg"
          + "cu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ\"}";

  private static Jwk key(String json) {
    try {
      return Jwk.read(Json.object(json, Reason.KEY_UNREADABLE, "jwk"));
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, List<String>> headers(String input, String signature) {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Host", List.of("example.com"));
    headers.put("Date", List.of("Tue, 20 Apr 2021 02:07:55 GMT"));
    headers.put("Content-Type", List.of("application/json"));
    headers.put(
        "Content-Digest",
        List.of(
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEm"
                + "THWXvJwew==:"));
    headers.put("Content-Length", List.of("18"));
    headers.put("Signature-Input", List.of(input));
    headers.put("Signature", List.of(signature));
    return headers;
  }

  private static HttpMessage request(String input, String signature) {
    return HttpMessage.request(
        "POST", "https://example.com/foo?param=Value&Pet=dog", headers(input, signature), BODY);
  }

  private static List<String> codes(HttpMessage message, String jwk) {
    return Finding.codes(HttpSignatures.verify(message, key(jwk), null, NOW).findings());
  }

  private static final String B21 =
      "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";
  private static final String B26 =
      "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
          + ";created=1618884473;keyid=\"test-key-ed25519\"";
  private static final String B26_SIGNATURE =
      "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKR"
          + "Cw==:";

  @Test
  void the_test_cases_of_the_standard_hold() {
    assertThat(
            codes(
                request(
                    B21,
                    "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx3"
                        + "1Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dz"
                        + "Vuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6"
                        + "c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8"
                        + "m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:"),
                RSA))
        .isEmpty();
    assertThat(
            codes(
                request(
                    "sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                        + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
                    "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMl"
                        + "AJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQi"
                        + "bbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62"
                        + "s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYE"
                        + "rOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:"),
                RSA))
        .isEmpty();
    assertThat(
            codes(
                request(
                    "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\""
                        + " \"content-type\" \"content-digest\" \"content-length\")"
                        + ";created=1618884473;keyid=\"test-key-rsa-pss\"",
                    "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1"
                        + "rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme"
                        + "9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/"
                        + "CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39V"
                        + "Brohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:"),
                RSA))
        .isEmpty();
    assertThat(
            codes(
                request(
                    "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473"
                        + ";keyid=\"test-shared-secret\"",
                    "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:"),
                SECRET))
        .isEmpty();
    assertThat(codes(request(B26, B26_SIGNATURE), ED25519)).isEmpty();
  }

  @Test
  void a_signed_response_holds() {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("content-type", List.of("application/json"));
    headers.put(
        "content-digest",
        List.of(
            "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuah"
                + "q4l5aGgfLQ==:"));
    headers.put("content-length", List.of("23"));
    headers.put(
        "signature-input",
        List.of(
            "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ecc-p256\""));
    headers.put(
        "signature",
        List.of(
            "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLI"
                + "j+32oiasw==:"));
    var body = "{\"message\": \"good dog\"}".getBytes(StandardCharsets.UTF_8);
    var response = new HttpMessage("", "", 200, headers, List.of(body));
    assertThat(codes(response, P256)).isEmpty();
    assertThat(codes(new HttpMessage("", "", 201, headers, List.of(body)), P256))
        .containsExactly("SIGNATURE_WRONG");
  }

  @Test
  void what_was_changed_is_found() {
    var good = request(B26, B26_SIGNATURE);
    var other = HttpMessage.request("PUT", good.url(), headers(B26, B26_SIGNATURE), BODY);
    assertThat(codes(other, ED25519)).containsExactly("SIGNATURE_WRONG");
    var body = HttpMessage.request("POST", good.url(), headers(B26, B26_SIGNATURE), new byte[0]);
    assertThat(codes(body, ED25519)).containsExactly("CONTENT_DIGEST_WRONG");
    assertThat(codes(request(B26, B26_SIGNATURE), P256))
        .contains("KEY_ID_WRONG", "SIGNATURE_WRONG");
    assertThat(codes(request(B26 + ";alg=\"hmac-sha256\"", B26_SIGNATURE), ED25519))
        .contains("KEY_NOT_FOR_ALGORITHM");
    assertThat(codes(request(B26 + ";alg=\"none\"", B26_SIGNATURE), ED25519))
        .contains("ALGORITHM_UNSUPPORTED");
    assertThat(codes(request(B26 + ";expires=1618884474", B26_SIGNATURE), ED25519))
        .contains("SIGNATURE_EXPIRED");
    assertThat(codes(request(B26.replace("1618884473", "1718884473"), B26_SIGNATURE), ED25519))
        .contains("SIGNATURE_FROM_FUTURE");
    assertThat(codes(request(B26.replace("\"date\"", "\"date\" \"date\""), B26_SIGNATURE), ED25519))
        .contains("COMPONENT_TWICE");
    assertThat(codes(request(B26.replace("date", "x-missing"), B26_SIGNATURE), ED25519))
        .contains("COMPONENT_MISSING");
    assertThat(codes(request(B26.replace("@path", "@else"), B26_SIGNATURE), ED25519))
        .contains("COMPONENT_UNKNOWN");
    assertThat(codes(request(B26 + ",", B26_SIGNATURE), ED25519))
        .containsExactly("FIELD_UNREADABLE");
    assertThat(codes(request(B26, "other=:AA==:"), ED25519)).containsExactly("NO_SIGNATURE");
  }

  @Test
  void structured_fields_are_read_strictly_and_written_in_one_form() throws UnreadableException {
    assertThat(Sf.write(SfReader.dictionary("a=1,  b=2;x=1;y=2 , c=(a   b);q , d")))
        .isEqualTo("a=1, b=2;x=1;y=2, c=(a b);q, d");
    assertThat(Sf.write(SfReader.list("\"a\\\"b\", 1.50, :AQ==:, ?0, @15, %\"f%c3%bc\"")))
        .isEqualTo("\"a\\\"b\", 1.5, :AQ==:, ?0, @15, %\"f%c3%bc\"");
    for (var bad :
        List.of(
            "1,",
            "\"a",
            "a b",
            "1.",
            "1.2345",
            "1234567890123456",
            ":AQ=:",
            ":A:",
            "?2",
            "%\"%C3\"",
            "(a",
            "(a,b)",
            "\u00e9",
            "=1",
            "@1.5",
            "- 1")) {
      assertThat(refuses(bad)).as(bad).isTrue();
    }
  }

  private static boolean refuses(String text) {
    try {
      SfReader.list(text);
      return false;
    } catch (UnreadableException e) {
      return true;
    }
  }

  @Test
  void garbage_is_refused_and_nothing_throws() {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      var input = new StringBuilder(B26);
      for (int j = random.nextInt(4); j >= 0; j--) {
        input.setCharAt(random.nextInt(input.length()), (char) (' ' + random.nextInt(95)));
      }
      var signature = B26_SIGNATURE.substring(0, random.nextInt(B26_SIGNATURE.length()));
      assertThat(codes(request(input.toString(), signature), ED25519)).isNotEmpty();
      if (!input.toString().equals(B26)) {
        // What is covered, its order and every parameter are signed themselves.
        var found = codes(request(input.toString(), B26_SIGNATURE), ED25519);
        boolean sameMeaning = found.isEmpty();
        assertThat(sameMeaning && !input.toString().replace(" ", "").equals(B26.replace(" ", "")))
            .isFalse();
      }
    }
  }
}
