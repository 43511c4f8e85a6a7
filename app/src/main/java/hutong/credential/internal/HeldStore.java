package hutong.credential.internal;

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

/// The tables `credential.held` and `credential.attestation`.
@Repository
class HeldStore {

  static final String LOCK =
      """
      select pg_advisory_xact_lock(hashtextextended(:person, 32))
      """;

  static final String LIST =
      """
      select id, person_id, type, grounds, title, claims, sd_jwt, mdoc, holder_key,
             sd_jwt_issued, mdoc_issued, issued_at, expires_at, revoked_at, reason
      from credential.held
      where person_id = :person
      order by issued_at desc, id
      limit :most
      """;

  static final String FIND =
      """
      select id, person_id, type, grounds, title, claims, sd_jwt, mdoc, holder_key,
             sd_jwt_issued, mdoc_issued, issued_at, expires_at, revoked_at, reason
      from credential.held
      where person_id = :person and id = :id
      """;

  static final String PUT =
      """
      insert into credential.held
        (id, person_id, type, grounds, title, claims, sd_jwt, mdoc, holder_key, sd_jwt_issued,
         mdoc_issued, issued_at, expires_at)
      values
        (:id, :person, :type, :grounds, :title, :claims, :sdJwt, :mdoc, :key, :sdJwtIssued,
         :mdocIssued, :issued, :expires)
      on conflict (person_id, type, grounds) do update
      set title = excluded.title, claims = excluded.claims, sd_jwt = excluded.sd_jwt,
          mdoc = excluded.mdoc, holder_key = excluded.holder_key,
          sd_jwt_issued = excluded.sd_jwt_issued, mdoc_issued = excluded.mdoc_issued,
          issued_at = excluded.issued_at, expires_at = excluded.expires_at, revoked_at = null,
          reason = null
      """;

  static final String REVOKE =
      """
      update credential.held
      set revoked_at = :now, reason = :reason
      where id = :id and revoked_at is null
      """;

  static final String BY_ISSUED =
      """
      select id, person_id, type, grounds, title, claims, sd_jwt, mdoc, holder_key,
             sd_jwt_issued, mdoc_issued, issued_at, expires_at, revoked_at, reason
      from credential.held
      where sd_jwt_issued = :issued or mdoc_issued = :issued
      """;

  static final String FORGET =
      """
      delete from credential.held
      where person_id = :person
      """;

  static final String FORGET_OLD =
      """
      delete from credential.held
      where expires_at < :before or revoked_at < :before
      """;

  static final String ADD_ATTESTATION =
      """
      insert into credential.attestation
        (id, person_id, stated_by, type, claims, holds_until, stated_at)
      values (:id, :person, :by, :type, :claims, :until, :now)
      """;

  static final String ATTESTATIONS =
      """
      select id, person_id, type, claims, holds_until
      from credential.attestation
      where person_id = :person and withdrawn_at is null and holds_until > :now
      order by stated_at desc
      limit 100
      """;

  static final String WITHDRAW =
      """
      update credential.attestation
      set withdrawn_at = :now
      where id = :id and stated_by = :by and withdrawn_at is null
      returning person_id
      """;

  /// A credential in a traveller's pages, sealed.
  record Row(
      CredentialId id,
      PersonId person,
      String type,
      String grounds,
      byte[] title,
      byte[] claims,
      byte[] sdJwt,
      byte[] mdoc,
      byte[] key,
      UUID sdJwtIssued,
      UUID mdocIssued,
      Instant issuedAt,
      Instant expiresAt,
      boolean revoked,
      @Nullable RevocationReason reason) {}

  /// What an organisation stated, sealed.
  record Statement(UUID id, PersonId person, String type, byte[] claims, Instant until) {}

  private final JdbcClient jdbc;

  HeldStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One at a time per person, until the end of the transaction.
  void lock(PersonId person) {
    jdbc.sql(LOCK).param("person", person.toString()).query((row, n) -> n).list();
  }

  List<Row> list(PersonId person, int most) {
    return jdbc.sql(LIST)
        .param("person", person.value())
        .param("most", most)
        .query(HeldStore::row)
        .list();
  }

  Optional<Row> find(PersonId person, CredentialId id) {
    return jdbc.sql(FIND)
        .param("person", person.value())
        .param("id", id.value())
        .query(HeldStore::row)
        .optional();
  }

  Optional<Row> byIssued(CredentialId issued) {
    return jdbc.sql(BY_ISSUED).param("issued", issued.value()).query(HeldStore::row).optional();
  }

  void put(Row row) {
    jdbc.sql(PUT)
        .param("id", row.id().value())
        .param("person", row.person().value())
        .param("type", row.type())
        .param("grounds", row.grounds())
        .param("title", row.title())
        .param("claims", row.claims())
        .param("sdJwt", row.sdJwt())
        .param("mdoc", row.mdoc())
        .param("key", row.key())
        .param("sdJwtIssued", row.sdJwtIssued())
        .param("mdocIssued", row.mdocIssued())
        .param("issued", row.issuedAt().atOffset(ZoneOffset.UTC))
        .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean revoke(CredentialId id, RevocationReason reason, Instant now) {
    return jdbc.sql(REVOKE)
            .param("id", id.value())
            .param("reason", reason.name())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int forget(PersonId person) {
    return jdbc.sql(FORGET).param("person", person.value()).update();
  }

  int forgetOld(Instant before) {
    return jdbc.sql(FORGET_OLD).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  void add(Statement statement, String by, Instant now) {
    jdbc.sql(ADD_ATTESTATION)
        .param("id", statement.id())
        .param("person", statement.person().value())
        .param("by", by)
        .param("type", statement.type())
        .param("claims", statement.claims())
        .param("until", statement.until().atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Statement> statements(PersonId person, Instant now) {
    return jdbc.sql(ATTESTATIONS)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Statement(
                    row.getObject("id", UUID.class),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    row.getString("type"),
                    row.getBytes("claims"),
                    row.getObject("holds_until", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Of whom it was, when there was one.
  Optional<PersonId> withdraw(UUID id, String by, Instant now) {
    return jdbc.sql(WITHDRAW)
        .param("id", id)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
        .optional();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var reason = row.getString("reason");
    return new Row(
        new CredentialId(row.getObject("id", UUID.class)),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("type"),
        row.getString("grounds"),
        row.getBytes("title"),
        row.getBytes("claims"),
        row.getBytes("sd_jwt"),
        row.getBytes("mdoc"),
        row.getBytes("holder_key"),
        row.getObject("sd_jwt_issued", UUID.class),
        row.getObject("mdoc_issued", UUID.class),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("revoked_at") != null,
        reason == null ? null : RevocationReason.valueOf(reason));
  }
}
