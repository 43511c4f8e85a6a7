package hutong.paper.internal;

import hutong.credential.CredentialType;
import hutong.proof.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Claims as a code carries them: days and times as text, the rest as it is.
final class PaperClaims {

  static ObjectNode json(Map<String, Object> claims) {
    ObjectNode json = Json.object();
    claims.forEach(
        (name, value) -> {
          switch (value) {
            case Boolean yes -> json.put(name, yes);
            case Integer number -> json.put(name, number);
            default -> json.put(name, value.toString());
          }
        });
    return json;
  }

  /// Those claims of a type that can be read; what is in another form is left out.
  static Map<String, Object> read(CredentialType type, JsonNode json) {
    var claims = new TreeMap<String, Object>();
    for (var claim : type.claims()) {
      read(claim.kind(), json.path(claim.key())).ifPresent(it -> claims.put(claim.key(), it));
    }
    return claims;
  }

  private static Optional<Object> read(CredentialType.Claim.Kind kind, JsonNode value) {
    try {
      return switch (kind) {
        case TEXT -> value.asStringOpt().map(Object.class::cast);
        case DATE -> value.asStringOpt().map(LocalDate::parse);
        case INSTANT -> value.asStringOpt().map(Instant::parse);
        case BOOLEAN -> value.asBooleanOpt().map(Object.class::cast);
        case INTEGER -> value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
        case TEXTS -> Optional.empty();
      };
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private PaperClaims() {}
}
