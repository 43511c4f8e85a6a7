package hutong.audit;

import hutong.kernel.PersonId;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the log. An act that has just happened is in it a moment later.
public interface AuditLog {

  /// What happened to a person's data and affairs, newest first.
  ///
  /// @param before only entries before this place in the log, for the next page
  List<LoggedEntry> about(PersonId person, @Nullable Long before, int most);

  List<LoggedEntry> find(LogQuery query);

  Optional<LoggedEntry> find(EntryId entry);

  /// The newest signed head. It is there once anything was written.
  Optional<LogHead> head();

  /// Empty when the entry has no place in the log (yet).
  Optional<InclusionProof> inclusion(EntryId entry);

  /// Empty when the log is not that long, or `from` is not between 1 and `to`.
  Optional<ConsistencyProof> consistency(long from, long to);

  /// The keys that heads are signed with, the current one first.
  List<HeadKey> keys();

  /// A key of the log, as verifiers know it.
  record HeadKey(String id, PublicKey key) {}
}
