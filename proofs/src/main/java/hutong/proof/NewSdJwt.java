package hutong.proof;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A credential about to be issued as SD-JWT.
///
/// @param type `typ` of the header
/// @param claims everything the credential says, the open claims and the ones to hide
/// @param hidden JSON pointers of what the holder may keep back, such as `/birth_date`,
///     `/address/street` or `/nationalities/0`; a hidden thing may hold other hidden things
/// @param decoys digests of nothing added to each object that hides something
public record NewSdJwt(String type, ObjectNode claims, Set<String> hidden, int decoys) {

  public static final String TYPE = "dc+sd-jwt";

  public NewSdJwt {
    claims = claims.deepCopy();
    hidden = Set.copyOf(hidden);
    if (decoys < 0 || decoys > 100) {
      throw new IllegalArgumentException("0 to 100 decoys");
    }
  }

  /// An SD-JWT VC of this type (`vct`) with these claims, all open.
  public static NewSdJwt of(String vct, ObjectNode claims) {
    ObjectNode all = Json.object();
    all.put("vct", vct);
    all.setAll(claims);
    return new NewSdJwt(TYPE, all, Set.of(), 0);
  }

  /// The same, with these things hidden, too.
  public NewSdJwt hiding(String... pointers) {
    var more = new LinkedHashSet<>(hidden);
    more.addAll(Set.of(pointers));
    return new NewSdJwt(type, claims, more, decoys);
  }

  public NewSdJwt withDecoys(int number) {
    return new NewSdJwt(type, claims, hidden, number);
  }

  public NewSdJwt withType(String other) {
    return new NewSdJwt(other, claims, hidden, decoys);
  }

  /// With one more open claim.
  public NewSdJwt with(String name, JsonNode value) {
    ObjectNode more = claims.deepCopy();
    more.set(name, value);
    return new NewSdJwt(type, more, hidden, decoys);
  }

  /// Bound to the key of its holder, in `cnf`.
  public NewSdJwt boundTo(Jwk holder) {
    ObjectNode confirmation = Json.object();
    confirmation.set("jwk", holder.json());
    return with("cnf", confirmation);
  }

  /// With its entry in a status list.
  public NewSdJwt withStatus(String listUri, long index) {
    ObjectNode status = Json.object();
    status.putObject("status_list").put("idx", index).put("uri", listUri);
    return with("status", status);
  }
}
