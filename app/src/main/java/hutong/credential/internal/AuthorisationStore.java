package hutong.credential.internal;

import java.sql.Array;
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

/// The table `credential.authorisation`: what wallets ask travellers for.
@Repository
class AuthorisationStore {

  static final String ADD =
      """
      insert into credential.authorisation
        (id, uri_hash, issuer, client_id, client_name, redirect_uri, state, code_challenge,
         thumbprint, configurations, with_details, pushed, made_at, expires_at)
      values
        (:id, :uri, :issuer, :client, :name, :redirect, :state, :challenge, :thumbprint,
         :configurations, :details, :pushed, :now, :expires)
      """;

  static final String FIND_BY_URI =
      """
      select id, issuer, client_id, client_name, redirect_uri, state, code_challenge, thumbprint,
             configurations, with_details, pushed, expires_at, decided_at
      from credential.authorisation
      where uri_hash = :uri
      """;

  static final String FIND =
      """
      select id, issuer, client_id, client_name, redirect_uri, state, code_challenge, thumbprint,
             configurations, with_details, pushed, expires_at, decided_at
      from credential.authorisation
      where id = :id
      """;

  static final String EXTEND =
      """
      update credential.authorisation
      set expires_at = greatest(expires_at, :until)
      where id = :id and decided_at is null and expires_at > :now
      """;

  static final String DECIDE =
      """
      update credential.authorisation
      set decided_at = :now
      where id = :id and decided_at is null and expires_at > :now
      """;

  static final String FORGET =
      """
      delete from credential.authorisation
      where expires_at < :before
      """;

  /// A request as it stands.
  record Row(
      UUID id,
      IssuerProfile issuer,
      String clientId,
      String clientName,
      String redirectUri,
      @Nullable String state,
      String challenge,
      @Nullable String thumbprint,
      List<String> configurations,
      boolean withDetails,
      boolean pushed,
      Instant expiresAt,
      boolean decided) {

    boolean open(Instant now) {
      return !decided && expiresAt.isAfter(now);
    }
  }

  private final JdbcClient jdbc;

  AuthorisationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row, byte[] uri, Instant now) {
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("uri", uri)
        .param("issuer", row.issuer().name())
        .param("client", row.clientId())
        .param("name", row.clientName())
        .param("redirect", row.redirectUri())
        .param("state", row.state())
        .param("challenge", row.challenge())
        .param("thumbprint", row.thumbprint())
        .param("configurations", row.configurations().toArray(String[]::new))
        .param("details", row.withDetails())
        .param("pushed", row.pushed())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Row> findByUri(byte[] uri) {
    return jdbc.sql(FIND_BY_URI).param("uri", uri).query(AuthorisationStore::row).optional();
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(AuthorisationStore::row).optional();
  }

  /// Once she has opened it she has time to think.
  boolean extend(UUID id, Instant now, Instant until) {
    return jdbc.sql(EXTEND)
            .param("id", id)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("until", until.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean decide(UUID id, Instant now) {
    return jdbc.sql(DECIDE).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  int forget(Instant before) {
    return jdbc.sql(FORGET).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        IssuerProfile.valueOf(row.getString("issuer")),
        row.getString("client_id"),
        row.getString("client_name"),
        row.getString("redirect_uri"),
        row.getString("state"),
        row.getString("code_challenge"),
        row.getString("thumbprint"),
        texts(row, "configurations"),
        row.getBoolean("with_details"),
        row.getBoolean("pushed"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("decided_at") != null);
  }
}
