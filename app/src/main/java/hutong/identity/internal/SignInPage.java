package hutong.identity.internal;

/// All that the template `identity/sign-in` may know. Public because templates are compiled apart.
///
/// @param door the end of the message keys: TRAVELLER, DESK or CONSOLE
/// @param action where the form goes
/// @param next the page she wanted
/// @param typed what she typed, when it was no address
public record SignInPage(String door, String action, String next, String typed, boolean fault) {

  static SignInPage of(Door door, String next) {
    return new SignInPage(door.name(), door.path(), next, "", false);
  }

  SignInPage faulty(String what) {
    return new SignInPage(door, action, next, what, true);
  }
}
