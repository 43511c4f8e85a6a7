package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The wallet network as a merchant's client sees it; signatures are made and checked here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletTest {

  private static final String BASE = "/wallet/ams/api/v1/";
  private static final String CLIENT = "HUTONG_TEST";

  private World world;
  private Catcher platform;
  private KeyPair keys;
  private PublicKey network;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    world = new World(data);
    platform = new Catcher(new Catcher.Reply(200, "{\"result\":{\"resultStatus\":\"S\"}}"));
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    network = register(world);
  }

  @AfterAll
  void stop() {
    world.close();
    platform.close();
  }

  @Test
  void a_payer_agrees_and_pays_in_her_own_currency() throws Exception {
    var token = link("KAKAOPAY", "kakaopay-full");
    var paid = call("payments/pay", payment("r1", token, "1200", "CNY", ""));
    assertThat(code(paid)).isEqualTo("SUCCESS");
    assertThat(paid.path("paymentAmount").path("value").asString()).isEqualTo("1200");
    var charged = paid.path("actualPaymentAmount");
    assertThat(charged.path("currency").asString()).isEqualTo("KRW");
    // 12 yuan are some 2,500 won: the won has no smaller unit, and the order of size must be right.
    assertThat(Long.parseLong(charged.path("value").asString())).isBetween(2_000L, 3_000L);
    var asked = call("payments/inquiryPayment", "{\"paymentRequestId\":\"r1\"}");
    assertThat(asked.path("paymentStatus").asString()).isEqualTo("SUCCESS");
    assertThat(World.text(world.get("/wallet/accounts/kakaopay-full"))).contains("Noodles");
  }

  @Test
  void the_same_request_is_paid_once_and_another_under_its_id_is_refused() throws Exception {
    var token = link("GCASH", "gcash-full");
    var id = UUID.randomUUID().toString();
    var first = call("payments/pay", payment(id, token, "5000", "CNY", ""));
    var again = call("payments/pay", payment(id, token, "5000", "CNY", ""));
    var other = call("payments/pay", payment(id, token, "5001", "CNY", ""));
    assertThat(again).isEqualTo(first);
    assertThat(code(other)).isEqualTo("REPEAT_REQ_INCONSISTENT");
  }

  @ParameterizedTest
  @CsvSource({
    "ALIPAY_HK, alipay-hk-small, 100000, USER_BALANCE_NOT_ENOUGH",
    "ALIPAY_HK, alipay-hk-full, 99999999, USER_AMOUNT_EXCEED_LIMIT"
  })
  void a_wallet_refuses_what_it_cannot_give(
      String wallet, String account, String amount, String code) throws Exception {
    var token = link(wallet, account);
    var id = UUID.randomUUID().toString();
    var refused = call("payments/pay", payment(id, token, amount, "CNY", ""));
    assertThat(code(refused)).isEqualTo(code);
    var asked = call("payments/inquiryPayment", "{\"paymentRequestId\":\"" + id + "\"}");
    assertThat(asked.path("paymentStatus").asString()).isEqualTo("FAIL");
    assertThat(asked.path("paymentResultCode").asString()).isEqualTo(code);
  }

  @Test
  void the_next_payment_can_be_told_to_fail() throws Exception {
    var token = link("TRUEMONEY", "truemoney-full");
    world.form("/wallet/accounts/truemoney-full/refuse", Map.of("code", "RISK_REJECT"));
    var refused = call("payments/pay", payment(id(), token, "100", "CNY", ""));
    var paid = call("payments/pay", payment(id(), token, "100", "CNY", ""));
    assertThat(code(refused)).isEqualTo("RISK_REJECT");
    assertThat(code(paid)).isEqualTo("SUCCESS");
  }

  @Test
  void an_undecided_payment_is_decided_later_and_the_platform_hears_of_it() throws Exception {
    var token = link("TNG", "tng-full");
    world.form("/wallet/accounts/tng-full/refuse", Map.of("code", "PAYMENT_IN_PROCESS"));
    platform.first(new Catcher.Reply(200, "not heard"));
    var id = id();
    var undecided =
        call("payments/pay", payment(id, token, "100", "CNY", platform.address("/notify?a=1")));
    assertThat(undecided.path("result").path("resultStatus").asString()).isEqualTo("U");
    for (int attempt = 0; attempt < 2; attempt++) {
      var notice = platform.next();
      assertThat(World.JSON.readTree(notice.body()).path("paymentRequestId").asString())
          .isEqualTo(id);
      assertThat(
              isSigned(
                  notice.header().apply("Signature"),
                  notice.path(),
                  notice.header().apply("Request-Time"),
                  notice.body().getBytes(StandardCharsets.UTF_8)))
          .isTrue();
    }
    var asked = call("payments/inquiryPayment", "{\"paymentRequestId\":\"" + id + "\"}");
    assertThat(asked.path("paymentStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void refunds_add_up_to_what_was_paid_and_never_to_more() throws Exception {
    var token = link("PRACTICE_EUR", "practice-eur-full");
    var before = balance("practice-eur-full");
    var paid = call("payments/pay", payment(id(), token, "1000", "CNY", ""));
    var paymentId = paid.path("paymentId").asString();
    for (int part = 0; part < 3; part++) {
      var refund = refund("f" + part, paymentId, "333");
      assertThat(code(call("payments/refund", refund))).isEqualTo("SUCCESS");
      assertThat(code(call("payments/refund", refund))).isEqualTo("SUCCESS");
    }
    assertThat(code(call("payments/refund", refund("f3", paymentId, "2"))))
        .isEqualTo("REFUND_AMOUNT_EXCEED");
    assertThat(code(call("payments/refund", refund("f2", paymentId, "1"))))
        .isEqualTo("REPEAT_REQ_INCONSISTENT");
    assertThat(code(call("payments/refund", refund("f4", paymentId, "1")))).isEqualTo("SUCCESS");
    assertThat(balance("practice-eur-full")).isEqualTo(before);
    var asked = call("payments/inquiryRefund", "{\"refundRequestId\":\"f1\"}");
    assertThat(asked.path("refundStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void a_cancelled_payment_gives_the_money_back_and_cannot_come_again() throws Exception {
    var token = link("KASPI", "kaspi-full");
    var before = balance("kaspi-full");
    var id = id();
    var never = id();
    assertThat(code(call("payments/pay", payment(id, token, "1000", "CNY", ""))))
        .isEqualTo("SUCCESS");
    var cancel = "{\"paymentRequestId\":\"" + id + "\"}";
    assertThat(code(call("payments/cancel", cancel))).isEqualTo("SUCCESS");
    assertThat(code(call("payments/cancel", cancel))).isEqualTo("SUCCESS");
    assertThat(balance("kaspi-full")).isEqualTo(before);
    assertThat(code(call("payments/pay", payment(id, token, "1000", "CNY", ""))))
        .isEqualTo("ORDER_IS_CLOSED");
    assertThat(code(call("payments/cancel", "{\"paymentRequestId\":\"" + never + "\"}")))
        .isEqualTo("ORDER_NOT_EXIST");
    assertThat(code(call("payments/pay", payment(never, token, "1000", "CNY", ""))))
        .isEqualTo("ORDER_IS_CLOSED");
  }

  @Test
  void an_agreement_is_used_once_and_can_be_withdrawn() throws Exception {
    var code = consent("NAYAPAY", "nayapay-full");
    var redeem = redemption(code);
    var token = call("authorizations/applyToken", redeem).path("accessToken").asString();
    assertThat(code(call("authorizations/applyToken", redeem))).isEqualTo("INVALID_AUTHCODE");
    var revoke = "{\"accessToken\":\"" + token + "\"}";
    assertThat(code(call("authorizations/revoke", revoke))).isEqualTo("SUCCESS");
    assertThat(code(call("payments/pay", payment(id(), token, "1", "CNY", ""))))
        .isEqualTo("INVALID_ACCESS_TOKEN");
  }

  @Test
  void a_payer_who_cancels_goes_back_without_a_code() throws Exception {
    var url = consult("MPAY");
    var answer = world.form(url, Map.of("act", "cancel"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(World.location(answer))
        .isEqualTo("https://hutong.example/back?x=1&authState=st%3D1");
  }

  @Test
  void a_message_changed_on_the_way_is_refused() throws Exception {
    var time = Instant.now().toString();
    var path = BASE + "payments/inquiryPayment";
    var signature = sign(path, time, "{\"paymentRequestId\":\"a\"}");
    var answer = send(path, time, signature, "{\"paymentRequestId\":\"b\"}");
    assertThat(code(World.json(answer))).isEqualTo("INVALID_SIGNATURE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"productCode\":\"AGREEMENT_PAYMENT\"}",
        "{\"productCode\":\"CASHIER\"}",
        "{\"productCode\":{\"a\":[]}}",
        "{\"productCode\":\"AGREEMENT_PAYMENT\",\"paymentRequestId\":\"x\","
            + "\"paymentAmount\":{\"value\":\"-1\",\"currency\":\"CNY\"}}",
        "{\"productCode\":\"AGREEMENT_PAYMENT\",\"paymentRequestId\":\"x\","
            + "\"paymentAmount\":{\"value\":\"1\",\"currency\":\"QQQ\"}}"
      })
  void what_makes_no_sense_is_answered_and_signed(String body) throws Exception {
    var answer = call("payments/pay", body);
    assertThat(code(answer)).isEqualTo("PARAM_ILLEGAL");
    assertThat(answer.path("result").path("resultStatus").asString()).isEqualTo("F");
  }

  @Test
  void when_it_lies_the_signature_does_not_match() throws Exception {
    world.fault("wallet", "wrong");
    var path = BASE + "payments/inquiryPayment";
    var body = "{\"paymentRequestId\":\"nothing\"}";
    var time = Instant.now().toString();
    var answer = send(path, time, sign(path, time, body), body);
    world.fault("wallet", "normal");
    assertThat(isSigned(answer, path)).isFalse();
  }

  @Test
  void a_lost_answer_is_still_a_payment() throws Exception {
    var token = link("OCBC", "ocbc-full");
    var id = id();
    world.fault("wallet", "lost");
    assertThatThrownBy(() -> call("payments/pay", payment(id, token, "100", "CNY", "")))
        .isInstanceOf(IOException.class);
    world.fault("wallet", "dead");
    assertThatThrownBy(() -> call("payments/pay", payment("dead", token, "100", "CNY", "")))
        .isInstanceOf(IOException.class);
    world.fault("wallet", "normal");
    var asked = call("payments/inquiryPayment", "{\"paymentRequestId\":\"" + id + "\"}");
    assertThat(asked.path("paymentStatus").asString()).isEqualTo("SUCCESS");
    assertThat(code(call("payments/inquiryPayment", "{\"paymentRequestId\":\"dead\"}")))
        .isEqualTo("ORDER_NOT_EXIST");
  }

  @Test
  void an_acknowledged_payment_is_still_there_after_a_restart(@TempDir Path other)
      throws Exception {
    JsonNode paid;
    String token;
    String body;
    String left;
    var here = world;
    var trusted = network;
    try {
      try (var first = new World(other)) {
        world = first;
        network = register(first);
        token = link("HIPAY", "hipay-full");
        body = payment("kept", token, "100", "CNY", "");
        paid = call("payments/pay", body);
        left = balance("hipay-full");
      }
      try (var second = new World(other)) {
        world = second;
        assertThat(call("payments/pay", body)).isEqualTo(paid);
        assertThat(balance("hipay-full")).isEqualTo(left);
      }
    } finally {
      world = here;
      network = trusted;
    }
  }

  private PublicKey register(World at) throws Exception {
    var pem =
        "-----BEGIN PUBLIC KEY-----\\n"
            + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
            + "\\n-----END PUBLIC KEY-----\\n";
    var answer =
        at.post(
            "/wallet/clients",
            "{\"clientId\":\"" + CLIENT + "\",\"publicKeyPem\":\"" + pem + "\"}");
    var theirs = World.json(answer).path("networkPublicKeyPem").asString();
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new X509EncodedKeySpec(
                Base64.getDecoder().decode(theirs.replaceAll("-----[^-]+-----|\\s", ""))));
  }

  private String link(String wallet, String account) throws Exception {
    var token = call("authorizations/applyToken", redemption(consent(wallet, account)));
    return token.path("accessToken").asString();
  }

  private String consent(String wallet, String account) throws Exception {
    var url = consult(wallet);
    assertThat(World.text(world.get(url))).contains("Hutong", "Agree and link");
    var back = World.location(world.form(url, Map.of("act", "agree", "account", account)));
    assertThat(back).startsWith("https://hutong.example/back?x=1&authCode=").endsWith("st%3D1");
    return back.replaceAll(".*authCode=([^&]+).*", "$1");
  }

  private String consult(String wallet) throws Exception {
    return call(
            "authorizations/consult",
            """
            {"customerBelongsTo":"%s","authRedirectUrl":"https://hutong.example/back?x=1",
             "authState":"st=1","scopes":["AGREEMENT_PAY"],"terminalType":"WEB",
             "order":{"merchant":{"merchantName":"Hutong"}}}
            """
                .formatted(wallet))
        .path("authUrl")
        .asString();
  }

  private static String redemption(String code) {
    return "{\"grantType\":\"AUTHORIZATION_CODE\",\"authCode\":\"" + code + "\"}";
  }

  private static String payment(
      String id, String token, String value, String currency, String notifyUrl) {
    return """
        {"productCode":"AGREEMENT_PAYMENT","paymentRequestId":"%s",
         "order":{"referenceOrderId":"o1","orderDescription":"Noodles",
                  "orderAmount":{"currency":"%4$s","value":"%3$s"}},
         "paymentAmount":{"currency":"%4$s","value":"%3$s"},
         "paymentMethod":{"paymentMethodType":"X","paymentMethodId":"%2$s"},
         "paymentNotifyUrl":"%5$s"}
        """
        .formatted(id, token, value, currency, notifyUrl);
  }

  private static String refund(String id, String paymentId, String value) {
    return """
        {"refundRequestId":"%s","paymentId":"%s","refundAmount":{"currency":"CNY","value":"%s"}}
        """
        .formatted(id, paymentId, value);
  }

  /// Calls as a client does, and refuses an answer whose signature does not match.
  private JsonNode call(String name, String body) throws Exception {
    var path = BASE + name;
    var time = Instant.now().toString();
    var answer = send(path, time, sign(path, time, body), body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(isSigned(answer, path)).isTrue();
    return World.json(answer);
  }

  private HttpResponse<byte[]> send(String path, String time, String signature, String body)
      throws Exception {
    return world.send(
        world
            .to(path)
            .headers(
                "Content-Type", "application/json; charset=UTF-8",
                "Client-Id", CLIENT,
                "Request-Time", time,
                "Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String sign(String path, String time, String body) throws Exception {
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(
        ("POST " + path + "\n" + CLIENT + "." + time + "." + body)
            .getBytes(StandardCharsets.UTF_8));
    return "algorithm=RSA256, keyVersion=1, signature="
        + URLEncoder.encode(
            Base64.getEncoder().encodeToString(signature.sign()), StandardCharsets.UTF_8);
  }

  private boolean isSigned(HttpResponse<byte[]> answer, String path) throws Exception {
    var headers = answer.headers();
    return isSigned(
        headers.firstValue("Signature").orElseThrow(),
        path,
        headers.firstValue("Response-Time").orElseThrow(),
        answer.body());
  }

  private boolean isSigned(String header, String path, String time, byte[] body) throws Exception {
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(network);
    signature.update(
        ("POST " + path + "\n" + CLIENT + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signature.update(body);
    var encoded = header.substring(header.indexOf("signature=") + "signature=".length());
    return signature.verify(
        Base64.getDecoder().decode(URLDecoder.decode(encoded, StandardCharsets.UTF_8)));
  }

  private String balance(String account) throws Exception {
    return World.text(world.get("/wallet/accounts/" + account))
        .replaceAll("(?s).*?<strong class=\"money\">([^<]+)</strong>.*", "$1");
  }

  private static String code(JsonNode answer) {
    return answer.path("result").path("resultCode").asString();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
