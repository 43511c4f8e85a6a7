package hutong.identity;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import java.util.Optional;

/// The front door of accounts.
public interface Accounts {

  /// The account that proved to own this e-mail address.
  Optional<AccountId> findByEmail(String email);

  /// The person who signs in to this account.
  Optional<PersonId> findOwner(AccountId account);

  /// The address the account proved to own, if it has one that can still be read.
  Optional<Sensitive<String>> findEmail(AccountId account, Purpose purpose);

  /// Writes a letter to the account in its own language, in the caller's transaction. False when
  /// it has no e-mail address.
  ///
  /// @param template the beginning of its message keys with the dot, see [hutong.notice.Letter]
  boolean write(AccountId account, String template, Object... arguments);
}
