package hutong.payment;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.ledger.Ledger;
import hutong.payment.internal.RecoveryKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whatever a rail, the line to it or the disk does: every payment ends in one state, nobody is
/// charged for what she did not get, and the operator reads which payments needed help.
@HutongTest
class PaymentFaultsTest {

  private static final int PEOPLE = 20;
  private static final int EACH = 15;
  private static final int MOST_ROUNDS = 60;

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired Ledger ledger;
  @Autowired RecoveryKey recovery;
  @Autowired JdbcClient jdbc;

  /// A payment somebody wished for, and how to ask for it again.
  private record Wish(TestApi payer, String key, String id, boolean unclear) {}

  @Test
  void three_hundred_payments_over_a_mad_rail_all_end_once() {
    long seed = Long.getLong("hutong.seed", System.nanoTime());
    var random = new Random(seed);
    FakeRails.ONE.chaos(seed);
    var wishes = new ArrayList<Wish>();
    try {
      for (int i = 0; i < PEOPLE; i++) {
        var payer = linked("chaos");
        for (int j = 0; j < EACH; j++) {
          wishes.add(begin(payer));
        }
      }
      int rounds = 0;
      while (rounds < MOST_ROUNDS && !over(wishes)) {
        clock.advance(Duration.ofMinutes(1 + random.nextInt(3)));
        disturb(wishes, random);
        recovery.recover();
        FakeRails.ONE.arrive();
        rounds++;
      }
      for (int i = 0; i < 40; i++) { // what was given up is watched for two days
        FakeRails.ONE.arrive();
        clock.advance(Duration.ofMinutes(11));
        recovery.recover();
      }
      check(wishes, "seed " + seed);
    } finally {
      clock.reset();
    }
  }

  private Wish begin(TestApi payer) {
    var key = UUID.randomUUID().toString();
    var answer = pay(payer, key);
    assertThat(answer.status()).as(answer.text()).isIn(201, 202, 402);
    var json = answer.json();
    var payment = answer.status() == 402 ? json.get("payment") : json;
    return new Wish(payer, key, payment.get("id").asString(), answer.status() == 202);
  }

  /// Notices come twice, in any order, for ended payments too, and some are forged.
  private void disturb(List<Wish> wishes, Random random) {
    for (int i = 0; i < 20; i++) {
      var id = wishes.get(random.nextInt(wishes.size())).id();
      boolean forged = random.nextInt(4) == 0;
      byte[] body = ("{\"paymentRequestId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
      var stranger = people.stranger();
      var request = stranger.request("/api/v1/hooks/wallet").POST(BodyPublishers.ofByteArray(body));
      request.header("Content-Type", "application/json");
      FakeRails.ONE.noticeHeaders("/api/v1/hooks/wallet", body, forged).forEach(request::header);
      assertThat(stranger.send(request).status()).isEqualTo(forged ? 401 : 200);
    }
  }

  private boolean over(List<Wish> wishes) {
    return states(wishes).values().stream().noneMatch("PENDING"::equals);
  }

  private Map<String, String> states(List<Wish> wishes) {
    var states = new LinkedHashMap<String, String>();
    for (var wish : wishes) {
      states.put(wish.id(), state(wish.id()));
    }
    return states;
  }

  private String state(String id) {
    return jdbc.sql("select state from payment.payment where id = :id")
        .param("id", PaymentId.parse(id).value())
        .query(String.class)
        .single();
  }

  private void check(List<Wish> wishes, String seed) {
    int ended = 0;
    for (var wish : wishes) {
      var state = state(wish.id());
      assertThat(state).as(seed + " " + wish.id()).isIn("POSTED", "FAILED", "VOIDED");
      assertThat(FakeRails.ONE.keeps(wish.id()))
          .as(seed + ": money of " + wish.id() + ", " + state)
          .isEqualTo(state.equals("POSTED"));
      var again = pay(wish.payer(), wish.key());
      assertThat(again.status())
          .as(seed + ": who asks again learns the outcome")
          .isEqualTo(state.equals("POSTED") ? 201 : 402);
      if (wish.unclear()) {
        assertThat(helped(wish.id())).as(seed + ": a line about " + wish.id()).isPositive();
        ended++;
      }
    }
    assertThat(ended).as(seed + ": some were unclear").isPositive();
    assertThat(ledger.proof()).as(seed).allSatisfy(proof -> assertThat(proof.holds()).isTrue());
    assertThat(people.operator().reading("en").get("/console/money").document().text())
        .contains("Payments that needed help", "Asking again found it");
  }

  private long helped(String id) {
    return jdbc.sql("select count(*) from payment.help where payment_id = :id")
        .param("id", PaymentId.parse(id).value())
        .query(Long.class)
        .single();
  }

  @Test
  void a_full_disk_refuses_with_503_loses_nothing_and_passes() {
    var maria = linked("ok");
    var filled =
        maria.post(
            "/api/v1/balance/top-ups",
            "{\"amount\":\"50.00\",\"rail\":\"HOME_WALLET\"}",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(filled.status()).isEqualTo(201);
    var key = UUID.randomUUID().toString();
    jdbc.sql(
            """
            create function ledger.no_space_left() returns trigger language plpgsql as $$
            begin
              raise exception 'could not extend file: No space left on device'
                using errcode = 'disk_full';
            end $$
            """)
        .update();
    jdbc.sql(
            "create trigger full_disk before insert on payment.payment"
                + " for each row execute function ledger.no_space_left()")
        .update();
    try {
      for (var rail : List.of("BALANCE", "HOME_WALLET")) {
        var refused = pay(maria, rail, rail + key);
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
      }
    } finally {
      jdbc.sql("drop function ledger.no_space_left cascade").update();
    }
    for (var rail : List.of("BALANCE", "HOME_WALLET")) {
      var paid = pay(maria, rail, rail + key);
      assertThat(paid.status()).as(paid.text()).isEqualTo(201);
      assertThat(pay(maria, rail, rail + key).bytes()).isEqualTo(paid.bytes());
    }
    var left = maria.get("/api/v1/balance").json().get("available").get("value").asString();
    assertThat(left).isEqualTo("30.00");
    assertThat(ledger.proof()).allSatisfy(proof -> assertThat(proof.holds()).isTrue());
  }

  private TestApi linked(String behaviour) {
    var api = people.traveller().api();
    recovery.fetchRates();
    var begun =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"PRACTICE_EUR\"}");
    var state = begun.json().get("url").asString().replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    var done =
        api.post(
            "/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"" + behaviour + "\"}");
    assertThat(done.status()).as(done.text()).isEqualTo(201);
    return api;
  }

  private static TestAnswer pay(TestApi payer, String key) {
    return pay(payer, "HOME_WALLET", key);
  }

  private static TestAnswer pay(TestApi payer, String rail, String key) {
    return payer.post(
        "/api/v1/payments",
        "{\"merchant\":\"noodle-house\",\"amount\":\"20.00\",\"rail\":\"" + rail + "\"}",
        "Idempotency-Key",
        key);
  }
}
