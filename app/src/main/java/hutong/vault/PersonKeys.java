package hutong.vault;

import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.Optional;

/// One key per person (envelope encryption, AES-256-GCM): what it sealed can be read while the key
/// lives. Erasing the key erases the person from every table, back-up and file at once.
public interface PersonKeys {

  /// Seals text for this person, making her key when she has none. `field` names the column it is
  /// for, such as `identity.document.number`, and must be given again to open it.
  ///
  /// @throws IllegalStateException when her key was erased
  byte[] seal(PersonId person, String field, String text);

  /// Seals bytes; see [#seal(PersonId, String, String)].
  byte[] seal(PersonId person, String field, byte[] bytes);

  /// The text that was sealed; empty when her key was erased.
  Optional<String> open(PersonId person, String field, byte[] sealed, Purpose purpose);

  /// The bytes that were sealed; empty when her key was erased.
  Optional<byte[]> openBytes(PersonId person, String field, byte[] sealed, Purpose purpose);

  /// Destroys her key. What it sealed is gone for everyone, for ever.
  void erase(PersonId person);

  boolean erased(PersonId person);
}
