package hutong.credential.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialId;
import hutong.credential.RevocationReason;
import hutong.kernel.PersonId;
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

/// The tables `credential.status_list` and `credential.issued`: every credential ever issued, as
/// far as it must be known to be revoked. What it says is not here.
@Repository
class IssuedStore {

  static final String OPEN_LIST =
      """
      insert into credential.status_list (id, type, number, size, opened_at)
      select :id, :type, coalesce(max(number), 0) + 1, :size, :now
      from credential.status_list
      where type = :type
      on conflict (type, number) do nothing
      """;

  static final String CURRENT_LIST =
      """
      select id
      from credential.status_list
      where type = :type
      order by number desc
      limit 1
      """;

  static final String COUNT_PLACES =
      """
      select count(*)
      from credential.issued
      where list_id = :list
      """;

  static final String LISTS =
      """
      select id, type, number, size
      from credential.status_list
      order by type, number
      """;

  static final String FIND_LIST =
      """
      select id, type, number, size
      from credential.status_list
      where id = :id
      """;

  static final String REVOKED_PLACES =
      """
      select list_index
      from credential.issued
      where list_id = :list and revoked_at is not null
      order by list_index
      """;

  static final String LAST_CHANGE =
      """
      select count(*) as revoked, max(revoked_at) as last
      from credential.issued
      where list_id = :list and revoked_at is not null
      """;

  static final String ADD =
      """
      insert into credential.issued
        (id, person_id, type, format, grounds, claim_names, digest, list_id, list_index, holder,
         grant_id, notification_hash, signer, issued_at, expires_at)
      values
        (:id, :person, :type, :format, :grounds, :names, :digest, :list, :index, :holder, :grant,
         :notification, :signer, :now, :expires)
      on conflict (list_id, list_index) do nothing
      """;

  static final String LIVE_OF =
      """
      select id, person_id, type, format, grounds, claim_names, digest, list_id, list_index,
             holder, issued_at, expires_at, revoked_at, reason
      from credential.issued
      where person_id = :person and revoked_at is null and expires_at > :now
      """;

  static final String FIND =
      """
      select id, person_id, type, format, grounds, claim_names, digest, list_id, list_index,
             holder, issued_at, expires_at, revoked_at, reason
      from credential.issued
      where id = :id
      """;

  static final String WALLET_OF =
      """
      select id, person_id, type, format, grounds, claim_names, digest, list_id, list_index,
             holder, issued_at, expires_at, revoked_at, reason
      from credential.issued
      where person_id = :person and type = :type and grounds = :grounds and holder = 'WALLET'
        and expires_at > :now
      order by issued_at desc
      limit 100
      """;

  static final String RESTING_ON =
      """
      select distinct person_id
      from credential.issued
      where type = :type and grounds = :grounds and revoked_at is null and expires_at > :now
      """;

  static final String REVOKE =
      """
      update credential.issued
      set revoked_at = :now, reason = :reason
      where id = :id and revoked_at is null
      """;

  static final String BY_NOTIFICATION =
      """
      select id, person_id, type, format, grounds, claim_names, digest, list_id, list_index,
             holder, issued_at, expires_at, revoked_at, reason
      from credential.issued
      where notification_hash = :notification and grant_id = :grant
      """;

  static final String NOTED =
      """
      update credential.issued
      set notified = :event
      where notification_hash = :notification and grant_id = :grant
      """;

  static final String COUNTS =
      """
      select type, holder, count(*) as issued, count(revoked_at) as revoked
      from credential.issued
      group by type, holder
      order by type, holder
      """;

  /// A status list.
  record StatusList(UUID id, String type, int number, int size) {}

  /// What a list last showed.
  record Change(long revoked, @Nullable Instant last) {}

  /// A credential that was issued.
  record Row(
      CredentialId id,
      PersonId person,
      String type,
      CredentialFormat format,
      String grounds,
      List<String> names,
      byte[] digest,
      UUID list,
      int index,
      String holder,
      Instant issuedAt,
      Instant expiresAt,
      boolean revoked) {}

  /// How a credential came to be handed out.
  record Handing(
      String holder, @Nullable UUID grant, byte @Nullable [] notification, String signer) {}

  /// How many were issued of a type, and to where.
  record Count(String type, String holder, long issued, long revoked) {}

  private final JdbcClient jdbc;

  IssuedStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void openList(UUID id, String type, Instant now) {
    jdbc.sql(OPEN_LIST)
        .param("id", id)
        .param("type", type)
        .param("size", CredentialLimits.STATUS_LIST_SIZE)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<UUID> currentList(String type) {
    return jdbc.sql(CURRENT_LIST).param("type", type).query(UUID.class).optional();
  }

  long places(UUID list) {
    return jdbc.sql(COUNT_PLACES).param("list", list).query(Long.class).single();
  }

  List<StatusList> lists() {
    return jdbc.sql(LISTS).query(IssuedStore::list).list();
  }

  Optional<StatusList> list(UUID id) {
    return jdbc.sql(FIND_LIST).param("id", id).query(IssuedStore::list).optional();
  }

  List<Integer> revokedPlaces(UUID list) {
    return jdbc.sql(REVOKED_PLACES)
        .param("list", list)
        .query((row, n) -> row.getInt("list_index"))
        .list();
  }

  Change lastChange(UUID list) {
    return jdbc.sql(LAST_CHANGE)
        .param("list", list)
        .query(
            (row, n) -> {
              var last = row.getObject("last", OffsetDateTime.class);
              return new Change(row.getLong("revoked"), last == null ? null : last.toInstant());
            })
        .single();
  }

  /// False when the place was taken.
  boolean add(Row row, Handing handing) {
    return jdbc.sql(ADD)
            .param("id", row.id().value())
            .param("person", row.person().value())
            .param("type", row.type())
            .param("format", row.format().name())
            .param("grounds", row.grounds())
            .param("names", row.names().toArray(String[]::new))
            .param("digest", row.digest())
            .param("list", row.list())
            .param("index", row.index())
            .param("holder", handing.holder())
            .param("grant", handing.grant())
            .param("notification", handing.notification())
            .param("signer", handing.signer())
            .param("now", row.issuedAt().atOffset(ZoneOffset.UTC))
            .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  List<Row> live(PersonId person, Instant now) {
    return jdbc.sql(LIVE_OF)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(IssuedStore::row)
        .list();
  }

  Optional<Row> find(CredentialId id) {
    return jdbc.sql(FIND).param("id", id.value()).query(IssuedStore::row).optional();
  }

  List<Row> inWallets(PersonId person, String type, String grounds, Instant now) {
    return jdbc.sql(WALLET_OF)
        .param("person", person.value())
        .param("type", type)
        .param("grounds", grounds)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(IssuedStore::row)
        .list();
  }

  List<PersonId> restingOn(String type, String grounds, Instant now) {
    return jdbc.sql(RESTING_ON)
        .param("type", type)
        .param("grounds", grounds)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }

  boolean revoke(CredentialId id, RevocationReason reason, Instant now) {
    return jdbc.sql(REVOKE)
            .param("id", id.value())
            .param("reason", reason.name())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  List<Row> byNotification(byte[] notification, UUID grant) {
    return jdbc.sql(BY_NOTIFICATION)
        .param("notification", notification)
        .param("grant", grant)
        .query(IssuedStore::row)
        .list();
  }

  void noted(byte[] notification, UUID grant, String event) {
    jdbc.sql(NOTED)
        .param("notification", notification)
        .param("grant", grant)
        .param("event", event)
        .update();
  }

  List<Count> counts() {
    return jdbc.sql(COUNTS)
        .query(
            (row, n) ->
                new Count(
                    row.getString("type"),
                    row.getString("holder"),
                    row.getLong("issued"),
                    row.getLong("revoked")))
        .list();
  }

  private static StatusList list(ResultSet row, int number) throws SQLException {
    return new StatusList(
        row.getObject("id", UUID.class),
        row.getString("type"),
        row.getInt("number"),
        row.getInt("size"));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        new CredentialId(row.getObject("id", UUID.class)),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("type"),
        CredentialFormat.valueOf(row.getString("format")),
        row.getString("grounds"),
        AuthorisationStore.texts(row, "claim_names"),
        row.getBytes("digest"),
        row.getObject("list_id", UUID.class),
        row.getInt("list_index"),
        row.getString("holder"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("revoked_at") != null);
  }
}
