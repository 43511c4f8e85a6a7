package hutong.identity.internal;

/// All that the template `identity/sign-in` may know. Public because templates are compiled apart.
///
/// @param door the end of the message keys: TRAVELLER, DESK or CONSOLE
/// @param action where the form goes
/// @param next the page she wanted
/// @param site the domain passkeys belong to
/// @param typed what she typed, when it was no address
public record SignInPage(
    String door, String action, String next, String site, String typed, boolean fault) {

  static SignInPage of(Door door, String next, String site) {
    return new SignInPage(door.name(), door.path(), next, site, "", false);
  }

  SignInPage faulty(String what) {
    return new SignInPage(door, action, next, site, what, true);
  }
}
