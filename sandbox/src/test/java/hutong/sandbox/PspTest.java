package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The card processor as a merchant's server and a card holder's browser see it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PspTest {

  private static final String PAYS = "4242 4242 4242 4242";

  private World world;
  private Catcher platform;
  private String key;
  private String webhookSecret;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    world = new World(data);
    platform = new Catcher(new Catcher.Reply(200, ""));
    var merchant =
        World.json(
            world.post("/psp/clients", "{\"webhookUrl\":\"" + platform.address("/hook") + "\"}"));
    key = merchant.path("secretKey").asString();
    webhookSecret = merchant.path("webhookSecret").asString();
  }

  @AfterAll
  void stop() {
    world.close();
    platform.close();
  }

  @Test
  void a_card_is_saved_on_the_page_and_charged_later() throws Exception {
    var session = session();
    var page = world.get(session.path("url").asString());
    assertThat(World.text(page)).contains("Save your card", "nothing here is real");
    var done = type(session, PAYS);
    assertThat(World.location(done))
        .isEqualTo("https://hutong.example/ok?s=" + session.path("id").asString());
    var method = method(session);
    assertThat(method.path("card").path("last4").asString()).isEqualTo("4242");
    assertThat(method.path("card").path("exp_year").asInt()).isEqualTo(2034);
    var paid = World.json(pay(session, method, "1250", Map.of("metadata[hutong_payment]", "p-1")));
    assertThat(paid.path("status").asString()).isEqualTo("succeeded");
    var found =
        World.json(
            get("/psp/v1/payment_intents/search?query=metadata%5B'hutong_payment'%5D%3A'p-1'"));
    assertThat(found.path("data").path(0).path("id")).isEqualTo(paid.path("id"));
  }

  @ParameterizedTest
  @CsvSource({
    "4000000000009995, card_declined, insufficient_funds",
    "4000000000000002, card_declined, generic_decline",
    "4000000000009987, card_declined, lost_card",
    "4000002760003184, authentication_required, authentication_required"
  })
  void a_decline_says_why(String number, String code, String reason) throws Exception {
    var session = session();
    var answer = type(session, number);
    if (World.location(answer).startsWith("/psp/3ds/")) {
      world.form(World.location(answer), Map.of("act", "pass"));
    }
    var refused = pay(session, method(session), "500", Map.of());
    assertThat(refused.statusCode()).isEqualTo(402);
    var error = World.json(refused).path("error");
    assertThat(error.path("type").asString()).isEqualTo("card_error");
    assertThat(error.path("code").asString()).isEqualTo(code);
    assertThat(error.path("decline_code").asString()).isEqualTo(reason);
    assertThat(error.path("payment_intent").path("status").asString())
        .isEqualTo("requires_payment_method");
  }

  @Test
  void a_challenged_card_is_saved_only_when_the_bank_agrees() throws Exception {
    var session = session();
    var challenge = World.location(type(session, "4000002500003155"));
    assertThat(World.text(world.get(challenge))).contains("Is it you?");
    var refused = world.form(challenge, Map.of("act", "fail"));
    assertThat(World.text(refused)).contains("could not confirm");
    assertThat(setup(session).path("status").asString()).isEqualTo("requires_payment_method");
    var second = World.location(type(session, "4000002500003155"));
    var done = world.form(second, Map.of("act", "pass"));
    assertThat(World.location(done)).startsWith("https://hutong.example/ok");
    assertThat(pay(session, method(session), "100", Map.of()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4242 4242 4242 4241 | 12/34 | 123 | number is incorrect
          5105105105105100    | 12/34 | 123 | Only the test cards
          4242424242424242    | 13/34 | 123 | looks like 12/34
          4242424242424242    | 01/20 | 123 | in the past
          4242424242424242    | 12/34 | 1   | incomplete
          4000000000000069    | 12/34 | 123 | has expired
          4000000000000127    | 12/34 | 123 | security code is incorrect
          <script>            | 12/34 | 123 | number is incorrect
          """)
  void the_card_page_says_what_is_wrong(String number, String expiry, String cvc, String says)
      throws Exception {
    var answer =
        world.form(
            session().path("url").asString(),
            Map.of("number", number, "expiry", expiry, "cvc", cvc, "name", "M"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(World.text(answer)).contains(says).doesNotContain("<script>");
  }

  @Test
  void one_key_is_one_payment() throws Exception {
    var session = session();
    type(session, PAYS);
    var method = method(session);
    var idempotency = UUID.randomUUID().toString();
    var first = pay(session, method, "700", Map.of(), "Idempotency-Key", idempotency);
    var again = pay(session, method, "700", Map.of(), "Idempotency-Key", idempotency);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    var other = pay(session, method, "701", Map.of(), "Idempotency-Key", idempotency);
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(World.json(other).path("error").path("type").asString())
        .isEqualTo("idempotency_error");
  }

  @Test
  void a_detached_card_can_never_be_charged_again() throws Exception {
    var session = session();
    type(session, PAYS);
    var method = method(session);
    var detach = "/psp/v1/payment_methods/" + method.path("id").asString() + "/detach";
    var gone = form(detach, Map.of());
    assertThat(gone.statusCode()).isEqualTo(200);
    assertThat(World.json(gone).path("customer").isString()).isFalse();
    assertThat(pay(session, method, "1000", Map.of()).statusCode()).isEqualTo(400);
    assertThat(form(detach, Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void a_refund_never_exceeds_the_charge() throws Exception {
    var session = session();
    type(session, PAYS);
    var intent = World.json(pay(session, method(session), "1000", Map.of())).path("id").asString();
    assertThat(refund(intent, "400").statusCode()).isEqualTo(200);
    assertThat(refund(intent, "601").statusCode()).isEqualTo(400);
    assertThat(refund(intent, "600").statusCode()).isEqualTo(200);
    assertThat(World.json(refund(intent, "1")).path("error").path("code").asString())
        .isEqualTo("charge_already_refunded");
  }

  @Test
  void a_held_payment_is_captured_or_let_go() throws Exception {
    var session = session();
    type(session, PAYS);
    var held = World.json(pay(session, method(session), "900", Map.of("capture_method", "manual")));
    assertThat(held.path("status").asString()).isEqualTo("requires_capture");
    var captured =
        World.json(
            form("/psp/v1/payment_intents/" + held.path("id").asString() + "/capture", Map.of()));
    assertThat(captured.path("amount_received").asInt()).isEqualTo(900);
  }

  @Test
  void notices_are_signed_and_sent_until_they_are_heard() throws Exception {
    var session = session();
    type(session, PAYS);
    platform.first(new Catcher.Reply(503, ""));
    var paid = World.json(pay(session, method(session), "4321", Map.of()));
    Catcher.Heard notice;
    int heard = 0;
    do {
      notice = platform.next();
      heard += notice.body().contains(paid.path("id").asString()) ? 1 : 0;
      assertThat(notice.header().apply("Stripe-Signature")).isEqualTo(signature(notice));
    } while (heard < 1);
    assertThat(notice.body()).contains("\"type\":\"payment_intent.succeeded\"");
  }

  @Test
  void strangers_and_nonsense_are_refused_in_the_same_shape() throws Exception {
    var stranger =
        world.form("/psp/v1/customers", Map.of(), "Authorization", "Bearer sk_test_none");
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(World.json(stranger).path("error").path("message").asString()).isNotBlank();
    for (var form :
        List.of(
            Map.<String, String>of(),
            Map.of("amount", "-5", "currency", "eur"),
            Map.of("amount", "5", "currency", "zzz"),
            Map.of("amount", "99999999999999999999", "currency", "eur"),
            Map.of("amount", "5", "currency", "eur", "payment_method", "pm_none"))) {
      var answer = form("/psp/v1/payment_intents", form);
      assertThat(answer.statusCode()).isBetween(400, 404);
      assertThat(World.json(answer).path("error").path("type").asString())
          .isEqualTo("invalid_request_error");
    }
    assertThat(get("/psp/v1/payment_intents/search?query=amount%3E1").statusCode()).isEqualTo(400);
    assertThat(get("/psp/v1/payment_intents/pi_none").statusCode()).isEqualTo(404);
    assertThat(world.get("/psp/pay/cs_none").statusCode()).isEqualTo(410);
  }

  @Test
  void on_command_it_answers_with_half_an_object_or_not_at_all() throws Exception {
    world.fault("psp", "wrong");
    var half = form("/psp/v1/customers", Map.of("email", "a@example.org"));
    world.fault("psp", "dead");
    assertThatThrownBy(() -> form("/psp/v1/customers", Map.of())).isInstanceOf(IOException.class);
    world.fault("psp", "normal");
    assertThat(half.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> World.json(half)).isInstanceOf(JacksonException.class);
  }

  @Test
  void keys_and_payments_are_still_there_after_a_restart(@TempDir Path other) throws Exception {
    var hereWorld = world;
    var hereKey = key;
    HttpResponse<byte[]> paid;
    JsonNode session;
    JsonNode method;
    try {
      try (var first = new World(other)) {
        world = first;
        key =
            World.json(first.post("/psp/clients", "{\"webhookUrl\":\"\"}"))
                .path("secretKey")
                .asString();
        session = session();
        type(session, PAYS);
        method = method(session);
        paid = pay(session, method, "77", Map.of(), "Idempotency-Key", "kept");
      }
      try (var second = new World(other)) {
        world = second;
        var again = pay(session, method, "77", Map.of(), "Idempotency-Key", "kept");
        assertThat(again.body()).isEqualTo(paid.body());
      }
    } finally {
      world = hereWorld;
      key = hereKey;
    }
  }

  private JsonNode session() throws Exception {
    var customer = World.json(form("/psp/v1/customers", Map.of("email", "maria@example.org")));
    return World.json(
        form(
            "/psp/v1/checkout/sessions",
            Map.of(
                "mode", "setup",
                "customer", customer.path("id").asString(),
                "success_url", "https://hutong.example/ok?s={CHECKOUT_SESSION_ID}",
                "cancel_url", "https://hutong.example/no")));
  }

  private HttpResponse<byte[]> type(JsonNode session, String number) throws Exception {
    return world.form(
        session.path("url").asString(),
        Map.of("number", number, "expiry", "12/34", "cvc", "123", "name", "Maria"));
  }

  private JsonNode setup(JsonNode session) throws Exception {
    return World.json(
            get(
                "/psp/v1/checkout/sessions/"
                    + session.path("id").asString()
                    + "?expand%5B%5D=setup_intent"))
        .path("setup_intent");
  }

  private JsonNode method(JsonNode session) throws Exception {
    var id = setup(session).path("payment_method").asString();
    return World.json(get("/psp/v1/payment_methods/" + id));
  }

  private HttpResponse<byte[]> pay(
      JsonNode session, JsonNode method, String amount, Map<String, String> more, String... headers)
      throws Exception {
    var fields = new LinkedHashMap<String, String>();
    fields.put("amount", amount);
    fields.put("currency", "eur");
    fields.put("customer", session.path("customer").asString());
    fields.put("payment_method", method.path("id").asString());
    fields.put("confirm", "true");
    fields.put("off_session", "true");
    fields.putAll(more);
    return form("/psp/v1/payment_intents", fields, headers);
  }

  private HttpResponse<byte[]> refund(String intent, String amount) throws Exception {
    return form("/psp/v1/refunds", Map.of("payment_intent", intent, "amount", amount));
  }

  private HttpResponse<byte[]> get(String address) throws Exception {
    return world.send(world.to(address).header("Authorization", "Bearer " + key).GET());
  }

  private HttpResponse<byte[]> form(String address, Map<String, String> fields, String... headers)
      throws Exception {
    var all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = "Bearer " + key;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return world.form(address, fields, all);
  }

  private String signature(Catcher.Heard notice) throws Exception {
    var header = notice.header().apply("Stripe-Signature");
    var time = header.replaceAll("t=(\\d+),.*", "$1");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(webhookSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var sum = mac.doFinal((time + "." + notice.body()).getBytes(StandardCharsets.UTF_8));
    return "t=" + time + ",v1=" + HexFormat.of().formatHex(sum);
  }
}
