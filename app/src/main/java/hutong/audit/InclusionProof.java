package hutong.audit;

import java.util.List;

/// That an entry is in the log: with the path from its leaf to the root of a signed head.
public record InclusionProof(LoggedEntry entry, LogHead head, List<byte[]> path) {}
