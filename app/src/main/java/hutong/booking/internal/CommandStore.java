package hutong.booking.internal;

import hutong.kernel.AccountId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `booking.command`: its primary key is what makes a command happen once.
@Repository
class CommandStore {

  static final String ADD =
      """
      insert into booking.command (account_id, key, id, payload_hash, begun_at)
      values (:account, :key, :id, :hash, :now)
      on conflict (account_id, key) do nothing
      """;

  static final String FIND =
      """
      select id, payload_hash, begun_at, status, body
      from booking.command
      where account_id = :account and key = :key
      """;

  static final String TAKE_OVER =
      """
      update booking.command
      set begun_at = :now
      where account_id = :account and key = :key and status is null and begun_at = :begun
      """;

  static final String ANSWER =
      """
      update booking.command
      set status = :status, body = :body
      where account_id = :account and key = :key and status is null
      """;

  static final String FORGET =
      """
      delete from booking.command
      where begun_at < :before
      """;

  /// A command as stored; without status and body while nobody answered it.
  record Row(
      UUID id, byte[] hash, Instant begun, @Nullable Integer status, @Nullable String body) {}

  private final JdbcClient jdbc;

  CommandStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(AccountId account, String key, Row row) {
    int added =
        jdbc.sql(ADD)
            .param("account", account.value())
            .param("key", key)
            .param("id", row.id())
            .param("hash", row.hash())
            .param("now", row.begun().atOffset(ZoneOffset.UTC))
            .update();
    return added == 1;
  }

  Row get(AccountId account, String key) {
    return jdbc.sql(FIND)
        .param("account", account.value())
        .param("key", key)
        .query(
            (row, n) ->
                new Row(
                    row.getObject("id", UUID.class),
                    row.getBytes("payload_hash"),
                    row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                    row.getObject("status", Integer.class),
                    row.getString("body")))
        .single();
  }

  boolean takeOver(AccountId account, String key, Row stale, Instant now) {
    int taken =
        jdbc.sql(TAKE_OVER)
            .param("account", account.value())
            .param("key", key)
            .param("begun", stale.begun().atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    return taken == 1;
  }

  boolean answer(AccountId account, String key, int status, String body) {
    int answered =
        jdbc.sql(ANSWER)
            .param("account", account.value())
            .param("key", key)
            .param("status", status)
            .param("body", body)
            .update();
    return answered == 1;
  }

  int forget(Instant before) {
    return jdbc.sql(FORGET).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }
}
