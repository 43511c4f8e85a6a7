package hutong.booking;

import java.time.Instant;
import java.time.LocalDate;

/// How showing a ticket at the gate can end.
public sealed interface Admission {

  record Admitted(Ticket ticket) implements Admission {}

  record AlreadyUsed(Ticket ticket, Instant at) implements Admission {}

  record WrongDay(Ticket ticket, LocalDate day) implements Admission {}

  /// Cancelled, expired, missed, or held and never confirmed.
  record NotStanding(Ticket ticket) implements Admission {}

  /// This venue has no ticket of this id.
  record NotFound() implements Admission {}
}
