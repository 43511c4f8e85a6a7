package hutong.payment.internal;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.partners.PartnerId;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The table `payment.payment`. Every change of state names the state it starts from.
@Repository
class PaymentStore {

  static final String ADD =
      """
      insert into payment.payment
        (id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency, fee,
         charged, charged_currency, rate, rate_day, state, reason, bill, made_at, asked_at,
         settled_at)
      values
        (:id, :number, :kind, :account, :person, :merchant, :rail, :link, :amount, 'CNY', :fee,
         :charged, :chargedCurrency, :rate, :rateDay, :state, :reason, :bill, :now, :asked,
         :settled)
      on conflict (id) do nothing
      """;

  /// Payments from the visitor wallet, decided already, as many as came.
  static final String ADD_EACH =
      """
      insert into payment.payment
        (id, number, kind, account_id, person_id, merchant_id, rail, amount, currency, charged,
         charged_currency, state, reason, bill, made_at, settled_at)
      select p.id, p.number, 'PURCHASE', p.account, p.person, p.merchant, 'BALANCE', p.amount,
             'CNY', p.amount, 'CNY', p.state, nullif(p.reason, ''), nullif(p.bill, ''), p.made,
             p.made
      from (select u.id, u.number, u.account, u.person, u.merchant, u.amount, u.state, u.reason,
                   u.bill, timestamptz 'epoch' + u.micros * interval '1 microsecond' as made
            from unnest(:ids::uuid[], :numbers::text[], :accounts::uuid[], :persons::uuid[],
                        :merchants::uuid[], :amounts::bigint[], :states::text[],
                        :reasons::text[], :bills::text[], :micros::bigint[])
                 as u(id, number, account, person, merchant, amount, state, reason, bill, micros)
           ) p
      """;

  static final String AGREE =
      """
      update payment.payment
      set rail = :rail, link_id = :link, amount = :amount, fee = :fee, charged = :charged,
          charged_currency = :chargedCurrency, rate = :rate, rate_day = :rateDay, state = :state,
          reason = :reason, asked_at = :asked, settled_at = :settled
      where id = :id and state = 'CREATED'
      """;

  static final String SET_AMOUNT =
      """
      update payment.payment
      set amount = :amount
      where id = :id and account_id = :account and state = 'CREATED'
      """;

  static final String DECIDE =
      """
      update payment.payment
      set state = :state, reason = :reason, outside_id = coalesce(:outside, outside_id),
          action_url = null, settled_at = :now
      where id = :id and state = 'PENDING'
      """;

  static final String KEEP_WAITING =
      """
      update payment.payment
      set outside_id = coalesce(:outside, outside_id), action_url = :action, asked_at = :now,
          tries = tries + 1
      where id = :id and state = 'PENDING'
      """;

  static final String HOLD_REFUND =
      """
      update payment.payment
      set refund_held = refund_held + :amount
      where id = :id and state in ('POSTED', 'PARTLY_REFUNDED')
        and refunded + refund_held + :amount <= amount
      """;

  static final String RETURN =
      """
      update payment.payment
      set refund_held = refund_held - :amount, refunded = refunded + :amount,
          state = case when refunded + :amount = amount then 'REFUNDED'
                       else 'PARTLY_REFUNDED' end
      where id = :id and refund_held >= :amount
      """;

  static final String RELEASE_REFUND =
      """
      update payment.payment
      set refund_held = refund_held - :amount
      where id = :id and refund_held >= :amount
      """;

  static final String FIND =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where id = :id
      """;

  static final String OF_ACCOUNT =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where account_id = :account and state not in ('CREATED', 'VOIDED')
      order by made_at desc
      limit :most
      """;

  static final String OF_PERSON =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where person_id = :person and state <> 'CREATED'
      order by made_at desc
      limit :most
      """;

  static final String OF_MERCHANT =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where merchant_id = :merchant and made_at >= :since
        and state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED')
        and (:bill::text is null or bill = :bill)
      order by made_at desc
      limit :most
      """;

  static final String PENDING =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where state = 'PENDING' and asked_at < :before
      order by asked_at
      limit :most
      """;

  static final String GIVEN_UP =
      """
      select id, number, kind, account_id, person_id, merchant_id, rail, link_id, amount, currency,
             fee, charged, charged_currency, rate, rate_day, refunded, refund_held, state, reason,
             action_url, outside_id, bill, made_at, settled_at
      from payment.payment
      where state = 'VOIDED' and rail in ('HOME_WALLET', 'CARD') and settled_at > :since
        and asked_at < :before
      order by asked_at
      limit :most
      """;

  static final String WATCHED =
      """
      update payment.payment
      set asked_at = :now
      where id = :id and state in ('VOIDED', 'FAILED')
      """;

  static final String SPENT =
      """
      select coalesce(sum(amount - refunded), 0)
      from payment.payment
      where person_id = :person and rail = any(:rails::text[]) and made_at >= :since
        and state in ('PENDING', 'POSTED', 'PARTLY_REFUNDED', 'REFUNDED')
      """;

  static final String FORGET_TILLS =
      """
      delete from payment.payment
      where state = 'CREATED' and made_at < :before
      """;

  static final String CLOSE_TILL =
      """
      delete from payment.payment
      where id = :id and state = 'CREATED'
      """;

  private final JdbcClient jdbc;

  PaymentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when a payment of this id is there already.
  boolean add(Entry entry, @Nullable Instant asked) {
    var payment = entry.payment();
    return price(jdbc.sql(ADD), payment.price())
            .param("id", payment.id().value())
            .param("number", payment.number())
            .param("kind", entry.kind().name())
            .param("account", payment.payer().account().value())
            .param("person", payment.payer().person().value())
            .param("merchant", payment.merchant() == null ? null : payment.merchant().value())
            .param("link", entry.link())
            .param("state", payment.status().name())
            .param("reason", payment.reason())
            .param("bill", entry.bill())
            .param("now", utc(payment.times().made()))
            .param("asked", asked == null ? null : utc(asked))
            .param("settled", settled(payment))
            .update()
        == 1;
  }

  private static JdbcClient.StatementSpec price(
      JdbcClient.StatementSpec sql, Payment.@Nullable Price price) {
    if (price == null) {
      return sql.param("rail", null)
          .param("amount", null)
          .param("fee", 0L)
          .param("charged", null)
          .param("chargedCurrency", null)
          .param("rate", null)
          .param("rateDay", null);
    }
    return sql.param("rail", price.rail() == null ? null : price.rail().name())
        .param("amount", price.amount().minor())
        .param("fee", price.fee().minor())
        .param("charged", price.charged().minor())
        .param("chargedCurrency", price.charged().currency().getCurrencyCode())
        .param("rate", price.rate())
        .param("rateDay", price.rateDay());
  }

  private static @Nullable OffsetDateTime settled(Payment payment) {
    var settled = payment.times().settled();
    return settled == null ? null : utc(settled);
  }

  void addEach(List<Entry> entries) {
    jdbc.sql(ADD_EACH)
        .param("ids", array("uuid", entries, e -> e.id().value()))
        .param("numbers", array("text", entries, e -> e.payment().number()))
        .param("accounts", array("uuid", entries, e -> e.payment().payer().account().value()))
        .param("persons", array("uuid", entries, e -> e.payment().payer().person().value()))
        .param("merchants", array("uuid", entries, PaymentStore::merchant))
        .param("amounts", array("int8", entries, e -> e.price().amount().minor()))
        .param("states", array("text", entries, e -> e.payment().status().name()))
        .param("reasons", array("text", entries, e -> orEmpty(e.payment().reason())))
        .param("bills", array("text", entries, e -> orEmpty(e.bill())))
        .param("micros", array("int8", entries, e -> micros(e.payment().times().made())))
        .update();
  }

  private static UUID merchant(Entry entry) {
    var merchant = entry.payment().merchant();
    if (merchant == null) {
      throw new IllegalStateException("a purchase has a merchant");
    }
    return merchant.value();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// False when it was agreed before.
  boolean agree(Entry entry, @Nullable Instant asked) {
    return price(jdbc.sql(AGREE), entry.price())
            .param("id", entry.id().value())
            .param("link", entry.link())
            .param("state", entry.payment().status().name())
            .param("reason", entry.payment().reason())
            .param("asked", asked == null ? null : utc(asked))
            .param("settled", settled(entry.payment()))
            .update()
        == 1;
  }

  boolean setAmount(PaymentId id, AccountId account, long amount) {
    return jdbc.sql(SET_AMOUNT)
            .param("id", id.value())
            .param("account", account.value())
            .param("amount", amount)
            .update()
        == 1;
  }

  /// False when it was decided before.
  boolean decide(
      PaymentId id,
      PaymentStatus state,
      @Nullable String reason,
      @Nullable String outside,
      Instant now) {
    return jdbc.sql(DECIDE)
            .param("id", id.value())
            .param("state", state.name())
            .param("reason", reason)
            .param("outside", outside)
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean keepWaiting(
      PaymentId id, @Nullable String outside, @Nullable String action, Instant now) {
    return jdbc.sql(KEEP_WAITING)
            .param("id", id.value())
            .param("outside", outside)
            .param("action", action)
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean holdRefund(PaymentId id, long amount) {
    return changeRefund(HOLD_REFUND, id, amount);
  }

  boolean returned(PaymentId id, long amount) {
    return changeRefund(RETURN, id, amount);
  }

  boolean releaseRefund(PaymentId id, long amount) {
    return changeRefund(RELEASE_REFUND, id, amount);
  }

  private boolean changeRefund(String sql, PaymentId id, long amount) {
    return jdbc.sql(sql).param("id", id.value()).param("amount", amount).update() == 1;
  }

  Optional<Entry> find(PaymentId id) {
    return jdbc.sql(FIND).param("id", id.value()).query(PaymentStore::entry).optional();
  }

  List<Entry> ofAccount(AccountId account, int most) {
    return jdbc.sql(OF_ACCOUNT)
        .param("account", account.value())
        .param("most", most)
        .query(PaymentStore::entry)
        .list();
  }

  boolean closeTill(PaymentId id) {
    return jdbc.sql(CLOSE_TILL).param("id", id.value()).update() == 1;
  }

  List<Entry> ofPerson(PersonId person, int most) {
    return jdbc.sql(OF_PERSON)
        .param("person", person.value())
        .param("most", most)
        .query(PaymentStore::entry)
        .list();
  }

  List<Entry> ofMerchant(PartnerId merchant, Instant since, @Nullable String bill, int most) {
    return jdbc.sql(OF_MERCHANT)
        .param("merchant", merchant.value())
        .param("since", utc(since))
        .param("bill", bill)
        .param("most", most)
        .query(PaymentStore::entry)
        .list();
  }

  List<Entry> pending(Instant before, int most) {
    return jdbc.sql(PENDING)
        .param("before", utc(before))
        .param("most", most)
        .query(PaymentStore::entry)
        .list();
  }

  List<Entry> givenUp(Instant since, Instant before, int most) {
    return jdbc.sql(GIVEN_UP)
        .param("since", utc(since))
        .param("before", utc(before))
        .param("most", most)
        .query(PaymentStore::entry)
        .list();
  }

  boolean watched(PaymentId id, Instant now) {
    return jdbc.sql(WATCHED).param("id", id.value()).param("now", utc(now)).update() == 1;
  }

  long spent(PersonId person, Collection<Rail> rails, Instant since) {
    return jdbc.sql(SPENT)
        .param("person", person.value())
        .param("rails", new SqlArrayValue("text", rails.stream().map(Rail::name).toArray()))
        .param("since", utc(since))
        .query(Long.class)
        .single();
  }

  int forgetTills(Instant before) {
    return jdbc.sql(FORGET_TILLS).param("before", utc(before)).update();
  }

  private static Entry entry(ResultSet row, int n) throws SQLException {
    var merchant = row.getObject("merchant_id", UUID.class);
    var settled = row.getObject("settled_at", OffsetDateTime.class);
    var payment =
        new Payment(
            new PaymentId(row.getObject("id", UUID.class)),
            row.getString("number"),
            new Payment.Payer(
                new AccountId(row.getObject("account_id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class))),
            merchant == null ? null : new PartnerId(merchant),
            price(row),
            PaymentStatus.valueOf(row.getString("state")),
            row.getString("reason"),
            new Payment.Times(
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant()));
    return new Entry(
        payment,
        Kind.valueOf(row.getString("kind")),
        row.getObject("link_id", UUID.class),
        row.getString("outside_id"),
        row.getString("action_url"),
        row.getString("bill"),
        row.getLong("refund_held"));
  }

  private static Payment.@Nullable Price price(ResultSet row) throws SQLException {
    var minor = row.getObject("amount", Long.class);
    if (minor == null) {
      return null;
    }
    var currency = row.getString("currency");
    var rail = row.getString("rail");
    var charged = row.getObject("charged", Long.class);
    return new Payment.Price(
        Money.ofMinor(minor, currency),
        Money.ofMinor(row.getLong("fee"), currency),
        charged == null
            ? Money.ofMinor(minor, currency)
            : Money.ofMinor(charged, row.getString("charged_currency")),
        rail == null ? null : Rail.valueOf(rail),
        row.getString("rate"),
        row.getObject("rate_day", LocalDate.class),
        Money.ofMinor(row.getLong("refunded"), currency));
  }

  private static SqlArrayValue array(
      String type, List<Entry> entries, Function<Entry, Object> part) {
    return new SqlArrayValue(type, entries.stream().map(part).toArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
