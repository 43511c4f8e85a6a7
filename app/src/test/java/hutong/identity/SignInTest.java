package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestMail;
import hutong.TestPeople;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@HutongTest
class SignInTest {

  @Autowired TestPeople people;
  @Autowired TestMail.Boxes mail;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void the_clock_goes_right_again() {
    clock.reset();
  }

  @Test
  void a_letter_comes_and_its_link_signs_in_once() {
    var maria = people.stranger();
    var sent = maria.post("/sign-in", "email", " " + maria.email().toUpperCase(Locale.ROOT) + " ");
    assertThat(maria.follow(sent).document().select("input[name=code]")).hasSize(1);

    var letter = mail.next(maria.email());
    var link = found("/sign-in/link/[A-Za-z0-9_-]{43}", letter.text());
    assertThat(maria.get(link).document().select("main form button")).hasSize(1);
    assertThat(maria.get(link).status()).as("looking does not use it up").isEqualTo(200);
    assertThat(maria.post(link).location()).isEqualTo("/today");
    assertThat(maria.post(link).status()).isEqualTo(410);
    assertThat(maria.get("/me").status()).isEqualTo(200);
  }

  @Test
  void the_code_of_the_letter_signs_in_where_it_was_asked_for() {
    var maria = people.stranger();
    var sent = maria.post("/sign-in", "email", maria.email(), "next", "/passport?x=1").location();
    var code = found("[0-9]{4} [0-9]{4}", mail.next(maria.email()).text());

    assertThat(maria.post(sent, "code", "00000000").status()).isEqualTo(422);
    assertThat(maria.post(sent, "code", code).location()).isEqualTo("/passport?x=1");
  }

  @Test
  void reading_pages_writes_her_session_once_a_minute() {
    var maria = people.traveller();
    var row =
        jdbc.sql(
                "select last_access_time, ctid::text as place from database.spring_session"
                    + " where principal_name = :account")
            .param("account", maria.account().toString());
    maria.get("/me");
    var before = row.query().singleRow();
    maria.get("/me");
    assertThat(row.query().singleRow()).isEqualTo(before);

    jdbc.sql(
            "update database.spring_session set last_access_time = last_access_time - 60000"
                + " where principal_name = :account")
        .param("account", maria.account().toString())
        .update();
    maria.get("/me");
    assertThat((Long) row.query().singleRow().get("last_access_time"))
        .isGreaterThanOrEqualTo((Long) before.get("last_access_time"));
    assertThat(maria.get("/me").status()).isEqualTo(200);
  }

  @Test
  void five_wrong_codes_end_the_letter() {
    var maria = people.stranger();
    var letter = maria.letter("TRAVELLER");
    var page = "/sign-in/letters/" + letter.id();
    var wrong = letter.code().startsWith("1") ? "20000000" : "10000000";
    for (int i = 0; i < 5; i++) {
      assertThat(maria.post(page, "code", wrong).status()).isEqualTo(422);
    }

    assertThat(maria.post(page, "code", letter.code()).status()).isEqualTo(422);
  }

  @Test
  void a_link_ends_after_fifteen_minutes() {
    var maria = people.stranger();
    var letter = maria.letter("TRAVELLER");
    clock.advance(Duration.ofMinutes(16));

    assertThat(maria.get("/sign-in/link/" + letter.token()).status()).isEqualTo(410);
    assertThat(maria.post("/sign-in/link/" + letter.token()).status()).isEqualTo(410);
    assertThat(maria.get("/sign-in/link/" + "x".repeat(43)).status()).isEqualTo(410);
  }

  @Test
  void a_link_opened_in_another_browser_signs_in_that_browser() {
    var maria = people.stranger();
    var letter = maria.letter("TRAVELLER");
    var phone = people.stranger();

    assertThat(phone.post("/sign-in/link/" + letter.token()).status()).isEqualTo(303);
    assertThat(phone.get("/me").status()).isEqualTo(200);
    assertThat(maria.get("/me").status()).isEqualTo(303);
  }

  @Test
  void no_answer_tells_whether_an_account_exists() {
    var known = people.traveller();
    var asking = people.stranger();

    var one = asking.post("/sign-in", "email", known.email());
    var other = asking.post("/sign-in", "email", TestPeople.freshEmail("nobody"));

    assertThat(one.status()).isEqualTo(other.status()).isEqualTo(303);
    assertThat(one.location().length()).isEqualTo(other.location().length());
  }

  @Test
  void the_sixth_letter_to_an_address_in_an_hour_is_refused() {
    var maria = people.stranger();
    for (int i = 0; i < 5; i++) {
      assertThat(maria.post("/sign-in", "email", maria.email()).status()).isEqualTo(303);
    }

    assertThat(maria.post("/sign-in", "email", maria.email()).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(61));
    assertThat(maria.post("/sign-in", "email", maria.email()).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/%0d%0aLocation:x\\",
        "javascript:alert(1)",
        "today",
        "/a b"
      })
  void nobody_is_sent_to_another_site(String next) {
    var maria = people.stranger();
    var sent = maria.post("/sign-in", "email", maria.email(), "next", next).location();
    var code = found("[0-9]{4} [0-9]{4}", mail.next(maria.email()).text());

    assertThat(maria.post(sent, "code", code).location()).isEqualTo("/today");
  }

  @Test
  void a_session_that_was_there_before_is_left_behind() {
    var maria = people.traveller();
    var before = maria.cookie("hutong_session");
    var letter = maria.letter("TRAVELLER");
    maria.post("/sign-in/link/" + letter.token());

    assertThat(maria.cookie("hutong_session")).isPresent().isNotEqualTo(before);
    assertThat(
            jdbc.sql(
                    "select count(primary_id) from database.spring_session where principal_name = :a")
                .param("a", maria.account().toString())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void a_session_keeps_ids_in_plain_text_and_nothing_else() {
    var maria = people.traveller();

    var kept =
        jdbc.sql(
                """
                select convert_from(a.attribute_bytes, 'UTF8')
                from database.spring_session_attributes a
                join database.spring_session s on s.primary_id = a.session_primary_id
                where s.principal_name = :account
                """)
            .param("account", maria.account().toString())
            .query(String.class)
            .list();
    assertThat(kept)
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).matches("account_[0-9a-f]{32}|TRAVELLER"));
  }

  @Test
  void signing_out_everywhere_ends_browsers_and_apps() {
    var maria = people.traveller();
    var phone = people.signedIn(maria.email(), "TRAVELLER");
    var app = maria.api();
    assertThat(maria.get("/me/sessions").document().select("main .row")).hasSize(2);

    assertThat(maria.post("/me/sessions/end").location()).isEqualTo("/sign-in");

    assertThat(maria.get("/me").status()).isEqualTo(303);
    assertThat(phone.get("/me").location()).isEqualTo("/sign-in?next=%2Fme");
    assertThat(app.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void an_app_signs_in_with_the_code_and_signs_out() {
    var app = people.stranger().api();
    var me = app.get("/api/v1/me");

    assertThat(me.json().get("travellers")).hasSize(1);
    assertThat(me.json().get("travellers").get(0).get("relation").stringValue()).isEqualTo("SELF");
    assertThat(app.delete("/api/v1/sign-in/tokens/current").status()).isEqualTo(204);
    var refused = app.get("/api/v1/me");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().get("code").stringValue()).isEqualTo("SIGN_IN_NEEDED");
    assertThat(refused.json().get("next").stringValue()).contains("/api/v1/sign-in/links");
  }

  @Test
  void an_app_asks_for_a_code_and_is_told_what_is_wrong() {
    var maria = people.stranger();
    var stranger = maria.api("none");
    var body = "{\"email\":\"" + maria.email() + "\"}";

    assertThat(stranger.post("/api/v1/sign-in/links", body).status()).isEqualTo(202);
    assertThat(stranger.post("/api/v1/sign-in/links", "{\"email\":\"x\"}").status()).isEqualTo(422);
    assertThat(stranger.post("/api/v1/sign-in/links", "{").status()).isEqualTo(400);
    var wrong = body.replace("}", ",\"code\":\"1\"}");
    assertThat(stranger.post("/api/v1/sign-in/tokens", wrong).status()).isEqualTo(422);
  }

  @Test
  void a_form_without_its_token_is_refused_with_a_page() {
    var answer = people.stranger().postForged("/sign-in", "email", "maria@example.org");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.document().select("h1").text()).isNotEmpty();
  }

  private static String found(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group();
  }
}
