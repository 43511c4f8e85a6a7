package hutong.entry;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.entry.EntryAnswer.EntryDecision;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.rules.Outcome;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class PermissionsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

  @Autowired Permissions permissions;
  @Autowired TestClock clock;

  @BeforeEach
  void it_is_the_first_of_december() {
    clock.setTo(Beijing.at(TODAY, LocalTime.of(23, 30)));
  }

  @AfterEach
  void the_clock_runs_again() {
    clock.reset();
  }

  @Test
  void a_yes_says_until_when_by_which_rule_and_source() {
    var decision = decide(EntryQuestion.of("PRT", TODAY).with("days", 20));
    assertThat(decision.outcome()).isEqualTo(Outcome.YES);
    assertThat(decision.path()).isEqualTo(EntryPath.UNILATERAL);
    assertThat(decision.term()).isEqualTo(new StayTerm.Until(30, LocalDate.of(2026, 12, 31)));
    assertThat(decision.conditions()).contains("BORDER_POLICE_DECIDE");
    assertThat(decision.grounds().sources()).isNotEmpty();
    assertThat(decision.grounds().verifiedAt()).isEqualTo("2026-10-07");
    assertThat(decision.grounds().ask().phone()).isEqualTo("+86 12367");
  }

  @Test
  void a_portuguese_arriving_in_january_must_check() {
    var decision = decide(EntryQuestion.of("PRT", TODAY).with("arrival", "2027-01-05"));
    assertThat(decision.outcome()).isEqualTo(Outcome.MUST_CHECK);
    assertThat(decision.reasons()).containsExactly("UNILATERAL_ENDED");
  }

  @Test
  void a_transit_ends_at_midnight_after_the_tenth_day_whatever_the_hour_of_entry() {
    var decision =
        decide(
            EntryQuestion.of("USA", TODAY)
                .with("cameFrom", "USA")
                .with("goesTo", "JPN")
                .with("port", "PVG")
                .with("onwardTicket", true)
                .with("departure", "2026-12-11"));
    assertThat(decision.outcome()).isEqualTo(Outcome.YES);
    assertThat(decision.term()).isEqualTo(new StayTerm.Until(10, LocalDate.of(2026, 12, 11)));
    assertThat(decision.area()).containsEntry("area", "Shanghai").containsEntry("places", "all");
  }

  @Test
  void the_cap_of_a_treaty_is_not_invented() {
    assertThat(decide(EntryQuestion.of("THA", TODAY)).term()).isEqualTo(new StayTerm.AsStamped(30));
  }

  @Test
  void an_entry_is_kept_and_its_days_are_counted_from_the_day_after() {
    var person = PersonId.random();
    assertThat(permissions.of(person)).isEmpty();
    var recorded =
        permissions.record(person, entry(LocalDate.of(2026, 11, 21), EntryPath.UNILATERAL));
    var stay = permissions.of(person).orElseThrow();
    assertThat(recorded).isEqualTo(new Recording.Recorded(stay));
    assertThat(stay.lastDay()).contains(LocalDate.of(2026, 12, 21));
    assertThat(stay.daysUsed(TODAY)).isEqualTo(10);
    assertThat(stay.daysLeft(TODAY)).contains(20);
  }

  @Test
  void the_same_day_again_replaces_and_a_later_entry_takes_its_place() {
    var person = PersonId.random();
    permissions.record(person, entry(LocalDate.of(2026, 11, 1), EntryPath.UNILATERAL));
    permissions.record(person, entry(LocalDate.of(2026, 11, 1), EntryPath.TRANSIT_240));
    assertThat(permissions.of(person).orElseThrow().path()).isEqualTo(EntryPath.TRANSIT_240);
    permissions.record(person, entry(LocalDate.of(2026, 11, 28), EntryPath.HAINAN_30));
    assertThat(permissions.of(person).orElseThrow().path()).isEqualTo(EntryPath.HAINAN_30);
    assertThat(permissions.forget(person, LocalDate.of(2026, 11, 28))).isTrue();
    assertThat(permissions.forget(person, LocalDate.of(2026, 11, 28))).isFalse();
    assertThat(permissions.of(person).orElseThrow().path()).isEqualTo(EntryPath.TRANSIT_240);
  }

  @Test
  void what_cannot_be_recorded_is_refused_with_its_reason() {
    assertThat(refusal(entry(TODAY.plusDays(1), EntryPath.UNILATERAL)))
        .isEqualTo(Recording.Reason.IN_THE_FUTURE);
    assertThat(refusal(entry(TODAY.minusDays(401), EntryPath.UNILATERAL)))
        .isEqualTo(Recording.Reason.TOO_LONG_AGO);
    assertThat(refusal(entry(TODAY, EntryPath.VISA))).isEqualTo(Recording.Reason.LAST_DAY_MISSING);
    assertThat(refusal(entry(TODAY, EntryPath.MUTUAL)))
        .isEqualTo(Recording.Reason.LAST_DAY_MISSING);
    assertThat(
            refusal(new NewEntry(TODAY, "other", EntryPath.VISA, Optional.of(TODAY.minusDays(1)))))
        .isEqualTo(Recording.Reason.LAST_DAY_BEFORE_ENTRY);
    assertThat(refusal(new NewEntry(TODAY, "atlantis", EntryPath.UNILATERAL, Optional.empty())))
        .isEqualTo(Recording.Reason.UNKNOWN_PORT);
  }

  private static NewEntry entry(LocalDate day, EntryPath path) {
    return new NewEntry(day, "shanghai-pudong", path, Optional.empty());
  }

  private Recording.Reason refusal(NewEntry entry) {
    var recording = permissions.record(PersonId.random(), entry);
    assertThat(recording).isInstanceOf(Recording.Refused.class);
    return ((Recording.Refused) recording).reason();
  }

  private EntryDecision decide(EntryQuestion question) {
    return (EntryDecision) permissions.decide(question);
  }
}
