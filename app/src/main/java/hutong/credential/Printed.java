package hutong.credential;

import hutong.kernel.Sensitive;
import hutong.proof.StatusReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a sheet of paper says of a credential: the claims its type prints, and no others.
///
/// @param claims by claim key, in the words of [Dataset#claims()]
/// @param expiresAt when the credential ends, and with it the sheet at the latest
/// @param status where it is told whether the credential, and with it the sheet, was revoked
public record Printed(
    CredentialType type,
    Sensitive<Map<String, Object>> claims,
    Instant expiresAt,
    Optional<StatusReference> status) {}
