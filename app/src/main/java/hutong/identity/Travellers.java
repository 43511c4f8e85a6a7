package hutong.identity;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.util.List;
import java.util.Optional;

/// The people an account acts for: herself, her children, the members of her group.
public interface Travellers {

  /// At most [hutong.identity.Traveller#MOST] people, the account's owner first.
  List<Traveller> list(AccountId account);

  /// Empty when this account does not act for that person.
  Optional<Traveller> find(AccountId account, PersonId person);

  /// Adds somebody the account acts for; empty when the account is full.
  Optional<Traveller> add(
      AccountId account, Traveller.Relation relation, Sensitive<String> callName);

  /// Changes what a traveller wishes to be called; false when the account does not act for her.
  boolean rename(AccountId account, PersonId person, Sensitive<String> callName);

  /// Stops acting for somebody other than oneself; false when there was nobody to remove.
  boolean remove(AccountId account, PersonId person);
}
