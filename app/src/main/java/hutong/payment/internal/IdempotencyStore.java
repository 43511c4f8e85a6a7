package hutong.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The table `payment.idempotency`.
@Repository
class IdempotencyStore {

  /// @param answer absent while it is being found
  record Row(
      String caller,
      String key,
      byte[] fingerprint,
      @Nullable Answer answer,
      UUID node,
      Instant startedAt) {}

  static final String ADD =
      """
      insert into payment.idempotency (caller, key, fingerprint, node, started_at)
      values (:caller, :key, :fingerprint, :node, :now)
      on conflict (caller, key) do nothing
      """;

  static final String FIND =
      """
      select caller, key, fingerprint, status, content_type, body, node, started_at
      from payment.idempotency
      where caller = :caller and key = :key
      """;

  static final String FIND_EACH =
      """
      select i.caller, i.key, i.fingerprint, i.status, i.content_type, i.body, i.node, i.started_at
      from payment.idempotency i
      join unnest(:callers::text[], :keys::text[]) as w(caller, key)
        on i.caller = w.caller and i.key = w.key
      """;

  static final String ADD_ANSWERED =
      """
      insert into payment.idempotency
        (caller, key, fingerprint, status, content_type, body, node, started_at, answered_at)
      select w.caller, w.key, w.fingerprint, w.status, w.type, w.body, :node, :now, :now
      from unnest(:callers::text[], :keys::text[], :fingerprints::bytea[], :statuses::int[],
                  :types::text[], :bodies::bytea[])
           as w(caller, key, fingerprint, status, type, body)
      """;

  static final String TAKE_OVER =
      """
      update payment.idempotency
      set node = :node, started_at = :now
      where caller = :caller and key = :key and status is null and started_at = :seen
      """;

  static final String ANSWER =
      """
      update payment.idempotency
      set status = :status, content_type = :type, body = :body, answered_at = :now
      where caller = :caller and key = :key and status is null
      """;

  static final String FORGET =
      """
      delete from payment.idempotency
      where started_at < :before
      """;

  private final JdbcClient jdbc;

  IdempotencyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(String caller, String key, byte[] fingerprint, UUID node, Instant now) {
    return jdbc.sql(ADD)
            .param("caller", caller)
            .param("key", key)
            .param("fingerprint", fingerprint)
            .param("node", node)
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Row> find(String caller, String key) {
    return jdbc.sql(FIND)
        .param("caller", caller)
        .param("key", key)
        .query(IdempotencyStore::row)
        .optional();
  }

  List<Row> findEach(List<String> callers, List<String> keys) {
    return jdbc.sql(FIND_EACH)
        .param("callers", new SqlArrayValue("text", callers.toArray()))
        .param("keys", new SqlArrayValue("text", keys.toArray()))
        .query(IdempotencyStore::row)
        .list();
  }

  void addAnswered(List<Row> rows, UUID node, Instant now) {
    jdbc.sql(ADD_ANSWERED)
        .param("callers", array("text", rows, Row::caller))
        .param("keys", array("text", rows, Row::key))
        .param("fingerprints", bytes(rows, Row::fingerprint))
        .param("statuses", array("int4", rows, row -> answer(row).status()))
        .param("types", array("text", rows, row -> answer(row).contentType()))
        .param("bodies", bytes(rows, row -> answer(row).body()))
        .param("node", node)
        .param("now", utc(now))
        .update();
  }

  private static Answer answer(Row row) {
    var answer = row.answer();
    if (answer == null) {
      throw new IllegalStateException("not answered");
    }
    return answer;
  }

  boolean takeOver(Row row, UUID node, Instant now) {
    return jdbc.sql(TAKE_OVER)
            .param("caller", row.caller())
            .param("key", row.key())
            .param("node", node)
            .param("seen", utc(row.startedAt()))
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean answer(String caller, String key, Answer answer, Instant now) {
    return jdbc.sql(ANSWER)
            .param("caller", caller)
            .param("key", key)
            .param("status", answer.status())
            .param("type", answer.contentType())
            .param("body", answer.body())
            .param("now", utc(now))
            .update()
        == 1;
  }

  int forget(Instant before) {
    return jdbc.sql(FORGET).param("before", utc(before)).update();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    var status = row.getObject("status", Integer.class);
    return new Row(
        row.getString("caller"),
        row.getString("key"),
        row.getBytes("fingerprint"),
        status == null
            ? null
            : new Answer(status, row.getString("content_type"), row.getBytes("body")),
        row.getObject("node", UUID.class),
        row.getObject("started_at", OffsetDateTime.class).toInstant());
  }

  private static SqlArrayValue array(String type, List<Row> rows, Function<Row, Object> part) {
    return new SqlArrayValue(type, rows.stream().map(part).toArray());
  }

  private static SqlArrayValue bytes(List<Row> rows, Function<Row, byte[]> part) {
    return new SqlArrayValue("bytea", (Object[]) rows.stream().map(part).toArray(byte[][]::new));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
