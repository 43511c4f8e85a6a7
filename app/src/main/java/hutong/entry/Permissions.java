package hutong.entry;

import hutong.kernel.PersonId;
import java.util.Optional;

/// The front door of entry.
public interface Permissions {

  /// Weighs the rules. Stores nothing.
  EntryAnswer decide(EntryQuestion question);

  /// Keeps what a traveller says about her entry. The same day again replaces what she said.
  Recording record(PersonId person, NewEntry entry);

  /// Her latest entry; empty when she recorded none.
  Optional<StayPermission> of(PersonId person);

  /// Forgets an entry she recorded; false when there was none on this day.
  boolean forget(PersonId person, java.time.LocalDate entered);
}
