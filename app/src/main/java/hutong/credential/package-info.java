/// What a traveller can prove to others, carried by her: credentials in standard formats, issued
/// from facts that stand on the platform (OpenID4VCI), held in her own pages or in any wallet,
/// revocable (Token Status List).
///
/// Front doors: [Credentials] (what a person holds, and presenting it), [CredentialTypes] (what
/// there is), [IssuerTrust] (whom to believe), [Attestations] (facts an organisation states). A
/// module that knows facts offers a bean of [CredentialSource].
/// Announces: [CredentialIssued], [CredentialRevoked].
/// Promise: nothing is issued that the platform does not hold true at that moment, and what is no
/// longer true is revoked.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "vault", "audit", "database", "identity"})
@NullMarked
package hutong.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
