package hutong.audit;

import static hutong.audit.MerkleTree.HASH_BYTES;
import static hutong.audit.MerkleTree.nodeHash;

import java.security.MessageDigest;
import java.util.List;

/// Checks proofs with nothing but the values in them (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
/// Sizes and indexes are unsigned in the standard; ours end at 2^63 - 1.
public final class MerkleProofs {

  /// Whether the leaf with this hash is the one at `index` in the tree of `size` with this root.
  public static boolean includes(
      long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size || !hashes(leafHash, root) || !hashes(path)) {
      return false;
    }
    long place = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (var step : path) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = nodeHash(step, hash);
        while ((place & 1) == 0 && place != 0) {
          place >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = nodeHash(hash, step);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, root);
  }

  /// Whether the tree of size `from` is the beginning of that of size `to`. A tree is that of
  /// itself, without a path; a tree without leaves says nothing about any other and is refused.
  public static boolean consistent(
      long from, long to, byte[] fromRoot, byte[] toRoot, List<byte[]> path) {
    if (from == to) {
      return from >= 0 && path.isEmpty() && MessageDigest.isEqual(fromRoot, toRoot);
    }
    if (from < 1 || from > to || path.isEmpty() || !hashes(fromRoot, toRoot) || !hashes(path)) {
      return false;
    }
    boolean whole = Long.bitCount(from) == 1;
    long place = from - 1;
    long last = to - 1;
    while ((place & 1) == 1) {
      place >>>= 1;
      last >>>= 1;
    }
    byte[] first = whole ? fromRoot : path.getFirst();
    byte[] second = first;
    for (var step : path.subList(whole ? 0 : 1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        first = nodeHash(step, first);
        second = nodeHash(step, second);
        while ((place & 1) == 0 && place != 0) {
          place >>>= 1;
          last >>>= 1;
        }
      } else {
        second = nodeHash(second, step);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0
        && MessageDigest.isEqual(first, fromRoot)
        && MessageDigest.isEqual(second, toRoot);
  }

  private static boolean hashes(byte[]... values) {
    return hashes(List.of(values));
  }

  private static boolean hashes(List<byte[]> values) {
    return values.stream().allMatch(value -> value.length == HASH_BYTES);
  }

  private MerkleProofs() {}
}
