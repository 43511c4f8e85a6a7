package hutong.culture.internal;

import hutong.kernel.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `culture.reminder`.
@Repository
class ReminderStore {

  static final String ADD =
      """
      insert into culture.reminder (account_id, museum, day, remind_at)
      values (:account, :museum, :day, :at)
      on conflict (account_id, museum, day) do nothing
      """;

  static final String TAKE_DUE =
      """
      delete from culture.reminder
      where (account_id, museum, day) in (
        select account_id, museum, day
        from culture.reminder
        where remind_at <= :now
        order by remind_at
        limit :most
        for update skip locked)
      returning account_id, museum, day
      """;

  record Reminder(AccountId account, String museum, LocalDate day) {}

  private final JdbcClient jdbc;

  ReminderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(AccountId account, String museum, LocalDate day, Instant at) {
    int ignored =
        jdbc.sql(ADD)
            .param("account", account.value())
            .param("museum", museum)
            .param("day", day)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update();
  }

  List<Reminder> takeDue(Instant now) {
    return jdbc.sql(TAKE_DUE)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", CultureLimits.LETTERS_AT_ONCE)
        .query(
            (row, n) ->
                new Reminder(
                    new AccountId(row.getObject("account_id", UUID.class)),
                    row.getString("museum"),
                    row.getObject("day", LocalDate.class)))
        .list();
  }
}
