/// Museums and sights: who may visit when, real-name booking, tickets that a gate checks offline.
///
/// Front door: [Museums]. Data: `services/museums`, one file per place, each fact with its source.
/// Promises: a ticket with a price stands when it is paid, and a payment without a ticket goes
/// back; a ticket's code holds no name and no document number in clear.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "web",
      "language",
      "vault",
      "audit",
      "command",
      "identity",
      "credential",
      "partners",
      "presentation",
      "booking",
      "payment"
    })
@NullMarked
package hutong.culture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
