package hutong.payment;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.ledger.Ledger;
import hutong.payment.internal.RecoveryKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Paying through the API, over real rails that answer, refuse, keep silent and lie.
@HutongTest
class PaymentApiTest {

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired Ledger ledger;
  @Autowired RecoveryKey recovery;

  @Test
  void a_visitor_pays_with_her_home_wallet_in_her_own_money() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var paid = pay(maria, "HOME_WALLET", "82.50", key());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(paid.json().get("status").asString()).isEqualTo("POSTED");
    assertThat(total(paid.json())).isEqualTo("10.00 EUR");
    assertThat(FakeRails.ONE.charged(paid.json().get("id").asString())).isEqualTo("1000 EUR");
    sound();
  }

  @Test
  void the_same_key_gets_the_same_bytes_and_pays_once() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var key = key();
    var first = pay(maria, "HOME_WALLET", "20.00", key);
    var again = pay(maria, "HOME_WALLET", "20.00", key);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(FakeRails.ONE.calls(first.json().get("id").asString())).isEqualTo(1);
    var other = pay(maria, "HOME_WALLET", "21.00", key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_USED");
    var none = maria.post("/api/v1/payments", wish("HOME_WALLET", "20.00"));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.json().get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    var hers = with(people.traveller(), "PRACTICE_EUR", "ok");
    assertThat(pay(hers, "HOME_WALLET", "21.00", key).status()).isEqualTo(201);
  }

  @Test
  void a_decline_says_why_and_its_repetition_says_the_same() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "USER_BALANCE_NOT_ENOUGH");
    var key = key();
    var declined = pay(maria, "HOME_WALLET", "20.00", key);
    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.json().get("code").asString()).isEqualTo("NOT_ENOUGH_MONEY");
    assertThat(declined.json().get("next").asString()).isNotBlank();
    assertThat(pay(maria, "HOME_WALLET", "20.00", key).bytes()).isEqualTo(declined.bytes());
    sound();
  }

  @Test
  void card_declines_are_put_into_plain_words() {
    var table =
        """
        insufficient_funds      NOT_ENOUGH_MONEY
        lost_card               CARD_LOST
        generic_decline         BANK_SAID_NO
        expired_card            CARD_EXPIRED
        authentication_required BANK_CHECK_FAILED
        something_new           RAIL_SAID_NO
        """;
    for (var line : table.strip().lines().toList()) {
      var word = line.strip().split("\\s+");
      var maria = withCard(people.traveller(), word[0]);
      var declined = pay(maria, "CARD", "20.00", key());
      assertThat(declined.json().get("code").asString()).as(line).isEqualTo(word[1]);
    }
    sound();
  }

  @Test
  void above_two_hundred_yuan_a_card_costs_three_per_cent_of_all() {
    var maria = withCard(people.traveller(), "ok");
    var table =
        """
        200.00   0.00
        200.01   6.00
        400.00  12.00
        """;
    for (var line : table.strip().lines().toList()) {
      var word = line.strip().split("\\s+");
      var quote =
          maria.post(
              "/api/v1/quotes", "{\"merchant\":\"noodle-house\",\"amount\":\"" + word[0] + "\"}");
      var card = rail(quote.json(), "CARD");
      assertThat(card.get("fee").get("value").asString()).as(line).isEqualTo(word[1]);
    }
    var paid = pay(maria, "CARD", "400.00", key());
    assertThat(paid.json().get("fee").get("value").asString()).isEqualTo("12.00");
    sound();
  }

  @Test
  void limits_are_those_of_the_policy_and_tighter_before_an_identity_check() {
    var maria = withCard(people.traveller(), "ok");
    var quote = maria.post("/api/v1/quotes", amount("7200.00")).json(); // above 1,000 dollars
    assertThat(rail(quote, "CARD").get("refusal").asString()).isEqualTo("OVER_PAYMENT_LIMIT");
    var refused = pay(maria, "CARD", "7200.00", key());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("code").asString()).isEqualTo("OVER_PAYMENT_LIMIT");
    for (int i = 0; i < 10; i++) {
      assertThat(pay(maria, "CARD", "7000.00", key()).status()).isEqualTo(201);
    }
    var last = maria.post("/api/v1/quotes", amount("7000.00")).json();
    assertThat(rail(last, "CARD").get("refusal").asString()).isEqualTo("OVER_YEAR_LIMIT");
  }

  @Test
  void an_answer_that_was_lost_is_found_again_and_nobody_is_charged_twice() {
    for (var behaviour : List.of("lost", "deaf")) {
      var maria = with(people.traveller(), "PRACTICE_EUR", behaviour);
      var waiting = pay(maria, "HOME_WALLET", "20.00", key());
      assertThat(waiting.status()).as(behaviour).isEqualTo(202);
      var id = waiting.json().get("id").asString();
      recoverLater();
      var after = maria.get("/api/v1/payments/" + id).json();
      assertThat(after.get("status").asString()).as(behaviour).isEqualTo("POSTED");
      assertThat(FakeRails.ONE.taken(id)).isEqualTo(1);
    }
    var card = withCard(people.traveller(), "lost");
    var waiting = pay(card, "CARD", "20.00", key());
    assertThat(waiting.status()).isEqualTo(202);
    recoverLater();
    var after = card.get("/api/v1/payments/" + waiting.json().get("id").asString()).json();
    assertThat(after.get("status").asString()).isEqualTo("POSTED");
    sound();
  }

  @Test
  void the_bank_may_ask_before_a_card_pays() {
    var maria = withCard(people.traveller(), "challenge");
    var asked = pay(maria, "CARD", "20.00", key());
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().get("action").asString()).isEqualTo("http://bank.example/3ds");
    var id = asked.json().get("id").asString();
    FakeRails.ONE.passChallenge(id);
    recoverLater();
    assertThat(maria.get("/api/v1/payments/" + id).json().get("status").asString())
        .isEqualTo("POSTED");
  }

  @Test
  void notices_count_only_when_they_are_signed_and_never_twice() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "lost");
    var id = pay(maria, "HOME_WALLET", "20.00", key()).json().get("id").asString();
    var path = "/api/v1/hooks/wallet";
    byte[] body = ("{\"paymentRequestId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(notice(path, body, true).status()).isEqualTo(401);
    assertThat(status(maria, id)).isEqualTo("PENDING");
    assertThat(notice(path, body, false).status()).isEqualTo(200);
    assertThat(notice(path, body, false).json().get("result").get("resultStatus").asString())
        .isEqualTo("S");
    assertThat(status(maria, id)).isEqualTo("POSTED");
    sound();
  }

  @Test
  void a_card_notice_with_a_wrong_or_old_signature_is_refused() {
    byte[] body = "{\"data\":{\"object\":{\"metadata\":{}}}}".getBytes(StandardCharsets.UTF_8);
    long now = clock.instant().getEpochSecond();
    var table =
        List.of(
            FakeRails.cardSignature(body, now, "another"),
            FakeRails.cardSignature(body, now - 3600, "whsec_1"),
            "t=x,v1=zz",
            "");
    for (var signature : table) {
      assertThat(cardNotice(body, signature)).as(signature).isEqualTo(401);
    }
    assertThat(cardNotice(body, FakeRails.cardSignature(body, now, "whsec_1"))).isEqualTo(200);
  }

  @Test
  void the_visitor_wallet_is_filled_and_pays_at_once() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    topUp(maria, "100.00");
    assertThat(balance(maria)).isEqualTo("100.00");
    var key = key();
    var paid = pay(maria, "BALANCE", "60.00", key);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(pay(maria, "BALANCE", "60.00", key).bytes()).isEqualTo(paid.bytes());
    assertThat(pay(maria, "BALANCE", "61.00", key).status()).isEqualTo(422);
    var declined = pay(maria, "BALANCE", "40.01", key());
    assertThat(declined.status()).isEqualTo(402);
    assertThat(pay(maria, "BALANCE", "40.00", key()).status()).isEqualTo(201);
    assertThat(balance(maria)).isEqualTo("0.00");
    sound();
  }

  @Test
  void sixty_four_clients_pay_and_retry_and_each_payment_is_there_once() throws Exception {
    long seed = 20261122L;
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    topUp(maria, "500.00");
    var keys = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      keys.add(key());
    }
    var tasks = new ArrayList<Callable<List<String>>>();
    for (int client = 0; client < 64; client++) {
      var random = new Random(seed + client);
      tasks.add(
          () -> {
            var seen = new ArrayList<String>();
            for (int i = 0; i < 10; i++) {
              var key = keys.get(random.nextInt(keys.size()));
              var paid = pay(maria, "BALANCE", "1.00", key);
              if (paid.status() == 201) {
                seen.add(key + " " + paid.json().get("id").asString());
              } else {
                assertThat(paid.status()).isEqualTo(409);
              }
            }
            return seen;
          });
    }
    var acknowledged = new TreeSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(tasks)) {
        acknowledged.addAll(each.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    }
    int used = (int) acknowledged.stream().map(line -> line.split(" ")[0]).distinct().count();
    assertThat(acknowledged).hasSize(used);
    assertThat(balance(maria)).isEqualTo((500 - used) + ".00");
    sound();
  }

  @Test
  void a_code_is_paid_and_one_of_another_scheme_is_not() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var fields =
        Map.of(
            "merchantAccounts",
            List.of(Map.of("guid", "cn.hutong.pay", "01", "tea-shop")),
            "mcc",
            "5499",
            "currency",
            "CNY",
            "country",
            "CN",
            "amount",
            "18.00",
            "merchantName",
            "SPRING CLOUD TEA",
            "merchantCity",
            "BEIJING");
    var payload = ((EmvQr.Making.Made) EmvQr.make(fields)).payload();
    var paid =
        maria.post(
            "/api/v1/payments",
            "{\"payload\":\"" + payload + "\",\"rail\":\"HOME_WALLET\"}",
            "Idempotency-Key",
            key());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(paid.json().get("merchant").get("key").asString()).isEqualTo("tea-shop");
    var unionPay = new TreeMap<String, Object>(fields);
    unionPay.put("merchantAccounts", List.of(Map.of("guid", "A000000333010102", "01", "1")));
    var foreign = ((EmvQr.Making.Made) EmvQr.make(unionPay)).payload();
    var refused = maria.post("/api/v1/quotes", "{\"payload\":\"" + foreign + "\"}");
    assertThat(refused.json().get("code").asString()).isEqualTo("CODE_OF_ANOTHER_SCHEME");
    assertThat(refused.json().get("title").asString()).contains("UnionPay");
    assertThat(
            maria
                .post("/api/v1/quotes", "{\"payload\":\"" + payload.replace("18", "19") + "\"}")
                .json()
                .get("code")
                .asString())
        .isEqualTo("CODE_UNREADABLE");
  }

  @Test
  void a_price_that_moved_is_not_taken() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var body =
        "{\"merchant\":\"noodle-house\",\"amount\":\"82.50\",\"rail\":\"HOME_WALLET\","
            + "\"expectedTotal\":\"%s\"}";
    assertThat(
            maria
                .post("/api/v1/payments", body.formatted("9.99 EUR"), "Idempotency-Key", key())
                .status())
        .isEqualTo(409);
    assertThat(
            maria
                .post("/api/v1/payments", body.formatted("10.00 EUR"), "Idempotency-Key", key())
                .status())
        .isEqualTo(201);
  }

  @Test
  void nobody_sees_or_refunds_what_is_not_hers() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var id = pay(maria, "HOME_WALLET", "20.00", key()).json().get("id").asString();
    var other = people.traveller().api();
    assertThat(other.get("/api/v1/payments/" + id).status()).isEqualTo(404);
    assertThat(
            other
                .post("/api/v1/payments/" + id + "/refunds", "{}", "Idempotency-Key", key())
                .status())
        .isEqualTo(404);
    assertThat(people.stranger().api(null).get("/api/v1/payments/" + id).status()).isEqualTo(401);
  }

  @Test
  void many_payments_go_in_one_call_and_each_is_decided_by_itself() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    topUp(maria, "100.00");
    var same = key();
    var table =
        """
        one    noodle-house  90.00   201
        same   noodle-house   1.00   201
        two    noodle-house  90.00   402
        same   noodle-house   1.00   201
        three  noodle-house   9.00   201
        same   noodle-house   2.00   422
        four   no-such-shop   1.00   422
        five   noodle-house   0.001  422
        six    noodle-house   0.01   402
        """;
    var names = new TreeMap<String, String>(Map.of("same", same));
    var rows = table.strip().lines().map(line -> line.strip().split("\\s+")).toList();
    var payments =
        rows.stream()
            .map(
                row ->
                    "{\"key\":\"%s\",\"merchant\":\"%s\",\"amount\":\"%s\"}"
                        .formatted(names.computeIfAbsent(row[0], name -> key()), row[1], row[2]))
            .toList();
    var body = "{\"payments\":[" + String.join(",", payments) + "]}";
    var first = maria.post("/api/v1/payments/bulk", body);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    var ids = new TreeSet<String>();
    for (int i = 0; i < rows.size(); i++) {
      var result = first.json().get("results").get(i);
      assertThat(result.get("status").asInt())
          .as(String.join(" ", rows.get(i)))
          .isEqualTo(Integer.parseInt(rows.get(i)[3]));
      if (result.get("status").asInt() == 201) {
        ids.add(result.get("answer").get("id").asString());
      }
    }
    assertThat(ids).hasSize(3);
    assertThat(balance(maria)).isEqualTo("0.00");
    assertThat(maria.post("/api/v1/payments/bulk", body).bytes()).isEqualTo(first.bytes());
    assertThat(balance(maria)).isEqualTo("0.00");
    var paid = maria.get("/api/v1/payments").json().get("payments");
    assertThat(paid).hasSize(1 + 5); // the top-up, three paid, two declined
    assertThat(maria.post("/api/v1/payments/bulk", "{\"payments\":[]}").status()).isEqualTo(422);
    sound();
  }

  @Test
  void a_key_is_one_key_whatever_it_pays_with() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    topUp(maria, "100.00");
    var key = key();
    assertThat(pay(maria, "HOME_WALLET", "20.00", key).status()).isEqualTo(201);
    assertThat(pay(maria, "BALANCE", "20.00", key).status()).isEqualTo(422);
    var other = key();
    var paid = pay(maria, "BALANCE", "20.00", other);
    assertThat(paid.status()).isEqualTo(201);
    assertThat(pay(maria, "HOME_WALLET", "20.00", other).status()).isEqualTo(422);
    assertThat(pay(maria, "BALANCE", "20.00", other).bytes()).isEqualTo(paid.bytes());
    assertThat(balance(maria)).isEqualTo("80.00");
    sound();
  }

  private TestApi with(TestPerson person, String wallet, String behaviour) {
    var api = person.api();
    recovery.fetchRates();
    var begun =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"" + wallet + "\"}");
    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    return finish(api, begun, behaviour);
  }

  @Test
  void a_card_that_is_unlinked_is_forgotten_by_its_provider_too() {
    var maria = withCard(people.traveller(), "ok");
    int before = FakeRails.ONE.detached();
    var rails = maria.get("/api/v1/rails").json().path("rails");
    var card = rails.path(rails.size() - 1).path("id").asString();
    assertThat(maria.delete("/api/v1/rails/" + card).status()).isEqualTo(204);
    assertThat(FakeRails.ONE.detached()).isEqualTo(before + 1);
    assertThat(pay(maria, "CARD", "20.00", key()).status()).isEqualTo(422);
  }

  @Test
  void an_erased_persons_card_is_forgotten_by_its_provider_too() {
    var maria = people.traveller();
    withCard(maria, "ok");
    int before = FakeRails.ONE.detached();
    assertThat(maria.post("/me/erase", "word", "erase").location()).isEqualTo("/erased");
    assertThat(FakeRails.ONE.detached()).isEqualTo(before + 1);
  }

  @Test
  void every_answer_has_the_fields_that_the_description_promises() {
    var maria = with(people.traveller(), "PRACTICE_EUR", "ok");
    var schemas = maria.get("/api/openapi.json").json().path("components").path("schemas");
    var paid = pay(maria, "HOME_WALLET", "82.50", key());
    promised(schemas, "Payment", paid.json());
    var id = paid.json().get("id").asString();
    promised(schemas, "Payment", maria.get("/api/v1/payments/" + id).json());
    promised(schemas, "Payments", maria.get("/api/v1/payments").json());
    promised(schemas, "Balance", maria.get("/api/v1/balance").json());
    promised(schemas, "Rails", maria.get("/api/v1/rails").json());
    var quote = maria.post("/api/v1/quotes", amount("82.50"));
    promised(schemas, "Quote", quote.json());
    promised(schemas, "RailOffer", quote.json().path("rails").path(0));
  }

  private static void promised(JsonNode schemas, String name, JsonNode answer) {
    var fields = new TreeSet<>(schemas.path(name).path("properties").propertyNames());
    assertThat(fields).as(name + " is described").isNotEmpty();
    assertThat(answer.propertyNames()).as(name).isNotEmpty().allMatch(fields::contains);
  }

  private TestApi withCard(TestPerson person, String behaviour) {
    var api = person.api();
    recovery.fetchRates();
    FakeRails.ONE.nextCard(behaviour);
    var begun = api.post("/api/v1/rails", "{\"rail\":\"CARD\"}");
    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    return finish(api, begun, "cs");
  }

  private TestApi finish(TestApi api, TestAnswer begun, String code) {
    var url = begun.json().get("url").asString();
    var state = url.replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    var done =
        api.post("/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"" + code + "\"}");
    assertThat(done.status()).as(done.text()).isEqualTo(201);
    return api;
  }

  private void recoverLater() {
    clock.advance(Duration.ofSeconds(30));
    try {
      recovery.recover();
    } finally {
      clock.reset();
    }
  }

  private TestAnswer pay(TestApi api, String rail, String amount, String key) {
    return api.post("/api/v1/payments", wish(rail, amount), "Idempotency-Key", key);
  }

  private static String wish(String rail, String amount) {
    return "{\"merchant\":\"noodle-house\",\"amount\":\"%s\",\"rail\":\"%s\"}"
        .formatted(amount, rail);
  }

  private static String amount(String amount) {
    return "{\"merchant\":\"noodle-house\",\"amount\":\"" + amount + "\"}";
  }

  private void topUp(TestApi api, String amount) {
    var filled =
        api.post(
            "/api/v1/balance/top-ups",
            "{\"amount\":\"" + amount + "\",\"rail\":\"HOME_WALLET\"}",
            "Idempotency-Key",
            key());
    assertThat(filled.status()).as(filled.text()).isEqualTo(201);
  }

  private static String balance(TestApi api) {
    return api.get("/api/v1/balance").json().get("available").get("value").asString();
  }

  private static String status(TestApi api, String id) {
    return api.get("/api/v1/payments/" + id).json().get("status").asString();
  }

  private static String total(JsonNode payment) {
    var total = payment.get("total");
    return total.get("value").asString() + " " + total.get("currency").asString();
  }

  private static JsonNode rail(JsonNode quote, String rail) {
    for (var each : quote.get("rails")) {
      if (each.get("rail").asString().equals(rail)) {
        return each;
      }
    }
    throw new AssertionError("no " + rail + " in " + quote);
  }

  private TestAnswer notice(String path, byte[] body, boolean lie) {
    var stranger = people.stranger();
    var request = stranger.request(path).POST(BodyPublishers.ofByteArray(body));
    request.header("Content-Type", "application/json");
    FakeRails.ONE.noticeHeaders(path, body, lie).forEach(request::header);
    return stranger.send(request);
  }

  private int cardNotice(byte[] body, String signature) {
    var stranger = people.stranger();
    var request =
        stranger
            .request("/api/v1/hooks/card")
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json");
    if (!signature.isEmpty()) {
      request.header("Stripe-Signature", signature);
    }
    return stranger.send(request).status();
  }

  /// Whatever happened: the books add up to nothing, and no account strays.
  private void sound() {
    assertThat(ledger.proof()).allSatisfy(proof -> assertThat(proof.holds()).isTrue());
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
