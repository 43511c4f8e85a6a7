package hutong.entry.internal;

import hutong.entry.StayPermission;
import hutong.identity.PersonErased;
import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What entry knows about a person: for her copy of it, and until she is erased.
@Component
class EntryRecords implements PersonalRecords {

  private final PermissionService permissions;

  EntryRecords(PermissionService permissions) {
    this.permissions = permissions;
  }

  @Override
  public String name() {
    return "entries";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    return Map.of("entries", permissions.list(person).stream().map(EntryRecords::shown).toList());
  }

  private static Map<String, String> shown(StayPermission stay) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("entered", stay.entered().toString());
    shown.put("port", stay.port());
    shown.put("path", stay.path().name());
    stay.lastDay().ifPresent(day -> shown.put("lastDay", day.toString()));
    shown.put("rulesOf", stay.ruleVersion());
    return shown;
  }

  @ApplicationModuleListener
  void on(PersonErased erased) {
    permissions.forgetAll(erased.person());
  }
}
