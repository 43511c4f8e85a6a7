package hutong.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestApi;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.kernel.Beijing;
import hutong.ledger.Ledger;
import hutong.payment.Rail;
import hutong.payment.RailBook;
import hutong.payment.internal.RecoveryKey;
import hutong.web.PageChecks;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The wallet network's file of today, told to lie, and what the operators do about it.
@HutongTest
class ReconciliationTest {

  private static final String PAGE = "/console/reconciliation";

  @Autowired TestPeople people;
  @Autowired InstantSource clock;
  @Autowired RecoveryKey recovery;
  @Autowired RailBook books;
  @Autowired Ledger ledger;

  @Test
  void a_lie_shows_and_two_people_put_the_books_right() {
    recovery.fetchRates();
    var payer = linked(people.traveller());
    var right = pay(payer);
    var changed = pay(payer);
    var dropped = pay(payer);
    var invented = "payment_" + UUID.randomUUID().toString().replace("-", "");
    var honest = honest();
    var operator = people.operator();
    lay(honest);
    var clean = fetch(operator);
    assertThat(clean.text()).contains("Nowhere. Every line of every file agrees with the books.");

    var lies = new ArrayList<>(honest);
    lies.removeIf(line -> line.contains(changed) || line.contains(dropped));
    lies.add(FakeReports.paid(changed, 1100));
    lies.add(FakeReports.paid(right, 1000));
    lies.add(FakeReports.paid(invented, 700));
    lay(lies);
    var lied = fetch(operator);
    PageChecks.assertSound(lied, "en");
    assertThat(fault(operator, changed)).isEqualTo("The amount differs");
    assertThat(fault(operator, right)).isEqualTo("Twice in their files");
    assertThat(fault(operator, dropped)).isEqualTo("Not in their file");
    assertThat(fault(operator, invented)).isEqualTo("Not in our books");

    var page = address(operator, changed);
    var owed = rail();
    assertThat(operator.post(page + "/proposal", "reason", " ").status()).isEqualTo(422);
    operator.post(page + "/proposal", "reason", "The network showed the payer its own rate.");
    assertThat(operator.post(page + "/approval", "answer", "agree").status()).isEqualTo(422);
    assertThat(rail()).isEqualTo(owed);
    var treasurer = people.signedIn("treasurer@hutong.example", "CONSOLE");
    assertThat(treasurer.get(page).document().text()).contains("CN¥8.25");
    treasurer.post(page + "/approval", "answer", "agree");
    assertThat(treasurer.post(page + "/approval", "answer", "agree").status()).isEqualTo(422);
    assertThat(rail()).isEqualTo(owed - 825);
    assertThat(ledger.proof()).allMatch(proof -> proof.sum() == 0);
    PageChecks.assertSound(operator.get(page).document(), "en");
    assertThat(operator.get(page).document().text()).contains("Books corrected");

    var twice = address(operator, right);
    operator.post(twice + "/explanation", "reason", "Their file was sent again.");
    assertThat(operator.get(twice).document().text()).contains("Explained", "was sent again");

    lay(honest);
    fetch(operator);
    assertThat(operator.get(page).document().text()).contains("Books corrected");
    assertThat(state(operator, dropped)).contains("Put right by itself");
    assertThat(state(operator, invented)).contains("Put right by itself");
  }

  @Test
  void a_file_that_cannot_be_read_is_said_to_be_so_and_nobody_but_an_operator_may_ask() {
    var operator = people.operator();
    FakeReports.ONE.raw("2026-01-05", "half a fi");
    assertThat(operator.post(PAGE + "/days", "day", "2026-01-05").status()).isEqualTo(303);
    assertThat(operator.get(PAGE).document().text()).contains("Not readable");
    assertThat(operator.post(PAGE + "/days", "day", "2099-01-01").status()).isEqualTo(422);
    assertThat(operator.post(PAGE + "/days", "day", "soon").status()).isEqualTo(422);
    assertThat(operator.get(PAGE + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(people.auditor().get(PAGE).status()).isEqualTo(200);
    assertThat(people.auditor().post(PAGE + "/days", "day", "2026-01-05").status()).isEqualTo(403);
    assertThat(people.traveller().get(PAGE).status()).isNotEqualTo(200);
  }

  private void lay(List<String> lines) {
    FakeReports.ONE.wallet(Beijing.day(clock.instant()).toString(), lines);
  }

  private Document fetch(TestPerson operator) {
    var day = Beijing.day(clock.instant()).toString();
    return operator.follow(operator.post(PAGE + "/days", "day", day)).document();
  }

  /// The row that carries the number on the receipt, or the rail's own.
  private String fault(TestPerson operator, String payment) {
    return operator.get(address(operator, payment)).document().expectFirst("h1").text();
  }

  private String state(TestPerson operator, String payment) {
    return operator.get(address(operator, payment)).document().text();
  }

  private String address(TestPerson operator, String payment) {
    var known = books.find(Rail.HOME_WALLET, List.of(payment));
    var number = known.isEmpty() ? "pay_" + payment : known.getFirst().number();
    return operator.get(PAGE).document().select("tr").stream()
        .filter(row -> row.text().contains(number))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + number))
        .expectFirst("a")
        .attr("href");
  }

  private long rail() {
    var account = ledger.find(books.account(Rail.HOME_WALLET).id()).orElseThrow();
    return account.posted();
  }

  /// What the network would say if it knew what our books say of today.
  private List<String> honest() {
    var day = Beijing.day(clock.instant());
    return books
        .listMoved(
            Rail.HOME_WALLET,
            Beijing.at(day, LocalTime.MIDNIGHT),
            Beijing.at(day.plusDays(1), LocalTime.MIDNIGHT))
        .stream()
        .map(FakeReports::line)
        .toList();
  }

  private TestApi linked(TestPerson person) {
    var api = person.api();
    var begun =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"PRACTICE_EUR\"}");
    var state = begun.json().get("url").asString().replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    var done = api.post("/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"ok\"}");
    assertThat(done.status()).as(done.text()).isEqualTo(201);
    return api;
  }

  private static String pay(TestApi payer) {
    var paid =
        payer.post(
            "/api/v1/payments",
            "{\"merchant\":\"noodle-house\",\"amount\":\"82.50\",\"rail\":\"HOME_WALLET\"}",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    return paid.json().get("id").asString();
  }
}
