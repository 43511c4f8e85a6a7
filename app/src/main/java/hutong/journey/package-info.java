/// What is done, what is next, what is due when: the traveller's own first pages.
///
/// It only reads; nobody depends on it.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "identity",
      "booking",
      "payment",
      "entry",
      "lodging",
      "culture"
    })
@NullMarked
package hutong.journey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
