package hutong.audit;

/// The log of what happened. Entries hold ids and stable words, never personal data.
public interface Audit {

  /// Writes an entry in the caller's transaction: it is there exactly when the act is.
  void record(AuditEntry entry);
}
