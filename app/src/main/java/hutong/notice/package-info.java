/// Letters: written in the transaction of the act they tell of, sent by a job, kept sealed.
///
/// Front door: [Notices].
/// Promise: a letter that was written is sent at least once, or given up after a day and shown so.
@ApplicationModule(allowedDependencies = {"kernel", "language", "vault", "database"})
@NullMarked
package hutong.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
