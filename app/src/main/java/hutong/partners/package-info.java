/// Who works with the city: hotels, museums, shops, their staff and their systems.
///
/// Front door: [Partners]. A method may take a [PartnerClient]; a module shows its desk by a
/// [DeskEntry].
/// A desk of any partner asks travellers for facts at its counter; so does its own system.
/// Promise: who may work at a desk is asked anew at every request.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "vault",
      "audit",
      "command",
      "identity",
      "presentation"
    })
@NullMarked
package hutong.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
