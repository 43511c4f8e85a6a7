package hutong.booking.internal;

import hutong.booking.Reservation;
import hutong.identity.PersonErased;
import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What booking knows about a person: for her copy of it, and until she is erased.
@Component
class TicketRecords implements PersonalRecords {

  private final ReservationService reservations;

  TicketRecords(ReservationService reservations) {
    this.reservations = reservations;
  }

  @Override
  public String name() {
    return "tickets";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    List<Map<String, Object>> tickets =
        reservations.listOf(person).stream().flatMap(TicketRecords::shown).toList();
    return Map.of("tickets", tickets);
  }

  private static Stream<Map<String, Object>> shown(Reservation reservation) {
    return reservation.tickets().stream()
        .map(
            ticket ->
                Map.of(
                    "id", ticket.id().toString(),
                    "reservation", reservation.id().toString(),
                    "venue", reservation.venue(),
                    "day", reservation.day().toString(),
                    "slot", reservation.slot(),
                    "state", ticket.state().name(),
                    "reservedAt", reservation.reservedAt().toString()));
  }

  @ApplicationModuleListener
  void on(PersonErased erased) {
    reservations.forget(erased.person());
  }
}
