package hutong.payment.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The table `payment.exchange_rate`.
@Repository
class RateStore {

  static final String ADD =
      """
      insert into payment.exchange_rate (day, currency, per_euro, fetched_at)
      select :day, r.currency, cast(r.rate as numeric), :now
      from unnest(:currencies::text[], :rates::text[]) as r(currency, rate)
      on conflict (day, currency) do nothing
      """;

  static final String NEWEST =
      """
      select day, currency, per_euro
      from payment.exchange_rate
      where day = (select max(day) from payment.exchange_rate)
      """;

  private final JdbcClient jdbc;

  RateStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(RateTable table, Instant now) {
    var codes = table.perEuro().keySet().toArray();
    var rates =
        table.perEuro().values().stream().map(BigDecimal::toPlainString).toArray(Object[]::new);
    jdbc.sql(ADD)
        .param("day", table.day())
        .param("currencies", new SqlArrayValue("text", codes))
        .param("rates", new SqlArrayValue("text", rates))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<RateTable> newest() {
    Map<String, BigDecimal> perEuro = new HashMap<>();
    var days =
        jdbc.sql(NEWEST)
            .query(
                (row, n) -> {
                  perEuro.put(row.getString("currency"), row.getBigDecimal("per_euro"));
                  return row.getObject("day", LocalDate.class);
                })
            .list();
    return days.isEmpty() ? Optional.empty() : Optional.of(new RateTable(days.getFirst(), perEuro));
  }
}
