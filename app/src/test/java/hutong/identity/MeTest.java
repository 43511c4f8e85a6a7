package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.vault.PersonKeys;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class MeTest {

  @Autowired TestPeople people;
  @Autowired Travellers travellers;
  @Autowired Accounts accounts;
  @Autowired PersonKeys keys;

  @Test
  void a_grandmother_acts_for_her_grandson_until_she_removes_him() {
    var maria = people.traveller();
    maria.post("/me/people", "name", "Tomás", "relation", "CHILD");
    var tomas = travellers.list(maria.account()).getLast();
    var his = "/me/people/" + tomas.id();

    assertThat(tomas.callName().reveal(Purpose.OWN_VIEW)).isEqualTo("Tomás");
    assertThat(maria.post(his + "/acting").location()).isEqualTo("/me");
    assertThat(maria.get("/me").document().select("h1").text()).isEqualTo("Tomás");

    maria.post(his + "/name", "name", "Tom");
    assertThat(maria.get("/me").document().select("h1").text()).isEqualTo("Tom");
    maria.post(his + "/removal");
    assertThat(maria.get("/me").document().select("h1").text()).isNotEqualTo("Tom");
    assertThat(maria.get(his).status()).isEqualTo(404);
  }

  @Test
  void nobody_acts_for_another_ones_child() {
    var maria = people.traveller();
    maria.post("/me/people", "name", "Tomás", "relation", "CHILD");
    var tomas = travellers.list(maria.account()).getLast();
    var eve = people.traveller();

    assertThat(eve.post("/me/people/" + tomas.id() + "/acting").status()).isEqualTo(404);
    assertThat(eve.post("/me/people/" + tomas.id() + "/removal").status()).isEqualTo(404);
    var answer = eve.api().get("/api/v1/me", "Hutong-Traveller", tomas.id().toString());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("code").stringValue()).isEqualTo("NOT_YOUR_TRAVELLER");
    var own = maria.api().get("/api/v1/me", "Hutong-Traveller", tomas.id().toString());
    assertThat(own.json().get("actingFor").stringValue()).isEqualTo(tomas.id().toString());
  }

  @Test
  void a_form_that_is_not_filled_in_says_what_to_do() {
    var maria = people.traveller();

    var answer = maria.post("/me/people", "name", " ", "relation", "SELF");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.document().select("[aria-invalid=true]")).isNotEmpty();
    assertThat(travellers.list(maria.account())).hasSize(1);
  }

  @Test
  void a_guide_acts_for_fifty_and_no_more() {
    var guide = people.traveller();
    for (int i = 1; i < Traveller.MOST; i++) {
      var name = Sensitive.of("Guest " + i);
      assertThat(travellers.add(guide.account(), Traveller.Relation.GROUP, name)).isPresent();
    }

    var answer = guide.post("/me/people", "name", "One more", "relation", "GROUP");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(travellers.list(guide.account())).hasSize(50);
  }

  @Test
  void all_her_data_comes_in_one_file() {
    var maria = people.traveller();
    var file = maria.get("/me/download");

    assertThat(file.header("Content-Disposition")).contains("hutong-my-data.json");
    assertThat(file.json().get("email").stringValue()).isEqualTo(maria.email());
    assertThat(file.json().get("people")).hasSize(1);
  }

  @Test
  void erasing_needs_the_word_and_leaves_nothing_that_can_be_read() {
    var maria = people.traveller();
    var account = maria.account();
    var person = maria.person();
    byte[] sealed = keys.seal(person, "identity.test", "secret");
    var app = maria.api();

    assertThat(maria.post("/me/erase", "word", "yes").status()).isEqualTo(422);
    assertThat(maria.get("/me/letters").document().text()).contains("Your sign-in to Hutong");
    assertThat(maria.post("/me/erase", "word", "erase").location()).isEqualTo("/erased");

    assertThat(keys.open(person, "identity.test", sealed, Purpose.OWN_VIEW)).isEmpty();
    assertThat(accounts.findByEmail(maria.email())).isEmpty();
    assertThat(accounts.findOwner(account)).isEmpty();
    assertThat(travellers.list(account)).isEmpty();
    assertThat(maria.get("/me").status()).isEqualTo(303);
    assertThat(app.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(maria.signInAgain().location()).as("a new account").isEqualTo("/today");
    assertThat(maria.account()).isNotEqualTo(account);
  }
}
