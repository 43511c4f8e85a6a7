/// Proof on paper: a signed code that a traveller prints or shows without a network, and the page
/// that checks one with the network off.
///
/// Promise: a code says only what she sees beside it, and never her document's number. What is
/// revoked as a credential is revoked on paper.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "vault",
      "identity",
      "credential",
      "partners"
    })
@NullMarked
package hutong.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
