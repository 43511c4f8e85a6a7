package hutong.identity.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.identity.Role;
import hutong.identity.RoleSource;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What an account is and may do right now. Remembered for seconds only, so that a role that was
/// taken away is gone on every node before its holder has turned the page.
@Component
class Standings {

  /// @param owner the person who signs in
  record Standing(PersonId owner, Set<Role> roles) {
    Standing {
      roles = Set.copyOf(roles);
    }
  }

  private final AccountService accounts;
  private final ObjectProvider<RoleSource> sources;
  private final IdentitySettings settings;
  private final Cache<AccountId, Standing> remembered =
      Caffeine.newBuilder()
          .maximumSize(IdentityLimits.ROLES_REMEMBERED_FOR)
          .expireAfterWrite(IdentityLimits.ROLES_REMEMBERED)
          .build();

  Standings(
      AccountService accounts, ObjectProvider<RoleSource> sources, IdentitySettings settings) {
    this.accounts = accounts;
    this.sources = sources;
    this.settings = settings;
  }

  /// Empty when the account is gone.
  Optional<Standing> find(AccountId account) {
    var known = remembered.getIfPresent(account);
    if (known != null) {
      return Optional.of(known);
    }
    var fresh = accounts.findOwner(account).map(owner -> new Standing(owner, roles(account)));
    fresh.ifPresent(standing -> remembered.put(account, standing));
    return fresh;
  }

  void forget(AccountId account) {
    remembered.invalidate(account);
  }

  private Set<Role> roles(AccountId account) {
    var roles = EnumSet.of(Role.TRAVELLER);
    accounts
        .findEmail(account, Purpose.SECURITY)
        .map(email -> email.reveal(Purpose.SECURITY))
        .ifPresent(email -> grant(email, roles));
    return roles;
  }

  private void grant(String email, Set<Role> roles) {
    if (settings.operators().contains(email)) {
      roles.add(Role.OPERATOR);
    }
    if (settings.auditors().contains(email)) {
      roles.add(Role.AUDITOR);
    }
    sources.stream().forEach(source -> roles.addAll(source.rolesOf(email)));
  }
}
