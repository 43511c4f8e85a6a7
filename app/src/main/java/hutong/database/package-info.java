/// The PostgreSQL this node talks to, and the timed work that is kept in it.
///
/// Embedded by default, external by one URL. Promise: every commit is durable.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package hutong.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
