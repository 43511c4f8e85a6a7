package hutong.culture.internal;

import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.booking.TicketsEnded;
import hutong.credential.CredentialSource;
import hutong.credential.Credentials;
import hutong.credential.Dataset;
import hutong.culture.Visit;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// A booked place is worth proving at the gate. What was used or given back proves nothing more.
@Component
class TicketFacts implements CredentialSource {

  private static final String TYPE = "ticket";

  private final VisitService visits;
  private final Credentials credentials;
  private final InstantSource clock;

  TicketFacts(VisitService visits, Credentials credentials, InstantSource clock) {
    this.visits = visits;
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public List<Dataset> of(PersonId person) {
    var today = Beijing.day(clock.instant());
    return visits.visits(person).stream()
        .filter(visit -> !visit.reservation().day().isBefore(today))
        .flatMap(visit -> datasets(visit, person))
        .toList();
  }

  private static Stream<Dataset> datasets(Visit visit, PersonId person) {
    return visit.reservation().tickets().stream()
        .filter(ticket -> ticket.person().equals(person))
        .filter(
            ticket -> ticket.state() == TicketState.RESERVED || ticket.state() == TicketState.HELD)
        .map(ticket -> dataset(visit, ticket));
  }

  private static Dataset dataset(Visit visit, Ticket ticket) {
    var claims = new TreeMap<String, Object>();
    claims.put("venue", visit.museum().name().english() + " " + visit.museum().name().chinese());
    claims.put("day", ticket.day());
    var from = Beijing.clock(visit.startsAt()).toLocalTime();
    var until = Beijing.clock(visit.endsAt()).toLocalTime();
    claims.put("slot", from + "–" + until);
    claims.put("ticket_number", TicketPages.number(visit.reservation()));
    return new Dataset(
        TYPE,
        ticket.id().toString(),
        visit.museum().name().english() + " · " + ticket.day(),
        ticket.state() == TicketState.RESERVED ? Dataset.State.READY : Dataset.State.PENDING,
        Beijing.at(ticket.day().plusDays(1), LocalTime.MIDNIGHT),
        claims);
  }

  @ApplicationModuleListener
  void on(TicketsEnded event) {
    for (var ticket : event.tickets()) {
      credentials.recheck(TYPE, ticket.toString());
    }
  }
}
