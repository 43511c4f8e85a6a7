package hutong.identity;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.util.Set;

/// Who is signed in, and for whom she acts right now. Page and API methods take it as a parameter.
///
/// @param account who signed in
/// @param traveller the person she acts for: herself unless she chose another of her travellers
/// @param roles what the account may do beside being a traveller
public record Actor(AccountId account, PersonId traveller, Set<Role> roles) {

  public Actor {
    roles = Set.copyOf(roles);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
