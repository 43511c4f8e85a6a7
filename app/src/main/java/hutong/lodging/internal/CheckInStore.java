package hutong.lodging.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `lodging.check_in_code` and `lodging.wrong_code`.
@Repository
class CheckInStore {

  static final String ADD =
      """
      insert into lodging.check_in_code (code_index, person_id, account_id, expires_at)
      values (:code, :person, :account, :expires)
      on conflict (code_index) do nothing
      """;

  static final String END_OTHERS =
      """
      delete from lodging.check_in_code
      where used_at is null and (person_id = :person or expires_at < :now)
      """;

  static final String USE =
      """
      update lodging.check_in_code
      set used_at = :now, used_by = :partner
      where code_index = :code and used_at is null and expires_at > :now
      returning person_id, account_id
      """;

  static final String ADD_WRONG =
      """
      insert into lodging.wrong_code (partner_id, at)
      values (:partner, :now)
      """;

  static final String COUNT_WRONG =
      """
      select count(*)
      from lodging.wrong_code
      where partner_id = :partner and at > :since
      """;

  /// Who showed a code.
  record Shown(PersonId person, AccountId account) {}

  private final JdbcClient jdbc;

  CheckInStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean add(byte[] code, PersonId person, AccountId account, Instant expires) {
    return jdbc.sql(ADD)
            .param("code", code)
            .param("person", person.value())
            .param("account", account.value())
            .param("expires", expires.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void endOthers(PersonId person, Instant now) {
    jdbc.sql(END_OTHERS)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Shown> use(byte[] code, UUID partner, Instant now) {
    return jdbc.sql(USE)
        .param("code", code)
        .param("partner", partner)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Shown(
                    new PersonId(row.getObject("person_id", UUID.class)),
                    new AccountId(row.getObject("account_id", UUID.class))))
        .optional();
  }

  void addWrong(UUID partner, Instant now) {
    jdbc.sql(ADD_WRONG)
        .param("partner", partner)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  long countWrong(UUID partner, Instant since) {
    return jdbc.sql(COUNT_WRONG)
        .param("partner", partner)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
