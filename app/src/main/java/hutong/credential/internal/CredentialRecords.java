package hutong.credential.internal;

import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What this module knows of a person, for the copy of her data.
@Component
class CredentialRecords implements PersonalRecords {

  private final HoldingService holdings;

  CredentialRecords(HoldingService holdings) {
    this.holdings = holdings;
  }

  @Override
  public String name() {
    return "credentials";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    List<Map<String, Object>> all =
        holdings.held(person, Purpose.OWN_VIEW).stream()
            .map(
                held -> {
                  var one = new LinkedHashMap<String, Object>();
                  one.put("id", held.id().toString());
                  one.put("type", held.type().key());
                  one.put("state", held.state().name());
                  one.put("issuedAt", held.issuedAt().toString());
                  one.put("expiresAt", held.expiresAt().toString());
                  var claims = new LinkedHashMap<String, Object>();
                  held.claims()
                      .reveal(Purpose.OWN_VIEW)
                      .forEach((name, value) -> claims.put(name, plain(value)));
                  one.put("claims", claims);
                  return (Map<String, Object>) one;
                })
            .toList();
    return Map.of("held", all);
  }

  private static Object plain(Object value) {
    return value instanceof Boolean || value instanceof Integer || value instanceof List<?>
        ? value
        : value.toString();
  }
}
