package hutong.taxrefund.internal;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.partners.PartnerId;
import hutong.taxrefund.TaxForm;
import hutong.taxrefund.TaxForm.Step;
import hutong.taxrefund.TaxRefusal;
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

/// The tables of tax refunds. A form moves by compare-and-set, so one desk wins.
@Repository
class TaxFormStore {

  static final String ADD =
      """
      insert into taxrefund.form
        (id, number, account_id, person_id, shop_id, bought_on, paid, step, asked_at)
      values (:id, :number, :account, :person, :shop, :day, :paid, 'ASKED', :now)
      on conflict (person_id, shop_id, bought_on) where step <> 'REFUSED' do nothing
      """;

  static final String ADD_PURCHASE =
      """
      insert into taxrefund.purchase (payment_id, form_id)
      values (:payment, :form)
      """;

  static final String FREE_PURCHASES =
      """
      delete from taxrefund.purchase
      where form_id = :form
      """;

  static final String TAKEN =
      """
      select payment_id
      from taxrefund.purchase
      where payment_id = any(:payments)
      """;

  static final String PURCHASES =
      """
      select payment_id
      from taxrefund.purchase
      where form_id = :form
      """;

  static final String FIND =
      """
      select id, number, account_id, person_id, shop_id, bought_on, paid, standard, reduced,
             refund, leaves_on, guarantee, charge_by, step, reason, asked_at
      from taxrefund.form
      where number = :number
      """;

  static final String OF_PERSON =
      """
      select id, number, account_id, person_id, shop_id, bought_on, paid, standard, reduced,
             refund, leaves_on, guarantee, charge_by, step, reason, asked_at
      from taxrefund.form
      where person_id = :person
      order by asked_at desc
      limit :most
      """;

  static final String OF_SHOP =
      """
      select id, number, account_id, person_id, shop_id, bought_on, paid, standard, reduced,
             refund, leaves_on, guarantee, charge_by, step, reason, asked_at
      from taxrefund.form
      where shop_id = :shop
      order by step <> 'ASKED', asked_at desc
      limit :most
      """;

  static final String FILL =
      """
      update taxrefund.form
      set step = :step, standard = :standard, reduced = :reduced, refund = :refund,
          leaves_on = :leaves, guarantee = :guarantee
      where id = :id and step = 'ASKED'
      """;

  static final String CONFIRM =
      """
      update taxrefund.form
      set step = case when step = 'PREPAID' then 'PAID' else 'CONFIRMED' end,
          paid_as = case when step = 'PREPAID' then 'AT_PURCHASE' end,
          ended_at = case when step = 'PREPAID' then :now::timestamptz end,
          port_id = :port, confirmed_at = :now
      where id = :id and step = :expected and step in ('ISSUED', 'PREPAID')
      """;

  static final String REFUSE =
      """
      update taxrefund.form
      set step = 'REFUSED', reason = :reason, ended_at = :now
      where id = :id and step in ('ASKED', 'ISSUED')
      """;

  static final String PAY =
      """
      update taxrefund.form
      set step = 'PAID', paid_as = :as, agency_id = :agency, ended_at = :now
      where id = :id and step = 'CONFIRMED'
      """;

  static final String REVERSE =
      """
      update taxrefund.form
      set step = 'REVERSED', agency_id = :agency, ended_at = :now
      where id = :id and step = 'CHARGE_DUE'
      """;

  static final String LATE =
      """
      select id, number, account_id, person_id, shop_id, bought_on, paid, standard, reduced,
             refund, leaves_on, guarantee, charge_by, step, reason, asked_at
      from taxrefund.form
      where step = 'PREPAID' and leaves_on < :today
      order by leaves_on
      limit :most
      """;

  static final String CHARGE =
      """
      update taxrefund.form
      set step = 'CHARGE_DUE', charge_by = :by
      where id = :id and step = 'PREPAID'
      """;

  static final String TO_CHARGE =
      """
      select id, number, account_id, person_id, shop_id, bought_on, paid, standard, reduced,
             refund, leaves_on, guarantee, charge_by, step, reason, asked_at
      from taxrefund.form
      where step = 'CHARGE_DUE'
      order by charge_by
      limit :most
      """;

  private final JdbcClient jdbc;

  TaxFormStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when there is one for this person, shop and day.
  boolean add(TaxForm form) {
    return jdbc.sql(ADD)
            .param("id", form.id())
            .param("number", form.number())
            .param("account", form.holder().account().value())
            .param("person", form.holder().person().value())
            .param("shop", form.shop().value())
            .param("day", form.boughtOn())
            .param("paid", form.paid().minor())
            .param("now", utc(form.askedAt()))
            .update()
        == 1;
  }

  void addPurchase(UUID payment, UUID form) {
    jdbc.sql(ADD_PURCHASE).param("payment", payment).param("form", form).update();
  }

  List<UUID> taken(List<UUID> payments) {
    return jdbc.sql(TAKEN)
        .param("payments", payments.toArray(UUID[]::new))
        .query((row, n) -> row.getObject("payment_id", UUID.class))
        .list();
  }

  List<UUID> purchases(UUID form) {
    return jdbc.sql(PURCHASES)
        .param("form", form)
        .query((row, n) -> row.getObject("payment_id", UUID.class))
        .list();
  }

  Optional<TaxForm> find(String number) {
    return jdbc.sql(FIND).param("number", number).query(TaxFormStore::form).optional();
  }

  List<TaxForm> ofPerson(UUID person) {
    return jdbc.sql(OF_PERSON)
        .param("person", person)
        .param("most", TaxLimits.LISTED)
        .query(TaxFormStore::form)
        .list();
  }

  List<TaxForm> ofShop(UUID shop) {
    return jdbc.sql(OF_SHOP)
        .param("shop", shop)
        .param("most", TaxLimits.LISTED)
        .query(TaxFormStore::form)
        .list();
  }

  boolean fill(UUID id, Step step, TaxForm.Sums sums) {
    var guarantee = sums.guarantee();
    return jdbc.sql(FILL)
            .param("id", id)
            .param("step", step.name())
            .param("standard", sums.standard().minor())
            .param("reduced", sums.reduced().minor())
            .param("refund", sums.refund().minor())
            .param("leaves", sums.leavesOn())
            .param("guarantee", guarantee == null ? null : guarantee.name())
            .update()
        == 1;
  }

  boolean confirm(UUID id, Step expected, UUID port, Instant now) {
    return jdbc.sql(CONFIRM)
            .param("id", id)
            .param("expected", expected.name())
            .param("port", port)
            .param("now", utc(now))
            .update()
        == 1;
  }

  /// What was on it may stand on another form.
  boolean refuse(UUID id, TaxRefusal reason, Instant now) {
    boolean refused =
        jdbc.sql(REFUSE)
                .param("id", id)
                .param("reason", reason.name())
                .param("now", utc(now))
                .update()
            == 1;
    if (refused) {
      jdbc.sql(FREE_PURCHASES).param("form", id).update();
    }
    return refused;
  }

  boolean pay(UUID id, String as, UUID agency, Instant now) {
    return jdbc.sql(PAY)
            .param("id", id)
            .param("as", as)
            .param("agency", agency)
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean reverse(UUID id, UUID agency, Instant now) {
    return jdbc.sql(REVERSE).param("id", id).param("agency", agency).param("now", utc(now)).update()
        == 1;
  }

  List<TaxForm> late(LocalDate today) {
    return jdbc.sql(LATE)
        .param("today", today)
        .param("most", TaxLimits.DUE_AT_ONCE)
        .query(TaxFormStore::form)
        .list();
  }

  boolean charge(UUID id, LocalDate by) {
    return jdbc.sql(CHARGE).param("id", id).param("by", by).update() == 1;
  }

  List<TaxForm> toCharge() {
    return jdbc.sql(TO_CHARGE).param("most", TaxLimits.LISTED).query(TaxFormStore::form).list();
  }

  private static TaxForm form(ResultSet row, int n) throws SQLException {
    var reason = row.getString("reason");
    return new TaxForm(
        row.getObject("id", UUID.class),
        row.getString("number"),
        new TaxForm.Holder(
            new AccountId(row.getObject("account_id", UUID.class)),
            new PersonId(row.getObject("person_id", UUID.class))),
        new PartnerId(row.getObject("shop_id", UUID.class)),
        row.getObject("bought_on", LocalDate.class),
        yuan(row.getLong("paid")),
        sums(row),
        Step.valueOf(row.getString("step")),
        reason == null ? null : TaxRefusal.valueOf(reason),
        row.getObject("asked_at", OffsetDateTime.class).toInstant());
  }

  private static TaxForm.@Nullable Sums sums(ResultSet row) throws SQLException {
    var leaves = row.getObject("leaves_on", LocalDate.class);
    if (leaves == null) {
      return null;
    }
    var guarantee = row.getString("guarantee");
    return new TaxForm.Sums(
        yuan(row.getLong("standard")),
        yuan(row.getLong("reduced")),
        yuan(row.getLong("refund")),
        leaves,
        guarantee == null ? null : TaxForm.Guarantee.valueOf(guarantee),
        row.getObject("charge_by", LocalDate.class));
  }

  static Money yuan(long fen) {
    return Money.ofMinor(fen, "CNY");
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
