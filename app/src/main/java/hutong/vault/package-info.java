/// One key per person: what it sealed can be read while the key lives, and never after.
///
/// Front doors: [PersonKeys], [KeyedIndex], [SigningKeys].
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package hutong.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
