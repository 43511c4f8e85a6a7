package hutong.ledger.internal;

import hutong.ledger.LedgerAccount;
import hutong.ledger.Transfer;
import hutong.ledger.TransferOutcome;
import hutong.ledger.TransferOutcome.Held;
import hutong.ledger.TransferOutcome.Known;
import hutong.ledger.TransferOutcome.Posted;
import hutong.ledger.TransferOutcome.Reason;
import hutong.ledger.TransferOutcome.Refused;
import hutong.ledger.TransferState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides a batch in its order over the locked accounts: each transfer sees what the ones before
/// it did, a refused one leaves nothing behind. Pure.
final class TransferRules {

  /// What an account gains in this batch.
  static final class Delta {
    long posted;
    long heldOut;
    long heldIn;
    boolean debited;

    boolean isNothing() {
      return posted == 0 && heldOut == 0 && heldIn == 0;
    }
  }

  /// A transfer of this id that exists already.
  record Earlier(Transfer transfer, TransferState state) {}

  private final Map<UUID, LedgerAccount> accounts;
  private final Map<UUID, Earlier> earlier;
  private final Map<UUID, Delta> deltas = new HashMap<>();
  private final Map<UUID, Transfer> accepted = new LinkedHashMap<>();

  TransferRules(Map<UUID, LedgerAccount> accounts, Map<UUID, Earlier> earlier) {
    this.accounts = accounts;
    this.earlier = earlier;
  }

  List<TransferOutcome> decideEach(List<Transfer> transfers) {
    return transfers.stream().map(this::decide).toList();
  }

  List<TransferOutcome> decideLinked(List<Transfer> transfers) {
    var outcomes = decideEach(transfers);
    boolean whole = outcomes.stream().allMatch(TransferOutcome::accepted);
    if (whole) {
      return outcomes;
    }
    accepted.clear();
    deltas.clear();
    var broken = new ArrayList<TransferOutcome>();
    for (var outcome : outcomes) {
      broken.add(outcome.accepted() ? new Refused(Reason.LINK_BROKEN) : outcome);
    }
    return broken;
  }

  /// The transfers to write, in their order.
  List<Transfer> accepted() {
    return List.copyOf(accepted.values());
  }

  Map<UUID, Delta> deltas() {
    return deltas;
  }

  /// Whether anything was taken from it, so that its floor was looked at.
  boolean isDebited(UUID account) {
    var delta = deltas.get(account);
    return delta != null && delta.debited;
  }

  private TransferOutcome decide(Transfer transfer) {
    var before = before(transfer.id());
    if (before != null) {
      return same(before.transfer(), transfer)
          ? new Known(before.state())
          : new Refused(Reason.SAME_ID_OTHER_TRANSFER);
    }
    var from = accounts.get(transfer.from());
    var to = accounts.get(transfer.to());
    if (from == null || to == null) {
      return new Refused(Reason.UNKNOWN_ACCOUNT);
    }
    var currency = transfer.amount().currency();
    if (!currency.equals(from.currency()) || !currency.equals(to.currency())) {
      return new Refused(Reason.WRONG_CURRENCY);
    }
    long amount = transfer.amount().minor();
    if (amount <= 0 || from.id().equals(to.id())) {
      return new Refused(Reason.NOTHING_MOVES);
    }
    var refusal = bound(from, to, amount);
    return refusal == null ? apply(transfer, amount) : new Refused(refusal);
  }

  private @Nullable Earlier before(UUID id) {
    var inBatch = accepted.get(id);
    return inBatch == null
        ? earlier.get(id)
        : new Earlier(inBatch, inBatch.pending() ? TransferState.PENDING : TransferState.POSTED);
  }

  private static boolean same(Transfer a, Transfer b) {
    return a.from().equals(b.from()) && a.to().equals(b.to()) && a.amount().equals(b.amount());
  }

  private @Nullable Reason bound(LedgerAccount from, LedgerAccount to, long amount) {
    var out = delta(from.id());
    var in = delta(to.id());
    var floor = from.floor();
    var ceiling = to.ceiling();
    try {
      long left =
          Math.subtractExact(from.posted() + out.posted - from.heldOut() - out.heldOut, amount);
      long reached = Math.addExact(to.posted() + in.posted + to.heldIn() + in.heldIn, amount);
      if (floor != null && left < floor) {
        return Reason.BELOW_FLOOR;
      }
      return ceiling != null && reached > ceiling ? Reason.ABOVE_CEILING : null;
    } catch (ArithmeticException beyondCounting) {
      return Reason.ABOVE_CEILING;
    }
  }

  private TransferOutcome apply(Transfer transfer, long amount) {
    var out = delta(transfer.from());
    var in = delta(transfer.to());
    out.debited = true;
    if (transfer.pending()) {
      out.heldOut += amount;
      in.heldIn += amount;
    } else {
      out.posted -= amount;
      in.posted += amount;
    }
    accepted.put(transfer.id(), transfer);
    return transfer.pending() ? new Held() : new Posted();
  }

  private Delta delta(UUID account) {
    return deltas.computeIfAbsent(account, id -> new Delta());
  }
}
