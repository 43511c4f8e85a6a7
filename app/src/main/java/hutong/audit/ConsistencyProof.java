package hutong.audit;

import java.util.List;

/// That nothing was changed between two sizes: the later log begins with the earlier one.
public record ConsistencyProof(
    long from, long to, byte[] fromRoot, byte[] toRoot, List<byte[]> path) {}
