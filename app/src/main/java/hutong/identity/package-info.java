/// Who somebody is: accounts, sign-in, the travellers an account acts for, their documents.
///
/// Front doors: [Travellers], [Accounts], [Guests]. Every page and API method may take an [Actor].
/// Promise: no sign-in asks for a Chinese phone number or a resident ID.
@ApplicationModule(
    allowedDependencies = {"kernel", "language", "web", "vault", "audit", "notice", "database"})
@NullMarked
package hutong.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
