package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.RailEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Payments and refunds as their rail knows them.
@Repository
class RailBookStore {

  static final String CHARGES =
      """
      select id, number, amount + fee as booked, currency, charged, charged_currency, state,
             coalesce(settled_at, made_at) as at
      from payment.payment
      where rail = :rail and rail in ('HOME_WALLET', 'CARD')
        and state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED')
        and settled_at >= :from and settled_at < :until
      order by settled_at
      limit :most
      """;

  static final String CHARGES_OF =
      """
      select id, number, coalesce(amount, 0) + fee as booked, currency,
             coalesce(charged, 0) as charged,
             coalesce(charged_currency, currency) as charged_currency, state,
             coalesce(settled_at, made_at) as at
      from payment.payment
      where id = any(:ids::uuid[]) and rail = :rail
      """;

  static final String REFUNDS =
      """
      select r.id, r.payment_id, p.number, r.amount + r.fee as booked, p.currency,
             coalesce(r.charged, 0) as charged, p.charged_currency, r.state,
             coalesce(r.settled_at, r.made_at) as at
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.state = 'POSTED' and r.settled_at >= :from and r.settled_at < :until
        and p.rail = :rail
      order by r.settled_at
      limit :most
      """;

  static final String REFUNDS_OF =
      """
      select r.id, r.payment_id, p.number, r.amount + r.fee as booked, p.currency,
             coalesce(r.charged, 0) as charged,
             coalesce(p.charged_currency, p.currency) as charged_currency, r.state,
             coalesce(r.settled_at, r.made_at) as at
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.id = any(:ids::uuid[]) and p.rail = :rail
      """;

  private final JdbcClient jdbc;

  RailBookStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<RailEntry> charges(Rail rail, Instant from, Instant until, int most) {
    return between(CHARGES, rail, from, until, most).query(RailBookStore::charge).list();
  }

  List<RailEntry> refunds(Rail rail, Instant from, Instant until, int most) {
    return between(REFUNDS, rail, from, until, most).query(RailBookStore::refund).list();
  }

  private JdbcClient.StatementSpec between(
      String sql, Rail rail, Instant from, Instant until, int most) {
    return jdbc.sql(sql)
        .param("rail", rail.name())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("most", most);
  }

  List<RailEntry> chargesOf(Rail rail, List<UUID> ids) {
    return of(CHARGES_OF, rail, ids).query(RailBookStore::charge).list();
  }

  List<RailEntry> refundsOf(Rail rail, List<UUID> ids) {
    return of(REFUNDS_OF, rail, ids).query(RailBookStore::refund).list();
  }

  private JdbcClient.StatementSpec of(String sql, Rail rail, List<UUID> ids) {
    return jdbc.sql(sql)
        .param("rail", rail.name())
        .param("ids", new SqlArrayValue("uuid", ids.toArray()));
  }

  private static RailEntry charge(ResultSet row, int n) throws SQLException {
    var id = new PaymentId(row.getObject("id", UUID.class));
    boolean moved = PaymentStatus.valueOf(row.getString("state")).isPaid();
    return entry(row, RailEntry.Kind.CHARGE, id.toString(), id, moved);
  }

  private static RailEntry refund(ResultSet row, int n) throws SQLException {
    return entry(
        row,
        RailEntry.Kind.REFUND,
        row.getObject("id", UUID.class).toString(),
        new PaymentId(row.getObject("payment_id", UUID.class)),
        row.getString("state").equals("POSTED"));
  }

  private static RailEntry entry(
      ResultSet row, RailEntry.Kind kind, String reference, PaymentId payment, boolean moved)
      throws SQLException {
    return new RailEntry(
        kind,
        reference,
        payment,
        row.getString("number"),
        Money.ofMinor(row.getLong("booked"), row.getString("currency")),
        Money.ofMinor(row.getLong("charged"), row.getString("charged_currency")),
        row.getString("state"),
        moved,
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
