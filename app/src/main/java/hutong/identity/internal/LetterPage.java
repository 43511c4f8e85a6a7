package hutong.identity.internal;

import java.util.UUID;

/// All that the template `identity/letter` may know. Public because templates are compiled apart.
///
/// @param action where the code goes
/// @param again where another letter can be asked for
/// @param fault whether the last code did not fit
public record LetterPage(String action, String again, boolean fault) {

  static LetterPage of(Door door, UUID letter, boolean fault) {
    return new LetterPage(door.path() + "/letters/" + letter, door.path(), fault);
  }
}
