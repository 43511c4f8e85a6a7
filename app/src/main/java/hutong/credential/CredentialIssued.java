package hutong.credential;

import hutong.kernel.PersonId;
import java.time.Instant;

/// A credential was issued, to the person's own pages or to a wallet.
public record CredentialIssued(CredentialId credential, PersonId person, String type, Instant at) {}
