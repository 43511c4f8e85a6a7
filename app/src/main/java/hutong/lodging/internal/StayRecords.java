package hutong.lodging.internal;

import hutong.identity.PersonErased;
import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.lodging.Stay;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What lodging knows about a person: for her copy of it, and until she is erased.
@Component
class StayRecords implements PersonalRecords {

  private final StayService stays;

  StayRecords(StayService stays) {
    this.stays = stays;
  }

  @Override
  public String name() {
    return "stays";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    return Map.of("stays", stays.list(person).stream().map(StayRecords::shown).toList());
  }

  private static Map<String, Object> shown(Stay stay) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", stay.id().toString());
    shown.put("place", stay.place().name());
    shown.put("status", stay.status().name());
    shown.put("address", stay.address().reveal(Purpose.OWN_VIEW));
    shown.put("chineseAddress", stay.chineseAddress().reveal(Purpose.OWN_VIEW));
    shown.put("arrival", stay.arrival().toString());
    shown.put("departure", stay.departure().toString());
    stay.number().ifPresent(number -> shown.put("number", number));
    stay.station().ifPresent(station -> shown.put("station", station));
    return shown;
  }

  @ApplicationModuleListener
  void on(PersonErased erased) {
    stays.forget(erased.person());
  }
}
