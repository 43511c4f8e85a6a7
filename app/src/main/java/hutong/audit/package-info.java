/// What happened, provably: an append-only Merkle log with signed heads (RFC 9162 style).
///
/// Front doors: [Audit] writes, [AuditLog] reads. [MerkleTree] and [MerkleProofs] are the
/// mathematics, usable without the platform.
/// Promise: an act and its entry stand or fall together; what is in the log never changes.
@ApplicationModule(allowedDependencies = {"kernel", "database", "vault"})
@NullMarked
package hutong.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
