package hutong.identity.internal;

import hutong.identity.Role;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/// Who is signed in to this request. Made anew for each, never stored.
final class SignedIn extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final transient AccountId account;
  private final transient PersonId owner;
  private final transient PersonId traveller;
  private final transient Set<Role> roles;

  SignedIn(AccountId account, Standings.Standing standing, PersonId traveller) {
    super(
        standing.roles().stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
            .toList());
    this.account = account;
    this.owner = standing.owner();
    this.traveller = traveller;
    this.roles = standing.roles();
    setAuthenticated(true);
  }

  AccountId account() {
    return account;
  }

  PersonId owner() {
    return owner;
  }

  PersonId traveller() {
    return traveller;
  }

  Set<Role> roles() {
    return roles;
  }

  /// Makes this the one who asks.
  void enter() {
    SecurityContextHolder.setContext(new SecurityContextImpl(this));
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return account.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that
        && account.equals(that.account)
        && traveller.equals(that.traveller);
  }

  @Override
  public int hashCode() {
    return account.hashCode();
  }
}
