package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import hutong.proof.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JwsOperationTest {

  private static final Operations OPERATIONS = Operations.all(InstantSource.system());
  private static final RSAKey RSA = rsa(2048);
  private static final ECKey EC = ec(Curve.P_256);

  /// RFC 7515 appendix A.1.
  private static final String RFC_HMAC_KEY =
      """
      {"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUu\
      TwjAzZr1Z9CAow"}""";

  private static final String RFC_HMAC =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0"
          + "dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /// RFC 7515 appendix A.3.
  private static final String RFC_EC_KEY =
      """
      {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

  private static final String RFC_EC =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
          + "bS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmW"
          + "QxfKTUJqPP3-Kg6NU1Q";

  @Test
  void the_examples_of_rfc_7515_are_right() {
    assertThat(verify(RFC_HMAC_KEY, RFC_HMAC, "HS256")).isEqualTo("valid");
    assertThat(verify(RFC_EC_KEY, RFC_EC, "ES256")).isEqualTo("valid");
  }

  @Test
  void the_unencoded_payload_of_rfc_7797_is_right() {
    var detached =
        "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_v"
            + "h161FwXZC4YLPff6dmDY";
    var question = Operations.JSON.createObjectNode();
    question.set("jwk", Operations.read(RFC_HMAC_KEY));
    question.put("jws", detached).put("payload", "$.02");
    assertThat(said(question)).isEqualTo("valid");
    assertThat(said(question.put("payload", "$.03"))).isEqualTo("invalid SIGNATURE_WRONG");
  }

  @Test
  void every_algorithm_is_verified_and_a_changed_byte_is_found() throws JOSEException {
    var secret = new OctetSequenceKeyGenerator(512).generate();
    for (var algorithm : JWSAlgorithm.Family.HMAC_SHA) {
      judge(secret, sign(algorithm, secret, new MACSigner(secret)), algorithm);
    }
    for (var algorithm : JWSAlgorithm.Family.RSA) {
      judge(RSA, sign(algorithm, RSA, new RSASSASigner(RSA)), algorithm);
    }
    for (var curve :
        Map.of(
                JWSAlgorithm.ES256,
                Curve.P_256,
                JWSAlgorithm.ES384,
                Curve.P_384,
                JWSAlgorithm.ES512,
                Curve.P_521)
            .entrySet()) {
      var key = ec(curve.getValue());
      judge(key, sign(curve.getKey(), key, new ECDSASigner(key)), curve.getKey());
    }
  }

  private void judge(JWK key, String jws, JWSAlgorithm algorithm) {
    var json = key.toJSONString();
    assertThat(verify(json, jws, algorithm.getName())).as(algorithm.getName()).isEqualTo("valid");
    assertThat(verify(json, jws, "XX256")).isEqualTo("invalid ALGORITHM_NOT_ALLOWED");
    var parts = jws.split("\\.", -1);
    var other = parts[0] + "." + Base64Url.encode("other".getBytes(StandardCharsets.UTF_8)) + ".";
    assertThat(verify(json, other + parts[2], algorithm.getName()))
        .isEqualTo("invalid SIGNATURE_WRONG");
  }

  @Test
  void a_public_key_is_never_taken_for_a_secret() throws Exception {
    var confused = new MACSigner(RSA.toRSAPublicKey().getEncoded());
    var jws = sign(JWSAlgorithm.HS256, RSA, confused);
    assertThat(verify(RSA.toPublicJWK().toJSONString(), jws, "HS256"))
        .isEqualTo("invalid KEY_NOT_FOR_ALGORITHM");
    assertThat(verify(EC.toPublicJWK().toJSONString(), jws, "ES256"))
        .isEqualTo("invalid ALGORITHM_NOT_ALLOWED KEY_NOT_FOR_ALGORITHM");
  }

  @Test
  void no_algorithm_is_no_signature() {
    var none = encoded("{\"alg\":\"none\"}") + ".Zm9v.";
    assertThat(verify(RFC_EC_KEY, none, "none")).isEqualTo("invalid NO_SIGNATURE ALGORITHM_NONE");
    assertThat(verify(RFC_EC_KEY, encoded("{\"alg\":\"NonE\"}") + ".Zm9v.AA", "NonE"))
        .isEqualTo("invalid ALGORITHM_NONE");
  }

  @Test
  void the_form_is_strict() {
    var parts = RFC_EC.split("\\.", -1);
    record Case(String jws, String code) {}
    for (var each :
        new Case[] {
          new Case("", "NOT_THREE_PARTS"),
          new Case(RFC_EC + ".", "NOT_THREE_PARTS"),
          new Case(RFC_EC + "=", "SIGNATURE_ENCODING"),
          new Case(RFC_EC.replace('-', '+'), "SIGNATURE_ENCODING"),
          new Case(RFC_EC + "\n", "SIGNATURE_ENCODING"),
          new Case(RFC_EC.substring(0, RFC_EC.length() - 1) + "R", "SIGNATURE_ENCODING"),
          new Case(parts[0] + "." + parts[1] + ".", "NO_SIGNATURE"),
          new Case("." + parts[1] + "." + parts[2], "HEADER_UNREADABLE"),
          new Case(parts[0] + "." + parts[1] + "=." + parts[2], "PAYLOAD_ENCODING"),
          new Case(
              encoded("{\"alg\":\"ES256\",\"alg\":\"ES256\"}") + ".." + parts[2],
              "HEADER_UNREADABLE"),
          new Case(encoded("[]") + ".." + parts[2], "HEADER_UNREADABLE"),
          new Case(encoded("{}") + ".." + parts[2], "ALGORITHM_MISSING"),
          new Case(encoded("{\"alg\":1}") + ".." + parts[2], "ALGORITHM_MISSING"),
          new Case(parts[0] + "." + parts[1] + "." + parts[2].substring(2), "SIGNATURE_LENGTH"),
          new Case(parts[0] + "." + parts[1] + "." + "A".repeat(86), "SIGNATURE_WRONG"),
        }) {
      assertThat(verify(RFC_EC_KEY, each.jws(), "ES256")).as(each.jws()).contains(each.code());
    }
  }

  @Test
  void what_is_critical_must_be_understood() throws JOSEException {
    for (var header :
        new String[] {
          "{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1} CRITICAL_UNKNOWN",
          "{\"alg\":\"ES256\",\"crit\":[]} CRITICAL_UNREADABLE",
          "{\"alg\":\"ES256\",\"crit\":\"b64\"} CRITICAL_UNREADABLE",
          "{\"alg\":\"ES256\",\"crit\":[\"alg\"]} CRITICAL_UNREADABLE",
          "{\"alg\":\"ES256\",\"crit\":[\"b64\"]} CRITICAL_UNREADABLE",
          "{\"alg\":\"ES256\",\"b64\":false} B64_NOT_CRITICAL",
        }) {
      var parts = header.split(" ", -1);
      assertThat(verify(RFC_EC_KEY, encoded(parts[0]) + ".Zm9v.AAAA", "ES256"))
          .as(header)
          .contains(parts[1]);
    }
  }

  @Test
  void a_key_serves_only_what_it_says() throws JOSEException {
    var jws = sign(JWSAlgorithm.RS256, RSA, new RSASSASigner(RSA));
    assertThat(verify(with(RSA, "use", "\"enc\""), jws, "RS256")).isEqualTo("invalid KEY_USE");
    assertThat(verify(with(RSA, "key_ops", "[\"encrypt\"]"), jws, "RS256"))
        .isEqualTo("invalid KEY_OPERATIONS");
    assertThat(verify(with(RSA, "key_ops", "[\"verify\"]"), jws, "RS256")).isEqualTo("valid");
    assertThat(verify(with(RSA, "alg", "\"PS256\""), jws, "RS256"))
        .isEqualTo("invalid KEY_NOT_FOR_ALGORITHM");
  }

  @Test
  void a_weak_key_proves_nothing() throws Exception {
    var weak = rsa(1024);
    var signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(weak.toPrivateKey());
    var content = encoded("{\"alg\":\"RS256\"}") + ".Zm9v";
    signer.update(content.getBytes(StandardCharsets.UTF_8));
    var jws = content + "." + Base64Url.encode(signer.sign());
    assertThat(verify(weak.toJSONString(), jws, "RS256")).isEqualTo("invalid KEY_TOO_WEAK");
    var secret = new OctetSequenceKey.Builder(new byte[31]).build().toJSONString();
    assertThat(verify(secret, encoded("{\"alg\":\"HS256\"}") + ".Zm9v.AAAA", "HS256"))
        .isEqualTo("invalid KEY_TOO_WEAK");
    assertThat(verify(RFC_EC_KEY.replace("f83O", "f83P"), RFC_EC, "ES256"))
        .isEqualTo("invalid POINT_NOT_ON_CURVE");
  }

  @Test
  void a_key_inside_the_message_is_not_believed() throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(ec(Curve.P_256).toPublicJWK()).build();
    var attacker = ec(Curve.P_256);
    var jws = new JWSObject(header, new Payload("mine"));
    jws.sign(new ECDSASigner(attacker));
    assertThat(verify(EC.toPublicJWK().toJSONString(), jws.serialize(), "ES256"))
        .isEqualTo("invalid SIGNATURE_WRONG");
  }

  @Test
  void the_json_form_is_read_when_it_is_an_object() {
    var parts = RFC_EC.split("\\.", -1);
    var flat =
        "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
            .formatted(parts[1], parts[0], parts[2]);
    var question = Operations.JSON.createObjectNode();
    question.set("jwk", Operations.read(RFC_EC_KEY));
    question.set("jws", Operations.read(flat));
    assertThat(said(question)).isEqualTo("valid");
    assertThat(verify(RFC_EC_KEY, flat, "ES256")).isEqualTo("invalid NOT_THREE_PARTS");
  }

  private static String verify(String jwk, String jws, String allowed) {
    var question = Operations.JSON.createObjectNode();
    question.set("jwk", Operations.read(jwk));
    question.put("jws", jws).putArray("allowed").add(allowed);
    return said(question);
  }

  private static String said(tools.jackson.databind.node.ObjectNode question) {
    var answer = OPERATIONS.ask("jws.verify", question);
    return (Probe.word(answer.verdict()) + " " + String.join(" ", answer.codes())).strip();
  }

  private static String with(JWK key, String name, String value) {
    return key.toPublicJWK().toJSONString().replaceFirst("}$", ",\"" + name + "\":" + value + "}");
  }

  private static String encoded(String header) {
    return Base64Url.encode(header.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(JWSAlgorithm algorithm, JWK key, JWSSigner signer)
      throws JOSEException {
    var jws = new JWSObject(new JWSHeader(algorithm), new Payload("said by " + key.getKeyType()));
    jws.sign(signer);
    return jws.serialize();
  }

  private static RSAKey rsa(int bits) {
    try {
      return new RSAKeyGenerator(bits, true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
