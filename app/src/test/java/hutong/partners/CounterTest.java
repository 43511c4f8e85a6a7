package hutong.partners;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.web.PageChecks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The counter: what to ask, the code, and saying no.
@HutongTest
class CounterTest {

  private static final String COUNTER = "/desk/counter/lotus-lane";

  @Autowired TestPeople people;

  @Test
  void a_desk_sees_what_it_may_ask() {
    var clerk = people.staff("lotus-lane");
    for (var language : new String[] {"en", "zh-Hans"}) {
      var page = clerk.reading(language).get(COUNTER);
      PageChecks.assertSound(page.document(), language);
      assertThat(page.document().select("input[name=purpose]").eachAttr("value"))
          .contains("hotel-check-in", "over-18")
          .doesNotContain("bank-account", "museum-ticket");
    }
    assertThat(people.staff("courtyard-bank").get("/desk/counter/courtyard-bank").text())
        .contains("bank-account");
  }

  @Test
  void nobody_asks_at_somebody_elses_desk() {
    var clerk = people.staff("lotus-lane");
    assertThat(clerk.get("/desk/counter/palace-museum").status()).isEqualTo(403);
    assertThat(clerk.post("/desk/counter/palace-museum", "purpose", "over-18").status())
        .isEqualTo(403);
    assertThat(clerk.post(COUNTER, "purpose", "bank-account").status()).isEqualTo(403);
  }

  @Test
  void a_traveller_reads_who_asks_and_says_no() {
    var clerk = people.staff("lotus-lane");
    var asked = clerk.follow(clerk.post(COUNTER, "purpose", "hotel-check-in"));
    PageChecks.assertSound(asked.document(), "en");
    var code = asked.document().select("b.num").text();
    var maria = people.traveller();
    assertThat(maria.post("/present", "code", "1234").status()).isEqualTo(422);
    var found = maria.post("/present", "code", code);
    var question = maria.follow(found);
    PageChecks.assertSound(question.document(), "en");
    assertThat(question.text())
        .contains("Lotus Lane Hotel", "Document number", "article 39", "Do not share");
    var ended = maria.follow(maria.post(found.location(), "answer", "no"));
    PageChecks.assertSound(ended.document(), "en");
    assertThat(ended.text()).contains("You said no");
    var path = asked.response().uri().getPath();
    assertThat(clerk.get(path).text()).contains("旅客拒绝出示", "The traveller said no");
    assertThat(maria.post("/present", "code", code).status()).isEqualTo(422);
  }

  @Test
  void a_question_can_be_taken_back() {
    var clerk = people.staff("lotus-lane");
    var location = clerk.post(COUNTER, "purpose", "over-18").location();
    assertThat(clerk.post(location + "/withdraw").location()).isEqualTo(COUNTER);
    assertThat(clerk.get(location).text()).contains("Taken back");
    assertThat(clerk.post(location + "/withdraw").status()).isEqualTo(409);
  }
}
