package hutong.payment.internal;

import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook.Sale;
import hutong.payment.MerchantBook.Sales;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Payments and refunds as their merchant sees them.
@Repository
class MerchantBookStore {

  static final String SALES =
      """
      select (select count(*) from payment.payment p
              where p.merchant_id = :merchant and p.settled_at >= :from and p.settled_at < :until
                and p.state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED')) as payments,
             (select coalesce(sum(p.amount), 0) from payment.payment p
              where p.merchant_id = :merchant and p.settled_at >= :from and p.settled_at < :until
                and p.state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED')) as paid,
             count(*) as refunds, coalesce(sum(r.amount), 0) as refunded
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.state = 'POSTED' and r.settled_at >= :from and r.settled_at < :until
        and p.merchant_id = :merchant
      """;

  static final String LIST =
      """
      select false as refund, p.number, p.id, p.amount, p.currency, p.settled_at as at
      from payment.payment p
      where p.merchant_id = :merchant and p.settled_at >= :from and p.settled_at < :until
        and p.state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED')
      union all
      select true, p.number, r.id, r.amount, p.currency, r.settled_at
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.state = 'POSTED' and r.settled_at >= :from and r.settled_at < :until
        and p.merchant_id = :merchant
      order by at
      limit :most
      """;

  private final JdbcClient jdbc;

  MerchantBookStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Sales sales(PartnerId merchant, Instant from, Instant until) {
    return jdbc.sql(SALES)
        .param("merchant", merchant.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Sales(
                    row.getInt("payments"),
                    new Money(row.getLong("paid"), Books.YUAN),
                    row.getInt("refunds"),
                    new Money(row.getLong("refunded"), Books.YUAN)))
        .single();
  }

  List<Sale> list(PartnerId merchant, Instant from, Instant until, int most) {
    return jdbc.sql(LIST)
        .param("merchant", merchant.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(
            (row, n) ->
                new Sale(
                    row.getBoolean("refund"),
                    row.getString("number"),
                    Ids.print("", row.getObject("id", UUID.class)),
                    Money.ofMinor(row.getLong("amount"), row.getString("currency")),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
