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

  int MOST_TRANSFERS = 1000;
  int MOST_LINES = 500;
}
