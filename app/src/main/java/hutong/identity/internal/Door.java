package hutong.identity.internal;

import hutong.identity.Role;
import java.time.Duration;

/// Where somebody comes in: one machinery, three sets of words.
enum Door {
  TRAVELLER("/sign-in", "/today", Role.TRAVELLER),
  DESK("/desk/sign-in", "/desk", Role.PARTNER_STAFF),
  CONSOLE("/console/sign-in", "/console", Role.OPERATOR);

  private final String path;
  private final String home;
  private final Role role;

  Door(String path, String home, Role role) {
    this.path = path;
    this.home = home;
    this.role = role;
  }

  String path() {
    return path;
  }

  String home() {
    return home;
  }

  Role role() {
    return role;
  }

  /// How long a session of this door may rest.
  Duration rests() {
    return this == TRAVELLER ? IdentityLimits.TRAVELLER_SESSION : IdentityLimits.STAFF_SESSION;
  }

  /// The door that belongs to a page.
  static Door of(String path) {
    if (path.equals("/desk") || path.startsWith("/desk/")) {
      return DESK;
    }
    return path.equals("/console") || path.startsWith("/console/") ? CONSOLE : TRAVELLER;
  }
}
