/// What every page and every answer has in common: the frame, the look, the refusals.
///
/// Front doors: [Frame], [Problems].
@ApplicationModule(allowedDependencies = {"kernel", "language"})
@NullMarked
package hutong.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
