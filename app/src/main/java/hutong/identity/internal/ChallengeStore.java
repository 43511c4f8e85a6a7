package hutong.identity.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `identity.chip_challenge`.
@Repository
class ChallengeStore {

  static final String ADD =
      """
      insert into identity.chip_challenge (code_hash, owner_hash, content, created_at, expires_at)
      values (:code, :owner, :content, :now, :expires)
      """;

  static final String COUNT_RECENT =
      """
      select count(*)
      from identity.chip_challenge
      where owner_hash = :owner and created_at > :since
      """;

  static final String FIND =
      """
      select content, expires_at, used_at is not null as used
      from identity.chip_challenge
      where code_hash = :code and owner_hash = :owner
      """;

  static final String USE =
      """
      update identity.chip_challenge
      set used_at = :now
      where code_hash = :code and owner_hash = :owner and used_at is null and expires_at > :now
      """;

  static final String DELETE_OLD =
      """
      delete from identity.chip_challenge
      where expires_at < :before
      """;

  /// A challenge as stored.
  record Row(byte[] content, Instant expiresAt, boolean used) {}

  private final JdbcClient jdbc;

  ChallengeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(byte[] code, byte[] owner, byte[] content, Instant now, Instant expires) {
    jdbc.sql(ADD)
        .param("code", code)
        .param("owner", owner)
        .param("content", content)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  long countRecent(byte[] owner, Instant since) {
    return jdbc.sql(COUNT_RECENT)
        .param("owner", owner)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  Optional<Row> find(byte[] code, byte[] owner) {
    return jdbc.sql(FIND)
        .param("code", code)
        .param("owner", owner)
        .query(
            (row, n) ->
                new Row(
                    row.getBytes("content"),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                    row.getBoolean("used")))
        .optional();
  }

  /// False when it was answered before, is too old, or is somebody else's.
  boolean use(byte[] code, byte[] owner, Instant now) {
    return jdbc.sql(USE)
            .param("code", code)
            .param("owner", owner)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void deleteOld(Instant before) {
    jdbc.sql(DELETE_OLD).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }
}
