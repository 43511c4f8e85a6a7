package hutong.identity.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `identity.reader_session`.
@Repository
class ReaderStore {

  static final String OPEN =
      """
      insert into identity.reader_session
        (code_hash, person_id, account_id, keep_files, created_at, expires_at)
      values (:code, :person, :account, :keep, :now, :expires)
      """;

  static final String COUNT_RECENT =
      """
      select count(*)
      from identity.reader_session
      where account_id = :account and created_at > :since
      """;

  static final String USE =
      """
      update identity.reader_session
      set used_at = :now
      where code_hash = :code and used_at is null and expires_at > :now
      """;

  static final String FINISH =
      """
      update identity.reader_session
      set check_id = :check
      where code_hash = :code
      """;

  static final String FIND =
      """
      select person_id, account_id, keep_files, expires_at, used_at is not null as used, check_id
      from identity.reader_session
      where code_hash = :code
      """;

  static final String DELETE_OLD =
      """
      delete from identity.reader_session
      where expires_at < :before
      """;

  /// A session as stored.
  record Session(
      PersonId person,
      AccountId account,
      boolean keepFiles,
      Instant expiresAt,
      boolean used,
      @Nullable UUID check) {}

  private final JdbcClient jdbc;

  ReaderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(
      byte[] code, AccountId account, PersonId person, boolean keep, Instant now, Instant expires) {
    jdbc.sql(OPEN)
        .param("code", code)
        .param("person", person.value())
        .param("account", account.value())
        .param("keep", keep)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  long countRecent(AccountId account, Instant since) {
    return jdbc.sql(COUNT_RECENT)
        .param("account", account.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /// False when it was used before or has ended.
  boolean use(byte[] code, Instant now) {
    return jdbc.sql(USE).param("code", code).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  void finish(byte[] code, UUID check) {
    jdbc.sql(FINISH).param("code", code).param("check", check).update();
  }

  Optional<Session> find(byte[] code) {
    return jdbc.sql(FIND)
        .param("code", code)
        .query(
            (row, n) ->
                new Session(
                    new PersonId(row.getObject("person_id", UUID.class)),
                    new AccountId(row.getObject("account_id", UUID.class)),
                    row.getBoolean("keep_files"),
                    row.getObject("expires_at", java.time.OffsetDateTime.class).toInstant(),
                    row.getBoolean("used"),
                    row.getObject("check_id", UUID.class)))
        .optional();
  }

  void deleteOld(Instant before) {
    jdbc.sql(DELETE_OLD).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }
}
