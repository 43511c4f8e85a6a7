package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class SignInTest {

  @Autowired TestPeople people;

  @Test
  void a_link_signs_in_once() {
    var maria = people.stranger();
    var letter = maria.letter("TRAVELLER");

    assertThat(maria.get("/sign-in/link/" + letter.token()).document().select("form button"))
        .hasSize(1);
    assertThat(maria.post("/sign-in/link/" + letter.token()).location()).isEqualTo("/today");
    assertThat(maria.post("/sign-in/link/" + letter.token()).status()).isEqualTo(410);
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
  }

  @Test
  void a_form_without_its_token_is_refused_with_a_page() {
    var answer = people.stranger().postForged("/sign-in", "email", "maria@example.org");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.document().select("h1").text()).isNotEmpty();
  }
}
