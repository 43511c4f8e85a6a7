package hutong.credential;

import hutong.kernel.PersonId;
import java.time.Instant;

/// A credential is worth nothing from now on.
public record CredentialRevoked(
    CredentialId credential, PersonId person, String type, RevocationReason reason, Instant at) {}
