package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectBuilder;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import hutong.proof.SdJwtExpectation.Binding;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The rules of RFC 9901 one by one, its own example, and an implementation of others.
class SdJwtRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final SignatureKey ISSUER = SignatureKeys.generate();
  private static final SignatureKey HOLDER = SignatureKeys.generate();
  private static final String SALT = "_26bc4LT-ac6q2KI6cBW5es";

  /// RFC 9901, section 5.2: the SD-JWT with key binding of the main example.
  private static final String RFC =
      "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIkNyUWU3UzVrcUJBSHQtbk1ZW"
          + "GdjNmJkdDJTSDVhVFkxc1VfTS1QZ2tqUEkiLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzd"
          + "GN0VQWWxTRSIsICJQb3JGYnBLdVZ1Nnh5bUphZ3ZrRnNGWEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRHZjRvT"
          + "GJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8iLCAiWFFfM2tQS3QxWHlYN0tBTmtxVlI2eVo"
          + "yVmE1TnJQSXZQWWJ5TXZSS0JNTSIsICJYekZyendzY002R242Q0pEYzZ2Vks4QmtNbmZHOHZPU0tmcFBJWmRBZ"
          + "mRFIiwgImdiT3NJNEVkcTJ4Mkt3LXc1d1BFemFrb2I5aFYxY1JEMEFUTjNvUUw5Sk0iLCAianN1OXlWdWx3UVF"
          + "saEZsTV8zSmx6TWFTRnpnbGhRRzBEcGZheVF3TFVLNCJdLCAiaXNzIjogImh0dHBzOi8vaXNzdWVyLmV4YW1wb"
          + "GUuY29tIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAic3ViIjogInVzZXJfNDIiLCA"
          + "ibmF0aW9uYWxpdGllcyI6IFt7Ii4uLiI6ICJwRm5kamtaX1ZDem15VGE2VWpsWm8zZGgta284YUlLUWM5RGxHe"
          + "mhhVllvIn0sIHsiLi4uIjogIjdDZjZKa1B1ZHJ5M2xjYndIZ2VaOGtoQXYxVTFPU2xlclAwVmtCSnJXWjAifV0"
          + "sICJfc2RfYWxnIjogInNoYS0yNTYiLCAiY25mIjogeyJqd2siOiB7Imt0eSI6ICJFQyIsICJjcnYiOiAiUC0yN"
          + "TYiLCAieCI6ICJUQ0FFUjE5WnZ1M09IRjRqNFc0dmZTVm9ISVAxSUxpbERsczd2Q2VHZW1jIiwgInkiOiAiWnh"
          + "qaVdXYlpNUUdIVldLVlE0aGJTSWlyc1ZmdWVjQ0U2dDRqVDlGMkhaUSJ9fX0.MczwjBFGtzf-6WMT-hIvYbkb1"
          + "1NrV1WMO-jTijpMPNbswNzZ87wY2uHz-CXo6R04b7jYrpj9mNRAvVssXou1iw~WyJlbHVWNU9nM2dTTklJOEVZ"
          + "bnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd~WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc"
          + "3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmV"
          + "naW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0~WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgI"
          + "mdpdmVuX25hbWUiLCAiSm9obiJd~WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0~eyJhbGciOiAiRV"
          + "MyNTYiLCAidHlwIjogImtiK2p3dCJ9.eyJub25jZSI6ICIxMjM0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL3Z"
          + "lcmlmaWVyLmV4YW1wbGUub3JnIiwgImlhdCI6IDE3NDg1MzcyNDQsICJzZF9oYXNoIjogIjBfQWYtMkItRWhMV"
          + "1g1eWRoX3cyeHp3bU82aU02NkJfMlFDRWFuSTRmVVkifQ.T3SIus2OidNl41nmVkTZVCKKhOAX97aOldMyHFiY"
          + "jHm261eLiJ1YiuONFiMN8QlCmYzDlBLAdPvrXh52KaLgUQ";

  private static final String RFC_KEY =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\","
          + "\"y\":\"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8\"}";

  private static SdJwtExpectation any(Instant now) {
    return new SdJwtExpectation(
        Set.of(),
        SignatureAlgorithm.forCredentials(),
        Binding.WHEN_GIVEN,
        null,
        null,
        Duration.ofMinutes(10),
        now);
  }

  @Test
  void the_example_of_the_standard_holds() throws UnreadableException {
    var key = Jwk.read(Json.object(RFC_KEY, Reason.KEY_UNREADABLE, "jwk"));
    var when = Instant.ofEpochSecond(1_748_537_250);
    var expected =
        new SdJwtExpectation(
            Set.of("example+sd-jwt"),
            SignatureAlgorithm.forCredentials(),
            Binding.REQUIRED,
            "https://verifier.example.org",
            "1234567890",
            Duration.ofMinutes(10),
            when);
    var verifier = new SdJwtVerifier(IssuerTrust.key(key));
    var reading = verifier.verify(RFC, expected);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.bound()).isTrue();
    assertThat(Json.text(reading.claims(), "family_name")).contains("Doe");
    assertThat(Json.write(reading.claims().get("nationalities"))).isEqualTo("[\"US\"]");
    assertThat(reading.claims().has("_sd_alg")).isFalse();

    var without = RFC.substring(0, RFC.lastIndexOf('~') + 1);
    assertThat(verifier.verify(without, any(when)).valid()).isTrue();
    assertThat(codes(verifier.verify(without, expected))).containsExactly("KEY_BINDING_MISSING");
    var fewer = RFC.replaceFirst("~[^~]*~", "~");
    assertThat(codes(verifier.verify(fewer, expected))).containsExactly("SD_HASH_WRONG");
    var later = any(when.plusSeconds(3600));
    assertThat(codes(verifier.verify(RFC, later))).containsExactly("BINDING_TOO_OLD");
    assertThat(codes(verifier.verify(RFC, any(when.minusSeconds(3600)))))
        .containsExactly("BINDING_IN_FUTURE");
  }

  private static String signed(String payload) {
    ObjectNode header = Json.object();
    header.put("typ", "dc+sd-jwt");
    return Jws.sign(ISSUER, header, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static String disclosure(String json) {
    return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(String disclosure) {
    return Base64Url.encode(Digests.sha256(disclosure.getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<String> codes(SdJwtReading reading) {
    return Finding.codes(reading.findings());
  }

  private static List<String> codes(String payload, String... disclosures) {
    var text = signed(payload) + "~";
    for (var each : disclosures) {
      text += each + "~";
    }
    return codes(new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey())).verify(text, any(NOW)));
  }

  @Test
  void every_rule_has_its_own_reason() {
    var name = disclosure("[\"" + SALT + "\",\"name\",\"x\"]");
    var item = disclosure("[\"" + SALT + "\",\"x\"]");
    var open = "{\"vct\":\"t\",\"_sd\":[\"" + digest(name) + "\"]}";
    assertThat(codes(open, name)).isEmpty();
    assertThat(codes(open)).isEmpty();
    assertThat(codes("{\"vct\":\"t\"}", name)).containsExactly("DISCLOSURE_UNREFERENCED");
    assertThat(codes(open, name, name)).containsExactly("DISCLOSURE_TWICE");
    assertThat(codes(open.replace("]", ",\"" + digest(name) + "\"]"), name))
        .containsExactly("DIGEST_TWICE");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"a\"],\"b\":{\"_sd\":[\"a\"]}}"))
        .containsExactly("DIGEST_TWICE");
    assertThat(codes("{\"vct\":\"t\",\"a\":[{\"...\":\"d\"},{\"...\":\"d\"}]}"))
        .containsExactly("DIGEST_TWICE");
    assertThat(codes(open.replace("{\"vct\"", "{\"name\":1,\"vct\""), name))
        .containsExactly("CLAIM_TWICE");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(item) + "\"]}", item))
        .containsExactly("DISCLOSURE_WRONG_PLACE");
    assertThat(codes("{\"vct\":\"t\",\"a\":[{\"...\":\"" + digest(name) + "\"}]}", name))
        .containsExactly("DISCLOSURE_WRONG_PLACE");
    assertThat(codes("{\"vct\":\"t\",\"_sd_alg\":\"md5\"}"))
        .containsExactly("HASH_ALGORITHM_UNKNOWN");
    assertThat(codes("{\"vct\":\"t\",\"_sd_alg\":7}")).containsExactly("HASH_ALGORITHM_UNKNOWN");
    assertThat(codes("{\"vct\":\"t\",\"a\":{\"_sd_alg\":\"sha-256\"}}"))
        .containsExactly("HASH_ALGORITHM_MISPLACED");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":\"x\"}")).containsExactly("DIGEST_UNREADABLE");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[1]}")).containsExactly("DIGEST_UNREADABLE");
    assertThat(codes("{\"vct\":\"t\",\"...\":\"x\"}")).containsExactly("CLAIM_NAME_RESERVED");
    assertThat(codes("{\"vct\":\"t\",\"a\":[{\"...\":\"x\",\"b\":1}]}"))
        .containsExactly("CLAIM_NAME_RESERVED");
    for (var reserved : List.of("_sd", "...", "_sd_alg")) {
      var bad = disclosure("[\"" + SALT + "\",\"" + reserved + "\",\"x\"]");
      assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(bad) + "\"]}", bad))
          .containsExactly("CLAIM_NAME_RESERVED");
    }
    assertThat(codes(open, name + "=")).containsExactly("DISCLOSURE_ENCODING");
    assertThat(codes(open, "a b")).containsExactly("DISCLOSURE_ENCODING");
    assertThat(codes(open, "")).containsExactly("DISCLOSURE_ENCODING");
    assertThat(codes(open, disclosure("{"))).containsExactly("DISCLOSURE_UNREADABLE");
    assertThat(codes(open, disclosure("{\"a\":1,\"a\":2}"))).containsExactly("JSON_DUPLICATE_NAME");
    assertThat(codes(open, disclosure("{}"))).containsExactly("DISCLOSURE_NOT_ARRAY");
    assertThat(codes(open, disclosure("[1]"))).containsExactly("DISCLOSURE_SHAPE");
    assertThat(codes(open, disclosure("[1,\"a\",2]"))).containsExactly("DISCLOSURE_SHAPE");
    assertThat(codes(open, disclosure("[\"s\",1,2]"))).containsExactly("DISCLOSURE_SHAPE");
    assertThat(codes(open, disclosure("[\"s\",\"a\",2,3]"))).containsExactly("DISCLOSURE_SHAPE");
    assertThat(codes("{\"vct\":\"t\",\"a\":1,\"a\":2}")).containsExactly("JSON_DUPLICATE_NAME");
    assertThat(codes("{\"vct\":\"t\",\"exp\":1}")).containsExactly("EXPIRED");
    assertThat(codes("{\"vct\":\"t\",\"exp\":\"1\"}")).containsExactly("TIME_UNREADABLE");
    assertThat(codes("{\"vct\":\"t\",\"nbf\":4000000000}")).containsExactly("NOT_YET_VALID");
    assertThat(codes("{}")).containsExactly("VCT_MISSING");
    assertThat(codes("[]")).containsExactly("PAYLOAD_UNREADABLE");
    var hiddenEnd = disclosure("[\"" + SALT + "\",\"exp\",4000000000]");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(hiddenEnd) + "\"]}", hiddenEnd))
        .containsExactly("CLAIM_MUST_BE_OPEN");
    var hiddenPast = disclosure("[\"" + SALT + "\",\"exp\",1]");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(hiddenPast) + "\"]}", hiddenPast))
        .containsExactly("EXPIRED", "CLAIM_MUST_BE_OPEN");
    var nested = disclosure("[\"" + SALT + "\",\"b\",{\"_sd\":[\"" + digest(name) + "\"]}]");
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(nested) + "\"]}", nested, name))
        .isEmpty();
    assertThat(codes("{\"vct\":\"t\",\"_sd\":[\"" + digest(nested) + "\"]}", name))
        .containsExactly("DISCLOSURE_UNREFERENCED");
  }

  @Test
  void the_holder_is_held_to_the_request() {
    var credential =
        new SdJwtIssuer(ISSUER, new SecureRandom())
            .issue(NewSdJwt.of("t", Json.object()).boundTo(HOLDER.publicKey()));
    var free = new SdJwtIssuer(ISSUER, new SecureRandom()).issue(NewSdJwt.of("t", Json.object()));
    var expected = SdJwtExpectation.presented("me", "n", NOW);
    assertThat(bound(credential, HOLDER, "me", "n", NOW, expected)).isEmpty();
    assertThat(bound(credential, HOLDER, "you", "n", NOW, expected))
        .containsExactly("AUDIENCE_WRONG");
    assertThat(bound(credential, HOLDER, "me", "m", NOW, expected)).containsExactly("NONCE_WRONG");
    assertThat(bound(credential, ISSUER, "me", "n", NOW, expected))
        .containsExactly("KEY_BINDING_SIGNATURE");
    assertThat(bound(free, HOLDER, "me", "n", NOW, expected)).containsExactly("HOLDER_KEY_MISSING");
    assertThat(bound(credential, HOLDER, "me", "n", NOW.plusSeconds(120), expected))
        .containsExactly("BINDING_IN_FUTURE");
    assertThat(bound(credential, HOLDER, "me", "n", NOW.minusSeconds(700), expected))
        .containsExactly("BINDING_TOO_OLD");
    ObjectNode claims = Json.object();
    claims.put("aud", "me").put("nonce", "n").put("iat", NOW.getEpochSecond());
    assertThat(kb(credential, Jws.sign(HOLDER, "kb+jwt", claims), expected))
        .containsExactly("SD_HASH_MISSING");
    assertThat(kb(credential, Jws.sign(HOLDER, "JWT", claims), expected))
        .contains("KEY_BINDING_TYPE");
    assertThat(kb(credential, "x", expected)).contains("KEY_BINDING_UNREADABLE");
    var none = disclosure("{\"alg\":\"none\",\"typ\":\"kb+jwt\"}") + ".e30.";
    assertThat(kb(credential, none, expected))
        .contains("KEY_BINDING_ALGORITHM", "KEY_BINDING_UNREADABLE");
  }

  private static List<String> bound(
      String credential,
      SignatureKey holder,
      String audience,
      String nonce,
      Instant when,
      SdJwtExpectation expected) {
    try {
      var text = SdJwt.read(credential).signedBy(holder, audience, nonce, when).text();
      return codes(new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey())).verify(text, expected));
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> kb(String credential, String binding, SdJwtExpectation expected) {
    return codes(
        new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey()))
            .verify(credential + binding, expected));
  }

  @Test
  void an_issuer_is_followed_through_its_certificates() {
    var authority = TestPki.authority("C=CN,CN=City CA");
    var signer = TestPki.signer(authority, "C=CN,CN=City", "", TestPki.NOW.minusSeconds(60), 30);
    var key = signer.key(authority.certificate());
    var credential =
        new SdJwtIssuer(key, new SecureRandom()).issue(NewSdJwt.of("t", Json.object()));
    assertThat(Jws.read(credential.substring(0, credential.indexOf('~'))).header().get("x5c"))
        .hasSize(1);
    var trusted = new SdJwtVerifier(IssuerTrust.certificates(Set.of(authority.certificate())));
    assertThat(codes(trusted.verify(credential, any(NOW)))).isEmpty();
    var stranger = TestPki.authority("C=CN,CN=Other CA");
    var other = new SdJwtVerifier(IssuerTrust.certificates(Set.of(stranger.certificate())));
    assertThat(codes(other.verify(credential, any(NOW)))).containsExactly("CERTIFICATE_UNTRUSTED");
    assertThat(codes(trusted.verify(credential, any(NOW.plusSeconds(86_400L * 31)))))
        .containsExactly("CERTIFICATE_EXPIRED");
    assertThat(codes(trusted.verify(SdJwtTest.issued(), any(NOW))))
        .containsExactly("CERTIFICATE_MISSING");
  }

  @Test
  void an_implementation_of_others_reads_what_we_issue() throws Exception {
    var text = SdJwtTest.issued();
    var theirs = SDJWT.parse(text);
    var token = JWSObject.parse(theirs.getCredentialJwt());
    var payload = token.getPayload().toJSONObject();
    var decoded = new SDObjectDecoder().decode(payload, theirs.getDisclosures());
    assertThat(decoded).containsEntry("given_name", "Maria");
    assertThat(decoded.get("nationalities")).isEqualTo(List.of("PRT", "BRA"));
    assertThat(decoded.get("address")).isEqualTo(Map.of("street", "Rua 1", "city", "Lisboa"));
    assertThat(new SDJWT(theirs.getCredentialJwt(), theirs.getDisclosures()).getSDHash())
        .isEqualTo(SdJwt.read(text).hash("sha-256"));
    var key = SignatureKeys.generate();
    var signed = JWSObject.parse(Jws.sign(key, "JWT", Json.object()));
    assertThat(signed.verify(new ECDSAVerifier(ECKey.parse(Json.write(key.publicKey().json())))))
        .isTrue();
  }

  @Test
  void we_read_what_an_implementation_of_others_issues() throws UnreadableException {
    var builder = new SDObjectBuilder();
    builder.putClaim("vct", "t");
    var disclosures = new ArrayList<Disclosure>();
    disclosures.add(builder.putSDClaim("given_name", "Maria"));
    builder.putDecoyDigests(3);
    var element = new Disclosure("PRT");
    disclosures.add(element);
    builder.putClaim("nationalities", List.of(element.toArrayElement()));
    var payload = Json.MAPPER.writeValueAsString(builder.build(true));
    var text = new SDJWT(signed(payload), disclosures).toString();
    var reading = new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey())).verify(text, any(NOW));
    assertThat(reading.findings()).isEmpty();
    assertThat(Json.text(reading.claims(), "given_name")).contains("Maria");
    assertThat(Json.write(reading.claims().get("nationalities"))).isEqualTo("[\"PRT\"]");
  }

  @Test
  void the_json_form_is_read_as_well() throws UnreadableException {
    var compact = SdJwt.read(RFC);
    var parts = compact.token().split("\\.", -1);
    ObjectNode json = Json.object();
    json.put("payload", parts[1]).put("protected", parts[0]).put("signature", parts[2]);
    var header = json.putObject("header");
    var list = header.putArray("disclosures");
    compact.disclosures().forEach(list::add);
    header.put("kb_jwt", compact.keyBinding());
    var key = Jwk.read(Json.object(RFC_KEY, Reason.KEY_UNREADABLE, "jwk"));
    var verifier = new SdJwtVerifier(IssuerTrust.key(key));
    var when = any(Instant.ofEpochSecond(1_748_537_250));
    assertThat(verifier.verify(Json.write(json), when).findings()).isEmpty();
    header.put("alg", "none");
    assertThat(codes(verifier.verify(Json.write(json), when))).containsExactly("HEADER_TWICE");
  }

  @Test
  void no_character_can_be_changed_and_nothing_throws() {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var verifier = new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey()));
    var good =
        bind(
            new SdJwtIssuer(ISSUER, new SecureRandom())
                .issue(
                    NewSdJwt.of("t", Json.object().put("a", "b").put("c", "d"))
                        .hiding("/a", "/c")
                        .boundTo(HOLDER.publicKey())));
    var expected = SdJwtExpectation.presented("me", "n", NOW);
    assertThat(codes(verifier.verify(good, expected))).isEmpty();
    for (int i = 0; i < 3000; i++) {
      var changed = new StringBuilder(good);
      changed.setCharAt(random.nextInt(good.length()), (char) random.nextInt(128));
      if (random.nextInt(4) == 0) {
        changed.delete(0, random.nextInt(changed.length()));
      }
      if (!changed.toString().equals(good)) {
        assertThat(verifier.verify(changed.toString(), expected).valid()).isFalse();
      }
    }
    char[] deep = new char[200_000];
    Arrays.fill(deep, '[');
    for (var bomb :
        List.of(
            "~".repeat(100_000),
            ".".repeat(1000) + "~",
            disclosure("{\"alg\":\"ES256\",\"a\":" + new String(deep, 0, 30_000)) + "..~",
            signed("{\"a\":" + new String(deep)) + "~",
            signed("{\"vct\":\"t\"}") + "~" + disclosure(new String(deep)) + "~",
            "x".repeat(2_000_000))) {
      assertThat(verifier.verify(bomb, expected).valid()).isFalse();
    }
  }

  private static String bind(String credential) {
    try {
      return SdJwt.read(credential).signedBy(HOLDER, "me", "n", NOW).text();
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }
}
