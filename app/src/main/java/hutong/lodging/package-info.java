/// Where a traveller sleeps, and the registration that the law asks for (住宿登记).
///
/// Front door: [Stays]. Announces: [StayRegistered].
/// Promise: one stay is registered once with the authority, whatever breaks on the way.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "vault",
      "audit",
      "command",
      "database",
      "identity",
      "credential",
      "notice",
      "partners",
      "presentation",
      "booking",
      "entry"
    })
@NullMarked
package hutong.lodging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
