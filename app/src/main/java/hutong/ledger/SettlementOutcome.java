package hutong.ledger;

/// How ending a pending transfer can end.
public sealed interface SettlementOutcome {

  record Settled() implements SettlementOutcome {}

  /// It had ended before, in this state. Nothing moved again.
  record AlreadyEnded(TransferState state) implements SettlementOutcome {}

  record Unknown() implements SettlementOutcome {}
}
