package hutong.ledger;

import hutong.kernel.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The front door of the books. Every act joins the caller's transaction when there is one.
public interface Ledger {

  /// Opens an account, or finds it when it is open already. Its bounds are those of the first time.
  LedgerAccount open(NewAccount account);

  Optional<LedgerAccount> find(UUID account);

  /// Moves or holds one amount; the same transfer again is answered [TransferOutcome.Known].
  TransferOutcome transfer(Transfer transfer);

  /// Decides each by itself, in the order given, and answers in that order. At most
  /// [#MOST_TRANSFERS] at once; a refused one changes nothing for the others.
  List<TransferOutcome> transferEach(List<Transfer> transfers);

  /// The quick way for what is posted at once: balances come from this node's memory, and one lean
  /// row is written for each. The ids must be fresh; whoever calls keeps the keys. Decides like
  /// [#transferEach].
  ///
  /// @throws Overtaken when a remembered balance had changed: roll back, ask again
  // [Memory#REFRESHED]
  List<TransferOutcome> postEach(List<Transfer> transfers, Memory memory);

  /// Where [#postEach] takes the balances from.
  enum Memory {
    /// From memory; checked in the statement that writes them.
    TRUSTED,
    /// Read again and locked, so that nobody can overtake.
    REFRESHED
  }

  /// Another writer changed a balance that this node remembered. Nothing was written.
  final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Overtaken() {
      super("a remembered balance had changed", null, false, false);
    }
  }

  /// All or nothing: when one is refused, the others answer `LINK_BROKEN` and nothing moves.
  List<TransferOutcome> transferLinked(List<Transfer> transfers);

  /// Ends a pending transfer: posted, or voided. Safe to repeat.
  SettlementOutcome settle(UUID transfer, Settlement settlement);

  /// The balance that all postings up to and including this moment make.
  Money balanceAt(UUID account, Instant moment);

  /// What moved on an account in `[from, until)`, newest first, at most [#MOST_LINES].
  List<StatementLine> statement(UUID account, Instant from, Instant until);

  /// Recounts every account from the postings and adds everything up, one line per currency.
  List<Proof> proof();

  int MOST_TRANSFERS = 2000;
  int MOST_LINES = 500;
}
