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
import hutong.command.Answer;
import hutong.command.Commands;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.identity.internal.TestDocuments;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

@HutongTest
class ReservationApiTest {

  private static final String PATH = "/api/v1/reservations";

  @Autowired TestPeople people;
  @Autowired TestDocuments documents;
  @Autowired TestClock clock;
  @Autowired Travellers travellers;
  @Autowired Reservations reservations;
  @Autowired Commands commands;
  @Autowired JdbcClient jdbc;

  /// A Saturday that no other run has used.
  private final LocalDate day =
      LocalDate.of(2030, 1, 5)
          .plusDays(ThreadLocalRandom.current().nextInt(20_000))
          .with(TemporalAdjusters.next(DayOfWeek.SATURDAY));

  private TestPerson maria;
  private TestApi api;

  @BeforeEach
  void set() {
    clock.setTo(Beijing.at(day.minusDays(4), LocalTime.NOON));
    maria = people.traveller();
    documents.give(maria.person(), passport("M" + System.nanoTime()));
    api = maria.api();
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void a_museum_tells_its_rules_and_what_is_left() {
    var palace = api.get("/api/v1/museums/palace-museum").json();
    assertThat(palace.get("name").get("chinese").stringValue()).isEqualTo("故宫博物院");
    assertThat(palace.get("rules").get("opensAt").stringValue()).startsWith("20:00");
    assertThat(palace.get("grounds").size()).isEqualTo(11);

    var days = api.get("/api/v1/museums/palace-museum/days").json();
    assertThat(days.valueStream().map(d -> d.get("state").stringValue()))
        .contains("OPEN", "CLOSED", "NOT_YET");

    var slots = api.get("/api/v1/museums/palace-museum/slots?day=" + day).json();
    assertThat(slots.get(0).get("slot").stringValue()).isEqualTo("morning");
    assertThat(slots.get(0).get("left").intValue()).isEqualTo(24_000);

    assertThat(api.get("/api/v1/museums").json().size()).isGreaterThanOrEqualTo(5);
    assertThat(code(api.get("/api/v1/museums/louvre"))).isEqualTo("404 UNKNOWN_MUSEUM");
    assertThat(code(api.get("/api/v1/museums/temple-of-heaven/days")))
        .isEqualTo("422 NO_BOOKING_NEEDED");
  }

  @Test
  void a_visit_is_booked_shown_and_given_back() {
    var made = book("palace-museum", day, "morning").json();
    assertThat(made.get("payment").stringValue()).isEqualTo("DUE");
    assertThat(made.get("due").get("till").stringValue()).startsWith("payment_");
    var id = ReservationId.parse(made.get("id").stringValue());
    assertThat(reservations.confirm(id)).as("as if it were paid").isTrue();
    var path = PATH + "/" + made.get("id").stringValue();

    var shown = api.get(path).json();
    assertThat(shown.get("tickets").get(0).get("code").stringValue()).contains(".");
    assertThat(api.get(PATH).json().size()).isEqualTo(1);
    assertThat(code(people.traveller().api().get(path))).isEqualTo("404 UNKNOWN_RESERVATION");

    assertThat(code(book("palace-museum", day, "afternoon"))).isEqualTo("409 ALREADY_HOLDS");
    assertThat(api.delete(path).json().get("tickets").get(0).get("state").stringValue())
        .isEqualTo("CANCELLED");
    assertThat(code(api.delete(path))).isEqualTo("409 ALREADY_ENDED");
    assertThat(code(book("palace-museum", day, "afternoon"))).isEqualTo("200");
  }

  @Test
  void each_refusal_has_its_code_and_says_what_to_do() {
    var monday = day.plusDays(2);
    var table =
        List.of(
            "409 NOT_OPEN_YET|" + code(book("palace-museum", day.plusDays(8), "morning")),
            "422 CLOSED_THAT_DAY|" + code(book("palace-museum", monday, "morning")),
            "409 SALE_ENDED|" + code(book("palace-museum", day.minusDays(4), "morning")),
            "422 NO_SUCH_TIME|" + code(book("palace-museum", day, "midnight")),
            "422 NO_BOOKING_NEEDED|" + code(book("temple-of-heaven", day, "x")),
            "404 UNKNOWN_MUSEUM|" + code(book("louvre", day, "x")),
            "403 NOT_YOUR_TRAVELLER|" + code(bookFor(PersonId.random().toString())),
            "403 NOT_YOUR_TRAVELLER|" + code(bookFor("somebody")),
            "422 NO_DOCUMENT|" + code(bookFor(child("Tomas").toString())),
            "400 INCOMPLETE|" + code(api.post(PATH, "{}", "Idempotency-Key", key())),
            "400 UNREADABLE|" + code(api.post(PATH, "{", "Idempotency-Key", key())));
    assertThat(table)
        .allSatisfy(row -> assertThat(row.split("\\|")[1]).isEqualTo(row.split("\\|")[0]));

    var problem = book("palace-museum", monday, "morning").json();
    assertThat(problem.get("detail").stringValue()).contains("Monday");
    assertThat(problem.get("next").stringValue()).isNotBlank();
    assertThat(problem.get("contact").stringValue()).isNotBlank();
    assertThat(people.stranger().api(null).post(PATH, body(day, "morning")).status())
        .isEqualTo(401);
  }

  @Test
  void a_document_must_be_of_a_kind_the_museum_takes_and_last_until_the_visit() {
    documents.give(maria.person(), passport("X", DocumentKind.OTHER, day.plusYears(1)));
    assertThat(code(book("palace-museum", day, "morning"))).isEqualTo("422 DOCUMENT_NOT_ACCEPTED");
    documents.give(maria.person(), passport("X", DocumentKind.PASSPORT, day.minusDays(1)));
    assertThat(code(book("palace-museum", day, "morning"))).isEqualTo("422 DOCUMENT_EXPIRES");
    documents.give(maria.person(), passport("X" + day, DocumentKind.PASSPORT, day));
    assertThat(code(book("palace-museum", day, "morning"))).isEqualTo("200");
  }

  @Test
  void the_national_museum_takes_one_booking_of_an_account_in_a_week() {
    assertThat(code(book("national-museum", day, "09-11"))).isEqualTo("200");
    var refused = book("national-museum", day.minusDays(1), "09-11");
    assertThat(code(refused)).isEqualTo("409 ACCOUNT_QUOTA");
    assertThat(refused.json().get("detail").stringValue()).contains("one booking").contains("week");
    clock.advance(java.time.Duration.ofHours(6));
    assertThat(code(book("national-museum", day.plusDays(3), "09-11"))).isEqualTo("200");
  }

  @Test
  void the_same_key_gets_the_same_answer_byte_for_byte() {
    var key = key();
    var body = body(day, "morning");
    var first = api.post(PATH, body, "Idempotency-Key", key);
    clock.advance(java.time.Duration.ofSeconds(40));
    var again = api.post(PATH, body, "Idempotency-Key", key);

    assertThat(code(first)).isEqualTo("200");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(reservations.list(maria.account())).hasSize(1);
    assertThat(code(api.post(PATH, body(day, "afternoon"), "Idempotency-Key", key)))
        .isEqualTo("422 IDEMPOTENCY_KEY_USED");
    assertThat(code(api.post(PATH, body))).isEqualTo("400 IDEMPOTENCY_KEY_MISSING");

    var refusedKey = key();
    var refused = api.post(PATH, body, "Idempotency-Key", refusedKey);
    assertThat(code(refused)).isEqualTo("409 ALREADY_HOLDS");
    assertThat(api.post(PATH, body, "Idempotency-Key", refusedKey).bytes())
        .isEqualTo(refused.bytes());
  }

  @Test
  void a_key_whose_first_request_still_runs_is_told_so_and_one_that_was_cut_off_goes_on() {
    var key = key();
    var payload = "palace-museum " + day + " morning [" + maria.person() + "]";
    var request = new MockHttpServletRequest("POST", PATH);
    var command = commands.read(maria.account().toString(), key, request, payload);
    var cutOff =
        commands.once(
            command,
            () -> {
              assertThat(code(api.post(PATH, body(day, "morning"), "Idempotency-Key", key)))
                  .isEqualTo("409 IDEMPOTENCY_KEY_RUNNING");
              return Answer.of(503, new byte[0]);
            });

    assertThat(cutOff.status()).isEqualTo(503);
    assertThat(code(api.post(PATH, body(day, "morning"), "Idempotency-Key", key))).isEqualTo("200");
  }

  @Test
  void two_hundred_clients_over_http_for_the_last_fifty_tickets_buy_exactly_fifty()
      throws Exception {
    var first = book("badaling", day, "morning");
    assertThat(code(first)).isEqualTo("200");
    leaveOnly(50, "badaling", "morning");
    var calls = new ArrayList<Callable<TestAnswer>>();
    for (int group = 0; group < 5; group++) {
      var guide = people.traveller();
      var app = guide.api();
      for (int i = 0; i < 40; i++) {
        var person =
            travellers
                .add(guide.account(), Traveller.Relation.GROUP, Sensitive.of("Guest " + i))
                .orElseThrow()
                .id();
        documents.give(person, passport("G" + System.nanoTime()));
        calls.add(
            () ->
                app.post(
                    PATH,
                    body("badaling", day, "morning", person.toString()),
                    "Idempotency-Key",
                    key()));
      }
    }

    List<String> codes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        codes.add(code(answer.get()));
      }
    }

    assertThat(codes.stream().filter("200"::equals)).hasSize(50);
    assertThat(codes.stream().filter("409 SOLD_OUT"::equals)).hasSize(150);
    assertThat(
            jdbc.sql(
                    """
                    select capacity - taken from booking.slot
                    where venue = 'badaling' and day = ? and slot = 'morning'
                    """)
                .param(day)
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(
            jdbc.sql(
                    """
                    select count(distinct document_index) from booking.ticket
                    where venue = 'badaling' and day = ?
                    """)
                .param(day)
                .query(Integer.class)
                .single())
        .isEqualTo(51);
  }

  /// As if everybody else had been here before.
  private void leaveOnly(int places, String museum, String slot) {
    int changed =
        jdbc.sql(
                """
                update booking.slot set taken = capacity - ?
                where venue = ? and day = ? and slot = ?
                """)
            .params(places, museum, day, slot)
            .update();
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void the_keys_of_the_gate_are_public() {
    var answer = people.stranger().get("/.well-known/jwks.json");
    assertThat(answer.status()).isEqualTo(200);
    var key = answer.json().get("keys").get(0);
    assertThat(key.get("kty").stringValue()).isEqualTo("EC");
    assertThat(key.has("d")).isFalse();
  }

  private TestAnswer book(String museum, LocalDate on, String slot) {
    return api.post(
        PATH, body(museum, on, slot, maria.person().toString()), "Idempotency-Key", key());
  }

  private TestAnswer bookFor(String person) {
    return api.post(PATH, body("palace-museum", day, "morning", person), "Idempotency-Key", key());
  }

  private PersonId child(String name) {
    return travellers
        .add(maria.account(), Traveller.Relation.CHILD, Sensitive.of(name))
        .orElseThrow()
        .id();
  }

  private String body(LocalDate on, String slot) {
    return body("palace-museum", on, slot, maria.person().toString());
  }

  private static String body(String museum, LocalDate on, String slot, String person) {
    return """
    {"museum":"%s","day":"%s","slot":"%s","travellers":["%s"]}"""
        .formatted(museum, on, slot, person);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String code(TestAnswer answer) {
    var json = answer.json();
    return answer.status() + (json.has("code") ? " " + json.get("code").stringValue() : "");
  }

  private Document passport(String number) {
    return passport(number, DocumentKind.PASSPORT, day.plusYears(5));
  }

  private static Document passport(String number, DocumentKind kind, LocalDate expiry) {
    return new Document(
        kind,
        "PRT",
        "PRT",
        Sensitive.of(number),
        Sensitive.of("SILVA PEREIRA"),
        Sensitive.of("MARIA JOAO"),
        Sensitive.of(LocalDate.of(1954, 3, 2)),
        Document.Sex.F,
        expiry,
        Document.Level.TYPED,
        Instant.parse("2026-11-22T08:00:00Z"));
  }
}
