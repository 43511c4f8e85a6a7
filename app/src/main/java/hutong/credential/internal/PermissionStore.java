package hutong.credential.internal;

import hutong.kernel.AccountId;
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

/// The tables of what a wallet may fetch: permissions, their tokens, what was put off.
@Repository
class PermissionStore {

  static final String ADD =
      """
      insert into credential.permission
        (id, issuer, client_id, account_id, code_hash, redirect_uri, code_challenge, thumbprint,
         with_details, made_at, code_expires_at, code_used_at, ends_at)
      values
        (:id, :issuer, :client, :account, :code, :redirect, :challenge, :thumbprint, :details,
         :now, :codeExpires, :codeUsed, :ends)
      """;

  static final String ADD_ITEM =
      """
      insert into credential.permission_item
        (permission_id, configuration, person_id, grounds, identifier)
      values (:permission, :configuration, :person, :grounds, :identifier)
      on conflict (permission_id, identifier) do nothing
      """;

  static final String FIND_BY_CODE =
      """
      select id, issuer, client_id, account_id, redirect_uri, code_challenge, thumbprint,
             with_details, refresh_thumbprint, code_expires_at, code_used_at, ends_at, revoked_at
      from credential.permission
      where code_hash = :code
      """;

  static final String FIND_BY_REFRESH =
      """
      select id, issuer, client_id, account_id, redirect_uri, code_challenge, thumbprint,
             with_details, refresh_thumbprint, code_expires_at, code_used_at, ends_at, revoked_at
      from credential.permission
      where refresh_hash = :refresh
      """;

  static final String FIND =
      """
      select id, issuer, client_id, account_id, redirect_uri, code_challenge, thumbprint,
             with_details, refresh_thumbprint, code_expires_at, code_used_at, ends_at, revoked_at
      from credential.permission
      where id = :id
      """;

  static final String USE_CODE =
      """
      update credential.permission
      set code_used_at = :now
      where id = :id and code_used_at is null and revoked_at is null and code_expires_at > :now
      """;

  static final String KEEP_REFRESH =
      """
      update credential.permission
      set refresh_hash = :refresh, refresh_thumbprint = :thumbprint
      where id = :id and refresh_hash is null
      """;

  static final String REVOKE =
      """
      update credential.permission
      set revoked_at = :now
      where id = :id and revoked_at is null
      """;

  static final String REVOKE_OF_PERSON =
      """
      update credential.permission
      set revoked_at = :now
      where revoked_at is null and id in (
        select permission_id
        from credential.permission_item
        where person_id = :person)
      """;

  static final String ITEMS =
      """
      select configuration, person_id, grounds, identifier
      from credential.permission_item
      where permission_id = :permission
      order by configuration, identifier
      """;

  static final String ADD_TOKEN =
      """
      insert into credential.access_token
        (token_hash, permission_id, thumbprint, with_details, configurations, expires_at)
      values (:token, :permission, :thumbprint, :details, :configurations, :expires)
      """;

  static final String FIND_TOKEN =
      """
      select t.permission_id, t.thumbprint, t.with_details, t.configurations, t.expires_at,
             p.issuer, p.client_id
      from credential.access_token t
      join credential.permission p on p.id = t.permission_id
      where t.token_hash = :token and p.revoked_at is null
      """;

  static final String ADD_DEFERRAL =
      """
      insert into credential.deferral
        (transaction_hash, permission_id, identifier, holder_keys, made_at, expires_at)
      values (:transaction, :permission, :identifier, :keys, :now, :expires)
      """;

  static final String FIND_DEFERRAL =
      """
      select permission_id, identifier, holder_keys
      from credential.deferral
      where transaction_hash = :transaction and done_at is null and expires_at > :now
      """;

  static final String END_DEFERRAL =
      """
      update credential.deferral
      set done_at = :now
      where transaction_hash = :transaction and done_at is null
      """;

  static final String FORGET_TOKENS =
      """
      delete from credential.access_token
      where expires_at < :now
      """;

  static final String FORGET =
      """
      delete from credential.permission
      where ends_at < :now
      """;

  /// A permission as it stands.
  record Row(
      UUID id,
      IssuerProfile issuer,
      @Nullable String clientId,
      AccountId account,
      @Nullable String redirectUri,
      @Nullable String challenge,
      @Nullable String thumbprint,
      boolean withDetails,
      @Nullable String refreshThumbprint,
      Instant codeExpiresAt,
      boolean codeUsed,
      Instant endsAt,
      boolean revoked) {}

  /// One credential that may be fetched.
  record Item(String configuration, PersonId person, String grounds, String identifier) {}

  /// An access token as it stands.
  record Token(
      UUID permission,
      IssuerProfile issuer,
      @Nullable String clientId,
      @Nullable String thumbprint,
      boolean withDetails,
      List<String> configurations,
      Instant expiresAt) {}

  /// What was put off.
  record Deferral(UUID permission, String identifier, String keys) {}

  private final JdbcClient jdbc;

  PermissionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row, byte @Nullable [] code, List<Item> items, Instant now) {
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("issuer", row.issuer().name())
        .param("client", row.clientId())
        .param("account", row.account().value())
        .param("code", code)
        .param("redirect", row.redirectUri())
        .param("challenge", row.challenge())
        .param("thumbprint", row.thumbprint())
        .param("details", row.withDetails())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("codeExpires", row.codeExpiresAt().atOffset(ZoneOffset.UTC))
        .param("codeUsed", row.codeUsed() ? now.atOffset(ZoneOffset.UTC) : null)
        .param("ends", row.endsAt().atOffset(ZoneOffset.UTC))
        .update();
    for (var item : items) {
      jdbc.sql(ADD_ITEM)
          .param("permission", row.id())
          .param("configuration", item.configuration())
          .param("person", item.person().value())
          .param("grounds", item.grounds())
          .param("identifier", item.identifier())
          .update();
    }
  }

  Optional<Row> findByCode(byte[] code) {
    return jdbc.sql(FIND_BY_CODE).param("code", code).query(PermissionStore::row).optional();
  }

  Optional<Row> findByRefresh(byte[] refresh) {
    return jdbc.sql(FIND_BY_REFRESH)
        .param("refresh", refresh)
        .query(PermissionStore::row)
        .optional();
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(PermissionStore::row).optional();
  }

  boolean useCode(UUID id, Instant now) {
    return jdbc.sql(USE_CODE).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  boolean keepRefresh(UUID id, byte[] refresh, @Nullable String thumbprint) {
    return jdbc.sql(KEEP_REFRESH)
            .param("id", id)
            .param("refresh", refresh)
            .param("thumbprint", thumbprint)
            .update()
        == 1;
  }

  boolean revoke(UUID id, Instant now) {
    return jdbc.sql(REVOKE).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  int revokeOf(PersonId person, Instant now) {
    return jdbc.sql(REVOKE_OF_PERSON)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Item> items(UUID permission) {
    return jdbc.sql(ITEMS)
        .param("permission", permission)
        .query(
            (row, n) ->
                new Item(
                    row.getString("configuration"),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    row.getString("grounds"),
                    row.getString("identifier")))
        .list();
  }

  void addToken(byte[] hash, Token token) {
    jdbc.sql(ADD_TOKEN)
        .param("token", hash)
        .param("permission", token.permission())
        .param("thumbprint", token.thumbprint())
        .param("details", token.withDetails())
        .param("configurations", token.configurations().toArray(String[]::new))
        .param("expires", token.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Token> findToken(byte[] hash) {
    return jdbc.sql(FIND_TOKEN)
        .param("token", hash)
        .query(
            (row, n) ->
                new Token(
                    row.getObject("permission_id", UUID.class),
                    IssuerProfile.valueOf(row.getString("issuer")),
                    row.getString("client_id"),
                    row.getString("thumbprint"),
                    row.getBoolean("with_details"),
                    AuthorisationStore.texts(row, "configurations"),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void addDeferral(byte[] transaction, Deferral deferral, Instant now, Instant expires) {
    jdbc.sql(ADD_DEFERRAL)
        .param("transaction", transaction)
        .param("permission", deferral.permission())
        .param("identifier", deferral.identifier())
        .param("keys", deferral.keys())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Deferral> findDeferral(byte[] transaction, Instant now) {
    return jdbc.sql(FIND_DEFERRAL)
        .param("transaction", transaction)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Deferral(
                    row.getObject("permission_id", UUID.class),
                    row.getString("identifier"),
                    row.getString("holder_keys")))
        .optional();
  }

  boolean endDeferral(byte[] transaction, Instant now) {
    return jdbc.sql(END_DEFERRAL)
            .param("transaction", transaction)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void forget(Instant now) {
    jdbc.sql(FORGET_TOKENS).param("now", now.atOffset(ZoneOffset.UTC)).update();
    jdbc.sql(FORGET).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        IssuerProfile.valueOf(row.getString("issuer")),
        row.getString("client_id"),
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getString("redirect_uri"),
        row.getString("code_challenge"),
        row.getString("thumbprint"),
        row.getBoolean("with_details"),
        row.getString("refresh_thumbprint"),
        row.getObject("code_expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("code_used_at") != null,
        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
        row.getObject("revoked_at") != null);
  }
}
