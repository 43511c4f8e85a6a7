package hutong.culture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.culture.Museum;
import hutong.culture.internal.MuseumRules.DayState;
import hutong.kernel.Beijing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class MuseumRulesTest {

  @Test
  void the_palace_sells_from_eight_in_the_evening_a_week_ahead_until_the_day_itself() {
    states(
        "palace-museum",
        """
        2026-12-05  2026-11-28T19:59:59  NOT_YET
        2026-12-05  2026-11-28T20:00:00  OPEN
        2026-12-05  2026-12-04T23:59:59  OPEN
        2026-12-05  2026-12-05T00:00:00  PAST
        2026-12-05  2026-12-05T09:00:00  PAST
        2026-12-07  2026-12-04T12:00:00  CLOSED
        2026-12-14  2026-12-04T12:00:00  CLOSED
        """);
  }

  @Test
  void other_places_sell_other_days_ahead_and_on_the_day() {
    states(
        "national-museum",
        """
        2026-12-05  2026-11-28T16:59:59  NOT_YET
        2026-12-05  2026-11-28T17:00:00  OPEN
        2026-12-05  2026-12-05T15:59:59  OPEN
        2026-12-05  2026-12-05T16:00:00  PAST
        """);
    states(
        "natural-history-museum",
        """
        2026-12-05  2026-12-02T10:59:59  NOT_YET
        2026-12-05  2026-12-02T11:00:00  OPEN
        """);
  }

  /// Lisbon changes its clocks on 28 March 2027, New York on 14 March; Beijing never does.
  @Test
  void sales_open_at_the_same_moment_of_utc_all_year() {
    var palace = museum("palace-museum");
    for (var day = LocalDate.of(2026, 10, 1); day.getYear() < 2028; day = day.plusDays(1)) {
      assertThat(MuseumRules.opensAt(palace, day))
          .isEqualTo(Instant.parse(day.minusDays(7) + "T12:00:00Z"));
    }
  }

  @Test
  void price_and_last_entry_follow_the_season() {
    var palace = museum("palace-museum");
    var table =
        """
        2026-10-31  60.00 CNY  16:00
        2026-11-01  40.00 CNY  15:30
        2026-12-31  40.00 CNY  15:30
        2027-03-31  40.00 CNY  15:30
        2027-04-01  60.00 CNY  16:00
        """;
    for (var row : table.lines().toList()) {
      var cells = row.split(" {2,}");
      var day = LocalDate.parse(cells[0]);
      var lastEntry =
          Beijing.clock(MuseumRules.offer(palace, day).slot("afternoon").endsAt()).toLocalTime();
      assertThat(palace.season(day).price() + "  " + lastEntry)
          .as(row)
          .isEqualTo(cells[1] + "  " + cells[2]);
    }
  }

  @Test
  void the_days_shown_end_with_the_one_whose_sale_opens_next() {
    var palace = museum("palace-museum");
    var before = at("2026-11-28T19:59:00");
    assertThat(MuseumRules.days(palace, before).getFirst()).isEqualTo("2026-11-29");
    assertThat(MuseumRules.nextDay(palace, before)).isEqualTo("2026-12-05");
    assertThat(MuseumRules.nextDay(palace, at("2026-11-28T20:00:00"))).isEqualTo("2026-12-06");
    assertThat(MuseumRules.nextDay(palace, at("2026-11-29T20:00:00"))).isEqualTo("2026-12-08");
  }

  @Test
  void a_file_that_does_not_hold_names_its_path_and_the_reason() throws IOException {
    var table =
        """
        time: "20:00"          time: "8 pm"            release.value.time: must be written as 20:00
        days_ahead: 7          days_ahead: 700         release.value.days_ahead: must be a number
        count: 3, days         cuont: 3, days          no_show.value.cuont: is not known
        [MONDAY]               [MOONDAY]               closed_weekdays.value[0]: must be written
        from: "11-01"          from: "11-02"           seasons.value: must cover each day
        source: dpm            source: dmp             sources.dmp: is missing
        key: palace-museum     key: palace             key: must be the name of the file
        party_max:             party_mox:              party_mox: is not known
        to: "12:00"            to: "08:00"             slots.value[0]: must end after it begins
        certainty: BACKGROUND  certainty: SURE         certainty: must be written as [OFFICIAL
        """;
    var good = text("palace-museum");
    for (var row : table.lines().toList()) {
      var cells = row.split(" {2,}");
      var bad = good.replaceFirst(java.util.regex.Pattern.quote(cells[0]), cells[1]);
      assertThat(bad).as(row).isNotEqualTo(good);
      assertThat(complaint(bad)).as(row).startsWith("palace-museum.yaml").contains(cells[2]);
    }
  }

  private static String complaint(String yaml) {
    try {
      MuseumFile.read("palace-museum.yaml", yaml);
      return "none";
    } catch (Fact.Broken broken) {
      return String.valueOf(broken.getMessage());
    }
  }

  @Test
  void the_palace_is_as_its_rules_say() {
    var palace = museum("palace-museum");
    assertThat(palace.visit().closed()).containsExactly(DayOfWeek.MONDAY);
    assertThat(palace.visit().dailyCap()).isEqualTo(40_000);
    assertThat(palace.sale().sameDay()).isFalse();
    assertThat(palace.limits().noShows().count()).isEqualTo(3);
    assertThat(palace.limits().noShows().days()).isEqualTo(180);
    assertThat(palace.grounds()).hasSize(11);
    assertThat(museum("temple-of-heaven").sale().walkIn()).isTrue();
  }

  private static void states(String key, String table) {
    var museum = museum(key);
    for (var row : table.lines().toList()) {
      var cells = row.split(" +");
      assertThat(MuseumRules.state(museum, LocalDate.parse(cells[0]), at(cells[1])))
          .as(row)
          .isEqualTo(DayState.valueOf(cells[2]));
    }
  }

  private static Instant at(String beijing) {
    return LocalDateTime.parse(beijing).atZone(Beijing.ZONE).toInstant();
  }

  static Museum museum(String key) {
    return MuseumFile.read(key + ".yaml", text(key));
  }

  private static String text(String key) {
    try {
      return Files.readString(Path.of("../services/museums", key + ".yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
