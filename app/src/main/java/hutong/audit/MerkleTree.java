package hutong.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The shape and the hashes of an append-only Merkle tree (RFC 9162 section 2.1, SHA-256).
///
/// Only complete subtrees are ever stored. A [Node] names one by its level (0: a leaf) and its
/// place among those of its level; every root and every proof is made of O(log n) of them.
public final class MerkleTree {

  public static final int HASH_BYTES = 32;

  /// A complete subtree: the leaves from `index << level` up to, not including, the next one's.
  public record Node(int level, long index) {

    public Node {
      if (level < 0 || level > 62 || index < 0) {
        throw new IllegalArgumentException("no such node: " + level + "/" + index);
      }
    }
  }

  /// Reads the hashes of complete subtrees; it must know every node it is asked for.
  public interface Reader {
    Map<Node, byte[]> read(Set<Node> nodes);
  }

  public static byte[] leafHash(byte[] leaf) {
    var digest = sha256();
    digest.update((byte) 0);
    return digest.digest(leaf);
  }

  public static byte[] nodeHash(byte[] left, byte[] right) {
    var digest = sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /// The root of a tree without leaves.
  public static byte[] emptyRoot() {
    return sha256().digest();
  }

  /// The complete subtrees that together are the tree of this size, from left to right.
  public static List<Node> peaks(long size) {
    var peaks = new ArrayList<Node>();
    long start = 0;
    for (int level = 62; level >= 0; level--) {
      if ((size & 1L << level) != 0) {
        peaks.add(new Node(level, start >>> level));
        start += 1L << level;
      }
    }
    return peaks;
  }

  /// The nodes that become complete when leaves join a tree of `size`, given its [#peaks].
  public static Map<Node, byte[]> append(
      long size, Map<Node, byte[]> peaks, List<byte[]> leafHashes) {
    var known = new LinkedHashMap<>(peaks);
    var fresh = new LinkedHashMap<Node, byte[]>();
    long next = size;
    for (var leafHash : leafHashes) {
      var node = new Node(0, next);
      byte[] hash = leafHash;
      known.put(node, hash);
      fresh.put(node, hash);
      while ((node.index() & 1) == 1) {
        hash = nodeHash(known(known, new Node(node.level(), node.index() - 1)), hash);
        node = new Node(node.level() + 1, node.index() >>> 1);
        known.put(node, hash);
        fresh.put(node, hash);
      }
      next++;
    }
    return fresh;
  }

  public static byte[] root(long size, Reader reader) {
    return size == 0 ? emptyRoot() : reading(reader, nodes -> hash(0, size, nodes));
  }

  /// The path that proves leaf `index` to be in the tree of `size` (RFC 9162 section 2.1.3.1).
  public static List<byte[]> inclusion(long index, long size, Reader reader) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    return reading(reader, nodes -> path(index, 0, size, nodes));
  }

  /// The path that proves the tree of `from` to be the beginning of that of `to` (2.1.4.1).
  public static List<byte[]> consistency(long from, long to, Reader reader) {
    if (from < 1 || from > to) {
      throw new IllegalArgumentException("no proof from " + from + " to " + to);
    }
    return reading(reader, nodes -> subproof(from, 0, to, true, nodes));
  }

  private static List<byte[]> path(
      long index, long start, long size, Function<Node, byte[]> nodes) {
    if (size == 1) {
      return new ArrayList<>();
    }
    long left = largestPowerBelow(size);
    if (index < left) {
      var path = path(index, start, left, nodes);
      path.add(hash(start + left, size - left, nodes));
      return path;
    }
    var path = path(index - left, start + left, size - left, nodes);
    path.add(hash(start, left, nodes));
    return path;
  }

  private static List<byte[]> subproof(
      long from, long start, long size, boolean whole, Function<Node, byte[]> nodes) {
    if (from == size) {
      var path = new ArrayList<byte[]>();
      if (!whole) {
        path.add(hash(start, size, nodes));
      }
      return path;
    }
    long left = largestPowerBelow(size);
    if (from <= left) {
      var path = subproof(from, start, left, whole, nodes);
      path.add(hash(start + left, size - left, nodes));
      return path;
    }
    var path = subproof(from - left, start + left, size - left, false, nodes);
    path.add(hash(start, left, nodes));
    return path;
  }

  /// The hash over `size` leaves from `start`, which is a multiple of the largest power in `size`.
  private static byte[] hash(long start, long size, Function<Node, byte[]> nodes) {
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return nodes.apply(new Node(level, start >>> level));
    }
    long left = largestPowerBelow(size);
    return nodeHash(hash(start, left, nodes), hash(start + left, size - left, nodes));
  }

  /// Runs twice: once to learn which nodes are needed, once with all of them read together.
  private static <T> T reading(Reader reader, Function<Function<Node, byte[]>, T> work) {
    var needed = new LinkedHashSet<Node>();
    byte[] nothing = new byte[HASH_BYTES];
    var _ =
        work.apply(
            node -> {
              needed.add(node);
              return nothing;
            });
    var read = needed.isEmpty() ? Map.<Node, byte[]>of() : reader.read(needed);
    return work.apply(node -> known(read, node));
  }

  private static byte[] known(Map<Node, byte[]> nodes, Node node) {
    var hash = nodes.get(node);
    if (hash == null) {
      throw new IllegalStateException("the tree lacks node " + node.level() + "/" + node.index());
    }
    return hash;
  }

  private static long largestPowerBelow(long size) {
    return Long.highestOneBit(size - 1);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private MerkleTree() {}
}
