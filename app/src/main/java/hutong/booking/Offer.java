package hutong.booking;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;

/// What a venue sells for one day, and by which rules.
///
/// @param capacity places of the whole day; its slots may add up to more
/// @param opensAt the first moment anyone can reserve
/// @param closesAt the first moment nobody can any more
/// @param cancelUntil until when a reservation can be given back
public record Offer(
    String venue,
    LocalDate day,
    int capacity,
    List<Slot> slots,
    Instant opensAt,
    Instant closesAt,
    Instant cancelUntil,
    Rules rules) {

  public Offer {
    slots = List.copyOf(slots);
    if (slots.isEmpty() || slots.stream().map(Slot::name).distinct().count() < slots.size()) {
      throw new IllegalArgumentException("a day has slots, each with its own name");
    }
  }

  /// A part of the day.
  public record Slot(String name, Instant startsAt, Instant endsAt, int capacity) {}

  /// What keeps the sale fair.
  ///
  /// @param partyMost people in one reservation
  /// @param noShows when somebody who did not come may not reserve
  public record Rules(int partyMost, List<Quota> quotas, NoShows noShows) {
    public Rules {
      quotas = quotas.stream().sorted(Comparator.comparing(Quota::holder)).toList();
    }
  }

  /// At most so many in a period, counted by the day of the visit: reservations of an account,
  /// tickets of a document.
  public record Quota(Holder holder, int most, Period period) {

    /// Whose quota it is.
    public enum Holder {
      ACCOUNT,
      DOCUMENT
    }

    /// A calendar period in Beijing.
    public enum Period {
      DAY,
      /// Monday to Sunday.
      WEEK,
      MONTH;

      public LocalDate beginOf(LocalDate day) {
        return switch (this) {
          case DAY -> day;
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> day.withDayOfMonth(1);
        };
      }
    }
  }

  /// Whoever missed `count` visits within `days` waits until the first of them is older than that.
  public record NoShows(int count, int days) {

    /// For venues that do not count.
    public static final NoShows NOT_COUNTED = new NoShows(0, 0);

    public boolean counted() {
      return count > 0;
    }
  }

  /// The slot of this name.
  ///
  /// @throws IllegalArgumentException when the day has none
  public Slot slot(String name) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no slot of that name on " + day));
  }
}
