package hutong.credential;

import hutong.kernel.Ids;
import java.util.UUID;

/// Names one issued credential.
public record CredentialId(UUID value) {

  private static final String PREFIX = "credential_";

  public static CredentialId random() {
    return new CredentialId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static CredentialId parse(String text) {
    return new CredentialId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
