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
import hutong.identity.internal.TestDocuments;
import hutong.kernel.Beijing;
import hutong.kernel.Sensitive;
import hutong.partners.Partners;
import hutong.partners.internal.DeskKey;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class GateTest {

  private static final String DESK = "/desk/museum/palace-museum";
  private static final String VERIFY = "/api/v1/tickets/verify";

  @Autowired TestPeople people;
  @Autowired TestDocuments documents;
  @Autowired TestClock clock;
  @Autowired Partners partners;
  @Autowired DeskKey desks;
  @Autowired Reservations reservations;

  /// A Saturday that no other run has used.
  private final LocalDate day =
      LocalDate.of(2030, 1, 5)
          .plusDays(ThreadLocalRandom.current().nextInt(20_000))
          .with(TemporalAdjusters.next(DayOfWeek.SATURDAY));

  private final String number = "P" + System.nanoTime();
  private TestPerson maria;
  private TestApi api;
  private String path;

  @BeforeEach
  void book() {
    clock.setTo(Beijing.at(day.minusDays(3), LocalTime.NOON));
    maria = people.traveller();
    documents.give(maria.person(), passport());
    api = maria.api();
    var made =
        api.post(
                "/api/v1/reservations",
                """
                {"museum":"palace-museum","day":"%s","slot":"morning"}"""
                    .formatted(day),
                "Idempotency-Key",
                UUID.randomUUID().toString())
            .json();
    var id = ReservationId.parse(made.get("id").stringValue());
    assertThat(reservations.confirm(id)).as("as if it were paid").isTrue();
    path = "/api/v1/reservations/" + made.get("id").stringValue();
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void a_clerk_checks_a_code_and_lets_the_holder_in_once() {
    var code = code();
    atNineOnTheDay();
    var clerk = people.staff("palace-museum");
    assertThat(clerk.get("/desk").document().text()).contains("Check tickets");
    assertThat(clerk.get(DESK).document().text()).contains("0 in / 1 booked");

    var good = clerk.post(DESK + "/check", "code", code, "number", number).document();
    assertThat(good.text()).contains("Good for today").contains("今日有效").contains("MS");
    var ticket = good.select("input[name=ticket]").attr("value");
    var in = clerk.follow(clerk.post(DESK + "/admit", "ticket", ticket)).document();
    assertThat(in.text()).contains("The ticket is used now").contains("1 in / 1 booked");

    assertThat(clerk.post(DESK + "/admit", "ticket", ticket).status()).isEqualTo(409);
    assertThat(clerk.post(DESK + "/check", "code", code).document().text())
        .contains("Already used");
  }

  @Test
  void a_clerk_finds_a_visitor_by_the_number_on_her_document() {
    atNineOnTheDay();
    var clerk = people.staff("palace-museum");
    var found = clerk.post(DESK + "/search", "number", number.toLowerCase(java.util.Locale.ROOT));
    assertThat(found.document().text()).contains("MS").contains("Booked");
    assertThat(found.text()).doesNotContain(number);
    assertThat(clerk.post(DESK + "/search", "number", "NOBODY").document().text())
        .contains("No ticket for today");
  }

  @Test
  void each_worthless_ticket_has_its_own_word() {
    var code = code();
    var clerk = people.staff("palace-museum");
    assertThat(said(clerk, code, "")).contains("Not today");
    assertThat(said(clerk, code, "OTHER1")).contains("Another document");
    assertThat(said(clerk, "hello", "")).contains("Not a ticket code");
    var parts = code.split("\\.");
    assertThat(said(clerk, parts[0] + "." + parts[1] + "." + "A".repeat(86), ""))
        .contains("Changed after it was signed");
    var other = people.staff("badaling");
    assertThat(other.post("/desk/museum/badaling/check", "code", code).document().text())
        .contains("For another museum");
    assertThat(other.get(DESK).status()).isEqualTo(403);
    assertThat(api.delete(path).status()).isEqualTo(200);
    assertThat(said(clerk, code, "")).contains("Cancelled");
  }

  private static String said(TestPerson clerk, String code, String number) {
    return clerk.post(DESK + "/check", "code", code, "number", number).document().text();
  }

  @Test
  void a_gates_own_system_asks_the_same_through_the_api() {
    var code = code();
    var gate = maria.api(desks.token(partners.findByKey("palace-museum").orElseThrow()));
    assertThat(verdict(gate, code, false)).isEqualTo("WRONG_DAY");
    atNineOnTheDay();
    assertThat(verdict(gate, code, false)).isEqualTo("ADMISSIBLE");
    assertThat(verdict(gate, code, true)).isEqualTo("ADMITTED");
    assertThat(verdict(gate, code, true)).isEqualTo("ALREADY_USED");
    assertThat(verdict(gate, "x.y.z", true)).isEqualTo("UNREADABLE");
    assertThat(gate.post(VERIFY, "{}").status()).isEqualTo(400);
    assertThat(api.post(VERIFY, "{}").status()).isEqualTo(401);
    var elsewhere = maria.api(desks.token(partners.findByKey("badaling").orElseThrow()));
    assertThat(verdict(elsewhere, code, true)).isEqualTo("OTHER_VENUE");
  }

  private static String verdict(TestApi gate, String code, boolean admit) {
    TestAnswer answer = gate.post(VERIFY, "{\"code\":\"" + code + "\",\"admit\":" + admit + "}");
    return answer.json().get("verdict").stringValue();
  }

  private String code() {
    return api.get(path).json().get("tickets").get(0).get("code").stringValue();
  }

  private void atNineOnTheDay() {
    clock.setTo(Beijing.at(day, LocalTime.of(9, 0)));
  }

  private Document passport() {
    return new Document(
        DocumentKind.PASSPORT,
        "PRT",
        "PRT",
        Sensitive.of(number),
        Sensitive.of("SILVA PEREIRA"),
        Sensitive.of("MARIA JOAO"),
        Sensitive.of(LocalDate.of(1954, 3, 2)),
        Document.Sex.F,
        day.plusYears(5),
        Document.Level.TYPED,
        Instant.parse("2026-11-22T08:00:00Z"));
  }
}
