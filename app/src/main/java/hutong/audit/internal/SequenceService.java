package hutong.audit.internal;

import hutong.audit.AuditLimits;
import hutong.audit.AuditSettings;
import hutong.audit.LogHead;
import hutong.audit.MerkleTree;
import hutong.vault.SigningKeys.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Gives waiting entries their places: one batch, its subtrees and the head over all of it in one
/// transaction, by one node at a time.
@Service
class SequenceService {

  private final AuditStore store;
  private final AuditSettings settings;
  private final InstantSource clock;

  SequenceService(AuditStore store, AuditSettings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /// The number of entries that got a place; 0 when none waits or another node is at it.
  @Transactional
  int sequence(SigningKey key) {
    if (!store.tryLock()) {
      return 0;
    }
    var waiting = store.waiting(AuditLimits.BATCH);
    if (waiting.isEmpty()) {
      return 0;
    }
    long size = store.size();
    var peaks = store.nodes(new LinkedHashSet<>(MerkleTree.peaks(size)));
    var leaves =
        waiting.stream()
            .map(entry -> MerkleTree.leafHash(entry.leaf().getBytes(StandardCharsets.UTF_8)))
            .toList();
    var fresh = MerkleTree.append(size, peaks, leaves);
    store.addEntries(size, waiting);
    store.addNodes(fresh);

    var known = new HashMap<>(peaks);
    known.putAll(fresh);
    long newSize = size + waiting.size();
    byte[] root = MerkleTree.root(newSize, nodes -> known);
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var note =
        SignedNote.sign(settings.origin(), LogHead.text(settings.origin(), newSize, root, at), key);
    store.addHead(new LogHead(newSize, root, at, key.id(), note));
    return waiting.size();
  }
}
