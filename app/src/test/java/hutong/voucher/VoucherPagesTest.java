package hutong.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.web.PageChecks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Vouchers as a traveller and an operator see them.
@HutongTest
class VoucherPagesTest {

  @Autowired TestPeople people;

  @Test
  void a_voucher_is_found_claimed_and_kept_with_its_conditions_in_words() {
    var maria = people.traveller();
    var offers = maria.get("/vouchers").document();
    PageChecks.assertSound(offers, "en");
    assertThat(offers.text())
        .contains("You have no voucher yet", "City welcome", "CN¥60.00 or more", "Not for alcohol");
    var form = offers.expectFirst("form[action=/vouchers/city-welcome]");
    var claimed = maria.follow(maria.post(form.attr("action"))).document();
    assertThat(claimed.text())
        .contains("You have it: City welcome", "still worth CN¥30.00", "You have your share");
    assertThat(claimed.select(".ticket time")).hasSize(1);
    assertThat(claimed.select("form[action=/vouchers/city-welcome]")).isEmpty();
  }

  @Test
  void a_second_claim_and_an_unchecked_passport_are_refused_with_what_to_do() {
    var maria = people.traveller();
    maria.post("/vouchers/city-welcome");
    var again = maria.post("/vouchers/city-welcome");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.document().text()).contains("You have your share of this campaign");
    var shops = maria.post("/vouchers/museum-shops");
    assertThat(shops.document().text()).contains("needs a checked passport", "Check your passport");
    assertThat(maria.post("/vouchers/nothing").status()).isEqualTo(404);
  }

  @Test
  void an_operator_sees_where_every_cent_is() {
    people.traveller().post("/vouchers/city-welcome");
    var console = people.operator().get("/console/vouchers").document();
    PageChecks.assertSound(console, "en");
    assertThat(console.text()).contains("City welcome", "Adds up", "Outstanding");
    assertThat(console.text()).doesNotContain("Does not add up");
    assertThat(people.traveller().get("/console/vouchers").status()).isNotEqualTo(200);
  }
}
