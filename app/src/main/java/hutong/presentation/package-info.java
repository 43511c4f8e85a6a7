/// Showing what a traveller can prove: who asks for which facts and why (OpenID4VP 1.0, as the
/// verifier), and the page on which she sees it and says yes or no.
///
/// Front doors: [Presentations] (asking, and what came back), [AskingPurposes] (what may be asked).
/// Announces: [FactsDisclosed].
/// Promises: nobody asks but for a purpose that is registered for them; she sees every fact before
/// it goes; what she disclosed is in her access log, and forgotten when its time is over.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "vault", "audit", "identity", "credential"})
@NullMarked
package hutong.presentation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
