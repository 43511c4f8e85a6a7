package hutong.identity;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.util.List;
import java.util.Optional;

/// The people an account acts for: herself, her children, the members of her group.
public interface Travellers {

  /// At most [hutong.identity.Traveller#MOST] people, the account's owner first.
  List<Traveller> list(AccountId account);

  /// Empty when this account does not act for that person.
  Optional<Traveller> find(AccountId account, PersonId person);
}
