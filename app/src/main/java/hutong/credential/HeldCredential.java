package hutong.credential;

import hutong.kernel.Sensitive;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A credential that a traveller holds in her own Hutong pages, in both formats, each bound to a
/// key that the platform keeps for her alone.
///
/// @param id stays the same while the grounds do, even when it is renewed
/// @param title what tells two of one type apart; may be empty
/// @param claims what it can say, by claim key, in the words of [Dataset#claims()]
/// @param state whether it may still be shown
public record HeldCredential(
    CredentialId id,
    CredentialType type,
    String grounds,
    Sensitive<String> title,
    Sensitive<Map<String, Object>> claims,
    Instant issuedAt,
    Instant expiresAt,
    State state,
    Optional<RevocationReason> reason) {

  /// Whether it may be shown.
  public enum State {
    VALID,
    EXPIRED,
    REVOKED
  }
}
