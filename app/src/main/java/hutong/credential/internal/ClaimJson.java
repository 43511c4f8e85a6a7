package hutong.credential.internal;

import hutong.credential.CredentialType;
import hutong.credential.CredentialType.Claim;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Claims as JSON, and back by what the type says of them.
final class ClaimJson {

  static ObjectNode write(Map<String, Object> claims) {
    ObjectNode json = Json.object();
    claims.forEach((name, value) -> put(json, name, value));
    return json;
  }

  static void put(ObjectNode json, String name, Object value) {
    switch (value) {
      case String text -> json.put(name, text);
      case Boolean yes -> json.put(name, yes);
      case Integer number -> json.put(name, number);
      case LocalDate day -> json.put(name, day.toString());
      case Instant at -> json.put(name, at.toString());
      case List<?> list -> {
        var array = json.putArray(name);
        list.forEach(each -> array.add(String.valueOf(each)));
      }
      default -> throw new IllegalArgumentException("a claim cannot be a " + value.getClass());
    }
  }

  /// What was written for this type before; a claim that the type no longer has is left out.
  static Map<String, Object> read(CredentialType type, byte[] json) {
    try {
      var claims = new TreeMap<String, Object>();
      var object = Json.object(json, Reason.PAYLOAD_UNREADABLE, "claims");
      for (var member : object.properties()) {
        type.claim(member.getKey())
            .ifPresent(claim -> claims.put(claim.key(), value(claim, member.getValue())));
      }
      return claims;
    } catch (UnreadableException e) {
      throw new IllegalStateException("kept claims cannot be read", e);
    }
  }

  private static Object value(Claim claim, JsonNode node) {
    return switch (claim.kind()) {
      case TEXT -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case INTEGER -> node.intValue();
      case DATE -> LocalDate.parse(node.stringValue());
      case INSTANT -> Instant.parse(node.stringValue());
      case TEXTS -> {
        var texts = new ArrayList<String>();
        node.forEach(each -> texts.add(each.stringValue()));
        yield List.copyOf(texts);
      }
    };
  }

  private ClaimJson() {}
}
