package hutong.culture;

import hutong.booking.Offer;
import hutong.identity.DocumentKind;
import hutong.kernel.Money;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;

/// A place and its rules. All times are Beijing's.
///
/// @param key its name in addresses and tables, such as `palace-museum`
/// @param place where to go, as a driver would be told
/// @param grounds where each fact comes from
public record Museum(
    String key,
    Names name,
    Names place,
    Sale sale,
    Visit visit,
    Limits limits,
    Payment payment,
    List<Ground> grounds) {

  public Museum {
    grounds = List.copyOf(grounds);
  }

  /// When tickets are to be had.
  ///
  /// @param walkIn nobody needs a booking; the other parts of the sale mean nothing then
  /// @param daysAhead how many days before the visit sales open
  /// @param opensAt at what time of that day
  /// @param sameDay whether today's tickets can still be booked
  /// @param cancelDaysBefore how many days before the visit a booking can last be given back
  /// @param cancelUntil until what time of that day
  public record Sale(
      boolean walkIn,
      int daysAhead,
      LocalTime opensAt,
      boolean sameDay,
      int cancelDaysBefore,
      LocalTime cancelUntil) {}

  /// What a day is like.
  ///
  /// @param dailyCap people in one day
  public record Visit(Set<DayOfWeek> closed, List<Season> seasons, List<Part> parts, int dailyCap) {
    public Visit {
      closed = Set.copyOf(closed);
      seasons = List.copyOf(seasons);
      parts = List.copyOf(parts);
    }
  }

  /// A part of the year, its first and last day included; it may pass New Year.
  public record Season(MonthDay from, MonthDay to, Money price, LocalTime lastEntry) {

    public boolean holds(LocalDate day) {
      var date = MonthDay.from(day);
      boolean afterFrom = !date.isBefore(from);
      boolean beforeTo = !date.isAfter(to);
      return from.isAfter(to) ? afterFrom || beforeTo : afterFrom && beforeTo;
    }
  }

  /// A part of the day.
  public record Part(String key, Names name, LocalTime from, LocalTime to, int capacity) {}

  /// Who may book, and how much.
  ///
  /// @param chipOnly whether a typed document is not enough
  public record Limits(
      int party,
      List<Offer.Quota> quotas,
      Offer.NoShows noShows,
      Set<DocumentKind> accepted,
      boolean chipOnly) {
    public Limits {
      quotas = List.copyOf(quotas);
      accepted = Set.copyOf(accepted);
    }
  }

  /// How a ticket with a price is paid.
  ///
  /// @param hold how long the places wait for the payment
  /// @param refundPercent what comes back of a ticket that is cancelled in time
  public record Payment(Duration hold, int refundPercent) {}

  /// What a fact rests on.
  ///
  /// @param fact its name in the file, such as `daily_cap`
  /// @param source the title of the text; empty when there is none
  /// @param url where to read it; may be empty
  public record Ground(
      String fact, String source, String url, LocalDate verified, Certainty certainty) {}

  /// How sure a fact is.
  public enum Certainty {
    /// Read in the museum's own or an official text.
    OFFICIAL,
    /// Read in the press or a note that cites the museum.
    SECOND_HAND,
    /// Known, but not read again.
    BACKGROUND,
    /// Ours, so that practice works.
    ASSUMED
  }

  /// The season a day falls in. Every day has one: the file was refused otherwise.
  public Season season(LocalDate day) {
    return visit.seasons().stream().filter(season -> season.holds(day)).findFirst().orElseThrow();
  }
}
