/// The law as tables: dated rows with their sources, weighed by decision models anybody can edit.
///
/// Front doors: [Rules], [DecisionModels].
/// Promise: a row that has ended, has not begun or was never verified leads to *must check* and
/// never to a yes. A file with a mistake is refused with its place; the one that runs stays.
@ApplicationModule(allowedDependencies = {"kernel", "language", "web"})
@NullMarked
package hutong.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
