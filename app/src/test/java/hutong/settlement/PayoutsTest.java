package hutong.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.kernel.Beijing;
import hutong.ledger.Ledger;
import hutong.partners.PartnerId;
import hutong.partners.Partners;
import hutong.payment.MerchantBook;
import hutong.payment.internal.RecoveryKey;
import hutong.settlement.internal.PayoutKey;
import hutong.web.PageChecks;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A shop's day from its sales to its bank.
@HutongTest
class PayoutsTest {

  @Autowired TestPeople people;
  @Autowired InstantSource clock;
  @Autowired RecoveryKey recovery;
  @Autowired PayoutKey payouts;
  @Autowired Partners partners;
  @Autowired MerchantBook books;
  @Autowired Ledger ledger;

  @Test
  void a_days_sales_less_the_fee_reach_the_shops_bank_once() {
    recovery.fetchRates();
    pay("82.50");
    var shop = partners.findByKey("noodle-house").orElseThrow();
    var account = books.account(shop.id()).id();
    var today = Beijing.day(clock.instant());
    // The database may outlive a run: a day is closed once, so a later run takes one to come.
    var day =
        payouts.isClosed(shop, today)
            ? today.plusDays(1_000 + new SecureRandom().nextInt(100_000))
            : today;
    var owed = ledger.find(account).orElseThrow().available().minor();
    payouts.close(day);
    assertThat(ledger.find(account).orElseThrow().available().minor()).isZero();
    var held = ledger.find(account).orElseThrow().heldOut();
    long fee = day.equals(today) ? Math.round(sold(shop.id(), today) * 60 / 10_000.0) : 0;
    assertThat(held).isEqualTo(owed - fee);
    payouts.close(day);
    assertThat(ledger.find(account).orElseThrow().heldOut()).isEqualTo(held);

    var owner = people.signedIn("owner@noodle-house.example", "DESK");
    var days = "/desk/shop/noodle-house/days";
    assertThat(owner.get(days).document().text()).contains("On its way to the bank");
    FakeReports.ONE.bankIsSilent(true);
    payouts.bank();
    assertThat(owner.get(days).document().text()).contains("At the bank");
    FakeReports.ONE.bankIsSilent(false);
    payouts.bank();
    payouts.bank();
    assertThat(ledger.find(account).orElseThrow().heldOut()).isZero();
    assertThat(ledger.proof()).allMatch(proof -> proof.holds());
    var page = owner.get(days).document();
    PageChecks.assertSound(page, "en");
    assertThat(page.text()).contains("Paid");
    assertThat(FakeReports.ONE.orders()).isEqualTo(1);

    var csv = owner.get(days + "/" + day + ".csv").text();
    assertThat(csv).startsWith("type,receipt,reference,amount").contains("payout,,");
    var camt = Jsoup.parse(owner.get(days + "/" + day + ".xml").text(), "", Parser.xmlParser());
    assertThat(camt.expectFirst("Document").attr("xmlns")).endsWith("camt.053.001.08");
    var closing = camt.select("Bal").last();
    assertThat(closing).isNotNull();
    assertThat(owner.get(days + "/2020-01-01.csv").status()).isEqualTo(404);
    assertThat(owner.get("/desk/shop/tea-shop/days").status()).isEqualTo(403);
    assertThat(people.staff("noodle-house").get(days).status()).isEqualTo(403);

    var console = people.operator().get("/console/payouts").document();
    PageChecks.assertSound(console, "en");
    assertThat(console.text()).contains("Old Well Noodle House", "Paid");
  }

  private long sold(PartnerId shop, LocalDate day) {
    var from = Beijing.at(day, LocalTime.MIDNIGHT);
    return books.sales(shop, from, from.plus(Duration.ofDays(1))).paid().minor();
  }

  private void pay(String amount) {
    var api = people.traveller().api();
    var begun =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"PRACTICE_EUR\"}");
    var state = begun.json().get("url").asString().replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    api.post("/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"ok\"}");
    var paid =
        api.post(
            "/api/v1/payments",
            "{\"merchant\":\"noodle-house\",\"amount\":\""
                + amount
                + "\",\"rail\":\"HOME_WALLET\"}",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }
}
