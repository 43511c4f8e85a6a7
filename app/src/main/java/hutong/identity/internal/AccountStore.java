package hutong.identity.internal;

import hutong.identity.Traveller;
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

/// Accounts and the people they act for.
@Repository
class AccountStore {

  static final String ADD_ACCOUNT =
      """
      insert into identity.account (id, owner_id, email_index, email, language, created_at)
      values (:id, :owner, :index, :email, :language, :now)
      on conflict (email_index) do nothing
      """;

  static final String FIND_BY_EMAIL =
      """
      select id, owner_id, email, language
      from identity.account
      where email_index = :index and erased_at is null
      """;

  static final String FIND =
      """
      select id, owner_id, email, language
      from identity.account
      where id = :id and erased_at is null
      """;

  static final String LOCK =
      """
      select id
      from identity.account
      where id = :id and erased_at is null
      for update
      """;

  static final String ADD_TRAVELLER =
      """
      insert into identity.traveller (account_id, person_id, relation, call_name, added_at)
      values (:account, :person, :relation, :callName, :now)
      """;

  static final String LIST_TRAVELLERS =
      """
      select person_id, relation, call_name
      from identity.traveller
      where account_id = :account and removed_at is null
      order by relation <> 'SELF', added_at, person_id
      limit :most
      """;

  static final String FIND_TRAVELLER =
      """
      select person_id, relation, call_name
      from identity.traveller
      where account_id = :account and person_id = :person and removed_at is null
      """;

  static final String RENAME_TRAVELLER =
      """
      update identity.traveller
      set call_name = :callName
      where account_id = :account and person_id = :person and removed_at is null
      """;

  static final String REMOVE_TRAVELLER =
      """
      update identity.traveller
      set removed_at = :now
      where account_id = :account and person_id = :person and removed_at is null
        and relation <> 'SELF'
      """;

  static final String ALL_PEOPLE =
      """
      select person_id
      from identity.traveller
      where account_id = :account
      """;

  static final String ERASE =
      """
      update identity.account
      set erased_at = :now, email = null, email_index = null
      where id = :id and erased_at is null
      """;

  /// An account as stored.
  record AccountRow(UUID id, UUID owner, byte @Nullable [] email, String language) {}

  /// A traveller as stored.
  record TravellerRow(UUID person, Traveller.Relation relation, byte[] callName) {}

  private final JdbcClient jdbc;

  AccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when an account with this address stands already.
  boolean addAccount(AccountRow account, byte @Nullable [] emailIndex, Instant now) {
    return jdbc.sql(ADD_ACCOUNT)
            .param("id", account.id())
            .param("owner", account.owner())
            .param("index", emailIndex)
            .param("email", account.email())
            .param("language", account.language())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<AccountRow> findByEmail(byte[] index) {
    return jdbc.sql(FIND_BY_EMAIL).param("index", index).query(AccountStore::account).optional();
  }

  Optional<AccountRow> find(UUID account) {
    return jdbc.sql(FIND).param("id", account).query(AccountStore::account).optional();
  }

  /// Holds the account until the transaction ends, so that its travellers can be counted.
  boolean lock(UUID account) {
    return jdbc.sql(LOCK).param("id", account).query(UUID.class).optional().isPresent();
  }

  void addTraveller(UUID account, TravellerRow traveller, Instant now) {
    jdbc.sql(ADD_TRAVELLER)
        .param("account", account)
        .param("person", traveller.person())
        .param("relation", traveller.relation().name())
        .param("callName", traveller.callName())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<TravellerRow> travellers(UUID account) {
    return jdbc.sql(LIST_TRAVELLERS)
        .param("account", account)
        .param("most", Traveller.MOST)
        .query(AccountStore::traveller)
        .list();
  }

  Optional<TravellerRow> traveller(UUID account, UUID person) {
    return jdbc.sql(FIND_TRAVELLER)
        .param("account", account)
        .param("person", person)
        .query(AccountStore::traveller)
        .optional();
  }

  boolean rename(UUID account, UUID person, byte[] callName) {
    return jdbc.sql(RENAME_TRAVELLER)
            .param("account", account)
            .param("person", person)
            .param("callName", callName)
            .update()
        == 1;
  }

  boolean remove(UUID account, UUID person, Instant now) {
    return jdbc.sql(REMOVE_TRAVELLER)
            .param("account", account)
            .param("person", person)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Everybody the account ever acted for, herself included.
  List<UUID> allPeople(UUID account) {
    return jdbc.sql(ALL_PEOPLE)
        .param("account", account)
        .query((row, n) -> row.getObject("person_id", UUID.class))
        .list();
  }

  boolean erase(UUID account, Instant now) {
    return jdbc.sql(ERASE).param("id", account).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  private static AccountRow account(ResultSet row, int n) throws SQLException {
    return new AccountRow(
        row.getObject("id", UUID.class),
        row.getObject("owner_id", UUID.class),
        row.getBytes("email"),
        row.getString("language"));
  }

  private static TravellerRow traveller(ResultSet row, int n) throws SQLException {
    return new TravellerRow(
        row.getObject("person_id", UUID.class),
        Traveller.Relation.valueOf(row.getString("relation")),
        row.getBytes("call_name"));
  }
}
