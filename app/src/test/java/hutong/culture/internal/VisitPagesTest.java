package hutong.culture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.booking.Reservations;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.identity.internal.TestDocuments;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import hutong.notice.Notices;
import hutong.notice.SentLetter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class VisitPagesTest {

  @Autowired TestPeople people;
  @Autowired TestDocuments documents;
  @Autowired TestClock clock;
  @Autowired Travellers travellers;
  @Autowired Reservations reservations;
  @Autowired ReminderService reminders;
  @Autowired Notices notices;

  /// A Saturday that no other run has used.
  private final LocalDate day =
      LocalDate.of(2030, 1, 5)
          .plusDays(ThreadLocalRandom.current().nextInt(20_000))
          .with(TemporalAdjusters.next(DayOfWeek.SATURDAY));

  private TestPerson maria;
  private PersonId tomas;

  @BeforeEach
  void set() {
    clock.setTo(Beijing.at(day.minusDays(3), LocalTime.of(17, 50)));
    maria = people.traveller();
    documents.give(maria.person(), passport("M" + System.nanoTime()));
    tomas =
        travellers
            .add(maria.account(), Traveller.Relation.CHILD, Sensitive.of("Tomas"))
            .orElseThrow()
            .id();
    documents.give(tomas, passport("T" + System.nanoTime()));
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void anybody_reads_the_list_and_the_rules_with_their_sources() {
    var list = people.stranger().get("/museums").document();
    assertThat(list.text()).contains("Palace Museum").contains("Temple of Heaven");
    assertThat(list.text()).contains("in 2 h 10 min").contains("No booking needed");

    var palace = people.stranger().get("/museums/palace-museum").document();
    assertThat(palace.text())
        .contains("Booking opens 7 days before the visit at 20:00, Beijing time.")
        .contains("There are no tickets for the same day.")
        .contains("Closed on Monday")
        .contains("At most 40,000 visitors a day")
        .contains("3 times within 180 days")
        .contains("Palace Museum, booking rules")
        .contains("Not confirmed.");
    var chinese = people.stranger().reading("zh-Hans").get("/museums/palace-museum").document();
    assertThat(chinese.text()).contains("故宫博物院").contains("星期一闭馆").contains("余 40,000 张");
  }

  @Test
  void two_people_are_booked_one_question_a_page() {
    var time = maria.get("/museums/palace-museum/visit?day=" + day).document();
    assertThat(time.select("input[name=slot]").eachAttr("value"))
        .containsExactly("morning", "afternoon");

    var path = "/museums/palace-museum/visit?day=" + day + "&slot=morning";
    var who = maria.get(path).document();
    assertThat(who.select("input[name=traveller]")).hasSize(2);

    var checkPath = path + "&traveller=" + maria.person() + "&traveller=" + tomas;
    var check = maria.get(checkPath).document();
    assertThat(check.text()).contains("You pay on the next page").contains("Keep 2 places and pay");

    var form = check.select("form[method=post]").getFirst();
    var done = maria.post("/museums/palace-museum/visit", fields(form));
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.location()).startsWith("/pay/till/");
    assertThat(maria.follow(done).document().text()).contains("Palace Museum").contains("故宫博物院");
    var made = reservations.list(maria.account()).getFirst();
    var mine = "/tickets/" + made.id();
    assertThat(maria.get(mine).document().text()).contains("Pay by").contains("not paid yet");
    assertThat(maria.get(mine).document().select("figure.qr")).isEmpty();
    assertThat(maria.post(mine + "/pay").location()).isEqualTo(done.location());
    assertThat(reservations.confirm(made.id())).as("as if it were paid").isTrue();
    var ticket = maria.get(mine + "?booked=true").document();
    assertThat(ticket.text()).contains("You are booked").contains("Tomas");
    assertThat(ticket.select("figure.qr svg")).hasSize(2);
    assertThat(maria.post("/museums/palace-museum/visit", fields(form)).location())
        .startsWith(mine);
    assertThat(reservations.list(maria.account())).hasSize(1);

    var pass =
        ticket.select("a[href^=/tickets/reservation_]").eachAttr("href").stream()
            .filter(href -> href.contains("/ticket_"))
            .findFirst()
            .orElseThrow();
    assertThat(maria.get(pass).document().text()).contains("故宫博物院").contains("MS");
    assertThat(maria.get("/tickets").document().text())
        .contains("Palace Museum")
        .contains("Booked");
    assertThat(people.traveller().get(mine).status()).isEqualTo(404);
    assertThat(people.stranger().get(mine).status()).isIn(302, 303, 401);
  }

  private static String[] fields(Element form) {
    var fields = new ArrayList<String>();
    for (var input : form.select("input[name]")) {
      if (!input.attr("name").equals("_csrf")) {
        fields.addAll(List.of(input.attr("name"), input.attr("value")));
      }
    }
    return fields.toArray(String[]::new);
  }

  @Test
  void a_visit_is_cancelled_after_a_question_until_it_is_too_late() {
    var path = book(maria.person());
    assertThat(maria.get(path + "/cancel").document().text()).contains("Cancel this visit?");
    clock.advance(Duration.ofDays(2).plusHours(3));
    assertThat(maria.post(path + "/cancel").status()).isEqualTo(409);
    clock.advance(Duration.ofHours(-2));
    assertThat(maria.follow(maria.post(path + "/cancel")).document().text()).contains("Cancelled");
  }

  @Test
  void a_no_explains_itself_on_the_page() {
    var first = book(maria.person());
    assertThat(first).startsWith("/tickets/");
    var again = postVisit(maria.person());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.document().text())
        .contains("has a ticket for this day already")
        .contains("take that person out");

    var notYet = maria.get("/museums/palace-museum/visit?day=" + day.plusDays(7));
    assertThat(notYet.status()).isEqualTo(409);
    assertThat(notYet.document().text()).contains("is not open yet").contains("20:00");
    assertThat(maria.get("/museums/palace-museum/visit?day=" + day.plusDays(2)).document().text())
        .contains("is closed every Monday");
    assertThat(maria.get("/museums/palace-museum/visit?day=x").status()).isEqualTo(400);
    assertThat(maria.get("/museums/louvre").status()).isEqualTo(404);

    var missed =
        maria.get("/museums/palace-museum/visit?day=" + day + "&slot=morning&asked=traveller");
    assertThat(missed.status()).isEqualTo(422);
    assertThat(missed.document().text()).contains("Tick at least one person");
  }

  @Test
  void somebody_without_a_document_is_told_before_she_asks() {
    assertThat(travellers.add(maria.account(), Traveller.Relation.FAMILY, Sensitive.of("Rui")))
        .isPresent();
    var who = maria.get("/museums/palace-museum/visit?day=" + day + "&slot=morning").document();
    assertThat(who.text()).contains("Rui: has not shown a document yet");
    assertThat(who.select("input[name=traveller]")).hasSize(2);
  }

  @Test
  void the_opening_goes_into_a_calendar_and_a_letter_comes_before_it() {
    var next = day.plusDays(4);
    var file = maria.get("/museums/palace-museum/opening.ics?day=" + next);
    assertThat(file.header("Content-Type")).startsWith("text/calendar");
    assertThat(file.text()).contains("DTSTART:" + day.minusDays(3).toString().replace("-", ""));

    var thanks = maria.follow(maria.post("/museums/palace-museum/remind"));
    assertThat(thanks.document().text()).contains("We will write to you");
    assertThat(maria.post("/museums/palace-museum/remind").status()).isEqualTo(303);
    while (reminders.write() > 0) {
      assertThat(letters()).isZero();
    }
    clock.advance(Duration.ofMinutes(116));
    while (reminders.write() > 0) {
      assertThat(letters()).isEqualTo(1);
    }
    assertThat(letters()).isEqualTo(1);
  }

  private long letters() {
    return notices.list(maria.person()).stream()
        .map(SentLetter::subject)
        .filter(s -> s.reveal(hutong.kernel.Purpose.NOTICE).contains("Palace Museum"))
        .count();
  }

  private String book(PersonId person) {
    assertThat(postVisit(person).location()).startsWith("/pay/till/");
    var made = reservations.list(maria.account()).getFirst();
    assertThat(reservations.confirm(made.id())).as("as if it were paid").isTrue();
    return "/tickets/" + made.id();
  }

  private hutong.TestAnswer postVisit(PersonId person) {
    return maria.post(
        "/museums/palace-museum/visit",
        "day",
        day.toString(),
        "slot",
        "morning",
        "traveller",
        person.toString());
  }

  private Document passport(String number) {
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
