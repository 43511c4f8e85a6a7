package hutong.culture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.identity.internal.TestDocuments;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import hutong.payment.internal.RecoveryKey;
import hutong.web.PageChecks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A ticket with a price: its places are held, paid, become tickets, and the money comes back when
/// they are given back in time.
@HutongTest
class PaidVisitTest {

  private static final String PATH = "/api/v1/reservations";

  @Autowired TestPeople people;
  @Autowired TestDocuments documents;
  @Autowired TestClock clock;
  @Autowired Travellers travellers;
  @Autowired Reservations reservations;
  @Autowired BillService bills;
  @Autowired SettleBillsJob job;
  @Autowired RecoveryKey recovery;

  private TestPerson maria;
  private TestApi api;
  private PersonId tomas;

  @BeforeEach
  void begin() {
    maria = people.traveller();
    documents.give(maria.person(), passport("M" + System.nanoTime()));
    tomas =
        travellers
            .add(maria.account(), Traveller.Relation.CHILD, Sensitive.of("Tomas"))
            .orElseThrow()
            .id();
    documents.give(tomas, passport("T" + System.nanoTime()));
    api = maria.api();
    recovery.fetchRates();
    link("ok");
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void places_are_held_until_they_are_paid_and_then_the_gate_opens() {
    var made = book();
    assertThat(made.path("payment").asString()).isEqualTo("DUE");
    assertThat(made.path("tickets").path(0).path("state").asString()).isEqualTo("HELD");
    var path = PATH + "/" + made.path("id").asString();
    assertThat(api.get(path).json().path("tickets").path(0).path("code").isString()).isFalse();

    var paid = pay(made.path("due").path("till").asString());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(paid.json().path("merchant").path("key").asString()).isEqualTo("palace-museum");
    assertThat(paid.json().path("amount").path("value").asString()).isEqualTo(yuan(2 * each(made)));

    var shown = api.get(path).json();
    assertThat(shown.path("payment").asString()).isEqualTo("PAID");
    assertThat(shown.path("due").isObject()).isFalse();
    assertThat(states(shown)).containsOnly("RESERVED");
    assertThat(shown.path("tickets").path(0).path("code").asString()).contains(".");
    var receipt = maria.get("/payments/" + paid.json().path("id").asString()).document();
    PageChecks.assertSound(receipt, "en");
    assertThat(receipt.select("a[href=/tickets/" + made.path("id").asString() + "]")).isNotEmpty();
  }

  @Test
  void one_ticket_of_two_is_given_back_and_half_the_money_comes() {
    var made = book();
    var payment = pay(made.path("due").path("till").asString()).json().path("id").asString();
    var path = PATH + "/" + made.path("id").asString();
    api.get(path);
    var ticket = made.path("tickets").path(1).path("id").asString();
    var left = api.delete(path + "/tickets/" + ticket).json();
    assertThat(states(left)).containsExactlyInAnyOrder("RESERVED", "CANCELLED");
    job.run();
    assertThat(refunded(payment)).isEqualTo(yuan(each(made)));
    assertThat(api.delete(path + "/tickets/" + ticket).status()).isEqualTo(409);

    assertThat(states(api.delete(path).json())).containsOnly("CANCELLED");
    job.run();
    job.run();
    assertThat(refunded(payment)).as("each ticket once").isEqualTo(yuan(2 * each(made)));
  }

  @Test
  void what_is_not_paid_in_time_goes_to_others_and_a_late_payment_comes_back() {
    var made = book();
    var till = made.path("due").path("till").asString();
    var id = ReservationId.parse(made.path("id").asString());
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    job.run();
    assertThat(pay(till).status()).as("the till is closed").isEqualTo(404);
    var page = maria.get("/tickets/" + id);
    assertThat(page.document().text()).contains("not paid in time");
    clock.advance(Duration.ofMinutes(6));
    waitUntil(
        () ->
            reservations.find(maria.account(), id).orElseThrow().tickets().stream()
                .allMatch(each -> each.state().name().equals("EXPIRED")));
  }

  @Test
  void a_payment_that_finds_no_places_any_more_goes_back_whole() {
    var made = book();
    var till = made.path("due").path("till").asString();
    var id = ReservationId.parse(made.path("id").asString());
    reservations.cancel(maria.account(), id);
    var paid = pay(till);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    var payment = paid.json().path("id").asString();
    waitUntil(
        () -> {
          job.run();
          return refunded(payment).equals(yuan(2 * each(made)));
        });
    assertThat(states(api.get(PATH + "/" + id).json())).containsOnly("CANCELLED");
  }

  @Test
  void a_decline_leaves_the_places_held_and_another_till_opens() {
    var poor = people.traveller();
    documents.give(poor.person(), passport("P" + System.nanoTime()));
    maria = poor;
    api = poor.api();
    link("USER_BALANCE_NOT_ENOUGH");
    var made = book(poor.person());
    var first = made.path("due").path("till").asString();
    assertThat(pay(first).status()).isEqualTo(402);
    var again = api.get(PATH + "/" + made.path("id").asString()).json();
    var second = again.path("due").path("till").asString();
    assertThat(second).startsWith("payment_").isNotEqualTo(first);
    assertThat(states(again)).containsOnly("HELD");
  }

  @Test
  void the_pages_lead_from_the_museum_over_the_till_to_the_ticket() {
    var made = book();
    var page = maria.get("/tickets/" + made.path("id").asString());
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.text()).contains("Pay by");
    var till = maria.post("/tickets/" + made.path("id").asString() + "/pay").location();
    assertThat(till).startsWith("/pay/till/payment_");
    var form = maria.get(till).document();
    assertThat(form.text()).contains("Palace Museum");
    var rail = form.select("input[name=rail]").first();
    var totals = form.select("input[name=total]").attr("value");
    var paid = maria.post(till, "rail", rail == null ? "" : rail.attr("value"), "total", totals);
    assertThat(paid.location()).startsWith("/payments/");
    var ticket = "/tickets/" + made.path("id").asString();
    assertThat(maria.get(ticket).document().text()).contains("paid").contains("Give this ticket");
    assertThat(maria.get(ticket).document().select("figure.qr")).hasSize(2);
    var cancel = maria.get(ticket).document().expectFirst("a[href*='cancel?ticket=']");
    var asked = maria.get(cancel.attr("href"));
    PageChecks.assertSound(asked.document(), "en");
    assertThat(asked.document().text()).contains("100 % of what you paid");
  }

  private JsonNode book() {
    return book(maria.person(), tomas);
  }

  private JsonNode book(PersonId... party) {
    var days = api.get("/api/v1/museums/palace-museum/days").json();
    var day =
        days.valueStream()
            .filter(each -> each.path("state").asString().equals("OPEN"))
            .reduce((first, last) -> last)
            .orElseThrow()
            .path("day")
            .asString();
    var people = List.of(party).stream().map(each -> "\"" + each + "\"").toList();
    var answer =
        api.post(
            PATH,
            """
            {"museum":"palace-museum","day":"%s","slot":"morning","travellers":%s}"""
                .formatted(day, people),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static long each(JsonNode made) {
    return made.path("price").path("minor").asLong();
  }

  private static String yuan(long minor) {
    return "%d.%02d".formatted(minor / 100, minor % 100);
  }

  private TestAnswer pay(String till) {
    return api.post(
        "/api/v1/payments",
        "{\"till\":\"" + till + "\",\"rail\":\"HOME_WALLET\"}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private String refunded(String payment) {
    return api.get("/api/v1/payments/" + payment).json().path("refunded").path("value").asString();
  }

  private static List<String> states(JsonNode reservation) {
    return reservation
        .path("tickets")
        .valueStream()
        .map(each -> each.path("state").asString())
        .toList();
  }

  private static void waitUntil(BooleanSupplier done) {
    long until = System.nanoTime() + Duration.ofSeconds(25).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(until);
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private void link(String behaviour) {
    var begun =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"PRACTICE_EUR\"}");
    var url = begun.json().path("url").asString();
    var state = url.replaceFirst(".*[sS]tate=([0-9a-f]+).*", "$1");
    var done =
        api.post(
            "/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"" + behaviour + "\"}");
    assertThat(done.status()).as(done.text()).isEqualTo(201);
  }

  private static Document passport(String number) {
    return new Document(
        DocumentKind.PASSPORT,
        "PRT",
        "PRT",
        Sensitive.of(number),
        Sensitive.of("SILVA PEREIRA"),
        Sensitive.of("MARIA JOAO"),
        Sensitive.of(LocalDate.of(1954, 3, 2)),
        Document.Sex.F,
        LocalDate.of(2035, 1, 1),
        Document.Level.TYPED,
        Instant.parse("2026-11-22T08:00:00Z"));
  }
}
