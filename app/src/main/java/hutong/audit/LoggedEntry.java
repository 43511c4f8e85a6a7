package hutong.audit;

import java.time.Instant;

/// An entry that has its place in the log.
///
/// @param index its place, counted from 0; no other entry will ever have it
/// @param at when the act happened, to the microsecond
/// @param leaf the bytes the tree was made from; see [Leaf]
public record LoggedEntry(long index, EntryId id, Instant at, AuditEntry entry, String leaf) {}
