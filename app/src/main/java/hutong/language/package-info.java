/// Every word a person reads, in her language.
///
/// Front doors: [Languages], [Words].
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package hutong.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
