package hutong.presentation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.partners.Partners;
import hutong.partners.internal.DeskKey;
import hutong.proof.Base64Url;
import hutong.proof.Jwk;
import hutong.proof.SignatureKeys;
import hutong.web.PageChecks;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/// A wallet that nobody here wrote answers our questions.
@HutongTest
class OtherWalletTest {

  private static final String ROOM = "R" + System.nanoTime() % 1_000_000_000;

  @Autowired TestPeople people;
  @Autowired Partners partners;
  @Autowired DeskKey desks;
  @Autowired TestClock clock;
  @Autowired Environment environment;

  @Test
  void an_independent_wallet_reads_the_question_and_is_believed() throws Exception {
    var accepted =
        present("{\"purpose\":\"over-18\"}", Map.of("age_equal_or_over", Map.of("18", true)));
    assertThat(accepted.get("state").stringValue()).isEqualTo("ACCEPTED");
    assertThat(accepted.get("result").get("facts").toString())
        .isEqualTo("{\"age_over_18\":\"true\"}");
  }

  @Test
  void it_does_so_with_a_certificate_for_the_host_and_without_encryption() throws Exception {
    var accepted =
        present(
            "{\"purpose\":\"over-18\",\"clientIdPrefix\":\"x509_san_dns\",\"encrypted\":false}",
            Map.of("age_equal_or_over", Map.of("18", true)));
    assertThat(accepted.get("state").stringValue()).isEqualTo("ACCEPTED");
  }

  @Test
  void it_checks_in_at_a_hotel() throws Exception {
    var accepted =
        present(
            "{\"purpose\":\"hotel-check-in\"}",
            Map.of(
                "family_name", true,
                "given_name", true,
                "birthdate", true,
                "sex", true,
                "nationalities", true,
                "document_number", true,
                "date_of_expiry", true));
    var facts = accepted.get("result").get("facts");
    assertThat(accepted.get("state").stringValue()).isEqualTo("ACCEPTED");
    assertThat(facts.get("family_name").stringValue()).isEqualTo("da Silva Pereira");
    assertThat(facts.get("nationality").stringValue()).isEqualTo("PT");
    checksIn(accepted.get("id").stringValue());
  }

  /// The clerk chooses the room and compares the booking; the document is not typed here either.
  private void checksIn(String presentation) {
    var clerk = people.staff("lotus-lane");
    var counter = clerk.get("/desk/counter/lotus-lane/" + presentation).document();
    var step = counter.expectFirst("a[href*=/presented/]").attr("href");
    var form = clerk.get(step);
    PageChecks.assertSound(form.document(), "en");
    assertThat(form.text()).contains("da Silva Pereira Maria João", "CC123456", "Portugal");
    assertThat(clerk.post(step, "room", ROOM, "nights", "1", "kind", "NONE").status())
        .isEqualTo(422);
    var seen = entered(clerk, step, "booked", "JOHN SMITH");
    PageChecks.assertSound(seen.document(), "en");
    assertThat(seen.text()).contains("The names are different");
    seen = entered(clerk, step, "booked", "PEREIRA/MARIA JOAO MRS");
    assertThat(seen.document().select("input[name=looked]")).isNotEmpty();
    var done = entered(clerk, step, "booked", "JOHN SMITH", "looked", "JOHN SMITH");
    assertThat(done.location()).isEqualTo("/desk/hotel/lotus-lane?done=1");
    assertThat(clerk.follow(done).text()).contains("da Silva Pereira Maria João");
    assertThat(entered(clerk, step).location()).isEqualTo("/desk/hotel/lotus-lane?done=again");
  }

  private static TestAnswer entered(TestPerson clerk, String step, String... more) {
    var form = new ArrayList<>(List.of("room", ROOM, "nights", "1", "kind", "OTHER"));
    form.addAll(List.of(more));
    return clerk.post(step, form.toArray(String[]::new));
  }

  private JsonNode present(String wish, Map<String, ?> disclose) throws Exception {
    Instant now = clock.instant();
    var hotel = people.stranger().api(desks.token(partners.findByKey("lotus-lane").orElseThrow()));
    var asked =
        hotel
            .post("/api/v1/presentations", wish, "Idempotency-Key", UUID.randomUUID().toString())
            .json();
    KeyPair pair = hutong.proof.vp.EncryptedAnswer.freshKey();
    var wallet = new TestWallet(people.stranger());
    var credential =
        TestWallet.issue(
            TestWallet.issuer(now),
            wallet
                .pid(now)
                .boundTo(
                    SignatureKeys.of(pair.getPrivate(), pair.getPublic(), List.of()).publicKey()));
    var answer =
        Node.run(
            "wallet.mjs",
            Map.of(
                "base",
                "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"),
                "url",
                asked.get("request").get("url").stringValue(),
                "credential",
                credential,
                "holder",
                privateKey(pair),
                "query",
                "eu_pid",
                "now",
                now.toEpochMilli(),
                "disclose",
                disclose));
    assertThat(answer.get("status").intValue()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.get("version").intValue()).isEqualTo(100);
    return hotel.get("/api/v1/presentations/" + asked.get("id").stringValue()).json();
  }

  private static Map<String, String> privateKey(KeyPair pair) {
    var open = Jwk.of(pair.getPublic()).json();
    byte[] secret = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, secret.length);
    System.arraycopy(secret, secret.length - length, fixed, 32 - length, length);
    assertThat(new BigInteger(1, fixed)).isEqualTo(((ECPrivateKey) pair.getPrivate()).getS());
    return Map.of(
        "kty", "EC",
        "crv", "P-256",
        "x", open.get("x").stringValue(),
        "y", open.get("y").stringValue(),
        "d", Base64Url.encode(fixed));
  }
}
