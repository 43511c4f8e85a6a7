package hutong.identity.internal;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `identity.guest`.
@Repository
class GuestStore {

  static final String ADD =
      """
      insert into identity.guest (person_id, desk, admitted_at)
      values (:person, :desk, :now)
      on conflict (person_id) do update set admitted_at = excluded.admitted_at
      """;

  static final String FIND =
      """
      select g.person_id
      from identity.guest g
      join identity.document d on d.person_id = g.person_id and d.superseded_at is null
      where g.desk = :desk and d.number_index = :index
      limit 1
      """;

  static final String LOCK =
      """
      select pg_advisory_xact_lock(hashtextextended(:what, 30))
      """;

  static final String TAKE_OLD =
      """
      delete from identity.guest
      where admitted_at < :before
      returning person_id
      """;

  private final JdbcClient jdbc;

  GuestStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(PersonId person, String desk, Instant now) {
    jdbc.sql(ADD)
        .param("person", person.value())
        .param("desk", desk)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<PersonId> find(String desk, byte[] numberIndex) {
    return jdbc.sql(FIND)
        .param("desk", desk)
        .param("index", numberIndex)
        .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
        .optional();
  }

  /// Others who admit at this desk wait until the transaction ends.
  void lock(String desk) {
    jdbc.sql(LOCK).param("what", desk).query((row, n) -> n).list();
  }

  List<PersonId> takeOld(Instant before) {
    return jdbc.sql(TAKE_OLD)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }
}
