package hutong.entry.internal;

import hutong.credential.CredentialSource;
import hutong.credential.Credentials;
import hutong.credential.Dataset;
import hutong.entry.Permissions;
import hutong.entry.StayPermission;
import hutong.entry.StayRecorded;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Until when she may stay, as worked out from the entry she recorded. The credential says that
/// this is what it rests on.
@Component
class PermissionFacts implements CredentialSource {

  private static final String TYPE = "permission-to-stay";
  private static final String VERIFIED_TRAVELLER = "verified-traveller";

  private final Permissions permissions;
  private final Credentials credentials;

  PermissionFacts(Permissions permissions, Credentials credentials) {
    this.permissions = permissions;
    this.credentials = credentials;
  }

  @Override
  public List<Dataset> of(PersonId person) {
    return permissions.of(person).stream()
        .flatMap(stay -> stay.lastDay().map(last -> dataset(stay, last)).stream())
        .toList();
  }

  private static Dataset dataset(StayPermission stay, java.time.LocalDate last) {
    var claims = new TreeMap<>(days(stay));
    claims.put("entry_path", stay.path().name().toLowerCase(Locale.ROOT));
    claims.put("port", stay.port());
    claims.put("basis", "declared");
    claims.put("rules", stay.ruleVersion());
    return new Dataset(
        TYPE,
        "entry_" + stay.entered(),
        "",
        Dataset.State.READY,
        Beijing.at(last.plusDays(1), LocalTime.MIDNIGHT),
        claims);
  }

  private static Map<String, Object> days(StayPermission stay) {
    var claims = new TreeMap<String, Object>();
    claims.put("entered_on", stay.entered());
    stay.lastDay().ifPresent(last -> claims.put("may_stay_until", last));
    return claims;
  }

  @Override
  public Map<String, Object> adds(String type, PersonId person) {
    return type.equals(VERIFIED_TRAVELLER)
        ? permissions.of(person).map(PermissionFacts::days).orElse(Map.of())
        : Map.of();
  }

  @ApplicationModuleListener
  void on(StayRecorded event) {
    credentials.refresh(event.person());
  }
}
