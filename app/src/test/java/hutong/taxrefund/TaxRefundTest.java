package hutong.taxrefund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.entry.EntryPath;
import hutong.entry.NewEntry;
import hutong.entry.Permissions;
import hutong.entry.Recording;
import hutong.kernel.Beijing;
import hutong.payment.internal.RecoveryKey;
import hutong.taxrefund.internal.TaxKey;
import hutong.web.PageChecks;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// From the shop's form past customs to the money, once.
@HutongTest
class TaxRefundTest {

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Permissions permissions;
  @Autowired RecoveryKey recovery;
  @Autowired TaxKey late;

  @Test
  void a_form_goes_from_shop_to_customs_to_agency_and_is_paid_once() {
    var maria = visitor();
    buy(maria, "1000.00");
    var number = ask(maria);
    assertThat(maria.post("/tax-refund", "shop", "silk-house", "day", today()).status())
        .isEqualTo(409);
    var shop = people.staff("silk-house");
    var desk = shop.get("/desk/tax/silk-house?number=" + number).document();
    PageChecks.assertSound(desk, "en");
    issue(shop, number, "1000.00", "0");
    assertThat(maria.get("/tax-refund").document().text())
        .contains("CN¥90.00", "Form issued", "Show goods and number at customs");
    var agency = people.staff("departure-refunds");
    var early = agency.post("/desk/tax/departure-refunds/" + number + "/pay", "as", "CASH");
    assertThat(early.status()).isEqualTo(409);
    var customs = people.staff("capital-airport-customs");
    var seen = customs.get("/desk/tax/capital-airport-customs?number=" + number).document();
    PageChecks.assertSound(seen, "en");
    assertThat(seen.text()).contains("EXAMPLE ANNA", "CN¥90.00");
    customs.post("/desk/tax/capital-airport-customs/" + number + "/confirm");
    agency.post("/desk/tax/departure-refunds/" + number + "/pay", "as", "CASH");
    var twice = agency.post("/desk/tax/departure-refunds/" + number + "/pay", "as", "TRANSFER");
    assertThat(twice.status()).isEqualTo(409);
    var hers = maria.get("/tax-refund").document();
    PageChecks.assertSound(hers, "en");
    assertThat(hers.text()).contains("Paid", "Nothing is left to do");
  }

  @Test
  void a_small_purchase_and_an_unknown_entry_are_refused_with_the_rules_reason() {
    var maria = visitor();
    buy(maria, "199.00");
    var number = ask(maria);
    var shop = people.staff("silk-house");
    assertThat(issue(shop, number, "199.00", "0")).contains("under 200 yuan");
    assertThat(issue(shop, number, "300.00", "0")).contains("amounts do not fit");
    var anna = people.traveller();
    buy(anna, "500.00");
    assertThat(issue(shop, ask(anna), "500.00", "0")).contains("not known yet");
    assertThat(people.staff("tea-shop").get("/desk/tax/tea-shop?number=" + number).status())
        .isEqualTo(404);
    assertThat(people.staff("tea-shop").get("/desk/tax/silk-house").status()).isEqualTo(403);
  }

  @Test
  void a_purchase_stands_on_one_form_and_nothing_is_paid_unseen() {
    var maria = visitor();
    buy(maria, "400.00");
    var number = ask(maria);
    for (var sql :
        new String[] {
          "update taxrefund.form set step = 'PAID' where number = :number",
          "update taxrefund.form set standard = 40001, reduced = 0 where number = :number",
          "insert into taxrefund.purchase select p.payment_id, p.form_id from taxrefund.purchase p"
              + " join taxrefund.form f on f.id = p.form_id where f.number = :number"
        }) {
      assertThatThrownBy(() -> jdbc.sql(sql).param("number", number).update())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
    var forms = maria.api().get("/api/v1/tax-refunds").json().get("forms");
    assertThat(forms).hasSize(1);
    assertThat(forms.get(0).get("step").asString()).isEqualTo("ASKED");
  }

  @Test
  void money_before_leaving_needs_a_chip_passport_or_a_hold_and_comes_back_when_late() {
    var maria = visitor();
    buy(maria, "1000.00");
    var number = ask(maria);
    var shop = people.staff("silk-house");
    var path = "/desk/tax/silk-house/" + number + "/issue";
    var bare =
        shop.post(path, "standard", "500", "reduced", "500", "leaves", today(), "now", "true");
    assertThat(bare.document().text()).contains("A hold on a card is needed");
    shop.post(
        path,
        "standard",
        "500",
        "reduced",
        "500",
        "leaves",
        today(),
        "now",
        "true",
        "held",
        "true");
    assertThat(step(number)).isEqualTo("PREPAID");
    clock.advance(Duration.ofDays(2));
    try {
      assertThat(late.markLate()).isPositive();
      assertThat(step(number)).isEqualTo("CHARGE_DUE");
    } finally {
      clock.reset();
    }
    var agency = people.staff("departure-refunds");
    agency.post("/desk/tax/departure-refunds/" + number + "/reverse");
    assertThat(step(number)).isEqualTo("REVERSED");
  }

  private String step(String number) {
    return jdbc.sql("select step from taxrefund.form where number = :number")
        .param("number", number)
        .query(String.class)
        .single();
  }

  private TestPerson visitor() {
    var anna = people.traveller();
    anna.post(
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
    var today = Beijing.day(clock.instant());
    var entry =
        new NewEntry(
            today.minusDays(10), "other", EntryPath.UNILATERAL, Optional.of(today.plusDays(15)));
    assertThat(permissions.record(anna.person(), entry)).isInstanceOf(Recording.Recorded.class);
    return anna;
  }

  private void buy(TestPerson person, String amount) {
    recovery.fetchRates();
    var url = person.get("/pay/rails/wallet/PRACTICE_EUR").header("Location");
    var state = url.replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    assertThat(person.get("/pay/rails/back?authState=" + state + "&authCode=ok").location())
        .isEqualTo("/pay/rails");
    var till = person.follow(person.get("/pay/to/silk-house?amount=" + amount)).document();
    var form = till.expectFirst("form[action^=/pay/till/]");
    var paid =
        person.post(
            form.attr("action"),
            "rail",
            form.expectFirst("input[name=rail][checked]").val(),
            "total",
            form.expectFirst("input[name=total]").val());
    assertThat(person.follow(paid).document().text()).contains("Paid");
  }

  private String ask(TestPerson person) {
    var asked = person.post("/tax-refund", "shop", "silk-house", "day", today());
    assertThat(asked.location()).endsWith("/tax-refund");
    return person.follow(asked).document().expectFirst(".ticket dd bdi").text();
  }

  private String issue(TestPerson shop, String number, String standard, String reduced) {
    var leaves = today();
    return shop.post(
            "/desk/tax/silk-house/" + number + "/issue",
            "standard",
            standard,
            "reduced",
            reduced,
            "leaves",
            leaves)
        .text();
  }

  private String today() {
    return Beijing.day(clock.instant()).toString();
  }
}
