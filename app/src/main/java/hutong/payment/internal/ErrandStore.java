package hutong.payment.internal;

import hutong.partners.PartnerId;
import hutong.payment.Bill;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `payment.errand`.
@Repository
class ErrandStore {

  static final String ADD =
      """
      insert into payment.errand (merchant_id, bill, path)
      values (:merchant, :bill, :path)
      on conflict (merchant_id, bill) do nothing
      """;

  static final String FIND =
      """
      select path
      from payment.errand
      where merchant_id = :merchant and bill = :bill
      """;

  private final JdbcClient jdbc;

  ErrandStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Bill bill) {
    jdbc.sql(ADD)
        .param("merchant", bill.merchant().value())
        .param("bill", bill.number())
        .param("path", bill.back())
        .update();
  }

  Optional<String> find(PartnerId merchant, String bill) {
    return jdbc.sql(FIND)
        .param("merchant", merchant.value())
        .param("bill", bill)
        .query((row, n) -> row.getString("path"))
        .optional();
  }
}
