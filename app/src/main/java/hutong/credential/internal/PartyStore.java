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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of parties.
@Repository
class PartyStore {

  static final String ADD =
      """
      insert into credential.party
        (id, account_id, owner_id, code_index, code, title, made_at, expires_at)
      values (:id, :account, :owner, :index, :code, :title, :now, :expires)
      """;

  static final String ADD_MEMBER =
      """
      insert into credential.party_member (party_id, person_id)
      values (:party, :person)
      on conflict do nothing
      """;

  static final String LIST =
      """
      select id, account_id, owner_id, code, title, expires_at, closed_at
      from credential.party
      where account_id = :account
      order by made_at desc
      limit :most
      """;

  static final String FIND =
      """
      select id, account_id, owner_id, code, title, expires_at, closed_at
      from credential.party
      where id = :id and account_id = :account
      """;

  static final String FIND_BY_CODE =
      """
      select id, account_id, owner_id, code, title, expires_at, closed_at
      from credential.party
      where code_index = :index and closed_at is null and expires_at > :now
      """;

  static final String MEMBERS =
      """
      select person_id
      from credential.party_member
      where party_id = :party
      order by person_id
      """;

  static final String CLOSE =
      """
      update credential.party
      set closed_at = :now
      where id = :id and account_id = :account and closed_at is null
      """;

  static final String FORGET =
      """
      delete from credential.party
      where expires_at < :before
      """;

  /// A party as it stands; its code and title sealed with its leader's key.
  record Row(
      UUID id,
      AccountId account,
      PersonId owner,
      byte[] code,
      byte[] title,
      Instant expiresAt,
      boolean closed) {}

  private final JdbcClient jdbc;

  PartyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row, byte[] index, List<PersonId> members, Instant now) {
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("account", row.account().value())
        .param("owner", row.owner().value())
        .param("index", index)
        .param("code", row.code())
        .param("title", row.title())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
    for (var member : members) {
      jdbc.sql(ADD_MEMBER).param("party", row.id()).param("person", member.value()).update();
    }
  }

  List<Row> list(AccountId account, int most) {
    return jdbc.sql(LIST)
        .param("account", account.value())
        .param("most", most)
        .query(PartyStore::row)
        .list();
  }

  Optional<Row> find(UUID id, AccountId account) {
    return jdbc.sql(FIND)
        .param("id", id)
        .param("account", account.value())
        .query(PartyStore::row)
        .optional();
  }

  Optional<Row> findByCode(byte[] index, Instant now) {
    return jdbc.sql(FIND_BY_CODE)
        .param("index", index)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(PartyStore::row)
        .optional();
  }

  List<PersonId> members(UUID party) {
    return jdbc.sql(MEMBERS)
        .param("party", party)
        .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }

  boolean close(UUID id, AccountId account, Instant now) {
    return jdbc.sql(CLOSE)
            .param("id", id)
            .param("account", account.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int forget(Instant before) {
    return jdbc.sql(FORGET).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        new AccountId(row.getObject("account_id", UUID.class)),
        new PersonId(row.getObject("owner_id", UUID.class)),
        row.getBytes("code"),
        row.getBytes("title"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("closed_at") != null);
  }
}
