package hutong.settlement.internal;

import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.payment.RailEntry.Kind;
import hutong.settlement.internal.Finding.Difference;
import hutong.settlement.internal.Finding.Fault;
import hutong.settlement.internal.Finding.Side;
import hutong.settlement.internal.Finding.State;
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

/// The table `settlement.finding`.
@Repository
class FindingStore {

  /// One that had cleared and is there again is open again; one that somebody decided stays so.
  static final String FOUND =
      """
      insert into settlement.finding
        (id, source, day, fault, kind, reference, nth, number, ours, our_currency, our_state,
         theirs, their_currency, their_state, their_id, difference, state, found_at)
      values
        (:id, :source, :day, :fault, :kind, :reference, :nth, :number, :ours, :ourCurrency,
         :ourState, :theirs, :theirCurrency, :theirState, :theirId, :difference, 'OPEN', :now)
      on conflict (source, day, fault, kind, reference, nth) do update
      set ours = excluded.ours, our_state = excluded.our_state, theirs = excluded.theirs,
          their_state = excluded.their_state, difference = excluded.difference,
          state = case when finding.state = 'CLEARED'
                         or finding.difference <> excluded.difference then 'OPEN'
                       else finding.state end,
          found_at = excluded.found_at
      where finding.state <> 'CORRECTED'
      """;

  static final String CLEAR =
      """
      update settlement.finding
      set state = 'CLEARED', decided_at = :now
      where source = :source and day = :day and state in ('OPEN', 'PROPOSED') and found_at < :now
      """;

  /// What was missing in one file and stands in the file of another day.
  static final String CAME_LATER =
      """
      update settlement.finding f
      set state = 'CLEARED', decided_at = :now
      where f.source = :source and f.fault = 'MISSING_THERE' and f.state in ('OPEN', 'PROPOSED')
        and exists (select 1 from settlement.line l
                    where l.source = f.source and l.kind = f.kind and l.reference = f.reference)
      """;

  static final String FIND =
      """
      select id, source, day, fault, kind, reference, nth, number, ours, our_currency, our_state,
             theirs, their_currency, their_state, their_id, difference, state, reason,
             proposed_by, decided_by
      from settlement.finding
      where id = :id
      """;

  static final String LIST_OPEN =
      """
      select id, source, day, fault, kind, reference, nth, number, ours, our_currency, our_state,
             theirs, their_currency, their_state, their_id, difference, state, reason,
             proposed_by, decided_by
      from settlement.finding
      where state in ('OPEN', 'PROPOSED')
      order by day desc, source, fault, id
      limit :most
      """;

  static final String LIST_CLOSED =
      """
      select id, source, day, fault, kind, reference, nth, number, ours, our_currency, our_state,
             theirs, their_currency, their_state, their_id, difference, state, reason,
             proposed_by, decided_by
      from settlement.finding
      where state not in ('OPEN', 'PROPOSED')
      order by decided_at desc nulls last
      limit :most
      """;

  static final String COUNT_OPEN =
      """
      select count(*)
      from settlement.finding
      where state in ('OPEN', 'PROPOSED')
      """;

  static final String COUNT_ALL =
      """
      select count(*)
      from settlement.finding
      """;

  static final String DAYS_OPEN =
      """
      select distinct day
      from settlement.finding
      where state in ('OPEN', 'PROPOSED') and source = :source and day >= :since
      """;

  static final String EXPLAIN =
      """
      update settlement.finding
      set state = 'EXPLAINED', reason = :reason, decided_by = :by, decided_at = :now
      where id = :id and state = 'OPEN'
      """;

  static final String PROPOSE =
      """
      update settlement.finding
      set state = 'PROPOSED', reason = :reason, proposed_by = :by
      where id = :id and state = 'OPEN'
      """;

  static final String CORRECT =
      """
      update settlement.finding
      set state = 'CORRECTED', decided_by = :by, decided_at = :now
      where id = :id and state = 'PROPOSED' and proposed_by <> :by
      """;

  static final String DECLINE =
      """
      update settlement.finding
      set state = 'OPEN', reason = null, proposed_by = null
      where id = :id and state = 'PROPOSED'
      """;

  private final JdbcClient jdbc;

  FindingStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void found(Source source, LocalDate day, Difference what, Instant now) {
    var ours = what.ours();
    var theirs = what.theirs();
    jdbc.sql(FOUND)
        .param("id", Ids.next())
        .param("source", source.name())
        .param("day", day)
        .param("fault", what.fault().name())
        .param("kind", what.kind().name())
        .param("reference", what.reference())
        .param("nth", what.nth())
        .param("number", what.number())
        .param("ours", ours == null ? null : ours.amount().minor())
        .param("ourCurrency", ours == null ? null : ours.amount().currency().getCurrencyCode())
        .param("ourState", ours == null ? null : ours.state())
        .param("theirs", theirs == null ? null : theirs.amount().minor())
        .param(
            "theirCurrency", theirs == null ? null : theirs.amount().currency().getCurrencyCode())
        .param("theirState", theirs == null ? null : theirs.state())
        .param("theirId", what.theirId())
        .param("difference", what.more().minor())
        .param("now", utc(now))
        .update();
  }

  /// What this run did not find any more is gone.
  int clear(Source source, LocalDate day, Instant now) {
    return jdbc.sql(CLEAR)
        .param("source", source.name())
        .param("day", day)
        .param("now", utc(now))
        .update();
  }

  int cameLater(Source source, Instant now) {
    return jdbc.sql(CAME_LATER).param("source", source.name()).param("now", utc(now)).update();
  }

  Optional<Finding> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(FindingStore::finding).optional();
  }

  List<Finding> open(int most) {
    return jdbc.sql(LIST_OPEN).param("most", most).query(FindingStore::finding).list();
  }

  List<Finding> closed(int most) {
    return jdbc.sql(LIST_CLOSED).param("most", most).query(FindingStore::finding).list();
  }

  int countOpen() {
    return jdbc.sql(COUNT_OPEN).query(Integer.class).single();
  }

  int count() {
    return jdbc.sql(COUNT_ALL).query(Integer.class).single();
  }

  List<LocalDate> openDays(Source source, LocalDate since) {
    return jdbc.sql(DAYS_OPEN)
        .param("source", source.name())
        .param("since", since)
        .query((row, n) -> row.getObject("day", LocalDate.class))
        .list();
  }

  boolean explain(UUID id, String reason, AccountId by, Instant now) {
    return jdbc.sql(EXPLAIN)
            .param("id", id)
            .param("reason", reason)
            .param("by", by.value())
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean propose(UUID id, String reason, AccountId by) {
    return jdbc.sql(PROPOSE)
            .param("id", id)
            .param("reason", reason)
            .param("by", by.value())
            .update()
        == 1;
  }

  /// False when nobody proposed it, or the same person did.
  boolean correct(UUID id, AccountId by, Instant now) {
    return jdbc.sql(CORRECT).param("id", id).param("by", by.value()).param("now", utc(now)).update()
        == 1;
  }

  boolean decline(UUID id) {
    return jdbc.sql(DECLINE).param("id", id).update() == 1;
  }

  private static Finding finding(ResultSet row, int n) throws SQLException {
    return new Finding(
        row.getObject("id", UUID.class),
        Source.valueOf(row.getString("source")),
        row.getObject("day", LocalDate.class),
        new Difference(
            Fault.valueOf(row.getString("fault")),
            Kind.valueOf(row.getString("kind")),
            row.getString("reference"),
            row.getInt("nth"),
            row.getString("number"),
            side(row, "ours", "our_currency", "our_state"),
            side(row, "theirs", "their_currency", "their_state"),
            row.getString("their_id"),
            Money.ofMinor(row.getLong("difference"), "CNY")),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        account(row, "proposed_by"),
        account(row, "decided_by"));
  }

  private static @Nullable Side side(ResultSet row, String amount, String currency, String state)
      throws SQLException {
    var minor = row.getObject(amount, Long.class);
    return minor == null
        ? null
        : new Side(Money.ofMinor(minor, row.getString(currency)), row.getString(state));
  }

  private static @Nullable AccountId account(ResultSet row, String column) throws SQLException {
    var id = row.getObject(column, UUID.class);
    return id == null ? null : new AccountId(id);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
