package hutong.ledger;

/// The life of a transfer: pending ones end once, in one of the others.
public enum TransferState {
  PENDING,
  POSTED,
  VOIDED,
  EXPIRED
}
