package hutong.presentation.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.presentation.Presentation;
import hutong.presentation.RelyingParty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables `presentation.request` and `presentation.wrong_code`.
@Repository
class RequestStore {

  static final String ADD =
      """
      insert into presentation.request
        (id, party, party_names, purpose, same_device, return_to, client_id, response_mode,
         wallet, dcql, metadata, answer_key, code_try, code_index, status, created_at,
         expires_at, forget_at, leader_id)
      values
        (:id, :party, :names::jsonb, :purpose, :same, :return, :client, :mode,
         :wallet, :dcql::jsonb, :metadata::jsonb, :key, :try, :code, 'WAITING', :now,
         :expires, :forget, :leader)
      on conflict do nothing
      """;

  static final String FIND =
      """
      select id, party, party_names::text, purpose, same_device, return_to, client_id,
             response_mode, wallet, dcql::text, metadata::text, answer_key, code_try, status,
             fetches, created_at, expires_at, ended_at, findings::text, credential, keeper,
             holder_id, account_id, facts, answer, language, response_code, forget_at
      from presentation.request
      where id = :id
      """;

  static final String FIND_BY_CODE =
      """
      select id
      from presentation.request
      where code_index = :code and status = 'WAITING' and expires_at > :now
      """;

  static final String LATEST =
      """
      select id
      from presentation.request
      where party = :party and created_at > :since and leader_id is null
      order by created_at desc
      limit :most
      """;

  static final String MEMBERS =
      """
      select id
      from presentation.request
      where leader_id = :id
      order by created_at
      """;

  static final String OF_HOLDER =
      """
      select id
      from presentation.request
      where holder_id = :holder
      order by ended_at desc
      limit :most
      """;

  static final String FETCHED =
      """
      update presentation.request
      set fetches = fetches + 1
      where id = :id and status = 'WAITING' and expires_at > :now and fetches < :most
      """;

  static final String WRONG_ANSWER =
      """
      update presentation.request
      set wrong_answers = wrong_answers + 1,
          status = case when wrong_answers + 1 >= :most then 'CLOSED' else status end,
          ended_at = case when wrong_answers + 1 >= :most then :now::timestamptz else ended_at end,
          answer_key = case when wrong_answers + 1 >= :most then null else answer_key end
      where id = :id and status = 'WAITING'
      """;

  static final String END =
      """
      update presentation.request
      set status = :status, ended_at = :now, findings = :findings::jsonb, credential = :credential,
          keeper = :keeper, holder_id = :holder, account_id = :account, facts = :facts,
          answer = :answer, language = :language, response_code = :code, forget_at = :forget,
          answer_key = null
      where id = :id and status = 'WAITING' and expires_at > :now
      """;

  static final String WITHDRAW =
      """
      update presentation.request
      set status = 'CLOSED', ended_at = :now, answer_key = null
      where id = :id and party = :party and status = 'WAITING'
      """;

  static final String FORGET =
      """
      update presentation.request
      set answer = null, answer_key = null
      where forget_at < :now and (answer is not null or answer_key is not null)
      returning id, keeper, holder_id
      """;

  static final String ADD_WRONG_CODE =
      """
      insert into presentation.wrong_code (account_id, at)
      values (:account, :now)
      """;

  static final String COUNT_WRONG_CODES =
      """
      select count(*)
      from presentation.wrong_code
      where account_id = :account and at > :since
      """;

  static final String FORGET_WRONG_CODES =
      """
      delete from presentation.wrong_code
      where at < :since
      """;

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

  /// Who asks for what.
  record Asked(RelyingParty party, String purpose, boolean sameDevice, @Nullable String returnTo) {}

  /// How the protocol is spoken.
  record Protocol(
      String clientId,
      String responseMode,
      String wallet,
      String dcql,
      String metadata,
      byte @Nullable [] key) {

    boolean encrypted() {
      return responseMode.endsWith(".jwt");
    }
  }

  /// A question to be kept.
  ///
  /// @param leader the question whose leader answers for this person too; absent when it stands
  ///     alone
  record NewRow(
      UUID id,
      Asked asked,
      Protocol protocol,
      int codeTry,
      byte[] codeIndex,
      Instant expires,
      @Nullable UUID leader) {}

  /// How a question ended.
  ///
  /// @param keeper whose key seals the answer
  record Ending(
      String status,
      List<String> findings,
      @Nullable String credential,
      @Nullable PersonId keeper,
      Presentation.@Nullable Holder holder,
      List<String> facts,
      byte @Nullable [] answer,
      @Nullable String language,
      byte @Nullable [] responseCode,
      Instant forgetAt) {}

  /// A question as it stands.
  record Row(
      UUID id,
      Asked asked,
      Protocol protocol,
      int codeTry,
      int fetches,
      Instant createdAt,
      Instant expires,
      @Nullable Instant endedAt,
      Ending ending) {

    boolean waits(Instant now) {
      return ending.status().equals("WAITING") && expires.isAfter(now);
    }
  }

  /// What was forgotten, and whose key sealed it.
  record Forgotten(UUID id, @Nullable UUID keeper, @Nullable UUID holder) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  RequestStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// False when its code or its id is taken.
  boolean add(NewRow row, Instant now) {
    return jdbc.sql(ADD)
            .param("id", row.id())
            .param("party", row.asked().party().id())
            .param("names", json.writeValueAsString(names(row.asked().party())))
            .param("purpose", row.asked().purpose())
            .param("same", row.asked().sameDevice())
            .param("return", row.asked().returnTo())
            .param("client", row.protocol().clientId())
            .param("mode", row.protocol().responseMode())
            .param("wallet", row.protocol().wallet())
            .param("dcql", row.protocol().dcql())
            .param("metadata", row.protocol().metadata())
            .param("key", row.protocol().key())
            .param("try", row.codeTry())
            .param("code", row.codeIndex())
            .param("now", at(now))
            .param("expires", at(row.expires()))
            .param("forget", at(row.expires().plus(PresentationLimits.SHOWN)))
            .param("leader", row.leader())
            .update()
        == 1;
  }

  /// The names and, beside them, what the party is.
  private static Map<String, String> names(RelyingParty party) {
    var names = new java.util.TreeMap<>(party.names());
    names.put("key", party.key());
    names.put("kind", party.kind());
    return names;
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query((row, n) -> row(row)).optional();
  }

  Optional<UUID> findByCode(byte[] code, Instant now) {
    return jdbc.sql(FIND_BY_CODE)
        .param("code", code)
        .param("now", at(now))
        .query((row, n) -> row.getObject("id", UUID.class))
        .optional();
  }

  List<UUID> latest(String party, Instant since) {
    return jdbc.sql(LATEST)
        .param("party", party)
        .param("since", at(since))
        .param("most", PresentationLimits.LATEST)
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  /// Whom the leader of this question answered for beside the first, in her order.
  List<UUID> members(UUID id) {
    return jdbc.sql(MEMBERS)
        .param("id", id)
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  List<UUID> ofHolder(PersonId holder, int most) {
    return jdbc.sql(OF_HOLDER)
        .param("holder", holder.value())
        .param("most", most)
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  boolean fetched(UUID id, Instant now) {
    return jdbc.sql(FETCHED)
            .param("id", id)
            .param("now", at(now))
            .param("most", PresentationLimits.FETCHES)
            .update()
        == 1;
  }

  void wrongAnswer(UUID id, Instant now) {
    jdbc.sql(WRONG_ANSWER)
        .param("id", id)
        .param("now", at(now))
        .param("most", PresentationLimits.WRONG_ANSWERS)
        .update();
  }

  /// False when it had ended already, or its time was over.
  boolean end(UUID id, Ending ending, Instant now) {
    return jdbc.sql(END)
            .param("id", id)
            .param("status", ending.status())
            .param("now", at(now))
            .param("findings", json.writeValueAsString(ending.findings()))
            .param("credential", ending.credential())
            .param("keeper", ending.keeper() == null ? null : ending.keeper().value())
            .param("holder", ending.holder() == null ? null : ending.holder().person().value())
            .param("account", ending.holder() == null ? null : ending.holder().account().value())
            .param("facts", String.join(" ", ending.facts()))
            .param("answer", ending.answer())
            .param("language", ending.language())
            .param("code", ending.responseCode())
            .param("forget", at(ending.forgetAt()))
            .update()
        == 1;
  }

  boolean withdraw(UUID id, String party, Instant now) {
    return jdbc.sql(WITHDRAW).param("id", id).param("party", party).param("now", at(now)).update()
        == 1;
  }

  List<Forgotten> forget(Instant now) {
    return jdbc.sql(FORGET)
        .param("now", at(now))
        .query(
            (row, n) ->
                new Forgotten(
                    row.getObject("id", UUID.class),
                    row.getObject("keeper", UUID.class),
                    row.getObject("holder_id", UUID.class)))
        .list();
  }

  void addWrongCode(AccountId account, Instant now) {
    jdbc.sql(ADD_WRONG_CODE).param("account", account.value()).param("now", at(now)).update();
  }

  long countWrongCodes(AccountId account, Instant since) {
    return jdbc.sql(COUNT_WRONG_CODES)
        .param("account", account.value())
        .param("since", at(since))
        .query(Long.class)
        .single();
  }

  void forgetWrongCodes(Instant since) {
    jdbc.sql(FORGET_WRONG_CODES).param("since", at(since)).update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private Row row(ResultSet row) throws SQLException {
    var names = new java.util.TreeMap<>(json.readValue(row.getString("party_names"), TEXTS));
    var key = String.valueOf(names.remove("key"));
    var kind = String.valueOf(names.remove("kind"));
    var party = new RelyingParty(row.getString("party"), key, kind, names);
    return new Row(
        row.getObject("id", UUID.class),
        new Asked(
            party,
            row.getString("purpose"),
            row.getBoolean("same_device"),
            row.getString("return_to")),
        new Protocol(
            row.getString("client_id"),
            row.getString("response_mode"),
            row.getString("wallet"),
            row.getString("dcql"),
            row.getString("metadata"),
            row.getBytes("answer_key")),
        row.getInt("code_try"),
        row.getInt("fetches"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at").orElseThrow(),
        instant(row, "ended_at").orElse(null),
        ending(row));
  }

  private Ending ending(ResultSet row) throws SQLException {
    var facts = row.getString("facts");
    return new Ending(
        row.getString("status"),
        json.readValue(row.getString("findings"), LIST),
        row.getString("credential"),
        person(row, "keeper"),
        holder(row),
        facts == null || facts.isEmpty() ? List.of() : List.of(facts.split(" ", -1)),
        row.getBytes("answer"),
        row.getString("language"),
        row.getBytes("response_code"),
        instant(row, "forget_at").orElseThrow());
  }

  private static Presentation.@Nullable Holder holder(ResultSet row) throws SQLException {
    var person = person(row, "holder_id");
    var account = row.getObject("account_id", UUID.class);
    return person == null || account == null
        ? null
        : new Presentation.Holder(person, new AccountId(account));
  }

  private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
    var id = row.getObject(column, UUID.class);
    return id == null ? null : new PersonId(id);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
