package hutong.lodging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestClock;
import hutong.TestMail;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.command.Answer;
import hutong.command.Commands;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/// Registering a stay through the API, the host's letter, and what each state allows.
@HutongTest
class StayApiTest {

  private static final String PATH = "/api/v1/stays";

  @Autowired TestPeople people;
  @Autowired TestMail.Boxes mail;
  @Autowired TestClock clock;
  @Autowired StayStore store;
  @Autowired Commands commands;
  @Autowired JdbcClient jdbc;

  private TestPerson maria;
  private TestApi api;

  @BeforeEach
  void begin() {
    maria = LodgingTest.guest(people);
    api = maria.api();
  }

  @Test
  void the_same_key_gets_the_same_answer_byte_for_byte_and_files_once() {
    var key = key();
    var body = body("");
    var first = api.post(PATH, body, "Idempotency-Key", key);
    clock.advance(Duration.ofSeconds(20));
    var again = api.post(PATH, body, "Idempotency-Key", key);
    clock.reset();

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(api.get(PATH).json().path("stays").size()).isEqualTo(1);
    assertThat(code(api.post(PATH, body))).isEqualTo("400 IDEMPOTENCY_KEY_MISSING");
    assertThat(code(api.post(PATH, body.replace("Road", "Lane"), "Idempotency-Key", key)))
        .isEqualTo("422 IDEMPOTENCY_KEY_USED");
    assertThat(code(api.post(PATH, body, "Idempotency-Key", key())))
        .isEqualTo("409 ALREADY_REGISTERED");
  }

  @Test
  void a_key_whose_first_request_still_runs_is_told_so() {
    var key = key();
    var arrival = arrival();
    var body = body(",\"arrival\":\"" + arrival + "\"");
    var wish =
        new StayApi.NewStayWish(
            null,
            OffsetDateTime.ofInstant(arrival, ZoneOffset.UTC),
            Beijing.day(clock.instant()).plusDays(4),
            "12 Sanlitun Road",
            "三里屯路12号",
            null);
    var http = new MockHttpServletRequest("POST", PATH);
    var asked = List.of(List.of(maria.person()).toString(), wish);
    commands.once(
        commands.read(maria.account().toString(), key, http, asked),
        () -> {
          assertThat(code(api.post(PATH, body, "Idempotency-Key", key)))
              .isEqualTo("409 IDEMPOTENCY_KEY_RUNNING");
          return Answer.of(503, new byte[0]);
        });
  }

  @Test
  void sixteen_clients_with_one_key_register_once_and_with_sixteen_keys_too() throws Exception {
    var body = body("");
    var key = key();
    var calls = new ArrayList<Callable<TestAnswer>>();
    for (int i = 0; i < 16; i++) {
      calls.add(() -> api.post(PATH, body, "Idempotency-Key", key));
    }
    for (int i = 0; i < 16; i++) {
      calls.add(() -> api.post(PATH, body, "Idempotency-Key", key()));
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : pool.invokeAll(calls)) {
        assertThat(code(answer.get()))
            .isIn("201 -", "409 IDEMPOTENCY_KEY_RUNNING", "409 ALREADY_REGISTERED");
      }
    }
    assertThat(api.get(PATH).json().path("stays").size()).isEqualTo(1);
  }

  @Test
  void each_fault_of_a_registration_has_its_own_code() {
    assertThat(refused("\"departure\":\"2020-01-01\"")).isEqualTo("DEPARTURE_NOT_AFTER_ARRIVAL");
    assertThat(refused("\"departure\":\"2090-01-01\"")).isEqualTo("STAY_TOO_LONG");
    assertThat(refused("\"departure\":null")).isEqualTo("DEPARTURE_NOT_AFTER_ARRIVAL");
    assertThat(refused("\"arrival\":\"2020-01-01T10:00:00Z\"")).isEqualTo("ARRIVAL_TOO_FAR");
    assertThat(refused("\"arrival\":null")).isEqualTo("ARRIVAL_TOO_FAR");
    assertThat(refused("\"address\":\" \"")).isEqualTo("ADDRESS_MISSING");
    assertThat(refused("\"address\":\"" + "x".repeat(301) + "\"")).isEqualTo("ADDRESS_MISSING");
    assertThat(refused("\"guests\":[]")).isEqualTo("NO_GUEST");
    assertThat(refused("\"guests\":[\"" + PersonId.random() + "\"]"))
        .isEqualTo("GUEST_WITHOUT_DOCUMENT");
    assertThat(refused("\"guests\":[\"maria\"]")).isEqualTo("GUEST_WITHOUT_DOCUMENT");
    assertThat(refused("\"host\":{\"name\":\"Li Wei\"}")).isEqualTo("HOST_INCOMPLETE");
    assertThat(api.get(PATH).json().path("stays").size()).isZero();
  }

  private String refused(String member) {
    var answer = api.post(PATH, body("," + member), "Idempotency-Key", key());
    assertThat(answer.status()).as(member + answer.text()).isEqualTo(422);
    assertThat(answer.json().path("next").asString()).isNotEmpty();
    return answer.json().path("code").asString();
  }

  @Test
  void nobody_sees_or_moves_the_stay_of_another_account() {
    var stay = register("");
    var other = people.traveller().api();
    assertThat(other.get(PATH + "/" + stay).status()).isEqualTo(404);
    assertThat(other.delete(PATH + "/" + stay).status()).isEqualTo(404);
    assertThat(other.post(PATH + "/" + stay + "/departure", "").status()).isEqualTo(404);
    assertThat(people.stranger().api(null).get(PATH).status()).isEqualTo(401);
    assertThat(api.get(PATH + "/nonsense").status()).isEqualTo(404);
  }

  @Test
  void a_host_confirms_by_the_letter_and_only_once() {
    var email = TestPeople.freshEmail("host");
    var stay = register(host(email));
    assertThat(status(stay)).isEqualTo("AWAITING_HOST");
    var link = link(mail.next(email).text());
    var host = people.stranger();
    var page = host.get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("SILVA MARIA JOAO", "12 Sanlitun Road");
    assertThat(page.text()).doesNotContain("XL7Q20");
    assertThat(host.post(link, "answer", "confirm").status()).isEqualTo(200);

    assertThat(status(stay)).isEqualTo("SUBMITTED");
    mail.next(maria.email(), "Your host has confirmed");
    assertThat(host.post(link, "answer", "decline").status()).isEqualTo(410);
    assertThat(host.get(link).status()).isEqualTo(410);
    assertThat(status(stay)).isEqualTo("SUBMITTED");
  }

  @Test
  void a_host_who_knows_nothing_of_it_ends_it() {
    var email = TestPeople.freshEmail("host");
    var stay = register(host(email));
    var link = link(mail.next(email).text());
    assertThat(people.stranger().post(link, "answer", "decline").status()).isEqualTo(200);
    assertThat(status(stay)).isEqualTo("WITHDRAWN");
    mail.next(maria.email(), "Your host does not know about the stay");
  }

  @Test
  void a_letter_to_a_host_is_too_old_after_three_days() {
    var email = TestPeople.freshEmail("host");
    register(host(email));
    var link = link(mail.next(email).text());
    try {
      clock.advance(Duration.ofDays(3).plusMinutes(1));
      assertThat(people.stranger().get(link).status()).isEqualTo(410);
    } finally {
      clock.reset();
    }
  }

  /// Rows: the state. Columns: what is asked. A word is what it becomes, `-` is refused.
  private static final String ACTS =
      """
                     submission withdraw  departure correction
      AWAITING_HOST  SUBMITTED  WITHDRAWN -         -
      SUBMITTED      -          -         -         -
      ACCEPTED       -          -         CLOSED    -
      RETURNED       -          WITHDRAWN -         SUBMITTED
      CLOSED         -          -         CLOSED    -
      WITHDRAWN      -          WITHDRAWN -         -
      """;

  @Test
  void every_state_allows_what_the_table_says_and_refuses_the_rest() {
    var lines = ACTS.lines().toList();
    var acts = lines.getFirst().strip().split("\\s+");
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.strip().split("\\s+");
      for (int i = 0; i < acts.length; i++) {
        var stay = in(StayStatus.valueOf(cells[0]));
        var answer = act(acts[i], stay);
        if (cells[i + 1].equals("-")) {
          assertThat(code(answer)).as(cells[0] + " " + acts[i]).isEqualTo("409 STAY_MOVED_ON");
          assertThat(status(stay)).isEqualTo(cells[0]);
        } else {
          assertThat(answer.json().path("status").asString())
              .as(cells[0] + " " + acts[i])
              .isEqualTo(cells[i + 1]);
        }
        drop(stay);
      }
    }
  }

  private TestAnswer act(String act, String stay) {
    var path = PATH + "/" + stay;
    return switch (act) {
      case "withdraw" -> api.delete(path);
      case "correction" -> api.post(path + "/correction", "{\"address\":\"14 Sanlitun Road\"}");
      default -> api.post(path + "/" + act, "");
    };
  }

  /// Puts a fresh stay into a state by what leads there in life.
  private String in(StayStatus status) {
    var stay = register(host("nobody@host.example"));
    var id = StayId.parse(stay);
    var now = clock.instant();
    if (status == StayStatus.WITHDRAWN) {
      store.move(id, StayStatus.AWAITING_HOST, StayStatus.WITHDRAWN, now);
    } else if (status != StayStatus.AWAITING_HOST) {
      store.move(id, StayStatus.AWAITING_HOST, StayStatus.SUBMITTED, now);
    }
    if (status == StayStatus.RETURNED || status == StayStatus.ACCEPTED || ended(status)) {
      var next = status == StayStatus.RETURNED ? status : StayStatus.ACCEPTED;
      var outcome = new StayStore.Outcome("reg", "SY-" + stay, "派出所", "why", null);
      assertThat(store.decide(id, next, outcome, now)).isTrue();
    }
    if (status == StayStatus.CLOSED) {
      store.move(id, StayStatus.ACCEPTED, StayStatus.CLOSED, now);
    }
    assertThat(status(stay)).isEqualTo(status.name());
    return stay;
  }

  private static boolean ended(StayStatus status) {
    return status == StayStatus.CLOSED;
  }

  /// Makes room for the next: one person has one stay at a place and day.
  private void drop(String stay) {
    jdbc.sql("update lodging.stay set status = 'WITHDRAWN' where id = :id")
        .param("id", StayId.parse(stay).value())
        .update();
  }

  private String register(String more) {
    var answer = api.post(PATH, body(more), "Idempotency-Key", key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.text()).as("what is kept holds no address").doesNotContain("Sanlitun");
    return answer.json().path("stays").path(0).path("id").asString();
  }

  private String status(String stay) {
    var shown = api.get(PATH + "/" + stay).json();
    assertThat(shown.path("chineseAddress").asString()).startsWith("三里屯路").hasSizeBetween(4, 20);
    return shown.path("status").asString();
  }

  private java.time.Instant arrival() {
    return clock.instant().minus(Duration.ofHours(1));
  }

  /// A later member of the same name takes the place of an earlier one.
  private String body(String more) {
    var day = Beijing.day(clock.instant()).plusDays(4);
    var members =
        new java.util.LinkedHashMap<String, String>(
            java.util.Map.of(
                "arrival",
                "\"" + arrival() + "\"",
                "departure",
                "\"" + day + "\"",
                "address",
                "\"12 Sanlitun Road\"",
                "chineseAddress",
                "\"三里屯路12号\""));
    if (!more.isEmpty()) {
      int colon = more.indexOf(':');
      members.put(more.substring(2, colon - 1), more.substring(colon + 1));
    }
    return members.entrySet().stream()
        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  private static String host(String email) {
    return ",\"host\":{\"name\":\"Li Wei\",\"email\":\"" + email + "\",\"relation\":\"friend\"}";
  }

  private static String link(String letter) {
    var found = Pattern.compile("/host/[\\w-]+").matcher(letter);
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String code(TestAnswer answer) {
    var code = answer.status() < 400 ? "-" : answer.json().path("code").asString();
    return answer.status() + " " + code;
  }
}
