package hutong.booking;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The front door of booking.
public interface Reservations {

  /// Asks for places, first come first served. Answers when the answer is on disk, so it must not
  /// be called inside a transaction.
  Attempt reserve(Offer offer, NewReservation wish);

  /// Makes held places reserved; false when the hold ran out or was none.
  boolean confirm(ReservationId reservation);

  /// Gives all its standing places back.
  Cancellation cancel(AccountId account, ReservationId reservation);

  /// Gives back these tickets of it, as far as they stand; the others stay.
  Cancellation cancel(AccountId account, ReservationId reservation, Collection<TicketId> tickets);

  /// Her tickets for any venue, the latest visit first, at most 200 reservations; of each only
  /// what is hers.
  List<Reservation> listOf(PersonId person);

  Optional<Reservation> find(AccountId account, ReservationId reservation);

  /// At most 200, the latest visit first.
  List<Reservation> list(AccountId account);

  /// How the slots of these days stand. A day that nobody asked for yet is absent.
  Map<LocalDate, List<SlotCount>> counts(String venue, LocalDate from, LocalDate to);

  /// Lets the holder in, once, on the day of the ticket.
  Admission admit(String venue, TicketId ticket);

  /// The reservation a ticket of this venue belongs to.
  Optional<Reservation> findByTicket(String venue, TicketId ticket);

  /// A venue's reservations of a day that hold a ticket for this document number.
  List<Reservation> search(String venue, LocalDate day, String documentNumber);
}
