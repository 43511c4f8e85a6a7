package hutong.ledger.internal;

import hutong.kernel.Money;
import hutong.ledger.Ledger;
import hutong.ledger.LedgerAccount;
import hutong.ledger.NewAccount;
import hutong.ledger.Proof;
import hutong.ledger.Settlement;
import hutong.ledger.SettlementOutcome;
import hutong.ledger.SettlementOutcome.AlreadyEnded;
import hutong.ledger.SettlementOutcome.Settled;
import hutong.ledger.SettlementOutcome.Unknown;
import hutong.ledger.StatementLine;
import hutong.ledger.Transfer;
import hutong.ledger.TransferOutcome;
import hutong.ledger.TransferState;
import hutong.ledger.internal.RememberedAccounts.Versioned;
import hutong.ledger.internal.TransferRules.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Service
class LedgerService implements Ledger {

  private static final int MOST_EXPIRED_AT_ONCE = 200;

  private final LedgerStore store;
  private final RememberedAccounts remembered;
  private final InstantSource clock;

  LedgerService(LedgerStore store, RememberedAccounts remembered, InstantSource clock) {
    this.store = store;
    this.remembered = remembered;
    this.clock = clock;
  }

  @Override
  @Transactional
  public LedgerAccount open(NewAccount account) {
    return store
        .find(account.id())
        .orElseGet(
            () -> {
              store.open(account, clock.instant());
              return store.find(account.id()).orElseThrow();
            });
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<LedgerAccount> find(UUID account) {
    return store.find(account);
  }

  @Override
  @Transactional
  public TransferOutcome transfer(Transfer transfer) {
    return write(List.of(transfer), TransferRules::decideEach).getFirst();
  }

  @Override
  @Transactional
  public List<TransferOutcome> transferEach(List<Transfer> transfers) {
    return write(transfers, TransferRules::decideEach);
  }

  @Override
  @Transactional
  public List<TransferOutcome> transferLinked(List<Transfer> transfers) {
    return write(transfers, TransferRules::decideLinked);
  }

  /// Lock, look, decide, write: five statements for any number of transfers.
  private List<TransferOutcome> write(
      List<Transfer> transfers,
      BiFunction<TransferRules, List<Transfer>, List<TransferOutcome>> decide) {
    refuseTooMany(transfers);
    var accounts = new TreeSet<UUID>();
    var ids = new TreeSet<UUID>();
    for (var transfer : transfers) {
      accounts.add(transfer.from());
      accounts.add(transfer.to());
      ids.add(transfer.id());
    }
    var rules = new TransferRules(store.lock(accounts), store.earlier(ids));
    var outcomes = decide.apply(rules, transfers);
    if (!rules.accepted().isEmpty()) {
      store.add(rules.accepted(), clock.instant());
      store.move(rules.deltas());
    }
    return outcomes;
  }

  @Override
  @Transactional
  public List<TransferOutcome> postEach(List<Transfer> transfers, Memory memory) {
    refuseTooMany(transfers);
    var ids = new TreeSet<UUID>();
    for (var transfer : transfers) {
      if (transfer.pending()) {
        throw new IllegalArgumentException("what is posted at once is not held");
      }
      ids.add(transfer.from());
      ids.add(transfer.to());
    }
    var known = load(ids, memory);
    var accounts = new HashMap<UUID, LedgerAccount>();
    known.forEach((id, each) -> accounts.put(id, each.account()));
    var rules = new TransferRules(accounts, Map.of());
    var outcomes = rules.decideEach(transfers);
    if (!rules.accepted().isEmpty()) {
      store.addPostings(rules.accepted(), clock.instant());
      moveRemembered(rules, known);
    }
    return outcomes;
  }

  private Map<UUID, Versioned> load(Set<UUID> ids, Memory memory) {
    var missing = new ArrayList<UUID>();
    var known = new HashMap<UUID, Versioned>();
    switch (memory) {
      case TRUSTED -> known.putAll(remembered.find(ids, missing));
      case REFRESHED -> missing.addAll(ids);
    }
    if (!missing.isEmpty()) {
      store
          .load(missing, memory == Memory.REFRESHED)
          .forEach(each -> known.put(each.account().id(), each));
    }
    return known;
  }

  /// Writes the balances; what this node remembers moves only once that is on disk.
  private void moveRemembered(TransferRules rules, Map<UUID, Versioned> known) {
    var ids = new ArrayList<UUID>();
    var posted = new ArrayList<Long>();
    var versions = new ArrayList<Long>();
    var after = new ArrayList<Versioned>();
    for (var id : new TreeSet<>(rules.deltas().keySet())) {
      var delta = rules.deltas().get(id);
      var before = known.get(id);
      if (delta == null || before == null || delta.isNothing()) {
        continue;
      }
      boolean bounded = rules.isDebited(id) || before.account().ceiling() != null;
      ids.add(id);
      posted.add(delta.posted);
      versions.add(bounded ? before.version() : -1L);
      after.add(before.after(delta));
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              remembered.remember(after);
            } else {
              remembered.forget(ids);
            }
          }
        });
    if (store.moveRemembered(ids, posted, versions) != ids.size()) {
      throw new Overtaken();
    }
  }

  private static void refuseTooMany(List<Transfer> transfers) {
    if (transfers.isEmpty() || transfers.size() > MOST_TRANSFERS) {
      throw new IllegalArgumentException(transfers.size() + " transfers at once");
    }
  }

  /// Opens the months that postings will be written to.
  @Transactional
  public int openMonths() {
    return store.openMonths(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  @Override
  @Transactional
  public SettlementOutcome settle(UUID transfer, Settlement settlement) {
    return end(
        transfer,
        switch (settlement) {
          case POST -> TransferState.POSTED;
          case VOID -> TransferState.VOIDED;
        });
  }

  private SettlementOutcome end(UUID id, TransferState state) {
    var earlier = store.earlier(Set.of(id)).get(id);
    if (earlier == null) {
      return new Unknown();
    }
    var transfer = earlier.transfer();
    store.lock(new TreeSet<>(Set.of(transfer.from(), transfer.to())));
    var now = clock.instant();
    if (!store.settle(id, state, now)) {
      return store.earlier(Set.of(id)).values().stream()
          .<SettlementOutcome>map(ended -> new AlreadyEnded(ended.state()))
          .findFirst()
          .orElseThrow();
    }
    long amount = transfer.amount().minor();
    var out = new Delta();
    var in = new Delta();
    out.heldOut = -amount;
    in.heldIn = -amount;
    if (state == TransferState.POSTED) {
      out.posted = -amount;
      in.posted = amount;
      store.addPosting(transfer, now);
    }
    var deltas = new HashMap<UUID, Delta>();
    deltas.put(transfer.from(), out);
    deltas.put(transfer.to(), in);
    store.move(deltas);
    return new Settled();
  }

  /// Ends holds whose time is over; returns how many.
  @Transactional
  public int expire() {
    var overdue = store.overdue(clock.instant(), MOST_EXPIRED_AT_ONCE);
    overdue.forEach(id -> end(id, TransferState.EXPIRED));
    return overdue.size();
  }

  @Override
  @Transactional(readOnly = true)
  public Money balanceAt(UUID account, Instant moment) {
    var found =
        store
            .find(account)
            .orElseThrow(() -> new IllegalArgumentException("no account " + account));
    return new Money(store.balanceAt(account, moment), found.currency());
  }

  @Override
  @Transactional(readOnly = true)
  public List<StatementLine> statement(UUID account, Instant from, Instant until) {
    return store
        .find(account)
        .map(found -> store.statement(found, from, until, MOST_LINES))
        .orElse(List.of());
  }

  @Override
  @Transactional(readOnly = true)
  public List<Proof> proof() {
    return store.proof();
  }
}
