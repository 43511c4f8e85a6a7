package hutong.ledger;

/// How a pending transfer is to end.
public enum Settlement {
  POST,
  VOID
}
