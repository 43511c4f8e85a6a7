package hutong.payment.internal;

import hutong.payment.PaymentId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `payment.help`.
@Repository
class HelpStore {

  static final String ADD =
      """
      insert into payment.help (payment_id, kind, at)
      values (:payment, :kind, :now)
      on conflict (payment_id, kind) do nothing
      """;

  /// Money that came back at last is not open any more.
  static final String SOLVE =
      """
      delete from payment.help
      where payment_id = :payment and kind = 'LATE_MONEY_OPEN'
      """;

  static final String NEWEST =
      """
      select h.payment_id, p.number, h.kind, h.at
      from payment.help h
      join payment.payment p on p.id = h.payment_id
      order by h.at desc
      limit :most
      """;

  private final JdbcClient jdbc;

  HelpStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(PaymentId payment, Help.Kind kind, Instant now) {
    jdbc.sql(ADD)
        .param("payment", payment.value())
        .param("kind", kind.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    if (kind == Help.Kind.LATE_MONEY_RETURNED) {
      jdbc.sql(SOLVE).param("payment", payment.value()).update();
    }
  }

  List<Help> newest(int most) {
    return jdbc.sql(NEWEST)
        .param("most", most)
        .query(
            (row, n) ->
                new Help(
                    new PaymentId(row.getObject("payment_id", UUID.class)),
                    row.getString("number"),
                    Help.Kind.valueOf(row.getString("kind")),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
