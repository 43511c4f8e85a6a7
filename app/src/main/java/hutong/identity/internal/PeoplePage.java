package hutong.identity.internal;

import java.util.List;

/// All that the template `identity/people` may know. Public because templates are compiled apart.
public record PeoplePage(List<Person> people) {

  /// Somebody the account acts for.
  ///
  /// @param name what she wishes to be called; may be empty
  /// @param document how her document was verified: NONE, TYPED or CHIP
  /// @param now whether she is acted for at the moment
  public record Person(String id, String name, String relation, String document, boolean now) {

    public boolean self() {
      return relation.equals("SELF");
    }
  }
}
