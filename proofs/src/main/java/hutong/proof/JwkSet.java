package hutong.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The public keys of one party (RFC 7517, section 5).
public record JwkSet(List<Jwk> keys) {

  public JwkSet {
    keys = List.copyOf(keys);
  }

  /// Reads a set, or one key as a set of one. Keys that cannot be used are left out, as the
  /// standard has it.
  public static JwkSet read(ObjectNode json) throws UnreadableException {
    var list = json.get("keys");
    if (list == null) {
      return new JwkSet(List.of(Jwk.read(json)));
    }
    if (!list.isArray() || list.size() > ProofLimits.KEYS) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "keys");
    }
    var keys = new ArrayList<Jwk>();
    for (var each : list) {
      if (each instanceof ObjectNode key) {
        try {
          keys.add(Jwk.read(key));
        } catch (UnreadableException _) {
          // A set may hold keys for others.
        }
      }
    }
    return new JwkSet(keys);
  }

  /// The key that a header names; without a name, the only key there is.
  public Optional<Jwk> find(ObjectNode header) {
    var id = Json.text(header, "kid");
    if (id.isEmpty()) {
      return keys.size() == 1 && !header.has("kid")
          ? Optional.of(keys.getFirst())
          : Optional.empty();
    }
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  public ObjectNode json() {
    ObjectNode json = Json.object();
    var list = json.putArray("keys");
    var seen = new HashSet<String>();
    for (var key : keys) {
      if (key.publicKey().isPresent() && seen.add(key.thumbprint())) {
        list.add(key.json());
      }
    }
    return json;
  }
}
