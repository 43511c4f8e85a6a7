/// Time and seats: places of a venue on a day, sold to parties of real names, never oversold.
///
/// Front door: [Reservations]. Events: [ReservationsMade], [ReservationCancelled], [TicketsEnded].
/// Promises, each a constraint of the database: a slot and a day never hold more than their
/// capacity; a document has one ticket per venue and day; a quota is never exceeded. A reservation
/// is answered after its transaction is on disk; a party gets all its places or none.
@ApplicationModule(allowedDependencies = {"kernel", "vault", "database", "identity"})
@NullMarked
package hutong.booking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
