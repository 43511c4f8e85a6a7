package hutong.audit.internal;

import hutong.audit.EntryId;
import hutong.audit.LogHead;
import hutong.audit.LogQuery;
import hutong.audit.LoggedEntry;
import hutong.audit.MerkleTree.Node;
import hutong.kernel.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AuditStore {

  /// One number for the whole platform: whoever holds it puts entries in order.
  private static final long SEQUENCER_LOCK = 0x6875_746f_6e67_0010L;

  private static final String WRITE =
      """
      insert into audit.intake (id, at, actor, act, subject, purpose, leaf)
      values (:id, :at, :actor, :act, :subject, :purpose, :leaf)
      """;

  private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(:lock)";

  private static final String WAITING =
      """
      select arrival, id, at, actor, act, subject, purpose, leaf
      from audit.intake
      order by arrival
      limit :most
      """;

  private static final String SIZE = "select coalesce(max(index) + 1, 0) from audit.entry";

  private static final String ADD_ENTRY =
      """
      insert into audit.entry (index, id, at, actor, act, subject, purpose, leaf)
      values (:index, :id, :at, :actor, :act, :subject, :purpose, :leaf)
      """;

  private static final String ADD_NODE =
      "insert into audit.node (level, index, hash) values (:level, :index, :hash)";

  private static final String TAKE = "delete from audit.intake where arrival = :arrival";

  private static final String ADD_HEAD =
      """
      insert into audit.head (size, root, at, key_id, note)
      values (:size, :root, :at, :keyId, :note)
      """;

  private static final String HEAD =
      "select size, root, at, key_id, note from audit.head order by size desc limit 1";

  private static final String NODES =
      """
      select n.level, n.index, n.hash
      from unnest(string_to_array(:levels, ',')::int[], string_to_array(:indexes, ',')::bigint[])
        as wanted (level, index)
      join audit.node n on n.level = wanted.level and n.index = wanted.index
      """;

  private static final String BY_ID = "select index, leaf from audit.entry where id = :id";

  private static final String BY_SUBJECT =
      """
      select index, leaf
      from audit.entry
      where subject = :subject
        and (:before::bigint is null or index < :before)
      order by index desc
      limit :most
      """;

  private static final String FIND =
      """
      select index, leaf
      from audit.entry
      where (:act::text is null or act = :act or act like :actPrefix)
        and (:actor::text is null or actor = :actor)
        and (:from::timestamptz is null or at >= :from)
        and (:until::timestamptz is null or at < :until)
        and (:before::bigint is null or index < :before)
      order by index desc
      limit :most
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  AuditStore(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /// An entry as it waits: `arrival` orders it, the rest is copied as it stands.
  record Waiting(
      long arrival,
      UUID id,
      OffsetDateTime at,
      String actor,
      String act,
      @Nullable UUID subject,
      String purpose,
      String leaf) {

    MapSqlParameterSource parameters() {
      return new MapSqlParameterSource("arrival", arrival)
          .addValue("id", id)
          .addValue("at", at)
          .addValue("actor", actor)
          .addValue("act", act)
          .addValue("subject", subject, Types.OTHER)
          .addValue("purpose", purpose)
          .addValue("leaf", leaf);
    }
  }

  void write(Waiting entry) {
    jdbc.sql(WRITE).paramSource(entry.parameters()).update();
  }

  boolean tryLock() {
    return jdbc.sql(TRY_LOCK).param("lock", SEQUENCER_LOCK).query(Boolean.class).single();
  }

  List<Waiting> waiting(int most) {
    return jdbc.sql(WAITING).param("most", most).query(AuditStore::waiting).list();
  }

  long size() {
    return jdbc.sql(SIZE).query(Long.class).single();
  }

  void addEntries(long firstIndex, List<Waiting> entries) {
    var rows = new SqlParameterSource[entries.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = entries.get(i).parameters().addValue("index", firstIndex + i);
    }
    batches.batchUpdate(ADD_ENTRY, rows);
    batches.batchUpdate(TAKE, rows);
  }

  void addNodes(Map<Node, byte[]> nodes) {
    var rows =
        nodes.entrySet().stream()
            .map(
                node ->
                    new MapSqlParameterSource("level", node.getKey().level())
                        .addValue("index", node.getKey().index())
                        .addValue("hash", node.getValue()))
            .toArray(SqlParameterSource[]::new);
    batches.batchUpdate(ADD_NODE, rows);
  }

  Map<Node, byte[]> nodes(Set<Node> wanted) {
    var found = new HashMap<Node, byte[]>();
    jdbc.sql(NODES)
        .param("levels", String.join(",", wanted.stream().map(n -> "" + n.level()).toList()))
        .param("indexes", String.join(",", wanted.stream().map(n -> "" + n.index()).toList()))
        .query(
            row -> {
              found.put(new Node(row.getInt("level"), row.getLong("index")), row.getBytes("hash"));
            });
    return found;
  }

  void addHead(LogHead head) {
    jdbc.sql(ADD_HEAD)
        .param("size", head.size())
        .param("root", head.root())
        .param("at", head.at().atOffset(ZoneOffset.UTC))
        .param("keyId", head.keyId())
        .param("note", head.note())
        .update();
  }

  Optional<LogHead> head() {
    return jdbc.sql(HEAD)
        .query(
            (row, n) ->
                new LogHead(
                    row.getLong("size"),
                    row.getBytes("root"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("key_id"),
                    row.getString("note")))
        .optional();
  }

  Optional<LoggedEntry> find(EntryId id) {
    return jdbc.sql(BY_ID).param("id", id.value()).query(AuditStore::entry).optional();
  }

  List<LoggedEntry> about(PersonId person, @Nullable Long before, int most) {
    return jdbc.sql(BY_SUBJECT)
        .param("subject", person.value())
        .param("before", before)
        .param("most", most)
        .query(AuditStore::entry)
        .list();
  }

  List<LoggedEntry> find(LogQuery query) {
    var act = query.act();
    return jdbc.sql(FIND)
        .param("act", act)
        .param("actPrefix", act != null && act.endsWith(".") ? literal(act) + "%" : null)
        .param("actor", query.actor())
        .param("from", time(query.from()))
        .param("until", time(query.until()))
        .param("before", query.before())
        .param("most", query.most())
        .query(AuditStore::entry)
        .list();
  }

  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Waiting waiting(ResultSet row, int number) throws SQLException {
    return new Waiting(
        row.getLong("arrival"),
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class),
        row.getString("actor"),
        row.getString("act"),
        row.getObject("subject", UUID.class),
        row.getString("purpose"),
        row.getString("leaf"));
  }

  private static LoggedEntry entry(ResultSet row, int number) throws SQLException {
    return LeafReader.read(row.getLong("index"), row.getString("leaf"));
  }
}
