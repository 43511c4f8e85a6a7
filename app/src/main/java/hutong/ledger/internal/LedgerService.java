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
import hutong.ledger.internal.TransferRules.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class LedgerService implements Ledger {

  private static final int MOST_EXPIRED_AT_ONCE = 200;

  private final LedgerStore store;
  private final InstantSource clock;

  LedgerService(LedgerStore store, InstantSource clock) {
    this.store = store;
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
    if (transfers.isEmpty() || transfers.size() > MOST_TRANSFERS) {
      throw new IllegalArgumentException(transfers.size() + " transfers at once");
    }
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
