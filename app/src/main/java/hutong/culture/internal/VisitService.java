package hutong.culture.internal;

import hutong.booking.Attempt;
import hutong.booking.NewReservation;
import hutong.booking.NewReservation.Guest;
import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.Reservations;
import hutong.booking.SlotCount;
import hutong.culture.Museum;
import hutong.culture.Museums;
import hutong.culture.Visit;
import hutong.culture.internal.Booked.DayReason;
import hutong.culture.internal.Booked.Reason;
import hutong.culture.internal.MuseumRules.DayState;
import hutong.identity.Document;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Visits: what can be had, and asking for it. Booking itself keeps the seats.
@Service
class VisitService implements Museums {

  private final MuseumFiles museums;
  private final Reservations reservations;
  private final Travellers travellers;
  private final InstantSource clock;

  VisitService(
      MuseumFiles museums, Reservations reservations, Travellers travellers, InstantSource clock) {
    this.museums = museums;
    this.reservations = reservations;
    this.travellers = travellers;
    this.clock = clock;
  }

  /// A wish for a visit.
  record Wish(ReservationId id, String museum, LocalDate day, String part, List<PersonId> party) {
    Wish {
      party = List.copyOf(party);
    }
  }

  /// A part of a day and what is left of it.
  record PartLeft(Museum.Part part, int left) {}

  @Override
  public List<Museum> list() {
    return museums.list();
  }

  @Override
  public Optional<Museum> find(String key) {
    return museums.find(key);
  }

  @Override
  public List<Visit> visits(AccountId account) {
    return reservations.list(account).stream().flatMap(r -> visit(r).stream()).toList();
  }

  /// Every visit she has a ticket for, whoever booked it.
  List<Visit> visits(PersonId person) {
    return reservations.listOf(person).stream().flatMap(r -> visit(r).stream()).toList();
  }

  Optional<Visit> visit(AccountId account, ReservationId id) {
    return reservations.find(account, id).flatMap(this::visit);
  }

  /// Empty when its museum is not in the files any more.
  Optional<Visit> visit(Reservation reservation) {
    var museum = museums.find(reservation.venue()).filter(found -> !found.sale().walkIn());
    if (museum.isEmpty()) {
      return Optional.empty();
    }
    var part = part(museum.get(), reservation.slot());
    var offer = MuseumRules.offer(museum.get(), reservation.day());
    return part.map(
        found -> {
          var slot = offer.slot(found.key());
          return new Visit(
              reservation,
              museum.get(),
              found.name(),
              slot.startsAt(),
              slot.endsAt(),
              museum.get().season(reservation.day()).price());
        });
  }

  /// What is left of a day, its parts that are over left out.
  List<PartLeft> parts(Museum museum, LocalDate day) {
    var left = left(museum, day, day).getOrDefault(day, Map.of());
    var offer = MuseumRules.offer(museum, day);
    var now = clock.instant();
    return museum.visit().parts().stream()
        .filter(part -> offer.slot(part.key()).endsAt().isAfter(now))
        .map(
            part ->
                new PartLeft(
                    part,
                    left.getOrDefault(
                        part.key(), Math.min(part.capacity(), museum.visit().dailyCap()))))
        .toList();
  }

  /// Places left by day and part; a day nobody asked for yet is absent.
  Map<LocalDate, Map<String, Integer>> left(Museum museum, LocalDate from, LocalDate to) {
    var left = new HashMap<LocalDate, Map<String, Integer>>();
    reservations
        .counts(museum.key(), from, to)
        .forEach(
            (day, counts) ->
                left.put(
                    day,
                    counts.stream().collect(Collectors.toMap(SlotCount::slot, SlotCount::left))));
    return left;
  }

  /// Asks for a visit. Not in a transaction: booking answers after its own commit.
  Booked book(AccountId account, Wish wish) {
    var found = museums.find(wish.museum());
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the caller looks for the museum first");
    }
    var museum = found.get();
    var noDay = dayRefusal(museum, wish);
    if (noDay.isPresent()) {
      return new Booked.DayRefused(museum, wish.day(), noDay.get());
    }
    var guests = new ArrayList<Guest>();
    for (var person : wish.party().stream().distinct().toList()) {
      var traveller = travellers.find(account, person);
      var refusal =
          traveller.isEmpty()
              ? Optional.of(Reason.NOT_YOUR_TRAVELLER)
              : refusal(museum, traveller.get(), wish.day());
      if (refusal.isPresent()) {
        return new Booked.PartyRefused(person, refusal.get());
      }
      traveller
          .flatMap(Traveller::document)
          .ifPresent(document -> guests.add(new Guest(person, document)));
    }
    var offer = MuseumRules.offer(museum, wish.day());
    var asked =
        new NewReservation(wish.id(), account, wish.part(), guests, hold(museum, wish.day()));
    var attempt = reservations.reserve(offer, asked);
    return attempt instanceof Attempt.Reserved(var made)
        ? new Booked.Made(made)
        : new Booked.Declined(attempt);
  }

  /// Places with a price are held until they are paid.
  private static Duration hold(Museum museum, LocalDate day) {
    return museum.season(day).price().isPositive()
        ? museum.payment().hold().plus(CultureLimits.HOLD_GRACE)
        : Duration.ZERO;
  }

  private Optional<DayReason> dayRefusal(Museum museum, Wish wish) {
    if (museum.sale().walkIn()) {
      return Optional.of(DayReason.NO_BOOKING_NEEDED);
    }
    if (MuseumRules.state(museum, wish.day(), clock.instant()) == DayState.CLOSED) {
      return Optional.of(DayReason.CLOSED_THAT_DAY);
    }
    if (part(museum, wish.part()).isEmpty()) {
      return Optional.of(DayReason.NO_SUCH_TIME);
    }
    return wish.party().isEmpty() ? Optional.of(DayReason.NOBODY_COMES) : Optional.empty();
  }

  /// Why this traveller cannot come on that day; empty when she can.
  static Optional<Reason> refusal(Museum museum, Traveller traveller, LocalDate day) {
    if (traveller.document().isEmpty()) {
      return Optional.of(Reason.NO_DOCUMENT);
    }
    var document = traveller.document().get();
    if (!museum.limits().accepted().contains(document.kind())) {
      return Optional.of(Reason.DOCUMENT_NOT_ACCEPTED);
    }
    if (museum.limits().chipOnly() && document.level() != Document.Level.CHIP) {
      return Optional.of(Reason.DOCUMENT_NEEDS_CHIP);
    }
    return document.expiry().isBefore(day)
        ? Optional.of(Reason.DOCUMENT_EXPIRES)
        : Optional.empty();
  }

  static Optional<Museum.Part> part(Museum museum, String key) {
    return museum.visit().parts().stream().filter(part -> part.key().equals(key)).findFirst();
  }
}
