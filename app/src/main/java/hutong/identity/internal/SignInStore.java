package hutong.identity.internal;

import hutong.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sign-in letters and access tokens, found by hash.
@Repository
class SignInStore {

  /// Two requests for one address or from one source wait for each other, so that counting holds.
  static final String ONE_AT_A_TIME =
      """
      select pg_advisory_xact_lock(hashtextextended(encode(:index::bytea, 'hex'), 0))::text
      """;

  static final String COUNT_FOR_ADDRESS =
      """
      select count(id)
      from identity.sign_in_link
      where email_index = :index and created_at > :since
      """;

  static final String COUNT_FROM_SOURCE =
      """
      select count(id)
      from identity.sign_in_link
      where source_index = :index and created_at > :since
      """;

  static final String ADD_LINK =
      """
      insert into identity.sign_in_link
        (id, token_hash, code_hash, email_index, source_index, person_id, email, language, door,
         next_path, created_at, expires_at)
      values
        (:id, :token, :code, :email_index, :source, :person, :email, :language, :door,
         :next, :now, :expires)
      """;

  static final String FIND_LINK_BY_TOKEN =
      """
      select id, code_hash, person_id, email, language, door, next_path
      from identity.sign_in_link
      where token_hash = :token and used_at is null and expires_at > :now
      """;

  static final String FIND_LINK =
      """
      select id, code_hash, person_id, email, language, door, next_path
      from identity.sign_in_link
      where id = :id and used_at is null and expires_at > :now and wrong_codes < :most
      """;

  static final String FIND_LINKS_OF_ADDRESS =
      """
      select id, code_hash, person_id, email, language, door, next_path
      from identity.sign_in_link
      where email_index = :index and used_at is null and expires_at > :now and wrong_codes < :most
      order by created_at desc
      limit :letters
      """;

  static final String USE_LINK =
      """
      update identity.sign_in_link
      set used_at = :now
      where id = :id and used_at is null and expires_at > :now
      """;

  static final String WRONG_CODE =
      """
      update identity.sign_in_link
      set wrong_codes = wrong_codes + 1
      where id = :id and used_at is null and wrong_codes < :most
      """;

  static final String FORGET_LINKS =
      """
      delete from identity.sign_in_link
      where created_at < :before
      returning person_id
      """;

  static final String FORGET_LINKS_OF_PERSON =
      """
      delete from identity.sign_in_link
      where person_id = :person
      """;

  static final String PERSON_HAS_ACCOUNT =
      """
      select exists (select from identity.account where owner_id = :person)
      """;

  static final String ADD_TOKEN =
      """
      insert into identity.access_token (id, account_id, token_hash, created_at, expires_at)
      values (:id, :account, :hash, :now, :expires)
      """;

  static final String FIND_TOKEN =
      """
      select t.id, t.account_id, t.expires_at
      from identity.access_token t
      join identity.account a on a.id = t.account_id and a.erased_at is null
      where t.token_hash = :hash and t.revoked_at is null and t.expires_at > :now
      """;

  static final String REVOKE_TOKEN =
      """
      update identity.access_token
      set revoked_at = :now
      where token_hash = :hash and revoked_at is null
      """;

  static final String REVOKE_TOKENS =
      """
      update identity.access_token
      set revoked_at = :now
      where account_id = :account and revoked_at is null
      """;

  static final String REVOKE_OLDEST_TOKENS =
      """
      update identity.access_token
      set revoked_at = :now
      where id in (
        select id
        from identity.access_token
        where account_id = :account and revoked_at is null
        order by created_at desc
        offset :most)
      """;

  /// A letter that can still be used.
  record Link(
      UUID id,
      byte[] codeHash,
      UUID person,
      byte[] email,
      String language,
      Door door,
      String next) {}

  /// What a new letter is found by.
  record Marks(byte[] tokenHash, byte[] emailIndex, byte[] sourceIndex) {}

  private final JdbcClient jdbc;
  private final RememberedTokens tokens;

  SignInStore(JdbcClient jdbc, RememberedTokens tokens) {
    this.tokens = tokens;
    this.jdbc = jdbc;
  }

  void oneAtATime(byte[] index) {
    jdbc.sql(ONE_AT_A_TIME).param("index", index).query(String.class).list();
  }

  int countForAddress(byte[] index, Instant since) {
    return count(COUNT_FOR_ADDRESS, index, since);
  }

  int countFromSource(byte[] index, Instant since) {
    return count(COUNT_FROM_SOURCE, index, since);
  }

  private int count(String sql, byte[] index, Instant since) {
    return jdbc.sql(sql)
        .param("index", index)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  void addLink(Link link, Marks marks, Instant now, Instant expires) {
    jdbc.sql(ADD_LINK)
        .param("id", link.id())
        .param("token", marks.tokenHash())
        .param("code", link.codeHash())
        .param("email_index", marks.emailIndex())
        .param("source", marks.sourceIndex())
        .param("person", link.person())
        .param("email", link.email())
        .param("language", link.language())
        .param("door", link.door().name())
        .param("next", link.next())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Link> findLinkByToken(byte[] hash, Instant now) {
    return jdbc.sql(FIND_LINK_BY_TOKEN)
        .param("token", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(SignInStore::link)
        .optional();
  }

  Optional<Link> findLink(UUID id, Instant now) {
    return jdbc.sql(FIND_LINK)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", IdentityLimits.WRONG_CODES)
        .query(SignInStore::link)
        .optional();
  }

  List<Link> findLinks(byte[] emailIndex, Instant now) {
    return jdbc.sql(FIND_LINKS_OF_ADDRESS)
        .param("index", emailIndex)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", IdentityLimits.WRONG_CODES)
        .param("letters", IdentityLimits.LETTERS_PER_ADDRESS)
        .query(SignInStore::link)
        .list();
  }

  boolean useLink(UUID id, Instant now) {
    return jdbc.sql(USE_LINK).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  boolean wrongCode(UUID id) {
    return jdbc.sql(WRONG_CODE).param("id", id).param("most", IdentityLimits.WRONG_CODES).update()
        == 1;
  }

  /// The people whose keys sealed the letters that were forgotten.
  List<UUID> forgetLinks(Instant before) {
    return jdbc.sql(FORGET_LINKS)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getObject("person_id", UUID.class))
        .list();
  }

  int forgetLinksOf(UUID person) {
    return jdbc.sql(FORGET_LINKS_OF_PERSON).param("person", person).update();
  }

  boolean hasAccount(UUID person) {
    return jdbc.sql(PERSON_HAS_ACCOUNT).param("person", person).query(Boolean.class).single();
  }

  void addToken(UUID account, byte[] hash, Instant now, Instant expires) {
    jdbc.sql(ADD_TOKEN)
        .param("id", hutong.kernel.Ids.next())
        .param("account", account)
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<RememberedTokens.Holder> findHolder(byte[] hash, Instant now) {
    return jdbc.sql(FIND_TOKEN)
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new RememberedTokens.Holder(
                    new AccountId(row.getObject("account_id", UUID.class)),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  boolean revokeToken(byte[] hash, Instant now) {
    tokens.forget();
    return jdbc.sql(REVOKE_TOKEN)
            .param("hash", hash)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int revokeTokens(UUID account, Instant now) {
    tokens.forget();
    return jdbc.sql(REVOKE_TOKENS)
        .param("account", account)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  int revokeOldestTokens(UUID account, int most, Instant now) {
    tokens.forget();
    return jdbc.sql(REVOKE_OLDEST_TOKENS)
        .param("account", account)
        .param("most", most)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Link link(ResultSet row, int n) throws SQLException {
    return new Link(
        row.getObject("id", UUID.class),
        row.getBytes("code_hash"),
        row.getObject("person_id", UUID.class),
        row.getBytes("email"),
        row.getString("language"),
        Door.valueOf(row.getString("door")),
        row.getString("next_path"));
  }
}
