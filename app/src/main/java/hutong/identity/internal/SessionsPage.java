package hutong.identity.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that the template `identity/sessions` may know. Public because templates are compiled apart.
///
/// @param email where sign-in letters go; empty when there is none
/// @param site the domain passkeys belong to
public record SessionsPage(List<Seen> sessions, String email, List<Passkey> passkeys, String site) {

  /// One passkey.
  public record Passkey(UUID id, String label, Instant added, @Nullable Instant lastUsed) {}

  /// One browser.
  public record Seen(Instant began, Instant lastUsed, String door, boolean here) {}
}
