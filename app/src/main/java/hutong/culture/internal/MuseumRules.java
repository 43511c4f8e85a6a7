package hutong.culture.internal;

import hutong.booking.Offer;
import hutong.culture.Museum;
import hutong.kernel.Beijing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// What a museum's rules mean for a day and a moment. Pure; every day and time is Beijing's, which
/// has no summer time.
final class MuseumRules {

  /// How a day stands, seats aside.
  enum DayState {
    OPEN,
    /// Sales open later.
    NOT_YET,
    /// The museum is closed that day.
    CLOSED,
    /// It is over, or it is today and same-day tickets are not sold.
    PAST
  }

  private MuseumRules() {}

  static DayState state(Museum museum, LocalDate day, Instant now) {
    if (museum.visit().closed().contains(day.getDayOfWeek())) {
      return DayState.CLOSED;
    }
    var offer = offer(museum, day);
    if (!now.isBefore(offer.closesAt())) {
      return DayState.PAST;
    }
    return now.isBefore(offer.opensAt()) ? DayState.NOT_YET : DayState.OPEN;
  }

  /// The days worth showing: today until the day whose sale opens next.
  static List<LocalDate> days(Museum museum, Instant now) {
    var today = Beijing.day(now);
    var days = new ArrayList<LocalDate>();
    for (var day = today; ; day = day.plusDays(1)) {
      var state = state(museum, day, now);
      if (state != DayState.PAST) {
        days.add(day);
      }
      if (state == DayState.NOT_YET || day.isAfter(today.plusDays(CultureLimits.DAYS_AHEAD + 7))) {
        return days;
      }
    }
  }

  /// The next day whose sale has not opened yet.
  static LocalDate nextDay(Museum museum, Instant now) {
    return days(museum, now).getLast();
  }

  static Instant opensAt(Museum museum, LocalDate day) {
    return Beijing.at(day.minusDays(museum.sale().daysAhead()), museum.sale().opensAt());
  }

  /// What is sold for a day the museum is open. The last entry of the season cuts the day short.
  static Offer offer(Museum museum, LocalDate day) {
    var lastEntry = museum.season(day).lastEntry();
    var slots = museum.visit().parts().stream().map(part -> slot(part, day, lastEntry)).toList();
    var closes =
        museum.sale().sameDay() ? slots.getLast().endsAt() : Beijing.at(day, LocalTime.MIDNIGHT);
    var cancelDay = day.minusDays(museum.sale().cancelDaysBefore());
    return new Offer(
        museum.key(),
        day,
        museum.visit().dailyCap(),
        slots,
        opensAt(museum, day),
        closes,
        Beijing.at(cancelDay, museum.sale().cancelUntil()),
        new Offer.Rules(
            museum.limits().party(), museum.limits().quotas(), museum.limits().noShows()));
  }

  private static Offer.Slot slot(Museum.Part part, LocalDate day, LocalTime lastEntry) {
    var ends = part.to().isAfter(lastEntry) ? lastEntry : part.to();
    return new Offer.Slot(
        part.key(), Beijing.at(day, part.from()), Beijing.at(day, ends), part.capacity());
  }
}
