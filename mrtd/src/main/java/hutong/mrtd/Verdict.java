package hutong.mrtd;

/// The outcome of checking a chip, worst first: of several fatal findings the one that stands
/// first here names the verdict.
public enum Verdict {
  /// Something is not what the standard calls a chip file.
  MALFORMED,
  /// A data group differs from what was signed, or was never signed.
  ALTERED,
  /// What is signed was put on another chip, or the chip could not prove that it is the one.
  CLONE_SUSPECTED,
  /// The signature over the security object does not hold.
  SIGNATURE_WRONG,
  /// The signer or its country certificate was revoked.
  REVOKED,
  /// No trusted country certificate stands behind the signer.
  UNKNOWN_ISSUER,
  /// An algorithm, key or curve that is not supported or proves nothing.
  UNSUPPORTED,
  /// The certificates break a rule that matters: purpose, authority, time, country.
  NOT_TRUSTED,
  /// The chip is signed but contradicts itself: zone, issuing state, document type.
  INCONSISTENT,
  /// A revocation list is configured but cannot be relied on.
  REVOCATION_UNKNOWN,
  /// Something needed was not given.
  INCOMPLETE,
  /// Everything fits, but the signer's certificate is past its time.
  GENUINE_SIGNER_EXPIRED,
  /// Everything fits, but the document itself is past its date of expiry.
  GENUINE_DOCUMENT_EXPIRED,
  /// Everything fits.
  GENUINE;

  /// True for a chip whose content was signed by a trusted country and not changed since.
  public boolean genuine() {
    return this == GENUINE || this == GENUINE_DOCUMENT_EXPIRED || this == GENUINE_SIGNER_EXPIRED;
  }
}
