package hutong.ledger;

/// How a wish to move money can end.
public sealed interface TransferOutcome {

  /// It moved.
  record Posted() implements TransferOutcome {}

  /// It is held until settled.
  record Held() implements TransferOutcome {}

  /// The very same transfer was made before; this is how it stands. Nothing moved again.
  record Known(TransferState state) implements TransferOutcome {}

  /// Nothing moved.
  record Refused(Reason reason) implements TransferOutcome {}

  /// Reasons are stable names.
  enum Reason {
    BELOW_FLOOR,
    ABOVE_CEILING,
    UNKNOWN_ACCOUNT,
    WRONG_CURRENCY,
    NOTHING_MOVES,
    SAME_ID_OTHER_TRANSFER,
    LINK_BROKEN
  }

  /// True unless it was refused.
  default boolean accepted() {
    return !(this instanceof Refused);
  }
}
