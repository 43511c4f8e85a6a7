package hutong.payment.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `payment.rail_link`.
@Repository
class LinkStore {

  /// A row as it lies there, its secrets still sealed.
  record Row(
      UUID id,
      AccountId account,
      PersonId person,
      String rail,
      String provider,
      @Nullable String currency,
      byte @Nullable [] label,
      byte @Nullable [] token) {}

  static final String ADD =
      """
      insert into payment.rail_link
        (id, account_id, person_id, rail, provider, token, state_hash, state, made_at)
      values (:id, :account, :person, :rail, :provider, :token, :stateHash, 'WAITING', :now)
      """;

  static final String WAITING =
      """
      select id, account_id, person_id, rail, provider, currency, label, token
      from payment.rail_link
      where state_hash = :stateHash and account_id = :account and state = 'WAITING'
        and made_at > :since
      """;

  static final String ACTIVATE =
      """
      update payment.rail_link
      set state = 'ACTIVE', provider = :provider, currency = :currency, label = :label,
          token = :token, linked_at = :now
      where id = :id and state = 'WAITING'
      """;

  static final String LIST =
      """
      select id, account_id, person_id, rail, provider, currency, label, token
      from payment.rail_link
      where account_id = :account and state = 'ACTIVE'
      order by linked_at, id
      """;

  static final String FIND =
      """
      select id, account_id, person_id, rail, provider, currency, label, token
      from payment.rail_link
      where id = :id
      """;

  static final String REMOVE =
      """
      update payment.rail_link
      set state = 'REMOVED', removed_at = :now
      where id = :id and account_id = :account and state = 'ACTIVE'
      """;

  static final String LIST_OF_PERSON =
      """
      select id, account_id, person_id, rail, provider, currency, label, token
      from payment.rail_link
      where person_id = :person and state = 'ACTIVE'
      order by linked_at, id
      """;

  static final String FORGET =
      """
      update payment.rail_link
      set state = 'REMOVED', removed_at = :now, provider = '', label = null, token = null,
          state_hash = sha256(uuid_send(gen_random_uuid()))
      where person_id = :person and state <> 'REMOVED'
      """;

  private final JdbcClient jdbc;

  LinkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row, byte[] stateHash, Instant now) {
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("account", row.account().value())
        .param("person", row.person().value())
        .param("rail", row.rail())
        .param("provider", row.provider())
        .param("token", row.token())
        .param("stateHash", stateHash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Row> waiting(AccountId account, byte[] stateHash, Instant since) {
    return jdbc.sql(WAITING)
        .param("stateHash", stateHash)
        .param("account", account.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(LinkStore::row)
        .optional();
  }

  boolean activate(
      UUID id, String provider, String currency, byte[] label, byte[] token, Instant now) {
    return jdbc.sql(ACTIVATE)
            .param("id", id)
            .param("provider", provider)
            .param("currency", currency)
            .param("label", label)
            .param("token", token)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  List<Row> list(AccountId account) {
    return jdbc.sql(LIST).param("account", account.value()).query(LinkStore::row).list();
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(LinkStore::row).optional();
  }

  List<Row> list(PersonId person) {
    return jdbc.sql(LIST_OF_PERSON).param("person", person.value()).query(LinkStore::row).list();
  }

  void forget(PersonId person, Instant now) {
    jdbc.sql(FORGET)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean remove(UUID id, AccountId account, Instant now) {
    return jdbc.sql(REMOVE)
            .param("id", id)
            .param("account", account.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        new AccountId(row.getObject("account_id", UUID.class)),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("rail"),
        row.getString("provider"),
        row.getString("currency"),
        row.getBytes("label"),
        row.getBytes("token"));
  }
}
