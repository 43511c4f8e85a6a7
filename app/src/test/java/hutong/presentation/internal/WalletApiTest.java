package hutong.presentation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.partners.Partners;
import hutong.partners.internal.DeskKey;
import hutong.presentation.internal.TestWallet.Question;
import hutong.proof.Json;
import hutong.proof.Jws;
import hutong.proof.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// OpenID4VP 1.0 over HTTP: what a wallet may do, and every reason for which it is refused.
@HutongTest
class WalletApiTest {

  private static final String OVER_18 = "over-18";
  private static final String[] ADULT = {"/age_equal_or_over/18"};

  @Autowired TestPeople people;
  @Autowired Partners partners;
  @Autowired DeskKey desks;
  @Autowired TestClock clock;

  private TestApi hotel;
  private TestWallet wallet;
  private Instant now;

  @BeforeEach
  void begin() {
    now = clock.instant();
    var stranger = people.stranger();
    hotel = stranger.api(desks.token(partners.findByKey("lotus-lane").orElseThrow()));
    wallet = new TestWallet(stranger);
  }

  private JsonNode ask(String body) {
    var answer =
        hotel.post("/api/v1/presentations", body, "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode ask() {
    return ask("{\"purpose\":\"" + OVER_18 + "\"}");
  }

  private Question question(JsonNode asked) {
    return wallet.open(asked.get("request").get("url").stringValue());
  }

  private JsonNode result(JsonNode asked) {
    return hotel.get("/api/v1/presentations/" + asked.get("id").stringValue()).json();
  }

  private String pid() {
    return TestWallet.issue(TestWallet.issuer(now), wallet.pid(now));
  }

  private static void refused(TestAnswer answer, String... reasons) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("error").stringValue()).isEqualTo("invalid_request");
    assertThat(answer.json().get("reasons").valueStream().map(JsonNode::stringValue))
        .contains(reasons);
  }

  // ------------------------------------------------------------------------------------ what holds

  @Test
  void the_question_is_signed_and_says_everything() throws Exception {
    var asked = ask();
    var url = asked.get("request").get("url").stringValue();
    assertThat(url).startsWith("openid4vp://?client_id=x509_hash%3A");
    var uri = java.net.URI.create(TestWallet.parameters(url).get("request_uri"));
    var answer = people.stranger().get(uri.getPath());
    assertThat(answer.header("Content-Type")).startsWith("application/oauth-authz-req+jwt");
    assertThat(answer.header("Cache-Control")).contains("no-store");

    var token = Jws.read(answer.text());
    var leaf = hutong.proof.Certificates.ofHeader(token.header()).getFirst();
    assertThat(token.type()).isEqualTo("oauth-authz-req+jwt");
    assertThat(token.verify(hutong.proof.Certificates.key(leaf), Set.of(SignatureAlgorithm.ES256)))
        .isEmpty();
    assertThat(leaf.getIssuerX500Principal()).isNotEqualTo(leaf.getSubjectX500Principal());
    var claims = token.claims();
    assertThat(claims.get("client_id").stringValue())
        .isEqualTo(
            "x509_hash:"
                + hutong.proof.Base64Url.encode(
                    java.security.MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded())));
    assertThat(claims.get("aud").stringValue()).isEqualTo("https://self-issued.me/v2");
    assertThat(claims.get("response_type").stringValue()).isEqualTo("vp_token");
    assertThat(claims.get("response_mode").stringValue()).isEqualTo("direct_post.jwt");
    assertThat(claims.has("redirect_uri")).isFalse();
    assertThat(claims.get("nonce").stringValue()).hasSizeGreaterThan(40);
    assertThat(claims.get("dcql_query").get("credentials").size()).isGreaterThan(2);
  }

  @Test
  void a_wallet_may_ask_by_post_with_a_nonce_of_its_own() throws Exception {
    var uri =
        java.net.URI.create(
            TestWallet.parameters(ask().get("request").get("url").stringValue())
                .get("request_uri"));
    var answer = wallet.post(uri.getPath(), "wallet_nonce", "n-0S6_WzA2Mj");
    assertThat(Jws.read(answer.text()).claims().get("wallet_nonce").stringValue())
        .isEqualTo("n-0S6_WzA2Mj");
    refused(wallet.postRaw(uri.getPath(), "wallet_nonce=a&wallet_nonce=b"), "PARAMETER_TWICE");
    refused(wallet.post(uri.getPath(), "wallet_nonce", "x".repeat(600)), "TOO_LONG");
  }

  @Test
  void a_genuine_sd_jwt_is_accepted_and_only_the_fact_is_told() {
    var asked = ask();
    var question = question(asked);
    var answer = wallet.send(question, "eu_pid", wallet.show(pid(), question, now, ADULT));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    var result = result(asked);
    assertThat(result.get("state").stringValue()).isEqualTo("ACCEPTED");
    assertThat(result.get("result").get("facts").toString())
        .isEqualTo("{\"age_over_18\":\"true\"}");
  }

  @Test
  void a_genuine_mdoc_is_accepted() {
    var asked = ask();
    var question = question(asked);
    var document = wallet.photoId(TestWallet.issuer(now), now);
    var answer =
        wallet.send(question, "photo_id", wallet.showDocument(document, question, "age_over_18"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(result(asked).get("state").stringValue()).isEqualTo("ACCEPTED");
  }

  @Test
  void an_mdoc_made_for_another_question_is_refused() {
    var other = question(ask());
    var question = question(ask());
    var document = wallet.photoId(TestWallet.issuer(now), now);
    refused(
        wallet.send(question, "photo_id", wallet.showDocument(document, other, "age_over_18")),
        "DEVICE_SIGNATURE_WRONG");
  }

  @Test
  void without_encryption_the_answer_comes_in_the_open() {
    var asked = ask("{\"purpose\":\"over-18\",\"encrypted\":false}");
    var question = question(asked);
    var token = TestWallet.token("eu_pid", wallet.show(pid(), question, now, ADULT));
    refused(
        wallet.post(question.path(), "vp_token", Json.write(token), "state", "guessed"),
        "STATE_WRONG");
    var answer =
        wallet.post(
            question.path(), "vp_token", Json.write(token), "state", question.text("state"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(result(asked).get("state").stringValue()).isEqualTo("ACCEPTED");
  }

  @Test
  void an_unsigned_question_stands_in_the_address() {
    var asked = ask("{\"purpose\":\"over-18\",\"clientIdPrefix\":\"redirect_uri\"}");
    var parameters = TestWallet.parameters(asked.get("request").get("url").stringValue());
    assertThat(parameters).doesNotContainKey("request_uri");
    assertThat(parameters.get("client_id"))
        .isEqualTo("redirect_uri:" + parameters.get("response_uri"));
    var claims = Json.object();
    parameters.forEach(
        (name, value) -> {
          if (value.startsWith("{")) {
            claims.set(name, Json.MAPPER.readTree(value));
          } else {
            claims.put(name, value);
          }
        });
    var question = new Question(claims, "");
    var answer = wallet.send(question, "eu_pid", wallet.show(pid(), question, now, ADULT));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void on_one_device_the_facts_are_for_the_browser_that_asked() {
    var asked = ask("{\"purpose\":\"over-18\",\"returnTo\":\"https://hotel.example/back?a=1\"}");
    var question = question(asked);
    var answer = wallet.send(question, "eu_pid", wallet.show(pid(), question, now, ADULT));
    var redirect = answer.json().get("redirect_uri").stringValue();
    assertThat(redirect).startsWith("https://hotel.example/back?a=1&presentation=");
    assertThat(result(asked).get("result").get("facts").isEmpty()).isTrue();
    var code = TestWallet.parameters(redirect).get("response_code");
    var path = "/api/v1/presentations/" + asked.get("id").stringValue() + "?response_code=";
    assertThat(hotel.get(path + code).json().get("result").get("facts").size()).isEqualTo(1);
    assertThat(hotel.get(path + "guess").json().get("result").get("facts").isEmpty()).isTrue();
  }

  @Test
  void saying_no_is_an_answer() {
    var asked = ask();
    var question = question(asked);
    var answer =
        wallet.post(question.path(), "error", "access_denied", "state", question.text("state"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(result(asked).get("state").stringValue()).isEqualTo("DECLINED");
  }

  // ------------------------------------------------------------------------------------ refusals

  @Test
  void a_second_answer_is_a_replay() {
    var question = question(ask());
    var shown = wallet.show(pid(), question, now, ADULT);
    assertThat(wallet.send(question, "eu_pid", shown).status()).isEqualTo(200);
    refused(wallet.send(question, "eu_pid", shown), "ALREADY_ANSWERED");
  }

  @Test
  void an_answer_to_another_question_is_refused() {
    var other = question(ask());
    var question = question(ask());
    var shown = wallet.show(pid(), question.text("client_id"), other.text("nonce"), now, ADULT);
    refused(wallet.send(question, "eu_pid", shown), "NONCE_WRONG");
  }

  @Test
  void an_answer_for_another_verifier_is_refused() {
    var question = question(ask());
    var shown = wallet.show(pid(), "x509_san_dns:evil.example", question.text("nonce"), now, ADULT);
    refused(wallet.send(question, "eu_pid", shown), "AUDIENCE_WRONG");
  }

  @Test
  void a_credential_of_somebody_else_is_refused() {
    var asked = ask();
    var question = question(asked);
    var owner = new TestWallet(people.stranger());
    var stolen = TestWallet.issue(TestWallet.issuer(now), owner.pid(now));
    refused(
        wallet.send(question, "eu_pid", wallet.show(stolen, question, now, ADULT)),
        "KEY_BINDING_SIGNATURE");
    var result = result(asked);
    assertThat(result.get("state").stringValue()).isEqualTo("NOT_ACCEPTED");
    assertThat(result.get("result").get("facts").isEmpty()).isTrue();
    assertThat(result.get("result").get("reasons").toString()).contains("does not belong");
  }

  @Test
  void without_the_holders_signature_it_is_refused() {
    var question = question(ask());
    refused(wallet.send(question, "eu_pid", pid()), "KEY_BINDING_MISSING");
  }

  @Test
  void an_expired_credential_is_refused() {
    var question = question(ask());
    var old = now.minus(Duration.ofDays(40));
    var credential = TestWallet.issue(TestWallet.issuer(now), wallet.pid(old));
    refused(
        wallet.send(question, "eu_pid", wallet.show(credential, question, now, ADULT)), "EXPIRED");
  }

  @Test
  void a_credential_of_the_future_is_refused() {
    var question = question(ask());
    var later = Json.MAPPER.getNodeFactory().numberNode(now.plusSeconds(3600).getEpochSecond());
    var credential = TestWallet.issue(TestWallet.issuer(now), wallet.pid(now).with("nbf", later));
    refused(
        wallet.send(question, "eu_pid", wallet.show(credential, question, now, ADULT)),
        "NOT_YET_VALID");
  }

  @Test
  void an_unknown_issuer_is_refused() {
    var question = question(ask());
    var credential = TestWallet.issue(TestWallet.stranger(now), wallet.pid(now));
    refused(
        wallet.send(question, "eu_pid", wallet.show(credential, question, now, ADULT)),
        "CERTIFICATE_UNTRUSTED");
  }

  @Test
  void a_credential_whose_status_cannot_be_found_out_is_refused() {
    var question = question(ask());
    var credential =
        TestWallet.issue(
            TestWallet.issuer(now), wallet.pid(now).withStatus("https://127.0.0.1/list/1", 5));
    refused(
        wallet.send(question, "eu_pid", wallet.show(credential, question, now, ADULT)),
        "STATUS_UNAVAILABLE");
  }

  @Test
  void a_revoked_credential_is_refused_and_the_list_is_asked_once() throws Exception {
    var issuer = TestWallet.issuer(now);
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    var server =
        com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("localhost", 0), 0);
    var address = "http://localhost:" + server.getAddress().getPort() + "/list";
    var list = hutong.proof.StatusList.of(1, 100);
    list.set(7, hutong.proof.StatusList.INVALID);
    var token =
        new hutong.proof.StatusListToken(address, list, now, null, Duration.ofHours(1))
            .jwt(issuer)
            .getBytes(StandardCharsets.US_ASCII);
    server.createContext(
        "/list",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, token.length);
          exchange.getResponseBody().write(token);
          exchange.close();
        });
    server.start();
    try {
      var first = question(ask());
      var revoked = TestWallet.issue(issuer, wallet.pid(now).withStatus(address, 7));
      refused(wallet.send(first, "eu_pid", wallet.show(revoked, first, now, ADULT)), "REVOKED");
      var second = question(ask());
      var valid = TestWallet.issue(issuer, wallet.pid(now).withStatus(address, 8));
      var answer = wallet.send(second, "eu_pid", wallet.show(valid, second, now, ADULT));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(asked).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void status_lists_are_fetched_only_from_outside() {
    var gateway =
        new StatusGateway(
            new PresentationSettings(
                "",
                "",
                hutong.presentation.NewPresentation.Prefix.X509_HASH,
                true,
                "openid4vp://",
                java.util.List.of(),
                java.util.List.of(),
                PresentationSettings.MoreThanAsked.REFUSE));
    for (var address :
        new String[] {
          "http://93.184.216.34/list",
          "https://127.0.0.1/list",
          "https://[::1]/list",
          "https://10.1.2.3/list",
          "https://169.254.169.254/latest",
          "https://[fd00::1]/list",
          "https://[::ffff:10.0.0.1]/list",
          "https://100.64.0.1/list",
          "https://93.184.216.34:8443/list",
          "https://user@93.184.216.34/list",
          "file:///etc/passwd",
          "not an address"
        }) {
      assertThat(gateway.allowed(address)).as(address).isFalse();
    }
    assertThat(gateway.allowed("https://93.184.216.34/list")).isTrue();
  }

  @Test
  void algorithm_none_and_another_algorithm_are_refused() {
    for (var header : new String[] {"{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}"}) {
      var question = question(ask());
      var shown = wallet.show(pid(), question, now, ADULT);
      var forged =
          hutong.proof.Base64Url.encode(
                  header.replace("}", ",\"typ\":\"dc+sd-jwt\"}").getBytes(StandardCharsets.UTF_8))
              + shown.substring(shown.indexOf('.'));
      var answer = wallet.send(question, "eu_pid", forged);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).containsAnyOf("ALGORITHM_NONE", "ALGORITHM_NOT_ALLOWED");
    }
  }

  @Test
  void missing_and_extra_claims_are_refused() {
    var asked = question(ask());
    refused(wallet.send(asked, "eu_pid", wallet.show(pid(), asked, now)), "CLAIM_MISSING");
    var other = question(ask());
    refused(
        wallet.send(other, "eu_pid", wallet.show(pid(), other, now, ADULT[0], "/family_name")),
        "CLAIM_NOT_ASKED");
  }

  @Test
  void a_credential_nobody_asked_for_is_refused() {
    var asked = question(ask());
    refused(
        wallet.send(asked, "membership", wallet.show(pid(), asked, now, ADULT)),
        "CREDENTIAL_NOT_ASKED");
    var other = question(ask());
    var twice = wallet.show(pid(), other, now, ADULT);
    refused(
        wallet.post(
            other.path(),
            "response",
            TestWallet.sealed(other, TestWallet.token("eu_pid", twice, twice))),
        "CREDENTIAL_TWICE");
  }

  @Test
  void another_type_of_credential_is_refused() {
    var question = question(ask());
    var other =
        wallet
            .pid(now)
            .with("vct", Json.MAPPER.getNodeFactory().stringNode("https://other.example/vct"));
    var credential = TestWallet.issue(TestWallet.issuer(now), other);
    refused(
        wallet.send(question, "eu_pid", wallet.show(credential, question, now, ADULT)),
        "CREDENTIAL_TYPE_OTHER");
  }

  @Test
  void an_answer_in_the_open_or_to_another_key_is_refused() {
    var question = question(ask());
    var token = TestWallet.token("eu_pid", wallet.show(pid(), question, now, ADULT));
    refused(
        wallet.post(
            question.path(), "vp_token", Json.write(token), "state", question.text("state")),
        "ANSWER_NOT_ENCRYPTED");
    var other = question(ask());
    refused(
        wallet.post(question.path(), "response", TestWallet.sealed(other, token)), "KEY_ID_WRONG");
    var sealed = TestWallet.sealed(question, token);
    var broken = sealed.substring(0, sealed.length() - 4) + "AAAA";
    refused(wallet.post(question.path(), "response", broken), "ENCRYPTION_WRONG");
    assertThat(wallet.post(question.path(), "response", sealed).status()).isEqualTo(200);
  }

  @Test
  void a_question_closes_after_ten_minutes() {
    var asked = ask();
    var question = question(asked);
    var shown = wallet.show(pid(), question, now, ADULT);
    clock.advance(Duration.ofMinutes(11));
    try {
      refused(wallet.send(question, "eu_pid", shown), "REQUEST_EXPIRED");
      assertThat(
              people.stranger().get(java.net.URI.create(question.requestUri()).getPath()).status())
          .isEqualTo(410);
      assertThat(result(asked).get("state").stringValue()).isEqualTo("EXPIRED");
    } finally {
      clock.reset();
    }
  }

  @Test
  void many_answers_that_cannot_be_read_close_the_question() {
    var asked = ask();
    var question = question(asked);
    for (int i = 0; i < PresentationLimits.WRONG_ANSWERS; i++) {
      assertThat(wallet.post(question.path(), "response", "a.b.c").status()).isEqualTo(400);
    }
    refused(
        wallet.send(question, "eu_pid", wallet.show(pid(), question, now, ADULT)),
        "ALREADY_ANSWERED");
    assertThat(result(asked).get("state").stringValue()).isEqualTo("CLOSED");
  }

  // ------------------------------------------------------------------------------------ partners

  @Test
  void a_partner_asks_only_for_what_it_is_registered_for() {
    var answer =
        hotel.post(
            "/api/v1/presentations",
            "{\"purpose\":\"bank-account\"}",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("code").stringValue()).isEqualTo("PURPOSE_NOT_YOURS");
    assertThat(hotel.get("/api/v1/purposes").text())
        .contains("hotel-check-in")
        .doesNotContain("bank-account");
  }

  @Test
  void the_same_key_asks_once_and_other_partners_see_nothing() {
    var key = UUID.randomUUID().toString();
    var body = "{\"purpose\":\"over-18\"}";
    var first = hotel.post("/api/v1/presentations", body, "Idempotency-Key", key);
    var second = hotel.post("/api/v1/presentations", body, "Idempotency-Key", key);
    assertThat(second.text()).isEqualTo(first.text());
    var museum =
        people.stranger().api(desks.token(partners.findByKey("palace-museum").orElseThrow()));
    assertThat(museum.get("/api/v1/presentations/" + first.json().get("id").stringValue()).status())
        .isEqualTo(404);
  }

  @Test
  void addresses_that_lead_astray_are_refused() {
    for (var field :
        new String[] {
          "\"returnTo\":\"javascript:alert(1)\"",
          "\"returnTo\":\"http://hotel.example/\"",
          "\"returnTo\":\"https://a@hotel.example/\"",
          "\"wallet\":\"javascript:alert(1)//\"",
          "\"wallet\":\"data:text/html,x\""
        }) {
      var answer =
          hotel.post(
              "/api/v1/presentations",
              "{\"purpose\":\"over-18\"," + field + "}",
              "Idempotency-Key",
              UUID.randomUUID().toString());
      assertThat(answer.status()).as(field).isEqualTo(422);
    }
  }

  // ------------------------------------------------------------------------------------ garbage

  @Test
  void whatever_is_sent_is_refused_and_never_breaks() {
    long seed = new java.security.SecureRandom().nextLong();
    var random = new Random(seed);
    var question = question(ask());
    var sealed =
        TestWallet.sealed(
            question, TestWallet.token("eu_pid", wallet.show(pid(), question, now, ADULT)));
    var open = question(ask("{\"purpose\":\"over-18\",\"encrypted\":false}"));
    var token = Json.write(TestWallet.token("eu_pid", wallet.show(pid(), open, now, ADULT)));
    for (int i = 0; i < 150; i++) {
      var target = i % 2 == 0 ? question : open;
      if (i % 16 < 2) { // a fresh one, so that it does not close for good
        target =
            question(
                ask(
                    i % 2 == 0
                        ? "{\"purpose\":\"over-18\"}"
                        : "{\"purpose\":\"over-18\",\"encrypted\":false}"));
        if (i % 2 == 0) {
          question = target;
        } else {
          open = target;
        }
      }
      var answer =
          switch (random.nextInt(5)) {
            case 0 -> wallet.post(target.path(), "response", mangled(sealed, random));
            case 1 ->
                wallet.post(
                    target.path(),
                    "vp_token",
                    mangled(token, random),
                    "state",
                    target.text("state"));
            case 2 -> wallet.postRaw(target.path(), mangled("response=%41&state=b", random));
            case 3 ->
                wallet.post(
                    target.path(),
                    "vp_token",
                    "[".repeat(random.nextInt(3000)),
                    "state",
                    target.text("state"));
            default ->
                wallet.post(
                    target.path(),
                    "vp_token",
                    "{\"eu_pid\":[" + "\"" + "~".repeat(random.nextInt(2000)) + "\"]}",
                    "state",
                    target.text("state"));
          };
      assertThat(answer.status()).as("seed " + seed + " round " + i).isLessThan(500);
    }
  }

  private static String mangled(String text, Random random) {
    var chars = text.toCharArray();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      chars[random.nextInt(chars.length)] = (char) (32 + random.nextInt(95));
    }
    return new String(
        chars, 0, random.nextInt(4) == 0 ? random.nextInt(chars.length) : chars.length);
  }
}
