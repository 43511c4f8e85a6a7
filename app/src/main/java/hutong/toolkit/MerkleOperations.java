package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;
import static hutong.toolkit.Operation.Field.required;

import hutong.audit.MerkleProofs;
import hutong.audit.MerkleTree;
import hutong.toolkit.Operation.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Proofs of an append-only log, RFC 9162 section 2.1.
final class MerkleOperations {

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final String[] PATH = {
    "proof",
    "path",
    "inclusionPath",
    "inclusion_path",
    "consistencyPath",
    "consistency_path",
    "hashes"
  };

  static List<Operation> all() {
    return List.of(inclusion(), consistency());
  }

  private static Operation inclusion() {
    return new Operation(
        "merkle.inclusion",
        "Checks that an entry is in a log",
        "the path leads from the leaf to the root",
        List.of(
            required("leafIndex", Kind.WHOLE, "the place of the leaf, from 0"),
            required("treeSize", Kind.WHOLE, "the number of leaves"),
            optional("leafHash", Kind.BINARY, "the hash of the leaf"),
            optional("leaf", Kind.BINARY, "the leaf itself, instead of its hash"),
            required("root", Kind.BINARY, "the root of the tree"),
            required("proof", Kind.BINARIES, "the hashes beside the path, from the leaf upwards")),
        MerkleOperations::includes);
  }

  private static Operation consistency() {
    return new Operation(
        "merkle.consistency",
        "Checks that a log only grew between two of its heads",
        "the larger tree begins with the smaller one",
        List.of(
            required("size1", Kind.WHOLE, "the number of leaves at first"),
            required("size2", Kind.WHOLE, "the number of leaves later"),
            required("root1", Kind.BINARY, "the root at first"),
            required("root2", Kind.BINARY, "the root later"),
            required("proof", Kind.BINARIES, "the hashes that connect the two")),
        MerkleOperations::consistent);
  }

  private static Answer includes(Request request) {
    var index = request.whole("leafIndex", "leafIdx", "leaf_index", "index");
    var size = request.whole("treeSize", "tree_size", "size");
    byte[] root = request.binary(ToolkitLimits.HASH, "root", "rootHash", "root_hash");
    byte[] leafHash =
        request
            .maybeBinary(ToolkitLimits.HASH, "leafHash", "leaf_hash")
            .orElseGet(
                () -> MerkleTree.leafHash(request.binary(ToolkitLimits.TEXT, "leaf", "entry")));
    var path = request.binaries(ToolkitLimits.PROOF, ToolkitLimits.HASH, PATH);
    var faults = new ArrayList<String>();
    lengths(faults, List.of(root, leafHash), path);
    if (index.signum() < 0 || index.compareTo(size) >= 0 || size.compareTo(LARGEST) > 0) {
      faults.add("INDEX_BEYOND_TREE");
    } else if (!MerkleProofs.includes(
        index.longValueExact(), size.longValueExact(), leafHash, path, root)) {
      faults.add("PROOF_WRONG");
    }
    return Answer.judged(faults);
  }

  private static Answer consistent(Request request) {
    var from = request.whole("size1", "first", "from", "firstSize", "oldSize", "first_size");
    var to = request.whole("size2", "second", "to", "secondSize", "newSize", "second_size");
    byte[] fromRoot =
        request.binary(ToolkitLimits.HASH, "root1", "firstRoot", "firstHash", "first_hash");
    byte[] toRoot =
        request.binary(ToolkitLimits.HASH, "root2", "secondRoot", "secondHash", "second_hash");
    var path = request.binaries(ToolkitLimits.PROOF, ToolkitLimits.HASH, PATH);
    var faults = new ArrayList<String>();
    if (!from.equals(to)) {
      lengths(faults, List.of(fromRoot, toRoot), path);
    }
    if (from.signum() < 0 || from.compareTo(to) > 0 || to.compareTo(LARGEST) > 0) {
      faults.add("SIZES_OUT_OF_ORDER");
    } else if (!MerkleProofs.consistent(
        from.longValueExact(), to.longValueExact(), fromRoot, toRoot, path)) {
      faults.add(from.signum() == 0 && to.signum() > 0 ? "FIRST_TREE_EMPTY" : "PROOF_WRONG");
    }
    return Answer.judged(faults);
  }

  private static void lengths(List<String> faults, List<byte[]> values, List<byte[]> path) {
    boolean whole =
        values.stream().allMatch(value -> value.length == MerkleTree.HASH_BYTES)
            && path.stream().allMatch(value -> value.length == MerkleTree.HASH_BYTES);
    if (!whole) {
      faults.add("HASH_LENGTH");
    }
  }

  private MerkleOperations() {}
}
