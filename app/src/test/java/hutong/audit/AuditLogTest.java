package hutong.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@HutongTest
class AuditLogTest {

  @Autowired Audit audit;
  @Autowired AuditLog log;
  @Autowired AuditSettings settings;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private final PersonId maria = PersonId.random();

  @Test
  void an_act_gets_a_place_a_signed_head_and_a_proof() {
    var desk = AccountId.random().toString();
    audit.record(
        AuditEntry.of(desk, "identity.document.read")
            .about(maria)
            .because(Purpose.IDENTITY_PROOF)
            .with("field", "number")
            .with("note", "\"quoted\" \\ \n 中文"));

    var entry = soon(1).getFirst();
    assertThat(entry.entry().actor()).isEqualTo(desk);
    assertThat(entry.entry().facts()).containsEntry("note", "\"quoted\" \\ \n 中文");
    assertThat(entry.entry().purpose()).isEqualTo("IDENTITY_PROOF");
    assertThat(entry.leaf()).isEqualTo(Leaf.of(entry.id(), entry.at(), entry.entry()));

    var proof = log.inclusion(entry.id()).orElseThrow();
    byte[] leaf = MerkleTree.leafHash(entry.leaf().getBytes(StandardCharsets.UTF_8));
    var head = proof.head();
    assertThat(MerkleProofs.includes(entry.index(), head.size(), leaf, proof.path(), head.root()))
        .isTrue();
    var verifier = new HeadVerifier(settings.origin(), log.keys().getFirst().key());
    assertThat(verifier.verify(head.note()))
        .hasValueSatisfying(
            signed -> {
              assertThat(signed.size()).isEqualTo(head.size());
              assertThat(signed.root()).isEqualTo(head.root());
              assertThat(signed.at()).isEqualTo(head.at());
            });
    assertThat(verifier.verify(head.note().replaceFirst("\n\\d+\n", "\n999\n"))).isEmpty();
  }

  @Test
  void an_entry_falls_with_its_act() {
    transaction.executeWithoutResult(
        status -> {
          audit.record(AuditEntry.of("platform", "test.rolled.back").about(maria));
          status.setRollbackOnly();
        });
    audit.record(AuditEntry.of("platform", "test.kept").about(maria));

    assertThat(soon(1)).extracting(entry -> entry.entry().act()).containsExactly("test.kept");
  }

  @Test
  void many_at_once_all_get_places_of_their_own_and_the_log_stays_consistent() throws Exception {
    audit.record(AuditEntry.of("platform", "test.first").about(maria));
    soon(1);
    var before = log.head().orElseThrow();
    try (var clerks = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 300)
          .forEach(
              i ->
                  clerks.execute(
                      () ->
                          audit.record(
                              AuditEntry.of("platform", "test.many")
                                  .about(maria)
                                  .with("n", "" + i))));
    }
    var entries = soon(301);

    assertThat(entries).extracting(LoggedEntry::index).doesNotHaveDuplicates();
    assertThat(entries.stream().map(entry -> entry.entry().facts().get("n")).distinct())
        .hasSize(301);
    var after = log.head().orElseThrow();
    var proof = log.consistency(before.size(), after.size()).orElseThrow();
    assertThat(
            MerkleProofs.consistent(
                before.size(), after.size(), before.root(), after.root(), proof.path()))
        .isTrue();
    assertThat(entries)
        .allSatisfy(
            entry -> {
              var inclusion = log.inclusion(entry.id()).orElseThrow();
              assertThat(
                      MerkleProofs.includes(
                          entry.index(),
                          inclusion.head().size(),
                          MerkleTree.leafHash(entry.leaf().getBytes(StandardCharsets.UTF_8)),
                          inclusion.path(),
                          inclusion.head().root()))
                  .isTrue();
            });
  }

  @Test
  void nothing_in_the_log_can_be_changed() {
    audit.record(AuditEntry.of("platform", "test.unchangeable").about(maria));
    soon(1);
    assertThat(
            Stream.of(
                "update audit.entry set act = 'other'",
                "delete from audit.entry",
                "truncate audit.entry",
                "update audit.node set hash = hash",
                "delete from audit.node where level = 0",
                "truncate audit.node",
                "update audit.head set size = size",
                "delete from audit.head",
                "truncate audit.head",
                "update audit.intake set act = 'other'",
                "truncate audit.intake"))
        .allSatisfy(
            sql ->
                assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("the log only grows"));
  }

  @Test
  void a_place_is_not_left_out_and_what_waits_is_not_lost() {
    audit.record(AuditEntry.of("platform", "test.gapless").about(maria));
    soon(1);
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into audit.entry (index, id, at, actor, act, purpose, leaf)
                        select max(index) + 2, gen_random_uuid(), now(), 'a', 'b', '', '{}'
                        from audit.entry
                        """)
                    .update())
        .hasMessageContaining("would leave a gap");
    transaction.executeWithoutResult(
        status -> {
          audit.record(AuditEntry.of("platform", "test.waiting").about(maria));
          assertThatThrownBy(() -> jdbc.sql("delete from audit.intake").update())
              .hasMessageContaining("is not in the log yet");
          status.setRollbackOnly();
        });
  }

  @Test
  void entries_are_found_by_act_actor_and_day_and_read_page_by_page() {
    var clerk = AccountId.random().toString();
    audit.record(AuditEntry.of(clerk, "testing.one").about(maria));
    audit.record(AuditEntry.of(clerk, "testing.two").about(maria));
    audit.record(AuditEntry.of(clerk, "testing_.three").about(maria));
    var entries = soon(3);

    assertThat(acts(new LogQuery("testing.", clerk, null, null, null, 10)))
        .containsExactly("testing.two", "testing.one");
    assertThat(acts(new LogQuery("testing.one", clerk, null, null, null, 10)))
        .containsExactly("testing.one");
    assertThat(acts(new LogQuery(null, clerk, null, null, null, 1)))
        .containsExactly("testing_.three");
    assertThat(acts(new LogQuery(null, clerk, null, null, entries.get(0).index(), 10)))
        .containsExactly("testing.two", "testing.one");
    var at = entries.getFirst().at();
    assertThat(acts(new LogQuery(null, clerk, at.plusSeconds(60), null, null, 10))).isEmpty();
    assertThat(acts(new LogQuery(null, clerk, null, at.minusSeconds(60), null, 10))).isEmpty();
    assertThat(log.about(maria, entries.get(1).index(), 10)).hasSize(1);
  }

  @Test
  void what_would_not_fit_is_a_bug_of_the_caller() {
    assertThatThrownBy(
            () -> audit.record(AuditEntry.of("platform", "test.long").with("a", "x".repeat(201))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> acts(LogQuery query) {
    return log.find(query).stream().map(entry -> entry.entry().act()).toList();
  }

  /// The person's entries once there are that many.
  private List<LoggedEntry> soon(int count) {
    await(() -> log.about(maria, null, LogQuery.MOST).size() >= count);
    return log.about(maria, null, LogQuery.MOST);
  }

  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
