package hutong.ledger.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.ledger.LedgerAccount;
import hutong.ledger.internal.TransferRules.Delta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Balances as they were after this node's last commit. Nothing here is believed: the statement
/// that writes a balance checks the version that was remembered, so a memory that another writer
/// has overtaken costs a second try and never a cent.
@Component
class RememberedAccounts {

  private static final int MOST = 200_000;

  /// @param version how often the balance had changed by then
  record Versioned(LedgerAccount account, long version) {

    /// After a batch that posted `delta` to it.
    Versioned after(Delta delta) {
      return new Versioned(
          new LedgerAccount(
              account.id(),
              account.name(),
              account.currency(),
              account.posted() + delta.posted,
              account.heldOut(),
              account.heldIn(),
              account.floor(),
              account.ceiling()),
          version + 1);
    }
  }

  private final Cache<UUID, Versioned> accounts = Caffeine.newBuilder().maximumSize(MOST).build();

  /// Those of the accounts that are remembered; the others are added to `missing`.
  Map<UUID, Versioned> find(Collection<UUID> ids, List<UUID> missing) {
    var found = new HashMap<UUID, Versioned>();
    for (var id : ids) {
      var known = accounts.getIfPresent(id);
      if (known == null) {
        missing.add(id);
      } else {
        found.put(id, known);
      }
    }
    return found;
  }

  /// To be called after the commit, never before.
  void remember(Collection<Versioned> changed) {
    changed.forEach(each -> accounts.put(each.account().id(), each));
  }

  void forget(Collection<UUID> ids) {
    new ArrayList<>(ids).forEach(accounts::invalidate);
  }
}
