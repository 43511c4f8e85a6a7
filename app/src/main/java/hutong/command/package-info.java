/// A request that changes something is done once, however often it is sent.
///
/// Front door: [Commands]. Promise: the same Idempotency-Key with the same request gets the same
/// answer byte for byte, after a power cut, too; with another request it is refused.
@ApplicationModule(allowedDependencies = {"kernel", "language", "web", "vault"})
@NullMarked
package hutong.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
