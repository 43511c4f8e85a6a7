package hutong.credential;

/// Why a credential was revoked. Stable names: message keys and lines of the log.
public enum RevocationReason {
  /// What it said is no longer so, or no longer known.
  FACTS_CHANGED,
  /// A newer one took its place in the traveller's pages.
  RENEWED,
  /// The traveller asked for it.
  HOLDER_ASKED,
  /// The wallet said that it did not keep it.
  NOT_KEPT,
  /// The person was erased.
  PERSON_ERASED,
  /// An operator found that it should not have been issued.
  ISSUED_IN_ERROR,
  /// An operator acts on a report of misuse, theft or loss.
  MISUSE,
  /// The document it rests on was reported lost, stolen or withdrawn.
  DOCUMENT_WITHDRAWN;

  /// Whether an operator may choose it.
  public boolean forOperators() {
    return this == ISSUED_IN_ERROR || this == MISUSE || this == DOCUMENT_WITHDRAWN;
  }
}
