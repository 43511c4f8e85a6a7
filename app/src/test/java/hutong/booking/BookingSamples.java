package hutong.booking;

import hutong.booking.Offer.NoShows;
import hutong.booking.Offer.Quota;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/// Offers, people and documents for tests of booking.
public final class BookingSamples {

  public static final Instant NOW = Instant.parse("2026-12-01T04:00:00Z");
  public static final LocalDate DAY = LocalDate.of(2026, 12, 5);

  private BookingSamples() {}

  public static String freshVenue() {
    return "venue-" + UUID.randomUUID();
  }

  public static Offer offer(String venue, LocalDate day, int capacity) {
    return offer(venue, day, capacity, List.of(), NoShows.NOT_COUNTED);
  }

  public static Offer offer(
      String venue, LocalDate day, int capacity, List<Quota> quotas, NoShows noShows) {
    return new Offer(
        venue,
        day,
        capacity,
        List.of(slot(day, "morning", 9, 12, capacity), slot(day, "afternoon", 12, 16, capacity)),
        Beijing.at(day.minusDays(7), LocalTime.of(20, 0)),
        Beijing.at(day, LocalTime.of(16, 0)),
        Beijing.at(day.minusDays(1), LocalTime.of(23, 0)),
        new Offer.Rules(5, quotas, noShows));
  }

  private static Offer.Slot slot(LocalDate day, String name, int from, int to, int capacity) {
    return new Offer.Slot(
        name,
        Beijing.at(day, LocalTime.of(from, 0)),
        Beijing.at(day, LocalTime.of(to, 0)),
        capacity);
  }

  public static Document passport(String number) {
    return new Document(
        DocumentKind.PASSPORT,
        "PRT",
        "PRT",
        Sensitive.of(number),
        Sensitive.of("SILVA"),
        Sensitive.of("ANA"),
        Sensitive.of(LocalDate.of(1990, 1, 2)),
        Document.Sex.F,
        LocalDate.of(2033, 1, 1),
        Document.Level.TYPED,
        NOW);
  }

  public static NewReservation wish(AccountId account, String slot, String... numbers) {
    return wish(account, slot, Duration.ZERO, numbers);
  }

  public static NewReservation wish(
      AccountId account, String slot, Duration hold, String... numbers) {
    var party =
        List.of(numbers).stream()
            .map(number -> new NewReservation.Guest(PersonId.random(), passport(number)))
            .toList();
    return new NewReservation(ReservationId.random(), account, slot, party, hold);
  }

  /// An outcome as one line of a table.
  public static String line(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Reserved(var reservation) -> "reserved " + reservation.tickets().size();
      case Attempt.SoldOut(int left) -> "sold out, " + left + " left";
      case Attempt.AlreadyHolds ignored -> "already holds";
      case Attempt.QuotaUsed(var person, var quota) ->
          "quota of " + quota.holder() + " " + quota.most() + " a " + quota.period();
      case Attempt.MissedTooMany(var person, var until) -> "missed too many, until " + until;
      case Attempt.PartyTooLarge(int most) -> "party too large, most " + most;
      case Attempt.NotOpenYet(var opensAt) -> "opens " + Beijing.clock(opensAt);
      case Attempt.Closed(var at) -> "closed " + Beijing.clock(at);
      case Attempt.Busy() -> "busy";
    };
  }
}
