package hutong.audit;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.audit.MerkleTree.Node;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  /// The tree that every implementation of certificate transparency is tested with: eight leaves,
  /// and the root after each of them.
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final int MOST = 130;

  private final Map<Node, byte[]> nodes = new HashMap<>();
  private final Map<Long, byte[]> roots = new HashMap<>();

  @Test
  void the_reference_tree_has_the_reference_roots() {
    assertThat(MerkleTree.emptyRoot())
        .isEqualTo(hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (int i = 0; i < LEAVES.size(); i++) {
      append(i, MerkleTree.leafHash(hex(LEAVES.get(i))));
      assertThat(root(i + 1)).as("root of " + (i + 1)).isEqualTo(hex(ROOTS.get(i)));
    }
  }

  @Test
  void the_reference_proofs_are_made_and_accepted() {
    for (int i = 0; i < LEAVES.size(); i++) {
      append(i, MerkleTree.leafHash(hex(LEAVES.get(i))));
    }
    var expected =
        List.of(
            base64("lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="),
            base64("Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="),
            base64("a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="));
    assertThat(MerkleTree.inclusion(0, 8, all -> nodes)).containsExactlyElementsOf(expected);
    assertThat(MerkleTree.consistency(1, 8, all -> nodes)).containsExactlyElementsOf(expected);
    assertThat(MerkleProofs.includes(0, 8, MerkleTree.leafHash(new byte[0]), expected, root(8)))
        .isTrue();
    assertThat(MerkleProofs.consistent(1, 8, root(1), root(8), expected)).isTrue();
  }

  @Test
  void appending_many_at_once_makes_the_nodes_of_appending_one_by_one() {
    grow(MOST);
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < MOST; i++) {
      leaves.add(Objects.requireNonNull(nodes.get(new Node(0, i))));
    }
    var atOnce = MerkleTree.append(0, Map.of(), leaves);
    assertThat(atOnce).hasSameSizeAs(nodes);
    atOnce.forEach((node, hash) -> assertThat(hash).isEqualTo(nodes.get(node)));
  }

  @Test
  void every_leaf_of_every_tree_proves_its_place_and_no_other() {
    grow(MOST);
    for (int size = 1; size <= MOST; size++) {
      for (int index = 0; index < size; index++) {
        var path = MerkleTree.inclusion(index, size, all -> nodes);
        byte[] leaf = Objects.requireNonNull(nodes.get(new Node(0, index)));
        assertThat(MerkleProofs.includes(index, size, leaf, path, root(size))).isTrue();
        assertThat(MerkleProofs.includes(index + 1, size, leaf, path, root(size))).isFalse();
        assertThat(MerkleProofs.includes(index - 1, size, leaf, path, root(size))).isFalse();
        assertThat(MerkleProofs.includes(index, size, leaf, path, root(size % MOST + 1))).isFalse();
        assertThat(MerkleProofs.includes(index, size, spoilt(leaf, size), path, root(size)))
            .isFalse();
        for (var wrong : mutations(path, index + size)) {
          assertThat(MerkleProofs.includes(index, size, leaf, wrong, root(size))).isFalse();
        }
      }
    }
  }

  @Test
  void every_tree_proves_to_be_the_beginning_of_every_later_one() {
    grow(MOST);
    for (int to = 1; to <= MOST; to++) {
      for (int from = 1; from <= to; from++) {
        var path = MerkleTree.consistency(from, to, all -> nodes);
        assertThat(MerkleProofs.consistent(from, to, root(from), root(to), path)).isTrue();
        assertThat(MerkleProofs.consistent(to, from, root(to), root(from), path))
            .isEqualTo(from == to);
        assertThat(MerkleProofs.consistent(from, to, spoilt(root(from), to), root(to), path))
            .isFalse();
        assertThat(MerkleProofs.consistent(from, to, root(from), spoilt(root(to), from), path))
            .isFalse();
        for (var wrong : mutations(path, from + to)) {
          assertThat(MerkleProofs.consistent(from, to, root(from), root(to), wrong)).isFalse();
        }
      }
    }
  }

  @Test
  void a_tree_without_leaves_says_nothing_about_another() {
    grow(1);
    byte[] empty = MerkleTree.emptyRoot();
    assertThat(MerkleProofs.consistent(0, 1, empty, root(1), List.of())).isFalse();
    assertThat(MerkleProofs.consistent(0, 1, empty, root(1), List.of(root(1)))).isFalse();
    assertThat(MerkleProofs.consistent(0, 0, empty, empty, List.of())).isTrue();
    assertThat(MerkleProofs.consistent(0, 0, empty, root(1), List.of())).isFalse();
    assertThat(MerkleProofs.includes(0, 0, empty, List.of(), empty)).isFalse();
  }

  private void grow(int size) {
    for (int i = 0; i < size; i++) {
      append(
          i, MerkleTree.leafHash(("leaf " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  private void append(int size, byte[] leafHash) {
    var peaks = new HashMap<Node, byte[]>();
    MerkleTree.peaks(size)
        .forEach(peak -> peaks.put(peak, Objects.requireNonNull(nodes.get(peak))));
    nodes.putAll(MerkleTree.append(size, peaks, List.of(leafHash)));
  }

  private byte[] root(long size) {
    return roots.computeIfAbsent(size, wanted -> MerkleTree.root(wanted, all -> nodes));
  }

  private static List<List<byte[]>> mutations(List<byte[]> path, int seed) {
    var all = new ArrayList<List<byte[]>>();
    byte[] garbage = new byte[32];
    new Random(seed).nextBytes(garbage);
    all.add(with(path, 0, garbage));
    all.add(with(path, path.size(), garbage));
    for (int i = 0; i < path.size(); i++) {
      var changed = new ArrayList<>(path);
      changed.set(i, spoilt(path.get(i), seed + i));
      all.add(changed);
      var shorter = new ArrayList<>(path);
      shorter.remove(i);
      all.add(shorter);
      var truncated = new ArrayList<>(path);
      truncated.set(i, java.util.Arrays.copyOf(path.get(i), 31));
      all.add(truncated);
    }
    return all;
  }

  private static List<byte[]> with(List<byte[]> path, int place, byte[] more) {
    var longer = new ArrayList<>(path);
    longer.add(place, more);
    return longer;
  }

  private static byte[] spoilt(byte[] hash, int seed) {
    byte[] other = hash.clone();
    int bit = Math.floorMod(seed * 37, 256);
    other[bit / 8] ^= (byte) (1 << bit % 8);
    return other;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }
}
