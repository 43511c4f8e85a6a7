package hutong.identity.internal;

import java.time.Instant;
import java.util.List;

/// All that the template `identity/sessions` may know. Public because templates are compiled apart.
///
/// @param email where sign-in letters go; empty when there is none
public record SessionsPage(List<Seen> sessions, String email) {

  /// One browser.
  public record Seen(Instant began, Instant lastUsed, String door, boolean here) {}
}
