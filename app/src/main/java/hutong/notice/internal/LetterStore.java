package hutong.notice.internal;

import hutong.notice.SentLetter;
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

/// The table of letters.
@Repository
class LetterStore {

  static final String ADD =
      """
      insert into notice.letter
        (id, person_id, template, recipient, subject, body, passing, state, next_try_at, created_at)
      values
        (:id, :person, :template, :recipient, :subject, :body, :passing, 'WAITING', :now, :now)
      """;

  static final String CLAIM =
      """
      update notice.letter
      set tries = tries + 1, next_try_at = :until
      where id = :id and state = 'WAITING' and next_try_at <= :now
      returning id, person_id, recipient, subject, body, tries
      """;

  static final String DUE =
      """
      select id
      from notice.letter
      where state = 'WAITING' and next_try_at <= :now
      order by next_try_at
      limit :most
      """;

  static final String SENT =
      """
      update notice.letter
      set state = 'SENT', sent_at = :now, recipient = null,
          body = case when passing then null else body end
      where id = :id and state = 'WAITING'
      """;

  static final String RETRY =
      """
      update notice.letter
      set next_try_at = :next
      where id = :id and state = 'WAITING'
      """;

  static final String GIVE_UP =
      """
      update notice.letter
      set state = 'GIVEN_UP', recipient = null,
          body = case when passing then null else body end
      where id = :id and state = 'WAITING'
      """;

  static final String LIST =
      """
      select id, subject, body, state, created_at
      from notice.letter
      where person_id = :person
      order by created_at desc
      limit :most
      """;

  /// A letter as sealed.
  record Sealed(
      UUID id, UUID person, byte @Nullable [] recipient, byte[] subject, byte @Nullable [] body) {}

  /// A letter taken for sending.
  record Claimed(Sealed letter, int tries) {}

  /// A letter as its reader finds it.
  record Kept(
      UUID id, byte[] subject, byte @Nullable [] body, SentLetter.State state, Instant at) {}

  private final JdbcClient jdbc;

  LetterStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Sealed letter, String template, boolean passing, Instant now) {
    jdbc.sql(ADD)
        .param("id", letter.id())
        .param("person", letter.person())
        .param("template", template)
        .param("recipient", letter.recipient())
        .param("subject", letter.subject())
        .param("body", letter.body())
        .param("passing", passing)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Claimed> claim(UUID id, Instant now, Instant until) {
    return jdbc.sql(CLAIM)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(LetterStore::claimed)
        .optional();
  }

  List<UUID> due(Instant now, int most) {
    return jdbc.sql(DUE)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  boolean sent(UUID id, Instant now) {
    return jdbc.sql(SENT).param("id", id).param("now", now.atOffset(ZoneOffset.UTC)).update() == 1;
  }

  boolean retry(UUID id, Instant next) {
    return jdbc.sql(RETRY).param("id", id).param("next", next.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }

  boolean giveUp(UUID id) {
    return jdbc.sql(GIVE_UP).param("id", id).update() == 1;
  }

  List<Kept> list(UUID person, int most) {
    return jdbc.sql(LIST)
        .param("person", person)
        .param("most", most)
        .query(
            (row, n) ->
                new Kept(
                    row.getObject("id", UUID.class),
                    row.getBytes("subject"),
                    row.getBytes("body"),
                    SentLetter.State.valueOf(row.getString("state")),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Claimed claimed(ResultSet row, int n) throws SQLException {
    var letter =
        new Sealed(
            row.getObject("id", UUID.class),
            row.getObject("person_id", UUID.class),
            row.getBytes("recipient"),
            row.getBytes("subject"),
            row.getBytes("body"));
    return new Claimed(letter, row.getInt("tries"));
  }
}
