package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestPeople;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A challenge is answered once, in time, by whoever asked for it.
@HutongTest
class ChipChallengeTest {

  @Autowired TestPeople people;
  @Autowired TestClock clock;

  @AfterEach
  void theClockRunsAgain() {
    clock.reset();
  }

  private static String challenge(TestApi api) {
    var answer = api.post("/api/v1/documents/challenges", "{}");
    assertThat(answer.status()).isEqualTo(201);
    var active = answer.json().get("activeAuthentication");
    assertThat(Base64.getDecoder().decode(active.get("challenge").asString())).hasSize(8);
    assertThat(Base64.getDecoder().decode(active.get("command").asString())).hasSize(14);
    return answer.json().get("challenge").asString();
  }

  private static String check(String challenge) {
    return "{\"files\":{\"SOD\":\"AAAA\",\"DG1\":\"AAAA\"},\"transcript\":{\"challenge\":\""
        + challenge
        + "\",\"activeAuthentication\":\"AAAAkAA=\"}}";
  }

  @Test
  void a_challenge_is_taken_once_and_a_replay_is_said_to_be_one() {
    var api = people.traveller().api();
    var code = challenge(api);

    var first = api.post("/api/v1/documents/checks", check(code));
    var replay = api.post("/api/v1/documents/checks", check(code));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().get("verdict").asString()).isEqualTo("MALFORMED");
    assertThat(first.json().get("chip").asString()).isEqualTo("NOT_PROVED");
    assertThat(replay.status()).isEqualTo(409);
    assertThat(replay.json().get("code").asString()).isEqualTo("CHALLENGE_USED");
  }

  @Test
  void a_challenge_of_somebody_else_is_unknown() {
    var code = challenge(people.traveller().api());

    var answer = people.traveller().api().post("/api/v1/documents/checks", check(code));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("code").asString()).isEqualTo("CHALLENGE_UNKNOWN");
  }

  @Test
  void a_challenge_is_too_old_after_five_minutes() {
    var api = people.traveller().api();
    var code = challenge(api);
    clock.advance(Duration.ofMinutes(6));

    var answer = api.post("/api/v1/documents/checks", check(code));

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().get("code").asString()).isEqualTo("CHALLENGE_EXPIRED");
  }

  @Test
  void a_stranger_gets_no_challenge_and_no_check() {
    var api = new TestApi(people.stranger(), "hutong_partner_nobody");
    assertThat(api.post("/api/v1/documents/challenges", "{}").status()).isEqualTo(401);
    assertThat(api.post("/api/v1/documents/checks", check("x")).status()).isEqualTo(401);
  }

  @Test
  void a_reader_asks_within_its_session() {
    var sent = people.traveller().get("/passport/read/test-reader");
    var session =
        URLDecoder.decode(
            sent.location().replaceFirst(".*session=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    var path = session.replaceFirst("^https?://[^/]+", "");
    var api = people.stranger().api();
    var code = api.post(path + "/challenges", "{}").json().get("challenge").asString();

    var wrong = api.post(path + "/files", check("never-given-out"));
    var right = api.post(path + "/files", check(code));

    assertThat(wrong.json().get("code").asString()).isEqualTo("CHALLENGE_UNKNOWN");
    assertThat(right.status()).isEqualTo(200);
    assertThat(api.post(path + "/challenges", "{}").status()).isEqualTo(410);
  }

  @Test
  void nonsense_in_place_of_a_transcript_is_refused_with_a_reason() {
    var api = people.traveller().api();
    var body = "{\"files\":{\"SOD\":\"AAAA\"},\"transcript\":{\"activeAuthentication\":\"%%\"}}";
    var answer = api.post("/api/v1/documents/checks", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("TRANSCRIPT_UNREADABLE");
    var nothing = api.post("/api/v1/documents/checks", "{\"files\":{\"SOD\":null}}");
    assertThat(nothing.status()).isEqualTo(400);
    var dg14 = api.post("/api/v1/documents/challenges", "{\"files\":{\"DG14\":\"AAAA\"}}");
    assertThat(dg14.status()).isEqualTo(201);
  }
}
