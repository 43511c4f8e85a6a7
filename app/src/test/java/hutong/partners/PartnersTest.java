package hutong.partners;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class PartnersTest {

  @Autowired TestPeople people;
  @Autowired Partners partners;

  @Test
  void the_files_in_services_are_the_partners() {
    var hotel = partners.findByKey("lotus-lane").orElseThrow();

    assertThat(hotel.kind()).isEqualTo(PartnerKind.HOTEL);
    assertThat(hotel.names()).containsEntry("zh-Hans", "莲花胡同酒店");
    assertThat(hotel.detail("hotelCode")).isEqualTo("310101-0042");
    assertThat(partners.list(PartnerKind.SHOP)).extracting(Partner::key).contains("noodle-house");
    assertThat(partners.find(hotel.id())).contains(hotel);
  }

  @ParameterizedTest
  @CsvSource({
    "traveller, /desk,              403",
    "traveller, /console,           403",
    "traveller, /console/partners,  403",
    "staff,     /desk,              200",
    "staff,     /console,           403",
    "staff,     /console/partners,  403",
    "operator,  /console,           200",
    "operator,  /console/partners,  200",
    "operator,  /desk,              403",
    "auditor,   /console,           200",
    "auditor,   /console/partners,  200",
    "auditor,   /desk,              403",
    "stranger,  /desk,              303",
    "stranger,  /console,           303"
  })
  void a_page_opens_to_those_it_is_for(String who, String path, int status) {
    var person =
        switch (who) {
          case "traveller" -> people.traveller();
          case "staff" -> people.staff("lotus-lane");
          case "operator" -> people.operator();
          case "auditor" -> people.auditor();
          default -> people.stranger();
        };

    assertThat(person.get(path).status()).isEqualTo(status);
  }

  @Test
  void an_auditor_changes_nothing() {
    var answer =
        people
            .auditor()
            .post("/console/partners/tea-shop/staff", "email", "a@b.example", "role", "CLERK");

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void an_operator_adds_and_removes_staff() {
    var operator = people.operator();
    var clerk = people.stranger();
    var page = "/console/partners/tea-shop";

    assertThat(operator.post(page + "/staff", "email", clerk.email(), "role", "CLERK").location())
        .isEqualTo(page);
    assertThat(operator.get(page).document().text()).contains(clerk.email());
    var again = operator.post(page + "/staff", "email", clerk.email(), "role", "CLERK");
    assertThat(again.status()).isEqualTo(422);

    var signedIn = people.signedIn(clerk.email(), "DESK");
    assertThat(signedIn.get("/desk").document().text()).contains("Spring Cloud Tea");

    var row =
        operator.get(page).document().select("tr").stream()
            .filter(tr -> tr.text().contains(clerk.email()))
            .findFirst()
            .orElseThrow();
    operator.post(row.select("form").attr("action"));
    assertThat(partners.staffOf(signedIn.account())).isEmpty();
  }

  @Test
  void a_token_is_shown_once_and_ends() {
    var operator = people.operator();
    var page = "/console/partners/noodle-house";

    var issued = operator.post(page + "/tokens", "label", "till software");
    assertThat(issued.document().select("code").text()).startsWith("hutong_partner_");
    var shown = operator.get(page).document();
    assertThat(shown.text()).contains("till software").doesNotContain("hutong_partner_");
    var end = shown.select("form[action$=/end]").stream().findFirst().orElseThrow().attr("action");
    assertThat(operator.post(end).location()).isEqualTo(page);
    assertThat(operator.post(end).status()).isEqualTo(404);
  }
}
