package hutong.payment;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.payment.internal.RecoveryKey;
import hutong.web.PageChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The till, the receipt and the shop's desk, as forms and links.
@HutongTest
class PayPagesTest {

  @Autowired TestPeople people;
  @Autowired RecoveryKey recovery;

  @Test
  void a_shops_code_leads_to_a_receipt_one_would_keep() {
    var maria = with(people.traveller(), "ok");
    var till = maria.follow(maria.post("/pay/scan", "code", "/pay/to/noodle-house?amount=82.50"));
    assertThat(till.document().text()).contains("Old Well Noodle House", "老井面馆", "€10.00");
    var form = till.document().expectFirst("form[action^=/pay/till/]");
    assertThat(form.select("input[name=rail][checked]")).hasSize(1);
    var rail = form.expectFirst("input[name=rail][checked]").val();
    var total = form.expectFirst("input[name=total]").val();
    var path = form.attr("action");
    var paid = maria.post(path, "rail", rail, "total", total);
    var again = maria.post(path, "rail", rail, "total", total);
    assertThat(again.location()).isEqualTo(paid.location());
    var receipt = maria.follow(paid).document();
    assertThat(receipt.text()).contains("Paid", "已支付", "€10.00", "CN¥82.50", "HT-");
    assertThat(FakeRails.ONE.calls(id(paid.location()))).isEqualTo(1);
    assertThat(maria.get("/pay").document().text()).contains("Old Well Noodle House");
  }

  @Test
  void a_code_without_an_amount_asks_for_it() {
    var maria = with(people.traveller(), "ok");
    var ask = maria.follow(maria.get("/pay/to/noodle-house"));
    var action = ask.document().expectFirst("form[action$=/amount]").attr("action");
    var wrong = maria.post(action, "amount", "1.2.3");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.document().select(".wrong").text()).isNotEmpty();
    var till = maria.follow(maria.post(action, "amount", "38"));
    assertThat(till.document().text()).contains("CN¥38.00");
  }

  @Test
  void a_price_that_moved_is_shown_again_before_anything_is_taken() {
    var maria = with(people.traveller(), "ok");
    var till = maria.follow(maria.get("/pay/to/noodle-house?amount=82.50")).document();
    var form = till.expectFirst("form[action^=/pay/till/]");
    var rail = form.expectFirst("input[name=rail][checked]").val();
    var moved = maria.post(form.attr("action"), "rail", rail, "total", rail + "=9.00 EUR");
    assertThat(maria.follow(moved).document().text()).contains("The total has changed");
  }

  @Test
  void a_decline_offers_the_next_best_rail_in_one_tap() {
    var maria = with(people.traveller(), "USER_BALANCE_NOT_ENOUGH");
    FakeRails.ONE.nextCard("ok");
    link(maria, "/pay/rails/card", "cs");
    var declined = maria.follow(payWithFirst(maria, "20.00")).document();
    assertThat(declined.text()).contains("There is not enough money", "Nothing was taken");
    var again = declined.expectFirst("form[action$=/again]");
    var rail = again.expectFirst("input[name=rail]").val();
    var total = again.expectFirst("input[name=total]").val();
    var paid = maria.post(again.attr("action"), "rail", rail, "total", total);
    assertThat(maria.post(again.attr("action"), "rail", rail, "total", total).location())
        .isEqualTo(paid.location());
    assertThat(maria.follow(paid).document().text()).contains("Paid", "Visa •••• 4242");
  }

  @Test
  void a_card_in_another_name_is_linked_and_said_to_be_so() {
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
    FakeRails.ONE.nextCard("ok");
    link(anna, "/pay/rails/card", "cs");
    var rails = anna.get("/pay/rails").document();
    PageChecks.assertSound(rails, "en");
    assertThat(rails.select(".notice").text())
        .contains("4242 is not the one in your passport", "The family names differ")
        .doesNotContain("PEREIRA");
  }

  @Test
  void an_unanswered_payment_waits_on_a_page_that_promises_no_double_charge() {
    var maria = with(people.traveller(), "lost");
    var waiting = maria.follow(payWithFirst(maria, "20.00")).document();
    assertThat(waiting.text()).contains("never charged twice");
    assertThat(waiting.select("[data-wait]")).hasSize(1);
  }

  @Test
  void the_visitor_wallet_is_filled_once_however_often_the_form_is_sent() {
    var maria = with(people.traveller(), "ok");
    var form = maria.get("/pay/top-up").document().expectFirst("form[action=/pay/top-up]");
    var once = form.expectFirst("input[name=once]").val();
    var rail = form.expectFirst("input[name=rail]").val();
    maria.post("/pay/top-up", "once", once, "amount", "50", "rail", rail);
    maria.post("/pay/top-up", "once", once, "amount", "50", "rail", rail);
    assertThat(maria.get("/pay").document().text()).contains("CN¥50.00");
  }

  @Test
  void the_shop_shows_a_code_sees_paid_and_gives_money_back() {
    var clerk = people.staff("noodle-house");
    var open = clerk.follow(clerk.post("/desk/shop/noodle-house/codes", "amount", "24.00"));
    assertThat(open.document().select("[data-wait] , .code svg")).isNotEmpty();
    var path = open.response().uri().getPath() + "?" + open.response().uri().getQuery();
    var bill = open.response().uri().getPath().replaceFirst(".*/", "");

    var maria = with(people.traveller(), "ok");
    var till = maria.follow(maria.post("/pay/scan", "code", payload(bill))).document();
    var receipt = maria.follow(agree(maria, till));
    assertThat(receipt.document().text()).contains(bill);
    assertThat(clerk.get(path).document().select(".paid").text()).contains("Paid");

    maria.post(receipt.response().uri().getPath() + "/refund", "reason", "cold soup");
    var desk = clerk.get("/desk/shop/noodle-house").document();
    assertThat(desk.text()).contains("cold soup");
    var wish = desk.expectFirst("form[action*=/wishes/]").attr("action");
    var granted = clerk.follow(clerk.post(wish, "answer", "grant"));
    assertThat(granted.document().text()).contains("Given back so far CN¥24.00");
    assertThat(maria.get(receipt.response().uri().getPath()).document().text())
        .contains("Refunded");
    assertThat(clerk.get("/desk/shop/noodle-house/poster").document().text())
        .contains("扫码付款", "Scan to pay");
  }

  @Test
  void a_desk_is_open_to_its_own_staff_only() {
    var clerk = people.staff("tea-shop");
    assertThat(clerk.get("/desk/shop/tea-shop").status()).isEqualTo(200);
    assertThat(clerk.get("/desk/shop/noodle-house").status()).isEqualTo(403);
    assertThat(people.traveller().get("/desk/shop/noodle-house").status()).isNotEqualTo(200);
  }

  @Test
  void the_operator_sees_that_the_books_add_up() {
    var page = people.operator().reading("en").get("/console/money").document();
    assertThat(page.text()).contains("Adds up to zero").doesNotContain("Does not add up");
    assertThat(page.text()).contains("3 % of the whole above it");
  }

  @Test
  void every_page_is_sound_in_both_languages() {
    var clerk = people.staff("noodle-house");
    var operator = people.operator();
    for (var tag : List.of("en", "zh-Hans")) {
      var maria = with(people.traveller().reading(tag), "USER_BALANCE_NOT_ENOUGH");
      var pages = new ArrayList<>(List.of("/pay", "/pay/rails", "/pay/top-up"));
      pages.add(maria.get("/pay/to/noodle-house").location());
      pages.add(maria.get("/pay/to/noodle-house?amount=250").location());
      pages.add(payWithFirst(maria, "20.00").location());
      var joao = with(people.traveller().reading(tag), "ok");
      var lost = with(people.traveller().reading(tag), "lost");
      pages.forEach(path -> PageChecks.assertSound(maria.get(path).document(), tag));
      PageChecks.assertSound(joao.follow(payWithFirst(joao, "20.00")).document(), tag);
      PageChecks.assertSound(lost.follow(payWithFirst(lost, "20.00")).document(), tag);
      PageChecks.assertSound(maria.post("/pay/scan", "code", "x").document(), tag);
      clerk.reading(tag);
      for (var path : List.of("", "/codes/B1?amount=3.00", "/poster")) {
        PageChecks.assertSound(clerk.get("/desk/shop/noodle-house" + path).document(), tag);
      }
      operator.reading(tag);
      PageChecks.assertSound(operator.get("/console/money").document(), tag);
    }
  }

  private static String payload(String bill) {
    var fields =
        Map.of(
            "merchantAccounts",
            List.of(Map.of("guid", "cn.hutong.pay", "01", "noodle-house")),
            "mcc",
            "5812",
            "currency",
            "CNY",
            "country",
            "CN",
            "amount",
            "24.00",
            "merchantName",
            "OLD WELL NOODLE HOUSE",
            "merchantCity",
            "SHANGHAI",
            "additionalData",
            Map.of("billNumber", bill));
    return ((EmvQr.Making.Made) EmvQr.make(fields)).payload();
  }

  private TestAnswer payWithFirst(TestPerson maria, String amount) {
    return agree(
        maria, maria.follow(maria.get("/pay/to/noodle-house?amount=" + amount)).document());
  }

  private static TestAnswer agree(TestPerson maria, Document till) {
    var form = till.expectFirst("form[action^=/pay/till/]");
    return maria.post(
        form.attr("action"),
        "rail",
        form.expectFirst("input[name=rail][checked]").val(),
        "total",
        form.expectFirst("input[name=total]").val());
  }

  private TestPerson with(TestPerson person, String behaviour) {
    recovery.fetchRates();
    link(person, "/pay/rails/wallet/PRACTICE_EUR", behaviour);
    return person;
  }

  private static void link(TestPerson person, String path, String code) {
    var url = person.get(path).header("Location");
    var state = url.replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    var back = person.get("/pay/rails/back?authState=" + state + "&authCode=" + code);
    assertThat(back.location()).isEqualTo("/pay/rails");
  }

  private static String id(String location) {
    return location.replaceFirst(".*/", "");
  }
}
