package hutong.kernel;

/// Why personal data is read. Every reading names one; the person sees it in her access log.
public enum Purpose {
  /// The person looks at her own data.
  OWN_VIEW,
  /// Proving who the person is to a partner she chose.
  IDENTITY_PROOF,
  /// Finding out whether the person may enter and how long she may stay.
  ENTRY_DECISION,
  /// Registration of where the person sleeps (Exit and Entry Administration Law, art. 39).
  LODGING_REGISTRATION,
  /// Real-name booking of a timed ticket.
  BOOKING,
  /// Paying, refunding, and the records the law asks of both.
  PAYMENT,
  /// Letters to the person about her own affairs.
  NOTICE,
  /// Keeping the account and its sign-in safe.
  SECURITY,
  /// A duty the law puts on the operator.
  LEGAL_DUTY
}
