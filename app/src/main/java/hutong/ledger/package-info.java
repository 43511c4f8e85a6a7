/// Double entry in PostgreSQL: accounts, two-phase transfers, immutable postings.
///
/// Front door: [Ledger].
/// Promises: every posting takes from one account what it gives to another; no balance passes its
/// floor or ceiling, by constraint; a transfer happens once per id; nothing posted ever changes.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package hutong.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
