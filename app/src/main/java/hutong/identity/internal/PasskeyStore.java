package hutong.identity.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The public halves of passkeys.
@Repository
class PasskeyStore {

  static final String ADD =
      """
      insert into identity.passkey
        (id, account_id, credential_id, credential, counter, label, created_at)
      values
        (:id, :account, :credential_id, :credential, :counter, :label, :now)
      on conflict (credential_id) do nothing
      """;

  static final String FIND =
      """
      select p.id, p.account_id, p.credential_id, p.credential, p.counter, p.label, p.created_at,
             p.last_used_at
      from identity.passkey p
      join identity.account a on a.id = p.account_id and a.erased_at is null
      where p.credential_id = :credential_id
      """;

  static final String LIST =
      """
      select id, account_id, credential_id, credential, counter, label, created_at, last_used_at
      from identity.passkey
      where account_id = :account
      order by created_at, id
      limit :most
      """;

  static final String USED =
      """
      update identity.passkey
      set counter = :counter, last_used_at = :now
      where id = :id and counter <= :counter
      """;

  static final String REMOVE =
      """
      delete from identity.passkey
      where id = :id and account_id = :account
      """;

  static final String REMOVE_ALL =
      """
      delete from identity.passkey
      where account_id = :account
      """;

  /// Sign-ups from one source wait for each other, so that counting holds.
  static final String ONE_AT_A_TIME =
      """
      select pg_advisory_xact_lock(hashtextextended(encode(:source::bytea, 'hex'), 31))::text
      """;

  static final String COUNT_SIGN_UPS =
      """
      select count(*)
      from identity.passkey_sign_up
      where source_index = :source and at > :since
      """;

  static final String ADD_SIGN_UP =
      """
      insert into identity.passkey_sign_up (source_index, at)
      values (:source, :now)
      """;

  static final String FORGET_SIGN_UPS =
      """
      delete from identity.passkey_sign_up
      where at <= :before
      """;

  /// A passkey as stored.
  record Row(UUID id, UUID account, byte[] credentialId, byte[] credential, Use use) {}

  /// How it has been used.
  record Use(long counter, String label, Instant createdAt, @Nullable Instant lastUsedAt) {}

  private final JdbcClient jdbc;

  PasskeyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// How many accounts were opened from this source since then; others wait until the end of the
  /// transaction.
  long signUps(byte[] source, Instant since) {
    jdbc.sql(ONE_AT_A_TIME).param("source", source).query((row, n) -> n).list();
    return jdbc.sql(COUNT_SIGN_UPS)
        .param("source", source)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  void addSignUp(byte[] source, Instant now) {
    jdbc.sql(ADD_SIGN_UP)
        .param("source", source)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void forgetSignUps(Instant before) {
    jdbc.sql(FORGET_SIGN_UPS).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  /// False when this key is known already.
  boolean add(Row passkey) {
    return jdbc.sql(ADD)
            .param("id", passkey.id())
            .param("account", passkey.account())
            .param("credential_id", passkey.credentialId())
            .param("credential", passkey.credential())
            .param("counter", passkey.use().counter())
            .param("label", passkey.use().label())
            .param("now", passkey.use().createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<Row> find(byte[] credentialId) {
    return jdbc.sql(FIND).param("credential_id", credentialId).query(PasskeyStore::row).optional();
  }

  List<Row> list(UUID account) {
    return jdbc.sql(LIST)
        .param("account", account)
        .param("most", IdentityLimits.PASSKEYS)
        .query(PasskeyStore::row)
        .list();
  }

  boolean used(UUID id, long counter, Instant now) {
    return jdbc.sql(USED)
            .param("id", id)
            .param("counter", counter)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean remove(UUID account, UUID id) {
    return jdbc.sql(REMOVE).param("account", account).param("id", id).update() == 1;
  }

  int removeAll(UUID account) {
    return jdbc.sql(REMOVE_ALL).param("account", account).update();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    var lastUsed = row.getObject("last_used_at", OffsetDateTime.class);
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getBytes("credential_id"),
        row.getBytes("credential"),
        new Use(
            row.getLong("counter"),
            row.getString("label"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            lastUsed == null ? null : lastUsed.toInstant()));
  }
}
