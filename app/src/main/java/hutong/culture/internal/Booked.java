package hutong.culture.internal;

import hutong.booking.Attempt;
import hutong.booking.Reservation;
import hutong.culture.Museum;
import hutong.kernel.PersonId;
import java.time.LocalDate;

/// How asking for a visit can end.
sealed interface Booked {

  record Made(Reservation reservation) implements Booked {}

  /// Booking said no.
  record Declined(Attempt attempt) implements Booked {}

  /// Somebody of the party cannot come with the document she has.
  record PartyRefused(PersonId person, Reason reason) implements Booked {}

  /// The day, or the part of it, is not to be had.
  record DayRefused(Museum museum, LocalDate day, DayReason reason) implements Booked {}

  /// Why a person cannot come. Stable names: a message key and a line in the API document.
  enum Reason {
    NOT_YOUR_TRAVELLER,
    NO_DOCUMENT,
    DOCUMENT_NOT_ACCEPTED,
    DOCUMENT_NEEDS_CHIP,
    DOCUMENT_EXPIRES
  }

  /// Why a day cannot be had. Stable names.
  enum DayReason {
    CLOSED_THAT_DAY,
    NO_BOOKING_NEEDED,
    NO_SUCH_TIME,
    NOBODY_COMES
  }
}
