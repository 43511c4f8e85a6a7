package hutong.culture.internal;

import hutong.booking.Offer;
import hutong.culture.Museum;
import hutong.culture.Names;
import hutong.culture.internal.MuseumRules.DayState;
import hutong.identity.DocumentKind;
import hutong.kernel.Beijing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What can be visited, and when.
@RestController
@RequestMapping("/api/v1/museums")
@Tag(name = "Museums", description = "Places to visit, their rules with sources, and what is left")
class MuseumApi {

  /// A place. Rules are absent where nobody needs a booking.
  record Place(
      String key,
      Names name,
      Names place,
      boolean bookingNeeded,
      @Nullable Rules rules,
      @Nullable NextOpening next,
      List<Museum.Ground> grounds) {}

  /// Times are Beijing's.
  record Rules(
      int opensDaysAhead,
      LocalTime opensAt,
      boolean sameDayTickets,
      Set<DayOfWeek> closedWeekdays,
      int dailyCap,
      int partyMost,
      List<Offer.Quota> quotas,
      @Nullable Missed missed,
      Set<DocumentKind> acceptedDocuments,
      boolean chipNeeded) {}

  /// Whoever missed so many visits in so many days waits.
  record Missed(int count, int days) {}

  /// When sales open next, and for which day.
  record NextOpening(LocalDate day, Instant opensAt) {}

  /// A day, its parts left out.
  record Day(LocalDate day, DayState state, Instant opensAt, @Nullable Price price, int left) {}

  /// Minor units of a currency of ISO 4217.
  record Price(long minor, String currency) {
    static Price of(hutong.kernel.Money money) {
      return new Price(money.minor(), money.currency().getCurrencyCode());
    }
  }

  /// A part of a day.
  record Slot(String slot, Names name, Instant startsAt, Instant endsAt, int left) {}

  private final VisitService visits;
  private final InstantSource clock;

  MuseumApi(VisitService visits, InstantSource clock) {
    this.visits = visits;
    this.clock = clock;
  }

  @GetMapping
  @Operation(summary = "All places, with their rules and the source of each")
  List<Place> list() {
    return visits.list().stream().map(this::place).toList();
  }

  @GetMapping("/{key}")
  @Operation(summary = "One place")
  Place get(@PathVariable String key) {
    return place(museum(key));
  }

  @GetMapping("/{key}/days")
  @Operation(summary = "The days that can be booked, up to the one whose sale opens next")
  List<Day> days(@PathVariable String key) {
    var museum = bookable(key);
    var now = clock.instant();
    var days = MuseumRules.days(museum, now);
    var left = visits.left(museum, days.getFirst(), days.getLast());
    return days.stream()
        .map(
            day ->
                new Day(
                    day,
                    MuseumRules.state(museum, day, now),
                    MuseumRules.opensAt(museum, day),
                    Price.of(museum.season(day).price()),
                    left(museum, left.get(day))))
        .toList();
  }

  static int left(Museum museum, @Nullable Map<String, Integer> parts) {
    int all =
        parts == null
            ? museum.visit().parts().stream().mapToInt(Museum.Part::capacity).sum()
            : parts.values().stream().mapToInt(Integer::intValue).sum();
    return Math.min(all, museum.visit().dailyCap());
  }

  @GetMapping("/{key}/slots")
  @Operation(summary = "The parts of one day and the places left in each")
  List<Slot> slots(@PathVariable String key, @RequestParam LocalDate day) {
    var museum = bookable(key);
    if (museum.visit().closed().contains(day.getDayOfWeek()) || far(day)) {
      return List.of();
    }
    var offer = MuseumRules.offer(museum, day);
    return visits.parts(museum, day).stream()
        .map(
            part -> {
              var slot = offer.slot(part.part().key());
              return new Slot(
                  slot.name(), part.part().name(), slot.startsAt(), slot.endsAt(), part.left());
            })
        .toList();
  }

  private boolean far(LocalDate day) {
    var today = Beijing.day(clock.instant());
    return day.isAfter(today.plusDays(CultureLimits.DAYS_AHEAD))
        || day.isBefore(today.minusYears(1));
  }

  private Museum museum(String key) {
    return visits.find(key).orElseThrow(() -> CultureProblems.unknownMuseum().stop());
  }

  private Museum bookable(String key) {
    var museum = museum(key);
    if (museum.sale().walkIn()) {
      throw CultureProblems.of(
              "NO_BOOKING_NEEDED",
              org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT,
              museum.name().english())
          .stop();
    }
    return museum;
  }

  private Place place(Museum museum) {
    if (museum.sale().walkIn()) {
      return new Place(
          museum.key(), museum.name(), museum.place(), false, null, null, museum.grounds());
    }
    var next = MuseumRules.nextDay(museum, clock.instant());
    return new Place(
        museum.key(),
        museum.name(),
        museum.place(),
        true,
        rules(museum),
        new NextOpening(next, MuseumRules.opensAt(museum, next)),
        museum.grounds());
  }

  private static Rules rules(Museum museum) {
    var noShows = museum.limits().noShows();
    return new Rules(
        museum.sale().daysAhead(),
        museum.sale().opensAt(),
        museum.sale().sameDay(),
        new TreeSet<>(museum.visit().closed()),
        museum.visit().dailyCap(),
        museum.limits().party(),
        museum.limits().quotas(),
        noShows.counted() ? new Missed(noShows.count(), noShows.days()) : null,
        new TreeSet<>(museum.limits().accepted()),
        museum.limits().chipOnly());
  }
}
