package hutong.settlement.internal;

import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.payment.RailEntry.Kind;
import hutong.settlement.internal.ReconciliationRules.Name;
import hutong.settlement.internal.Report.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The tables `settlement.report` and `settlement.line`.
@Repository
class ReportStore {

  static final String KEEP =
      """
      insert into settlement.report
        (id, source, day, state, digest, lines, matched, expected, settled, fees, asked_at)
      values
        (:id, :source, :day, :state, :digest, :lines, :matched, :expected, :settled, :fees, :now)
      on conflict (source, day) do update
      set state = excluded.state, digest = excluded.digest, lines = excluded.lines,
          matched = excluded.matched, expected = excluded.expected,
          settled = excluded.settled, fees = excluded.fees, asked_at = excluded.asked_at
      """;

  /// A file that was read once and cannot be had again stays read.
  static final String NOT_READ =
      """
      insert into settlement.report (id, source, day, state, asked_at)
      values (:id, :source, :day, :state, :now)
      on conflict (source, day) do update
      set state = excluded.state, asked_at = excluded.asked_at
      where report.state <> 'READ'
      """;

  static final String LIST =
      """
      select source, day, state, lines, matched, expected, settled, fees, asked_at
      from settlement.report
      order by day desc, source
      limit :most
      """;

  static final String IS_READ =
      """
      select count(*)
      from settlement.report
      where source = :source and day = :day and state = 'READ'
      """;

  static final String FORGET_LINES =
      """
      delete from settlement.line
      where source = :source and day = :day
      """;

  static final String ADD_LINES =
      """
      insert into settlement.line (source, day, kind, reference)
      select :source, :day, u.kind, u.reference
      from unnest(:kinds::text[], :references::text[]) as u(kind, reference)
      on conflict do nothing
      """;

  static final String OTHER_DAYS =
      """
      select l.kind, l.reference
      from settlement.line l
      join unnest(:kinds::text[], :references::text[]) as u(kind, reference)
        on u.kind = l.kind and u.reference = l.reference
      where l.source = :source and l.day <> :day
      """;

  private final JdbcClient jdbc;

  ReportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(Report report, byte[] digest) {
    jdbc.sql(KEEP)
        .param("id", Ids.next())
        .param("source", report.source().name())
        .param("day", report.day())
        .param("state", report.state().name())
        .param("digest", digest)
        .param("lines", report.lines())
        .param("matched", report.matched())
        .param("expected", report.expected().minor())
        .param("settled", report.settled().minor())
        .param("fees", report.fees().minor())
        .param("now", report.askedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void notRead(Source source, LocalDate day, State why, OffsetDateTime now) {
    jdbc.sql(NOT_READ)
        .param("id", Ids.next())
        .param("source", source.name())
        .param("day", day)
        .param("state", why.name())
        .param("now", now)
        .update();
  }

  List<Report> list(int most) {
    return jdbc.sql(LIST).param("most", most).query(ReportStore::report).list();
  }

  boolean isRead(Source source, LocalDate day) {
    return jdbc.sql(IS_READ)
            .param("source", source.name())
            .param("day", day)
            .query(Integer.class)
            .single()
        > 0;
  }

  void replaceLines(Source source, LocalDate day, List<Name> names) {
    jdbc.sql(FORGET_LINES).param("source", source.name()).param("day", day).update();
    named(ADD_LINES, source, day, names).update();
  }

  Set<Name> onOtherDays(Source source, LocalDate day, List<Name> names) {
    return new HashSet<>(
        named(OTHER_DAYS, source, day, names)
            .query((row, n) -> new Name(Kind.valueOf(row.getString(1)), row.getString(2)))
            .list());
  }

  private JdbcClient.StatementSpec named(
      String sql, Source source, LocalDate day, List<Name> names) {
    return jdbc.sql(sql)
        .param("source", source.name())
        .param("day", day)
        .param(
            "kinds", new SqlArrayValue("text", names.stream().map(n -> n.kind().name()).toArray()))
        .param(
            "references", new SqlArrayValue("text", names.stream().map(Name::reference).toArray()));
  }

  private static Report report(ResultSet row, int n) throws SQLException {
    return new Report(
        Source.valueOf(row.getString("source")),
        row.getObject("day", LocalDate.class),
        State.valueOf(row.getString("state")),
        row.getInt("lines"),
        row.getInt("matched"),
        Money.ofMinor(row.getLong("expected"), "CNY"),
        Money.ofMinor(row.getLong("settled"), "CNY"),
        Money.ofMinor(row.getLong("fees"), "CNY"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant());
  }
}
