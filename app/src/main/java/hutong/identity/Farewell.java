package hutong.identity;

import hutong.kernel.AccountId;

/// What a module does outside before an account is erased, while the keys of its people still
/// live: such as telling a provider to forget a card. A module that has something to say offers a
/// bean of it.
public interface Farewell {

  /// Not in a transaction. What cannot be reached does not stop the erasure.
  void before(AccountId account);
}
