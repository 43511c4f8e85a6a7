package hutong.booking;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.time.LocalDate;

/// How a wish for places can end. Each ending is normal; none is an exception.
public sealed interface Attempt {

  /// It is on disk.
  record Reserved(Reservation reservation) implements Attempt {}

  /// Fewer places are left than the party needs.
  record SoldOut(int left) implements Attempt {}

  /// This person's document has a ticket for this venue and day already.
  record AlreadyHolds(PersonId person) implements Attempt {}

  /// `person` is the one whose document used its quota; for an account's quota, the first guest.
  record QuotaUsed(PersonId person, Offer.Quota quota) implements Attempt {}

  /// She missed too many visits and waits until this day.
  record MissedTooMany(PersonId person, LocalDate until) implements Attempt {}

  record PartyTooLarge(int most) implements Attempt {}

  record NotOpenYet(Instant opensAt) implements Attempt {}

  record Closed(Instant closedAt) implements Attempt {}

  /// Too many people wait at this moment. Nothing was reserved.
  record Busy() implements Attempt {}
}
