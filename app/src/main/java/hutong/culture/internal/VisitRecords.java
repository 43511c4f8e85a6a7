package hutong.culture.internal;

import hutong.culture.Visit;
import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What culture adds to a person's tickets, for her copy: which museum, when, for how much.
@Component
class VisitRecords implements PersonalRecords {

  private final VisitService visits;

  VisitRecords(VisitService visits) {
    this.visits = visits;
  }

  @Override
  public String name() {
    return "visits";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    return Map.of("visits", visits.visits(person).stream().map(VisitRecords::shown).toList());
  }

  private static Map<String, String> shown(Visit visit) {
    return Map.of(
        "reservation", visit.reservation().id().toString(),
        "museum", visit.museum().name().english(),
        "museumChinese", visit.museum().name().chinese(),
        "startsAt", visit.startsAt().toString(),
        "endsAt", visit.endsAt().toString(),
        "price", visit.price().toString());
  }
}
