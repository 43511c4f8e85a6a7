package hutong.entry.internal;

import hutong.entry.EntryPath;
import hutong.entry.StayPermission;
import hutong.kernel.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StayStore {

  static final String SAVE =
      """
      insert into entry.stay (person, entered, port, path, last_day, rule_version, recorded_at)
      values (:person, :entered, :port, :path, :lastDay, :version, :now)
      on conflict (person, entered)
      do update set port = excluded.port,
                    path = excluded.path,
                    last_day = excluded.last_day,
                    rule_version = excluded.rule_version,
                    recorded_at = excluded.recorded_at
      """;

  static final String LATEST =
      """
      select person, entered, port, path, last_day, rule_version
      from entry.stay
      where person = :person
      order by entered desc
      limit 1
      """;

  static final String FORGET =
      """
      delete from entry.stay
      where person = :person
        and entered = :entered
      """;

  static final String LIST =
      """
      select person, entered, port, path, last_day, rule_version
      from entry.stay
      where person = :person
      order by entered desc
      """;

  static final String FORGET_ALL =
      """
      delete from entry.stay
      where person = :person
      """;

  private final JdbcClient jdbc;

  StayStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void save(StayPermission stay, Instant now) {
    jdbc.sql(SAVE)
        .param("person", stay.person().value())
        .param("entered", stay.entered())
        .param("port", stay.port())
        .param("path", stay.path().name())
        .param("lastDay", stay.lastDay().orElse(null), java.sql.Types.DATE)
        .param("version", stay.ruleVersion())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<StayPermission> latest(PersonId person) {
    return jdbc.sql(LATEST).param("person", person.value()).query((row, n) -> stay(row)).optional();
  }

  boolean forget(PersonId person, LocalDate entered) {
    return jdbc.sql(FORGET).param("person", person.value()).param("entered", entered).update() == 1;
  }

  List<StayPermission> list(PersonId person) {
    return jdbc.sql(LIST).param("person", person.value()).query((row, n) -> stay(row)).list();
  }

  void forget(PersonId person) {
    jdbc.sql(FORGET_ALL).param("person", person.value()).update();
  }

  private static StayPermission stay(ResultSet row) throws SQLException {
    return new StayPermission(
        new PersonId(row.getObject("person", UUID.class)),
        row.getObject("entered", LocalDate.class),
        row.getString("port"),
        EntryPath.valueOf(row.getString("path")),
        Optional.ofNullable(row.getObject("last_day", LocalDate.class)),
        row.getString("rule_version"));
  }
}
