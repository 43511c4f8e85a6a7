/// What a partner, an auditor or a conformance suite can ask without an account: the operations of
/// the platform as pure calls, over HTTP and as JSON lines.
///
/// Front doors: [Operations], [Probe].
/// Promise: no operation keeps anything, and nothing that is sent ends in a failure of ours.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "audit", "identity", "payment", "rules"})
@NullMarked
package hutong.toolkit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
