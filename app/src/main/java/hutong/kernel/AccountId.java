package hutong.kernel;

import java.util.UUID;

/// Somebody who can sign in: a traveller, a member of a partner's staff, an operator.
public record AccountId(UUID value) {

  private static final String PREFIX = "account_";

  public static AccountId random() {
    return new AccountId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static AccountId parse(String text) {
    return new AccountId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
