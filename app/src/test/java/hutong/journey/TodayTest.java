package hutong.journey;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class TodayTest {

  @Autowired TestPeople people;

  @Test
  void somebody_new_is_asked_for_her_passport_first() {
    var page = people.traveller().get("/today");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("section.card").first()).isNotNull();
    assertThat(page.document().select("main a.button.primary").attr("href")).isEqualTo("/passport");
  }

  @Test
  void a_document_ticks_the_first_step_and_becomes_a_pass() {
    var maria = people.traveller();
    maria.post(
        "/passport/number",
        "kind",
        "PERMANENT_RESIDENT_ID",
        "number",
        "932682198501010017",
        "surname",
        "EXAMPLE",
        "givenNames",
        "ANNA",
        "expiry.year",
        "2034",
        "expiry.month",
        "1",
        "expiry.day",
        "1");

    assertThat(maria.get("/today").document().select("h1").text()).contains("ANNA");
    assertThat(maria.get("/today").document().select(".aside").text()).contains("1 of 5");
    assertThat(maria.get("/passes").document().select("article.ticket")).hasSize(1);
    assertThat(maria.get("/services").status()).isEqualTo(200);
  }

  @Test
  void a_stranger_is_sent_to_sign_in() {
    assertThat(people.stranger().get("/today").location()).contains("/sign-in");
  }
}
