/// What comes after a payment: the rails' own files held beside the books, line by line, and
/// merchants paid for each day.
///
/// Nobody depends on it; it is a page of the console and timed work.
/// Promises: every line of a file is matched or shown with what to do; money is corrected by two
/// people, never by one; a finding is never deleted.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "audit",
      "ledger",
      "identity",
      "partners",
      "payment"
    })
@NullMarked
package hutong.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
