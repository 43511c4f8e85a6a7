package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.partners.PartnerId;
import hutong.payment.PaymentId;
import hutong.payment.internal.RefundEntry.Side;
import hutong.payment.internal.RefundEntry.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `payment.refund`.
@Repository
class RefundStore {

  static final String ADD =
      """
      insert into payment.refund
        (id, payment_id, amount, fee, charged, state, asked_by, reason, made_at, asked_at)
      values (:id, :payment, :amount, :fee, :charged, :state, :askedBy, :reason, :now, :now)
      on conflict do nothing
      """;

  static final String BEGIN =
      """
      update payment.refund
      set state = 'PENDING', fee = :fee, charged = :charged, asked_at = :now
      where id = :id and state = 'REQUESTED'
      """;

  static final String END =
      """
      update payment.refund
      set state = :state, outside_id = :outside, settled_at = :now
      where id = :id and state = :expected
      """;

  static final String FIND =
      """
      select r.id, r.payment_id, r.amount, r.fee, r.charged, r.state, r.asked_by, r.reason,
             r.made_at, p.currency, p.charged_currency
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.id = :id
      """;

  static final String OF_PAYMENT =
      """
      select r.id, r.payment_id, r.amount, r.fee, r.charged, r.state, r.asked_by, r.reason,
             r.made_at, p.currency, p.charged_currency
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.payment_id = :payment
      order by r.made_at
      """;

  static final String REQUESTED_OF =
      """
      select r.id, r.payment_id, r.amount, r.fee, r.charged, r.state, r.asked_by, r.reason,
             r.made_at, p.currency, p.charged_currency
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.state = 'REQUESTED' and p.merchant_id = :merchant
      order by r.made_at
      limit :most
      """;

  static final String PENDING =
      """
      select r.id, r.payment_id, r.amount, r.fee, r.charged, r.state, r.asked_by, r.reason,
             r.made_at, p.currency, p.charged_currency
      from payment.refund r
      join payment.payment p on p.id = r.payment_id
      where r.state = 'PENDING' and r.asked_at < :before
      order by r.asked_at
      limit :most
      """;

  static final String ASKED =
      """
      update payment.refund
      set asked_at = :now
      where id = :id and state = 'PENDING'
      """;

  private final JdbcClient jdbc;

  RefundStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(RefundEntry refund) {
    return jdbc.sql(ADD)
            .param("id", refund.id())
            .param("payment", refund.payment().value())
            .param("amount", refund.amount().minor())
            .param("fee", refund.fee().minor())
            .param("charged", refund.charged() == null ? null : refund.charged().minor())
            .param("state", refund.state().name())
            .param("askedBy", refund.askedBy().name())
            .param("reason", refund.reason())
            .param("now", refund.madeAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean begin(UUID id, Money fee, Money charged, Instant now) {
    return jdbc.sql(BEGIN)
            .param("id", id)
            .param("fee", fee.minor())
            .param("charged", charged.minor())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean end(UUID id, State expected, State state, @Nullable String outside, Instant now) {
    return jdbc.sql(END)
            .param("id", id)
            .param("expected", expected.name())
            .param("state", state.name())
            .param("outside", outside)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean asked(UUID id, Instant now) {
    return jdbc.sql(ASKED).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update() == 1;
  }

  Optional<RefundEntry> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(RefundStore::refund).optional();
  }

  List<RefundEntry> ofPayment(PaymentId payment) {
    return jdbc.sql(OF_PAYMENT).param("payment", payment.value()).query(RefundStore::refund).list();
  }

  List<RefundEntry> requestedOf(PartnerId merchant, int most) {
    return jdbc.sql(REQUESTED_OF)
        .param("merchant", merchant.value())
        .param("most", most)
        .query(RefundStore::refund)
        .list();
  }

  List<RefundEntry> pending(Instant before, int most) {
    return jdbc.sql(PENDING)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(RefundStore::refund)
        .list();
  }

  private static RefundEntry refund(ResultSet row, int n) throws SQLException {
    var currency = row.getString("currency");
    var charged = row.getObject("charged", Long.class);
    return new RefundEntry(
        row.getObject("id", UUID.class),
        new PaymentId(row.getObject("payment_id", UUID.class)),
        Money.ofMinor(row.getLong("amount"), currency),
        Money.ofMinor(row.getLong("fee"), currency),
        charged == null ? null : Money.ofMinor(charged, row.getString("charged_currency")),
        State.valueOf(row.getString("state")),
        Side.valueOf(row.getString("asked_by")),
        row.getString("reason"),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }
}
