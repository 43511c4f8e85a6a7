package hutong.identity;

import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.util.Optional;

/// A person an account acts for.
///
/// @param callName what she wishes to be called on her own pages
/// @param document the document she is known by; empty until she showed one
public record Traveller(
    PersonId id, Relation relation, Sensitive<String> callName, Optional<Document> document) {

  public static final int MOST = 50;

  /// How the account stands to this person.
  public enum Relation {
    SELF,
    CHILD,
    FAMILY,
    GROUP
  }
}
