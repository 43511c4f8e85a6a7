package hutong.kernel;

import java.util.UUID;

/// A natural person the platform serves. It is random and says nothing about her.
public record PersonId(UUID value) {

  private static final String PREFIX = "person_";

  public static PersonId random() {
    return new PersonId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static PersonId parse(String text) {
    return new PersonId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
