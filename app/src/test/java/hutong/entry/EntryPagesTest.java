package hutong.entry;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.kernel.Beijing;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class EntryPagesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final String USA =
      "/entry?nationality=US&document=PASSPORT&arrival=2026-12-01&purpose=TOURISM"
          + "&departure=2026-12-11";

  @Autowired TestPeople people;
  @Autowired TestClock clock;

  @BeforeEach
  void it_is_november() {
    clock.setTo(Beijing.at(TODAY, LocalTime.NOON));
  }

  @AfterEach
  void the_clock_runs_again() {
    clock.reset();
  }

  @Test
  void a_stranger_is_asked_one_question_a_page() {
    var page = people.stranger().get("/entry");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("select[name=nationality] option").size()).isGreaterThan(240);
    assertThat(page.document().select("input:not([type=hidden])")).isEmpty();
  }

  @Test
  void an_empty_answer_is_asked_for_again() {
    var page = people.stranger().get("/entry?question=nationality&nationality=");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.document().select("#errors a").attr("href")).isEqualTo("#nationality");
  }

  @Test
  void a_day_that_does_not_exist_is_asked_for_again() {
    var page =
        people
            .stranger()
            .get(
                "/entry?nationality=PT&document=PASSPORT&question=arrival&arrival.year=2026"
                    + "&arrival.month=2&arrival.day=30");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.document().select("input[name=arrival.day]").val()).isEqualTo("30");
  }

  @Test
  void the_unilateral_answer_needs_no_more_questions() {
    var page =
        people
            .stranger()
            .get(
                "/entry?nationality=PT&document=PASSPORT&arrival=2026-12-01&purpose=TOURISM"
                    + "&departure=unknown");
    assertThat(page.document().select(".verdict.ok h2").text())
        .isEqualTo("The conditions appear to match");
    assertThat(page.document().select(".verdict .until").text()).contains("31 December 2026");
    assertThat(page.document().select("[lang=zh-Hans]").text()).contains("单方面免签");
    assertThat(page.document().select("a[href^=https://en.nia.gov.cn]")).isNotEmpty();
  }

  @Test
  void the_rules_ask_what_the_transit_depends_on() {
    var stranger = people.stranger();
    assertThat(asked(stranger.get(USA).document())).isEqualTo("cameFrom");
    var route = USA + "&cameFrom=US&goesTo=JP";
    assertThat(asked(stranger.get(USA + "&cameFrom=US").document())).isEqualTo("goesTo");
    assertThat(asked(stranger.get(route).document())).isEqualTo("onwardTicket");
    assertThat(asked(stranger.get(route + "&onwardTicket=yes").document())).isEqualTo("port");
    var answer = stranger.get(route + "&onwardTicket=yes&port=west-kowloon").document();
    assertThat(answer.select(".verdict.ok .until").text())
        .isEqualTo("Up to 10 days, until 11 December 2026, 24:00 in Beijing");
  }

  @Test
  void a_row_that_has_ended_says_check_and_whom_to_call() {
    var answer =
        people
            .stranger()
            .reading("zh-Hans")
            .get(
                "/entry?nationality=PT&document=PASSPORT&arrival=2027-01-05&purpose=TOURISM"
                    + "&departure=unknown")
            .document();
    assertThat(answer.select(".verdict.due h2").text()).isEqualTo("出行前请先核实");
    assertThat(answer.select("a[href^=tel:]").text()).contains("12367");
  }

  @Test
  void nonsense_in_the_address_is_asked_for_again() {
    var page =
        people.stranger().get("/entry?nationality=ZZZ&document=x&arrival=x&purpose=x&departure=x");
    assertThat(page.status()).isLessThan(500);
    assertThat(people.stranger().get(USA.replace("2026-12-01", "soon")).status()).isLessThan(500);
    assertThat(people.stranger().get(USA + "&port=%00&cameFrom=1&goesTo=2").status())
        .isLessThan(500);
  }

  @Test
  void she_records_her_entry_and_sees_her_days() {
    var maria = people.traveller();
    assertThat(maria.get("/stay").document().select("h2").text()).contains("No entry");
    var check =
        maria.get("/stay/new?path=UNILATERAL&port=shanghai-pudong&entered=2026-11-20").document();
    assertThat(check.select("dd").text()).contains("20 December 2026");
    var sent =
        maria.post(
            "/stay", "entered", "2026-11-20", "port", "shanghai-pudong", "path", "UNILATERAL");
    assertThat(sent.status()).isEqualTo(303);
    assertThat(maria.follow(sent).document().select(".count").text()).isEqualTo("28");
    var calendar = maria.get("/stay.ics");
    assertThat(calendar.header("Content-Type")).startsWith("text/calendar");
    assertThat(calendar.text()).contains("DTSTART;VALUE=DATE:20261220\r\n");
    assertThat(maria.post("/stay/forget", "entered", "2026-11-20").status()).isEqualTo(303);
    assertThat(maria.get("/stay.ics").status()).isEqualTo(404);
  }

  @Test
  void a_visa_needs_its_last_day() {
    var maria = people.traveller();
    var sent = maria.post("/stay", "entered", "2026-11-20", "port", "other", "path", "VISA");
    assertThat(sent.status()).isEqualTo(422);
    assertThat(sent.document().select("input[name=last.year]")).hasSize(1);
  }

  @Test
  void a_stranger_has_no_stay() {
    assertThat(people.stranger().get("/stay").status()).isIn(302, 303);
  }

  @Test
  void the_api_answers_with_grounds() {
    var answer =
        people
            .stranger()
            .api(null)
            .post(
                "/api/v1/entry-decisions",
                """
                {"nationality": "PRT", "arrival": "2026-12-01", "asOf": "2026-11-22"}""")
            .json();
    assertThat(answer.get("outcome").stringValue()).isEqualTo("YES");
    assertThat(answer.get("lastDay").stringValue()).isEqualTo("2026-12-31");
    assertThat(answer.get("ground").get("verifiedAt").stringValue()).isEqualTo("2026-10-07");
  }

  @Test
  void the_api_says_which_facts_it_could_not_read() {
    var answer =
        people
            .stranger()
            .api(null)
            .post(
                "/api/v1/entry-decisions",
                """
                {"nationality": "PRT", "arrival": "soon", "port": {"a": []}, "hat": 1}""");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").stringValue()).isEqualTo("FACTS_NOT_UNDERSTOOD");
    assertThat(answer.json().get("detail").stringValue())
        .contains("arrival NOT_A_DATE", "port UNKNOWN_CODE", "hat UNKNOWN_FACT");
  }

  @Test
  void the_rules_can_be_read_by_everybody_and_tried_by_the_operator() {
    var api = people.stranger().api(null);
    assertThat(api.get("/api/v1/rules").json().findValuesAsString("id")).contains("entry");
    assertThat(api.get("/api/v1/rules/entry").json().get("tables").size()).isEqualTo(8);
    assertThat(api.get("/api/v1/rules/weather").status()).isEqualTo(404);
    var operator = people.operator();
    assertThat(operator.get("/console/rules").document().text()).contains("Entry without a visa");
    var ran = operator.follow(operator.post("/console/rules/entry/vectors"));
    assertThat(ran.document().select("#vectors .notice.ok")).hasSize(1);
    var asked = operator.get("/console/rules/entry?f.nationality=PRT&asOf=2027-01-05").document();
    assertThat(asked.text()).contains("Must check", "UNILATERAL_ENDED");
  }

  private static String asked(org.jsoup.nodes.Document page) {
    return page.select("input[name=question]").val();
  }
}
