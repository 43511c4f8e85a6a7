package hutong.credential.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `credential.seen`: what may be used once and was.
@Repository
class SeenStore {

  static final String ADD =
      """
      insert into credential.seen (mark, until)
      values (:mark, :until)
      on conflict (mark) do nothing
      """;

  static final String FORGET =
      """
      delete from credential.seen
      where until < :now
      """;

  private final JdbcClient jdbc;

  SeenStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when it was there: it is being used again.
  boolean add(String kind, String value, Instant until) {
    return jdbc.sql(ADD)
            .param("mark", Codes.hash(kind + "\n" + value))
            .param("until", until.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int forget(Instant now) {
    return jdbc.sql(FORGET).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }
}
