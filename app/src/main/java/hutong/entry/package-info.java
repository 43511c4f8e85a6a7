/// Crossing the border: what the rules seem to allow, and what was granted until which day.
///
/// Front door: [Permissions]. Event: [StayRecorded].
/// Promise: nobody is told that she may enter; she is told which conditions appear to match, by
/// which source, and that the border police decide.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "rules", "identity", "credential"})
@NullMarked
package hutong.entry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
