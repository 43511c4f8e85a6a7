package hutong.lodging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.kernel.PersonId;
import hutong.lodging.StayStatus;
import hutong.partners.Partners;
import hutong.web.PageChecks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Checking in at a hotel: with the guest's code, or with the lines of her passport.
@HutongTest
class HotelDeskTest {

  private static final String DESK = "/desk/hotel/lotus-lane";

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired Partners partners;
  @Autowired StayStore store;

  private TestPerson clerk;

  @BeforeEach
  void begin() {
    clerk = people.staff("lotus-lane");
  }

  @Test
  void a_guest_checks_in_with_the_code_on_her_phone() {
    var maria = LodgingTest.guest(people);
    var code = code(maria);
    var done = clerk.post(DESK, "guest", code, "room", "307", "nights", "2");
    assertThat(done.location()).isEqualTo(DESK + "?done=1");
    var page = clerk.follow(done);
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.text()).contains("SILVA MARIA JOAO").doesNotContain("XL7Q20");

    var stays = maria.api().get("/api/v1/stays").json().path("stays");
    assertThat(stays.size()).isEqualTo(1);
    assertThat(stays.path(0).path("place").asString()).isEqualTo("HOTEL");
    assertThat(stays.path(0).path("status").asString()).isEqualTo("SUBMITTED");
    assertThat(stays.path(0).path("address").asString()).contains("307");
    assertThat(maria.get("/me/access").text()).contains("Lotus Lane");
  }

  @Test
  void a_code_works_once_and_for_ten_minutes() {
    var maria = LodgingTest.guest(people);
    var first = code(maria);
    var second = code(maria);
    assertThat(enter(first, "1")).as("a new code ends the old").isEqualTo(422);
    assertThat(enter(second, "1")).isEqualTo(303);
    assertThat(enter(second, "2")).isEqualTo(422);
    var third = code(maria);
    try {
      clock.advance(Duration.ofMinutes(10).plusSeconds(1));
      assertThat(enter(third, "1")).isEqualTo(422);
    } finally {
      clock.reset();
    }
  }

  @Test
  void a_guest_without_an_account_is_registered_by_the_lines_of_her_passport() {
    var lines = LodgingTest.passport();
    var page = clerk.get(DESK + "/walk-in");
    PageChecks.assertSound(page.document(), "en");
    var done = clerk.post(DESK + "/walk-in", "guest", lines, "room", "402", "nights", "3");
    assertThat(done.location()).isEqualTo(DESK + "?done=1");
    assertThat(clerk.follow(done).text()).contains("SILVA MARIA JOAO");
    var stay = newest();
    assertThat(stay.account()).isNull();
    assertThat(stay.status()).isEqualTo(StayStatus.SUBMITTED);

    var again = clerk.post(DESK + "/walk-in", "guest", lines, "room", "402", "nights", "3");
    assertThat(again.location()).isEqualTo(DESK + "?done=again");
    assertThat(guests(stay.guest())).hasSize(1);
  }

  @Test
  void each_fault_in_the_lines_is_named_and_nothing_is_registered() {
    int before = clerk.get(DESK).document().select("nav .rows > *").size();
    var lines = LodgingTest.passport();
    var number = lines.split("\n")[1];
    var wrong = lines.replace(number, flip(number, 9));
    var page = clerk.post(DESK + "/walk-in", "guest", wrong, "room", "402", "nights", "3");
    assertThat(page.status()).isEqualTo(422);
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.document().select("#guest-wrong").text()).containsIgnoringCase("number");
    assertThat(page.document().select("textarea").text()).contains("SILVA");

    var birth = lines.replace(number, flip(number, 19));
    assertThat(refusal(birth)).containsIgnoringCase("birth");
    var expiry = lines.replace(number, flip(number, 27));
    assertThat(refusal(expiry)).containsIgnoringCase("expiry");
    assertThat(refusal("HELLO")).contains("line");
    assertThat(refusal("")).contains("Type the lines");
    assertThat(clerk.get(DESK).document().select("nav .rows > *")).hasSize(before);
  }

  @Test
  void only_the_staff_of_this_hotel_may_check_in() {
    assertThat(people.staff("badaling").get(DESK + "/walk-in").status()).isEqualTo(404);
    assertThat(people.traveller().get(DESK).status()).isIn(403, 404);
  }

  private String refusal(String lines) {
    var page = clerk.post(DESK + "/walk-in", "guest", lines, "room", "402", "nights", "3");
    assertThat(page.status()).isEqualTo(422);
    return page.document().select("#guest-wrong").text();
  }

  private static String flip(String line, int at) {
    char digit = line.charAt(at) == '9' ? '0' : (char) (line.charAt(at) + 1);
    return line.substring(0, at) + digit + line.substring(at + 1);
  }

  private StayStore.Row newest() {
    var hotel = partners.findByKey("lotus-lane").orElseThrow();
    return store.listOfPartner(hotel.id().value()).getFirst();
  }

  private List<StayStore.Row> guests(PersonId guest) {
    return store.list(guest);
  }

  private int enter(String code, String nights) {
    return clerk.post(DESK, "guest", code, "room", "307", "nights", nights).status();
  }

  private static String code(TestPerson guest) {
    var shown = guest.get("/stays/code").document().text();
    var found = java.util.regex.Pattern.compile("(\\d{4}) (\\d{4})").matcher(shown);
    assertThat(found.find()).isTrue();
    return found.group(1) + " " + found.group(2);
  }
}
