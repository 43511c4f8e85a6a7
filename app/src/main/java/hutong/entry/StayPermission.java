package hutong.entry;

import hutong.kernel.PersonId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a traveller recorded about her latest entry.
///
/// @param entered the day of entry in Beijing; the stay is counted from the day after
/// @param port a port's code of the rule set, or `other`
/// @param lastDay the last day she may be here, until 24:00 in Beijing; empty when nobody knows
/// @param ruleVersion the rules it was worked out with
public record StayPermission(
    PersonId person,
    LocalDate entered,
    String port,
    EntryPath path,
    Optional<LocalDate> lastDay,
    String ruleVersion) {

  /// Days of the permitted stay that are over or under way on this day.
  public int daysUsed(LocalDate today) {
    return (int) Math.max(0, ChronoUnit.DAYS.between(entered, today));
  }

  /// Days left after this one; negative when the stay is over.
  public Optional<Integer> daysLeft(LocalDate today) {
    return lastDay.map(last -> (int) ChronoUnit.DAYS.between(today, last));
  }
}
