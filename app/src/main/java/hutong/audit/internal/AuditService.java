package hutong.audit.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.audit.AuditLimits;
import hutong.audit.AuditLog;
import hutong.audit.ConsistencyProof;
import hutong.audit.EntryId;
import hutong.audit.InclusionProof;
import hutong.audit.Leaf;
import hutong.audit.LogHead;
import hutong.audit.LogQuery;
import hutong.audit.LoggedEntry;
import hutong.audit.MerkleTree;
import hutong.kernel.PersonId;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.Use;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Service
class AuditService implements Audit, AuditLog {

  private final AuditStore store;
  private final SigningKeys keys;
  private final SequencerBell bell;
  private final InstantSource clock;

  AuditService(AuditStore store, SigningKeys keys, SequencerBell bell, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.bell = bell;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void record(AuditEntry entry) {
    bounded(entry);
    var id = EntryId.random();
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    store.write(
        new AuditStore.Waiting(
            0,
            id.value(),
            at.atOffset(ZoneOffset.UTC),
            entry.actor(),
            entry.act(),
            entry.subject().map(PersonId::value).orElse(null),
            entry.purpose(),
            Leaf.of(id, at, entry)));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.ring();
          }
        });
  }

  private static void bounded(AuditEntry entry) {
    boolean fits =
        entry.actor().length() <= AuditLimits.ACTOR
            && entry.act().length() <= AuditLimits.ACT
            && entry.purpose().length() <= AuditLimits.PURPOSE
            && entry.facts().size() <= AuditLimits.FACTS
            && entry.facts().entrySet().stream()
                .allMatch(
                    fact ->
                        fact.getKey().length() <= AuditLimits.FACT_NAME
                            && fact.getValue().length() <= AuditLimits.FACT_VALUE);
    if (!fits) {
      throw new IllegalArgumentException("too long for the log: " + entry.act());
    }
  }

  @Override
  @Transactional(readOnly = true)
  public List<LoggedEntry> about(PersonId person, @Nullable Long before, int most) {
    return store.about(person, before, Math.clamp(most, 1, LogQuery.MOST));
  }

  @Override
  @Transactional(readOnly = true)
  public List<LoggedEntry> find(LogQuery query) {
    return store.find(query);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<LoggedEntry> find(EntryId entry) {
    return store.find(entry);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<LogHead> head() {
    return store.head();
  }

  /// An entry and the head over it become visible together, so a head that is read first may be
  /// too short for the entry: it is read last.
  @Override
  @Transactional(readOnly = true)
  public Optional<InclusionProof> inclusion(EntryId id) {
    return store
        .find(id)
        .flatMap(
            entry ->
                store
                    .head()
                    .map(
                        head ->
                            new InclusionProof(
                                entry,
                                head,
                                MerkleTree.inclusion(entry.index(), head.size(), store::nodes))));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ConsistencyProof> consistency(long from, long to) {
    if (from < 1 || from > to || to > store.head().map(LogHead::size).orElse(0L)) {
      return Optional.empty();
    }
    return Optional.of(
        new ConsistencyProof(
            from,
            to,
            MerkleTree.root(from, store::nodes),
            MerkleTree.root(to, store::nodes),
            MerkleTree.consistency(from, to, store::nodes)));
  }

  @Override
  public List<HeadKey> keys() {
    return keys.accepted(Use.LOG_HEAD).stream()
        .map(key -> new HeadKey(key.id(), key.certificate().getPublicKey()))
        .toList();
  }
}
