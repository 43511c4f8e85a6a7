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

/// The tables of offers.
@Repository
class OfferStore {

  static final String ADD =
      """
      insert into credential.offer
        (id, account_id, reference_hash, code_hash, tx_code_hash, issuer, made_at, expires_at)
      values
        (:id, :account, :reference, :code, :txCode, :issuer, :now, :expires)
      """;

  static final String ADD_ITEM =
      """
      insert into credential.offer_item (offer_id, configuration, person_id, grounds)
      values (:offer, :configuration, :person, :grounds)
      on conflict do nothing
      """;

  static final String FIND_BY_REFERENCE =
      """
      select id, account_id, tx_code_hash, wrong_codes, issuer, expires_at, used_at
      from credential.offer
      where reference_hash = :reference
      """;

  static final String FIND_BY_CODE =
      """
      select id, account_id, tx_code_hash, wrong_codes, issuer, expires_at, used_at
      from credential.offer
      where code_hash = :code
      """;

  static final String FIND =
      """
      select id, account_id, tx_code_hash, wrong_codes, issuer, expires_at, used_at
      from credential.offer
      where id = :id and account_id = :account
      """;

  static final String ITEMS =
      """
      select configuration, person_id, grounds
      from credential.offer_item
      where offer_id = :offer
      order by configuration, person_id, grounds
      """;

  static final String COUNT_SINCE =
      """
      select count(*)
      from credential.offer
      where account_id = :account and made_at > :since
      """;

  static final String USE =
      """
      update credential.offer
      set used_at = :now
      where id = :id and used_at is null and expires_at > :now and wrong_codes < :most
      """;

  static final String COUNT_WRONG =
      """
      update credential.offer
      set wrong_codes = wrong_codes + 1
      where id = :id and wrong_codes < :most
      """;

  static final String FORGET =
      """
      delete from credential.offer
      where expires_at < :before
      """;

  /// An offer as it stands.
  record Row(
      UUID id,
      AccountId account,
      byte @Nullable [] txCode,
      int wrongCodes,
      IssuerProfile issuer,
      Instant expiresAt,
      boolean used) {

    boolean open(Instant now) {
      return !used && expiresAt.isAfter(now) && wrongCodes < CredentialLimits.WRONG_TX_CODES;
    }
  }

  /// One credential on offer.
  record Item(String configuration, PersonId person, String grounds) {}

  /// The secrets of an offer, hashed.
  record Hashes(byte[] reference, byte[] code) {}

  private final JdbcClient jdbc;

  OfferStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row, Hashes hashes, List<Item> items, Instant now) {
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("account", row.account().value())
        .param("reference", hashes.reference())
        .param("code", hashes.code())
        .param("txCode", row.txCode())
        .param("issuer", row.issuer().name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
    for (var item : items) {
      jdbc.sql(ADD_ITEM)
          .param("offer", row.id())
          .param("configuration", item.configuration())
          .param("person", item.person().value())
          .param("grounds", item.grounds())
          .update();
    }
  }

  Optional<Row> findByReference(byte[] reference) {
    return jdbc.sql(FIND_BY_REFERENCE)
        .param("reference", reference)
        .query(OfferStore::row)
        .optional();
  }

  Optional<Row> findByCode(byte[] code) {
    return jdbc.sql(FIND_BY_CODE).param("code", code).query(OfferStore::row).optional();
  }

  Optional<Row> find(UUID id, AccountId account) {
    return jdbc.sql(FIND)
        .param("id", id)
        .param("account", account.value())
        .query(OfferStore::row)
        .optional();
  }

  List<Item> items(UUID offer) {
    return jdbc.sql(ITEMS)
        .param("offer", offer)
        .query(
            (row, n) ->
                new Item(
                    row.getString("configuration"),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    row.getString("grounds")))
        .list();
  }

  long countSince(AccountId account, Instant since) {
    return jdbc.sql(COUNT_SINCE)
        .param("account", account.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  boolean use(UUID id, Instant now) {
    return jdbc.sql(USE)
            .param("id", id)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("most", CredentialLimits.WRONG_TX_CODES)
            .update()
        == 1;
  }

  /// False when too many were wrong already.
  boolean countWrong(UUID id) {
    return jdbc.sql(COUNT_WRONG)
            .param("id", id)
            .param("most", CredentialLimits.WRONG_TX_CODES)
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
        row.getBytes("tx_code_hash"),
        row.getInt("wrong_codes"),
        IssuerProfile.valueOf(row.getString("issuer")),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("used_at") != null);
  }
}
