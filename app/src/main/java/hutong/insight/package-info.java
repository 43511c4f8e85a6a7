/// The log, shown: to each person who saw her data, to operators and auditors all that happened,
/// and to anybody the heads and proofs.
///
/// Everything here reads; nobody depends on it.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "audit", "identity", "partners"})
@NullMarked
package hutong.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
