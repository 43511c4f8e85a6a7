package hutong.identity.internal;

import java.time.Instant;
import java.util.List;

/// All that the template `identity/letters` may know. Public because templates are compiled apart.
public record LettersPage(List<Letter> letters) {

  /// One letter; its text is empty when it opened something and was dropped.
  public record Letter(String subject, String body, String state, Instant at) {}
}
