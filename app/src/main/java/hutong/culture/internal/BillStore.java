package hutong.culture.internal;

import hutong.booking.ReservationId;
import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.payment.PaymentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `culture.bill` and `culture.refund`.
@Repository
class BillStore {

  static final String ADD =
      """
      insert into culture.bill
        (number, reservation_id, account_id, person_id, museum, each_minor, currency, places,
         refund_percent, state, due_until, made_at)
      values
        (:number, :reservation, :account, :person, :museum, :each, :currency, :places,
         :percent, 'DUE', :until, :now)
      on conflict (reservation_id) do nothing
      """;

  static final String FIND =
      """
      select number, reservation_id, account_id, person_id, museum, each_minor, currency, places,
             refund_percent, payment_id, state, due_until
      from culture.bill
      where reservation_id = :reservation
      """;

  static final String FIND_BY_NUMBER =
      """
      select number, reservation_id, account_id, person_id, museum, each_minor, currency, places,
             refund_percent, payment_id, state, due_until
      from culture.bill
      where number = :number
      """;

  static final String LOCK =
      """
      select number
      from culture.bill
      where number = :number
      for update
      """;

  static final String OPEN_TILL =
      """
      update culture.bill
      set payment_id = :payment
      where number = :number and state = 'DUE'
      """;

  static final String PAID =
      """
      update culture.bill
      set state = 'PAID', payment_id = :payment, paid_at = :now
      where number = :number and state = 'DUE'
      """;

  static final String SHRINK =
      """
      update culture.bill
      set places = places - :less,
          state = case when state = 'DUE' and places = :less then 'ENDED' else state end
      where number = :number
      """;

  static final String RUN_OUT =
      """
      update culture.bill
      set state = 'ENDED'
      where number in (
        select number
        from culture.bill
        where state = 'DUE' and due_until <= :now
        order by due_until
        limit :most
        for update skip locked)
      returning number, reservation_id, account_id, person_id, museum, each_minor, currency,
                places, refund_percent, payment_id, state, due_until
      """;

  static final String WANT_REFUND =
      """
      insert into culture.refund (id, payment_id, amount_minor, currency, state, due_at)
      values (:id, :payment, :amount, :currency, 'WANTED', :now)
      on conflict (id) do nothing
      """;

  static final String TAKE_REFUNDS =
      """
      update culture.refund
      set attempts = attempts + 1,
          due_at = :now::timestamptz + make_interval(secs => least(3600, power(2, attempts + 2)))
      where id in (
        select id
        from culture.refund
        where state = 'WANTED' and due_at <= :now
        order by due_at
        limit :most
        for update skip locked)
      returning id, payment_id, amount_minor, currency
      """;

  static final String END_REFUND =
      """
      update culture.refund
      set state = :state
      where id = :id and state = 'WANTED'
      """;

  /// What became of a bill.
  enum State {
    DUE,
    PAID,
    /// Not paid in time, or given back before it was.
    ENDED
  }

  /// A bill as stored.
  record Row(
      String number,
      ReservationId reservation,
      Payer payer,
      Terms terms,
      int places,
      @Nullable PaymentId payment,
      State state,
      Instant dueUntil) {

    Money total() {
      return new Money(Math.multiplyExact(terms.each().minor(), places), terms.each().currency());
    }
  }

  /// Who pays.
  record Payer(AccountId account, PersonId person) {}

  /// To whom, how much for each ticket, and what comes back.
  record Terms(String museum, Money each, int refundPercent) {}

  /// Money that should go back.
  record Refund(UUID id, PaymentId payment, Money amount) {}

  private final JdbcClient jdbc;

  BillStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Nothing happens when the reservation has a bill.
  void add(Row bill, Instant now) {
    jdbc.sql(ADD)
        .param("number", bill.number())
        .param("reservation", bill.reservation().value())
        .param("account", bill.payer().account().value())
        .param("person", bill.payer().person().value())
        .param("museum", bill.terms().museum())
        .param("each", bill.terms().each().minor())
        .param("currency", bill.terms().each().currency().getCurrencyCode())
        .param("places", bill.places())
        .param("percent", bill.terms().refundPercent())
        .param("until", bill.dueUntil().atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Row> find(ReservationId reservation) {
    return jdbc.sql(FIND)
        .param("reservation", reservation.value())
        .query(BillStore::row)
        .optional();
  }

  /// The bill, held until the transaction ends.
  Optional<Row> lock(String number) {
    return jdbc.sql(LOCK).param("number", number).query((row, n) -> n).optional().isPresent()
        ? jdbc.sql(FIND_BY_NUMBER).param("number", number).query(BillStore::row).optional()
        : Optional.empty();
  }

  boolean openTill(String number, PaymentId payment) {
    return jdbc.sql(OPEN_TILL).param("number", number).param("payment", payment.value()).update()
        == 1;
  }

  boolean paid(String number, PaymentId payment, Instant now) {
    return jdbc.sql(PAID)
            .param("number", number)
            .param("payment", payment.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean shrink(String number, int less) {
    return jdbc.sql(SHRINK).param("number", number).param("less", less).update() == 1;
  }

  List<Row> runOut(Instant now) {
    return jdbc.sql(RUN_OUT)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", CultureLimits.LETTERS_AT_ONCE)
        .query(BillStore::row)
        .list();
  }

  void want(Refund refund, Instant now) {
    jdbc.sql(WANT_REFUND)
        .param("id", refund.id())
        .param("payment", refund.payment().value())
        .param("amount", refund.amount().minor())
        .param("currency", refund.amount().currency().getCurrencyCode())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Refund> takeRefunds(Instant now) {
    return jdbc.sql(TAKE_REFUNDS)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", CultureLimits.LETTERS_AT_ONCE)
        .query(
            (row, n) ->
                new Refund(
                    row.getObject("id", UUID.class),
                    new PaymentId(row.getObject("payment_id", UUID.class)),
                    money(row, "amount_minor")))
        .list();
  }

  boolean endRefund(UUID id, String state) {
    return jdbc.sql(END_REFUND).param("id", id).param("state", state).update() == 1;
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), Currency.getInstance(row.getString("currency")));
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    var payment = row.getObject("payment_id", UUID.class);
    return new Row(
        row.getString("number"),
        new ReservationId(row.getObject("reservation_id", UUID.class)),
        new Payer(
            new AccountId(row.getObject("account_id", UUID.class)),
            new PersonId(row.getObject("person_id", UUID.class))),
        new Terms(row.getString("museum"), money(row, "each_minor"), row.getInt("refund_percent")),
        row.getInt("places"),
        payment == null ? null : new PaymentId(payment),
        State.valueOf(row.getString("state")),
        row.getObject("due_until", OffsetDateTime.class).toInstant());
  }
}
