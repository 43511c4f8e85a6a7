package hutong.identity;

import java.util.Set;

/// Grants roles to an account when it signs in. Implemented by the modules above that know staff.
public interface RoleSource {

  /// The roles of whoever proved to own this (normalised) e-mail address.
  Set<Role> rolesOf(String email);
}
