package hutong.insight.internal;

import hutong.audit.AuditLog;
import hutong.audit.AuditSettings;
import hutong.audit.EntryId;
import hutong.audit.InclusionProof;
import hutong.audit.MerkleTree;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Heads and proofs, for anybody. They hold hashes alone; the values are named as the toolkit's
/// `merkle.inclusion` and `merkle.consistency` take them.
@RestController
@RequestMapping("/api/v1/log")
class LogApi {

  /// A signed head. The note is what is signed, see [LogHead].
  record Head(long treeSize, String root, Instant at, String keyId, String note) {}

  /// That an entry is in the log.
  record Inclusion(
      String entry,
      long leafIndex,
      long treeSize,
      String leafHash,
      String root,
      List<String> proof,
      String note) {}

  /// That the log only grew.
  record Consistency(long size1, long size2, String root1, String root2, List<String> proof) {}

  /// A key that heads are signed with: SubjectPublicKeyInfo in base64.
  record Key(String id, String algorithm, String name, String publicKey) {}

  private final AuditLog log;
  private final AuditSettings settings;

  LogApi(AuditLog log, AuditSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  @Operation(summary = "Gives the newest signed head of the log")
  @GetMapping("/head")
  Head head() {
    var head = log.head().orElseThrow(() -> refused("LOG_EMPTY", HttpStatus.NOT_FOUND));
    return new Head(head.size(), base64(head.root()), head.at(), head.keyId(), head.note());
  }

  @Operation(summary = "Proves that an entry is in the log")
  @GetMapping("/inclusion")
  Inclusion inclusion(@RequestParam(defaultValue = "") String entry) {
    return id(entry)
        .flatMap(log::inclusion)
        .map(LogApi::shown)
        .orElseThrow(() -> refused("NO_SUCH_ENTRY", HttpStatus.NOT_FOUND));
  }

  @Operation(summary = "Proves that the log only grew between two sizes")
  @GetMapping("/consistency")
  Consistency consistency(@RequestParam long from, @RequestParam long to) {
    var proof =
        log.consistency(from, to)
            .orElseThrow(() -> refused("NO_SUCH_SIZE", HttpStatus.UNPROCESSABLE_CONTENT));
    return new Consistency(
        proof.from(),
        proof.to(),
        base64(proof.fromRoot()),
        base64(proof.toRoot()),
        proof.path().stream().map(LogApi::base64).toList());
  }

  @Operation(summary = "Gives the keys that heads are signed with, the current one first")
  @GetMapping("/keys")
  List<Key> keys() {
    return log.keys().stream()
        .map(key -> new Key(key.id(), "ES256", settings.origin(), base64(key.key().getEncoded())))
        .toList();
  }

  static Inclusion shown(InclusionProof proof) {
    byte[] leaf = proof.entry().leaf().getBytes(StandardCharsets.UTF_8);
    return new Inclusion(
        proof.entry().id().toString(),
        proof.entry().index(),
        proof.head().size(),
        base64(MerkleTree.leafHash(leaf)),
        base64(proof.head().root()),
        proof.path().stream().map(LogApi::base64).toList(),
        proof.head().note());
  }

  static Optional<EntryId> id(String text) {
    try {
      return Optional.of(EntryId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  static Problem.Stop refused(String code, HttpStatus status) {
    return Problem.of("insight", code, status).stop();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
