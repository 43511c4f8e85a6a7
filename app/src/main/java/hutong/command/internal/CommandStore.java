package hutong.command.internal;

import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands.Done;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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

/// The tables `command.command`, whose primary key is what makes a command happen once, and
/// `command.kept`, where the one writer of a batch keeps its answers.
@Repository
class CommandStore {

  /// @param answer absent while it is being found
  record Row(Command command, @Nullable Answer answer, UUID node, Instant startedAt) {}

  /// An answer that was kept with many others.
  @SuppressWarnings("ArrayRecordComponent") // compared by value in one place only
  record Kept(UUID id, byte[] fingerprint, Answer answer) {}

  static final String ADD =
      """
      insert into command.command (caller, key, fingerprint, node, started_at)
      values (:caller, :key, :fingerprint, :node, :now)
      on conflict (caller, key) do nothing
      """;

  static final String FIND =
      """
      select caller, key, fingerprint, status, content_type, body, node, started_at
      from command.command
      where caller = :caller and key = :key
      """;

  static final String FIND_EACH =
      """
      select i.caller, i.key, i.fingerprint, i.status, i.content_type, i.body, i.node, i.started_at
      from command.command i
      join unnest(:callers::text[], :keys::text[]) as w(caller, key)
        on i.caller = w.caller and i.key = w.key
      """;

  /// Those that were decided many at a time.
  static final String FIND_KEPT =
      """
      select key_id, fingerprint, status, body
      from command.kept
      where key_id = any(:ids::uuid[]) and day >= :oldest
      """;

  static final String KEEP =
      """
      insert into command.kept (day, key_id, fingerprint, status, body)
      select :day, k.key_id, k.fingerprint, k.status, k.body
      from unnest(:ids::uuid[], :fingerprints::bytea[], :statuses::int[], :bodies::bytea[])
           as k(key_id, fingerprint, status, body)
      """;

  static final String TURN_DAYS =
      """
      select command.turn_days(:today, :kept)
      """;

  static final String TAKE_OVER =
      """
      update command.command
      set node = :node, started_at = :now
      where caller = :caller and key = :key and status is null and started_at = :seen
      """;

  static final String ANSWER =
      """
      update command.command
      set status = :status, content_type = :type, body = :body, answered_at = :now
      where caller = :caller and key = :key and status is null
      """;

  static final String FORGET =
      """
      delete from command.command
      where started_at < :before
      """;

  private final JdbcClient jdbc;

  CommandStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(Command command, UUID node, Instant now) {
    return jdbc.sql(ADD)
            .param("caller", command.caller())
            .param("key", command.key())
            .param("fingerprint", command.fingerprint())
            .param("node", node)
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Row> find(Command command) {
    return jdbc.sql(FIND)
        .param("caller", command.caller())
        .param("key", command.key())
        .query(CommandStore::row)
        .optional();
  }

  List<Row> findEach(List<Command> commands) {
    return jdbc.sql(FIND_EACH)
        .param("callers", array("text", commands, Command::caller))
        .param("keys", array("text", commands, Command::key))
        .query(CommandStore::row)
        .list();
  }

  /// By [Command#id()].
  List<Kept> findKept(List<Command> commands, LocalDate oldest) {
    return jdbc.sql(FIND_KEPT)
        .param("ids", array("uuid", commands, Command::id))
        .param("oldest", oldest)
        .query(
            (row, n) ->
                new Kept(
                    row.getObject("key_id", UUID.class),
                    row.getBytes("fingerprint"),
                    Answer.of(row.getInt("status"), row.getBytes("body"))))
        .list();
  }

  void keep(List<Done> done, LocalDate day) {
    jdbc.sql(KEEP)
        .param("day", day)
        .param("ids", array("uuid", done, each -> each.command().id()))
        .param("fingerprints", bytes(done, each -> each.command().fingerprint()))
        .param("statuses", array("int4", done, each -> each.answer().status()))
        .param("bodies", bytes(done, each -> each.answer().body()))
        .update();
  }

  /// Opens the coming days, drops those that are not kept any more; says how many.
  int turnDays(LocalDate today, int kept) {
    return jdbc.sql(TURN_DAYS)
        .param("today", today)
        .param("kept", kept)
        .query(Integer.class)
        .single();
  }

  boolean takeOver(Row row, UUID node, Instant now) {
    return jdbc.sql(TAKE_OVER)
            .param("caller", row.command().caller())
            .param("key", row.command().key())
            .param("node", node)
            .param("seen", utc(row.startedAt()))
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean answer(Command command, Answer answer, Instant now) {
    return jdbc.sql(ANSWER)
            .param("caller", command.caller())
            .param("key", command.key())
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
        new Command(row.getString("caller"), row.getString("key"), row.getBytes("fingerprint")),
        status == null
            ? null
            : new Answer(status, row.getString("content_type"), row.getBytes("body")),
        row.getObject("node", UUID.class),
        row.getObject("started_at", OffsetDateTime.class).toInstant());
  }

  private static <T> SqlArrayValue array(String type, List<T> rows, Function<T, Object> part) {
    return new SqlArrayValue(type, rows.stream().map(part).toArray());
  }

  private static <T> SqlArrayValue bytes(List<T> rows, Function<T, byte[]> part) {
    return new SqlArrayValue("bytea", (Object[]) rows.stream().map(part).toArray(byte[][]::new));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
