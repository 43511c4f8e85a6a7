package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.web.WebSettings;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class PasskeyTest {

  @Autowired TestPeople people;
  @Autowired WebSettings web;
  @Autowired TestClock clock;

  @AfterEach
  void the_clock_goes_right_again() {
    clock.reset();
  }

  @Test
  void somebody_signs_up_with_a_passkey_alone_and_comes_back_with_it() throws Exception {
    var device = device();
    var maria = people.stranger();
    var made = device.made(challenge(maria, "/sign-in/passkey/new/options"));

    assertThat(say(maria, "/sign-in/passkey/new?next=/passport", made).json().get("next"))
        .hasToString("\"/passport\"");
    assertThat(maria.get("/me").status()).isEqualTo(200);

    var phone = people.stranger();
    var shown = device.shown(challenge(phone, "/sign-in/passkey/options"));
    assertThat(say(phone, "/sign-in/passkey?next=//evil.example", shown).json().get("next"))
        .hasToString("\"/today\"");
    assertThat(phone.get("/me").status()).isEqualTo(200);
    var again = say(phone, "/sign-in/passkey", shown);
    assertThat(again.status()).as("an answer is good once").isEqualTo(422);
  }

  @Test
  void the_only_way_in_cannot_be_removed() throws Exception {
    var maria = people.stranger();
    var made = device().made(challenge(maria, "/sign-in/passkey/new/options"));
    say(maria, "/sign-in/passkey/new", made);

    assertThat(maria.post(removal(maria)).status()).isEqualTo(409);
  }

  @Test
  void an_account_with_an_address_adds_and_removes_a_passkey() throws Exception {
    var device = device();
    var maria = people.traveller();
    var made = device.made(challenge(maria, "/me/passkeys/options"));
    assertThat(say(maria, "/me/passkeys", made).status()).isEqualTo(200);

    var phone = people.stranger();
    var shown = device.shown(challenge(phone, "/sign-in/passkey/options"));
    assertThat(say(phone, "/sign-in/passkey", shown).status()).isEqualTo(200);

    assertThat(maria.post(removal(maria)).location()).isEqualTo("/me/sessions");
    var late = device.shown(challenge(phone, "/sign-in/passkey/options"));
    assertThat(say(phone, "/sign-in/passkey", late).status()).isEqualTo(422);
  }

  @Test
  void another_site_another_challenge_and_a_late_answer_are_refused() throws Exception {
    var maria = people.stranger();
    var elsewhere = new SoftPasskey("https://evil.example", "localhost");
    var made = elsewhere.made(challenge(maria, "/sign-in/passkey/new/options"));
    assertThat(say(maria, "/sign-in/passkey/new", made).status()).isEqualTo(422);

    challenge(maria, "/sign-in/passkey/new/options");
    var other = device().made("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertThat(say(maria, "/sign-in/passkey/new", other).status()).isEqualTo(422);

    var late = device().made(challenge(maria, "/sign-in/passkey/new/options"));
    clock.advance(Duration.ofMinutes(6));
    assertThat(say(maria, "/sign-in/passkey/new", late).status()).isEqualTo(422);
    assertThat(say(maria, "/sign-in/passkey/new", "not json").status()).isEqualTo(422);
  }

  @Test
  void one_network_opens_only_so_many_accounts_with_passkeys_in_an_hour() throws Exception {
    var crowd = people.stranger();
    for (int i = 0; i < 30; i++) {
      var made = device().made(challenge(crowd, "/sign-in/passkey/new/options"));
      assertThat(say(crowd, "/sign-in/passkey/new", made).status()).isEqualTo(200);
    }
    var refused = device().made(challenge(crowd, "/sign-in/passkey/new/options"));
    assertThat(say(crowd, "/sign-in/passkey/new", refused).status()).isEqualTo(429);
    var elsewhere = people.stranger();
    var other = device().made(challenge(elsewhere, "/sign-in/passkey/new/options"));
    assertThat(say(elsewhere, "/sign-in/passkey/new", other).status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(61));
    var later = device().made(challenge(crowd, "/sign-in/passkey/new/options"));
    assertThat(say(crowd, "/sign-in/passkey/new", later).status()).isEqualTo(200);
  }

  private SoftPasskey device() throws GeneralSecurityException {
    return new SoftPasskey(web.publicUrl(), "localhost");
  }

  private static String challenge(TestPerson person, String path) {
    return say(person, path, "{}").json().get("challenge").stringValue();
  }

  private static String removal(TestPerson person) {
    return person.get("/me/sessions").document().select("form[action$=/removal]").attr("action");
  }

  private static TestAnswer say(TestPerson person, String path, String json) {
    return person.send(
        person
            .request(path)
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", person.formToken())
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }
}
