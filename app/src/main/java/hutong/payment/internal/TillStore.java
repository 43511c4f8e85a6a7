package hutong.payment.internal;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `payment.till`: who writes payments from the visitor wallet.
@Repository
class TillStore {

  /// Counts the batch, and waits until any other writer has ended hers.
  static final String TAKE =
      """
      update payment.till
      set batch = batch + 1, node = :node
      where lane = 0
      """;

  private final JdbcClient jdbc;

  TillStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// From here to the end of the transaction nobody else writes at the till.
  void take(UUID node) {
    if (jdbc.sql(TAKE).param("node", node).update() != 1) {
      throw new IllegalStateException("there is no till");
    }
  }
}
