/// The words that every module speaks: money, secrets, purposes, days, typed ids.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package hutong.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
