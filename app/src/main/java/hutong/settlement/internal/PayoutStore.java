package hutong.settlement.internal;

import hutong.kernel.Money;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook.Sales;
import hutong.settlement.internal.Payout.Account;
import hutong.settlement.internal.Payout.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `settlement.payout` and `settlement.batch`.
@Repository
class PayoutStore {

  static final String ADD =
      """
      insert into settlement.payout
        (id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state, name,
         bank_account, bank_code, made_at)
      values
        (:id, :partner, :day, :payments, :paid, :refunds, :refunded, :payable, :fee, :net, :state,
         :name, :account, :bank, :now)
      on conflict (partner_id, day) do nothing
      """;

  static final String FIND =
      """
      select id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state,
             name, bank_account, bank_code, batch_id, reason
      from settlement.payout
      where id = :id
      """;

  static final String OF_DAY =
      """
      select id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state,
             name, bank_account, bank_code, batch_id, reason
      from settlement.payout
      where partner_id = :partner and day = :day
      """;

  static final String OF_MERCHANT =
      """
      select id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state,
             name, bank_account, bank_code, batch_id, reason
      from settlement.payout
      where partner_id = :partner
      order by day desc
      limit :most
      """;

  static final String NEWEST =
      """
      select id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state,
             name, bank_account, bank_code, batch_id, reason
      from settlement.payout
      order by day desc, name, id
      limit :most
      """;

  static final String OF_BATCH =
      """
      select id, partner_id, day, payments, paid, refunds, refunded, payable, fee, net, state,
             name, bank_account, bank_code, batch_id, reason
      from settlement.payout
      where batch_id = :batch
      order by id
      """;

  static final String ADD_BATCH =
      """
      insert into settlement.batch (id, made_at)
      values (:id, :now)
      """;

  static final String SEND =
      """
      update settlement.payout
      set state = 'SENT', batch_id = :batch
      where id in (select id from settlement.payout
                   where state = 'HELD' order by id limit :most for update skip locked)
      """;

  static final String UNANSWERED =
      """
      select id, made_at
      from settlement.batch
      where answered_at is null
      order by made_at
      limit :most
      """;

  static final String ANSWERED =
      """
      update settlement.batch
      set answered_at = :now
      where id = :id and answered_at is null
      """;

  static final String END =
      """
      update settlement.payout
      set state = :state, reason = :reason, ended_at = :now
      where id = :id and state = 'SENT'
      """;

  /// A message to the bank.
  record Batch(String id, Instant madeAt) {}

  private final JdbcClient jdbc;

  PayoutStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(Payout payout, String name, Instant now) {
    var to = payout.to();
    return jdbc.sql(ADD)
            .param("id", payout.id())
            .param("partner", payout.merchant().value())
            .param("day", payout.day())
            .param("payments", payout.sales().payments())
            .param("paid", payout.sales().paid().minor())
            .param("refunds", payout.sales().refunds())
            .param("refunded", payout.sales().refunded().minor())
            .param("payable", payout.payable().minor())
            .param("fee", payout.fee().minor())
            .param("net", payout.net().minor())
            .param("state", payout.state().name())
            .param("name", name)
            .param("account", to == null ? null : to.number())
            .param("bank", to == null ? null : to.bank())
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Payout> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(PayoutStore::payout).optional();
  }

  Optional<Payout> find(PartnerId merchant, LocalDate day) {
    return jdbc.sql(OF_DAY)
        .param("partner", merchant.value())
        .param("day", day)
        .query(PayoutStore::payout)
        .optional();
  }

  List<Payout> ofMerchant(PartnerId merchant, int most) {
    return jdbc.sql(OF_MERCHANT)
        .param("partner", merchant.value())
        .param("most", most)
        .query(PayoutStore::payout)
        .list();
  }

  List<Payout> newest(int most) {
    return jdbc.sql(NEWEST).param("most", most).query(PayoutStore::payout).list();
  }

  List<Payout> ofBatch(String batch) {
    return jdbc.sql(OF_BATCH).param("batch", batch).query(PayoutStore::payout).list();
  }

  void addBatch(String id, Instant now) {
    jdbc.sql(ADD_BATCH).param("id", id).param("now", utc(now)).update();
  }

  int send(String batch, int most) {
    return jdbc.sql(SEND).param("batch", batch).param("most", most).update();
  }

  List<Batch> unanswered(int most) {
    return jdbc.sql(UNANSWERED)
        .param("most", most)
        .query(
            (row, n) ->
                new Batch(
                    row.getString("id"),
                    row.getObject("made_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  boolean answered(String batch, Instant now) {
    return jdbc.sql(ANSWERED).param("id", batch).param("now", utc(now)).update() == 1;
  }

  boolean end(UUID id, State state, @Nullable String reason, Instant now) {
    return jdbc.sql(END)
            .param("id", id)
            .param("state", state.name())
            .param("reason", reason)
            .param("now", utc(now))
            .update()
        == 1;
  }

  private static Payout payout(ResultSet row, int n) throws SQLException {
    var account = row.getString("bank_account");
    return new Payout(
        row.getObject("id", UUID.class),
        new PartnerId(row.getObject("partner_id", UUID.class)),
        row.getObject("day", LocalDate.class),
        new Sales(
            row.getInt("payments"),
            yuan(row, "paid"),
            row.getInt("refunds"),
            yuan(row, "refunded")),
        yuan(row, "payable"),
        yuan(row, "fee"),
        yuan(row, "net"),
        State.valueOf(row.getString("state")),
        account == null
            ? null
            : new Account(row.getString("name"), account, row.getString("bank_code")),
        row.getString("batch_id"),
        row.getString("reason"));
  }

  private static Money yuan(ResultSet row, String column) throws SQLException {
    return Money.ofMinor(row.getLong(column), "CNY");
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
