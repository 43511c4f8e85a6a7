package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.entry.EntryPath;
import hutong.entry.NewEntry;
import hutong.entry.Permissions;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.mrtd.Mrz;
import hutong.mrtd.MrzDate;
import hutong.mrtd.MrzFormat;
import hutong.mrtd.Sex;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A person takes all her data with her, and leaves nothing behind that leads to her.
@HutongTest
class RecordsTest {

  /// Every index that could find her again, by table.
  private static final String INDEXES =
      """
      select 'booking.ticket document' as what, encode(document_index, 'hex') as value
      from booking.ticket where person_id = :person
      union all
      select 'booking.ticket number', encode(number_index, 'hex')
      from booking.ticket where person_id = :person
      union all
      select 'booking.ticket mark', encode(number_mark, 'hex')
      from booking.ticket where person_id = :person
      union all
      select 'lodging.stay place', encode(place_index, 'hex')
      from lodging.stay where person_id = :person
      union all
      select 'identity.document number', encode(number_index, 'hex')
      from identity.document where person_id = :person
      """;

  private static final String LEFT =
      """
      select (select count(*) from entry.stay where person = :person)
        + (select count(*) from lodging.draft where person_id = :person)
        + (select count(*) from lodging.check_in_code where person_id = :person)
        + (select count(*) from booking.quota
           where holder in (
             select 'document_' || encode(document_index, 'hex')
             from booking.ticket where person_id = :person))
      """;

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired Permissions permissions;
  @Autowired JdbcClient jdbc;

  @Test
  void her_copy_holds_what_every_module_knows() {
    var maria = busy();
    var copy = maria.get("/me/download");
    assertThat(copy.header("Content-Disposition")).contains("attachment");
    var person = copy.json().path("people").path(0);
    assertThat(person.path("document").path("number").asString()).startsWith("RC");
    var stay = person.path("stays").path("stays").path(0);
    assertThat(stay.path("address").asString()).isEqualTo("12 Sanlitun Road");
    assertThat(person.path("entries").path("entries").path(0).path("port").asString())
        .isEqualTo("shanghai-pudong");
    assertThat(person.path("tickets").path("tickets").path(0).path("venue").asString())
        .isEqualTo("natural-history-museum");
    assertThat(person.path("visits").path("visits").path(0).path("museum").asString()).isNotEmpty();
    assertThat(person.path("payments").path("balance").path("value").asString()).isEqualTo("0.00");
    assertThat(copy.json().path("letters").size()).isPositive();
  }

  @Test
  void an_erased_person_leaves_no_index_that_leads_to_her() {
    var maria = busy();
    var person = maria.person();
    var before = indexes(person);
    assertThat(before.keySet())
        .extracting(key -> key.replaceFirst(" .*", ""))
        .contains("booking.ticket", "lodging.stay", "identity.document");
    assertThat(left(person)).isPositive();

    assertThat(maria.post("/me/erase", "word", "erase").location()).isEqualTo("/erased");

    waitUntil(() -> left(person) == 0 && nothingIn(indexes(person), before));
    assertThat(indexes(person).values()).doesNotContainAnyElementsOf(before.values());
    assertThat(states(person)).doesNotContain("RESERVED", "SUBMITTED");
  }

  private static boolean nothingIn(Map<String, String> now, Map<String, String> before) {
    return now.values().stream().noneMatch(before::containsValue);
  }

  /// Listeners come after the commit, on threads of their own.
  private static void waitUntil(java.util.function.BooleanSupplier done) {
    long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(until);
    }
  }

  private Map<String, String> indexes(PersonId person) {
    var found = new TreeMap<String, String>();
    jdbc.sql(INDEXES)
        .param("person", person.value())
        .query((row, n) -> found.put(row.getString("what") + " " + n, row.getString("value")))
        .list();
    return found;
  }

  private long left(PersonId person) {
    return jdbc.sql(LEFT).param("person", person.value()).query(Long.class).single();
  }

  private List<String> states(PersonId person) {
    return jdbc.sql(
            """
            select state from booking.ticket where person_id = :person
            union all
            select status from lodging.stay where person_id = :person
            """)
        .param("person", person.value())
        .query((row, n) -> row.getString(1))
        .list();
  }

  /// Somebody with a document, an entry, a stay, a code for a hotel and a ticket.
  private TestPerson busy() {
    var maria = people.traveller();
    assertThat(maria.post("/passport/lines", "lines", passport()).status()).isEqualTo(303);
    var now = clock.instant();
    permissions.record(
        maria.person(),
        new NewEntry(Beijing.day(now), "shanghai-pudong", EntryPath.UNILATERAL, Optional.empty()));
    var api = maria.api();
    var stay =
        api.post(
            "/api/v1/stays",
            """
            {"arrival":"%s","departure":"%s","address":"12 Sanlitun Road"}"""
                .formatted(now.minus(Duration.ofHours(1)), Beijing.day(now).plusDays(2)),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(stay.status()).as(stay.text()).isEqualTo(201);
    assertThat(maria.get("/stays/code").status()).isEqualTo(200);
    var days = api.get("/api/v1/museums/natural-history-museum/days").json();
    var day =
        days.valueStream()
            .filter(each -> each.path("state").asString().equals("OPEN"))
            .reduce((first, last) -> last)
            .orElseThrow()
            .path("day")
            .asString();
    var slot =
        api.get("/api/v1/museums/natural-history-museum/slots?day=" + day)
            .json()
            .path(0)
            .path("slot")
            .asString();
    var ticket =
        api.post(
            "/api/v1/reservations",
            """
            {"museum":"natural-history-museum","day":"%s","slot":"%s"}"""
                .formatted(day, slot),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(ticket.status()).as(ticket.text()).isEqualTo(200);
    return maria;
  }

  private static String passport() {
    var holder =
        new Mrz.Holder(
            "SILVA", "MARIA JOAO", "PRT", MrzDate.of(LocalDate.of(1954, 3, 2)), Sex.FEMALE);
    return String.join(
        "\n",
        Mrz.compose(
            new Mrz(
                MrzFormat.TD3,
                "P",
                "PRT",
                number(),
                holder,
                MrzDate.of(LocalDate.of(2031, 5, 1)),
                "",
                "")));
  }

  private static String number() {
    return "RC" + UUID.randomUUID().toString().substring(0, 7).toUpperCase(Locale.ROOT);
  }
}
