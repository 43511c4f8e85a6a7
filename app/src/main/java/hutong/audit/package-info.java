/// What happened, provably: an append-only Merkle log with signed heads (RFC 9162 style).
///
/// Front door: [Audit].
@ApplicationModule(allowedDependencies = {"kernel", "database"})
@NullMarked
package hutong.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
