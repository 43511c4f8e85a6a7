package hutong.lodging.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.lodging.Stay.PlaceKind;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.lodging.Stays;
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

/// The table `lodging.stay`. Its unique key is what makes a stay register once.
@Repository("lodgingStayStore") // entry has a table of stays, too
class StayStore {

  static final String ADD =
      """
      insert into lodging.stay
        (id, group_id, person_id, account_id, partner_id, place, status, address, host,
         place_index, arrival, arrival_day, departure, created_at, due_at)
      values
        (:id, :group, :person, :account, :partner, :place, :status, :address, :host,
         :index, :arrival, :arrivalDay, :departure, :now, :now)
      on conflict (person_id, place_index, arrival_day) where status <> 'WITHDRAWN' do nothing
      """;

  static final String SAME =
      """
      select id
      from lodging.stay
      where person_id = :person and place_index = :index and arrival_day = :arrivalDay
        and status <> 'WITHDRAWN'
      """;

  static final String LIST_BY_ACCOUNT =
      """
      select id, group_id, person_id, account_id, partner_id, place, status, address, host,
             arrival, departure, authority_id, authority_number, station, reason, attempts,
             created_at, decided_at
      from lodging.stay
      where account_id = :account
      order by arrival desc, id
      limit :most
      """;

  static final String LIST_BY_PARTNER =
      """
      select id, group_id, person_id, account_id, partner_id, place, status, address, host,
             arrival, departure, authority_id, authority_number, station, reason, attempts,
             created_at, decided_at
      from lodging.stay
      where partner_id = :partner and status <> 'WITHDRAWN'
      order by arrival desc, id
      limit :most
      """;

  static final String LIST_BY_GROUP =
      """
      select id, group_id, person_id, account_id, partner_id, place, status, address, host,
             arrival, departure, authority_id, authority_number, station, reason, attempts,
             created_at, decided_at
      from lodging.stay
      where group_id = :group
      order by created_at, id
      """;

  static final String FIND =
      """
      select id, group_id, person_id, account_id, partner_id, place, status, address, host,
             arrival, departure, authority_id, authority_number, station, reason, attempts,
             created_at, decided_at
      from lodging.stay
      where id = :id
      """;

  static final String TAKE_DUE =
      """
      update lodging.stay
      set attempts = attempts + 1,
          due_at = :now::timestamptz + make_interval(secs => least(300, power(2, attempts)))
      where id in (
        select id
        from lodging.stay
        where status = 'SUBMITTED' and due_at <= :now
        order by due_at
        limit :most
        for update skip locked)
      returning id, group_id, person_id, account_id, partner_id, place, status, address, host,
                arrival, departure, authority_id, authority_number, station, reason, attempts,
                created_at, decided_at
      """;

  static final String TAKE_LEFT =
      """
      update lodging.stay
      set attempts = attempts + 1,
          due_at = :now::timestamptz + make_interval(secs => least(300, power(2, attempts)))
      where id in (
        select id
        from lodging.stay
        where status = 'CLOSED' and told_at is null and authority_id is not null
          and due_at <= :now
        order by due_at
        limit :most
        for update skip locked)
      returning id, authority_id
      """;

  static final String TOLD =
      """
      update lodging.stay
      set told_at = :now
      where id = :id and status = 'CLOSED' and told_at is null
      """;

  static final String LOCK_GUEST =
      """
      select pg_advisory_xact_lock(hashtextextended(:person, 80))
      """;

  static final String LIST_BY_PERSON =
      """
      select id, group_id, person_id, account_id, partner_id, place, status, address, host,
             arrival, departure, authority_id, authority_number, station, reason, attempts,
             created_at, decided_at
      from lodging.stay
      where person_id = :person
      order by arrival desc, id
      limit :most
      """;

  static final String BLIND =
      """
      update lodging.stay
      set place_index = sha256(uuid_send(gen_random_uuid())), reason = null, station = null
      where person_id = :person
      """;

  static final String WITHDRAW_UNFILED =
      """
      update lodging.stay
      set status = 'WITHDRAWN', closed_at = :now
      where person_id = :person and authority_id is null
        and status in ('AWAITING_HOST', 'SUBMITTED', 'RETURNED')
      """;

  static final String DROP_INVITATIONS =
      """
      delete from lodging.host_invitation
      where group_id in (select group_id from lodging.stay where person_id = :person)
      """;

  static final String DROP_CODES =
      """
      delete from lodging.check_in_code
      where person_id = :person
      """;

  static final String DROP_DRAFTS =
      """
      delete from lodging.draft
      where person_id = :person
      """;

  static final String MOVE =
      """
      update lodging.stay
      set status = :next, due_at = :now, attempts = 0,
          closed_at = case when :next in ('CLOSED', 'WITHDRAWN') then :now else closed_at end
      where id = :id and status = :expected
      """;

  static final String RECEIVED =
      """
      update lodging.stay
      set authority_id = :authority, filed_at = :now, attempts = 0,
          due_at = :now::timestamptz + interval '1 second'
      where id = :id and status = 'SUBMITTED'
      """;

  static final String DECIDE =
      """
      update lodging.stay
      set status = :next, authority_number = :number, station = :station, reason = :reason,
          decided_at = :now
      where id = :id and status = 'SUBMITTED'
      """;

  static final String CORRECT =
      """
      update lodging.stay
      set status = 'SUBMITTED', address = :address, place_index = :index, authority_id = null,
          reason = null, attempts = 0, due_at = :now
      where id = :id and status = 'RETURNED'
      """;

  static final String ADD_INVITATION =
      """
      insert into lodging.host_invitation (token_hash, group_id, expires_at)
      values (:token, :group, :expires)
      """;

  static final String FIND_INVITATION =
      """
      select group_id
      from lodging.host_invitation
      where token_hash = :token and answered_at is null and expires_at > :now
      """;

  static final String ANSWER_INVITATION =
      """
      update lodging.host_invitation
      set answered_at = :now, confirmed = :confirmed
      where token_hash = :token and answered_at is null and expires_at > :now
      """;

  static final String SAVE_DRAFT =
      """
      insert into lodging.draft (account_id, person_id, content, updated_at)
      values (:account, :person, :content, :now)
      on conflict (account_id) do update
      set person_id = excluded.person_id, content = excluded.content,
          updated_at = excluded.updated_at
      """;

  static final String FIND_DRAFT =
      """
      select person_id, content
      from lodging.draft
      where account_id = :account
      """;

  static final String DROP_DRAFT =
      """
      delete from lodging.draft
      where account_id = :account
      """;

  /// A stay as stored; `address` and `host` are sealed with the guest's key.
  record Row(
      StayId id,
      UUID group,
      PersonId guest,
      @Nullable AccountId account,
      @Nullable UUID partner,
      PlaceKind place,
      StayStatus status,
      byte[] address,
      byte[] host,
      Instant arrival,
      LocalDate departure,
      Outcome outcome,
      Instant createdAt) {}

  /// What the authority said so far.
  record Outcome(
      @Nullable String authorityId,
      @Nullable String number,
      @Nullable String station,
      @Nullable String reason,
      @Nullable Instant decidedAt) {
    static final Outcome NONE = new Outcome(null, null, null, null, null);
  }

  /// A draft as stored.
  record DraftRow(PersonId person, byte[] content) {}

  private final JdbcClient jdbc;

  StayStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes away what could still tell where an erased person slept.
  void forget(PersonId person, Instant now) {
    jdbc.sql(WITHDRAW_UNFILED)
        .param("person", person.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    for (var statement : List.of(DROP_INVITATIONS, BLIND, DROP_CODES, DROP_DRAFTS)) {
      jdbc.sql(statement).param("person", person.value()).update();
    }
  }

  List<Row> list(PersonId person) {
    return jdbc.sql(LIST_BY_PERSON)
        .param("person", person.value())
        .param("most", Stays.MOST)
        .query(StayStore::row)
        .list();
  }

  /// Others who register this guest wait until the transaction ends.
  void lock(PersonId guest) {
    jdbc.sql(LOCK_GUEST).param("person", guest.toString()).query((row, n) -> n).list();
  }

  /// A guest who left, and by which id the authority knows her stay.
  record Left(StayId id, String authorityId) {}

  List<Left> takeLeft(Instant now) {
    return jdbc.sql(TAKE_LEFT)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", LodgingLimits.FILED_AT_ONCE)
        .query(
            (row, n) ->
                new Left(
                    new StayId(row.getObject("id", UUID.class)), row.getString("authority_id")))
        .list();
  }

  boolean told(StayId id, Instant now) {
    return jdbc.sql(TOLD)
            .param("id", id.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// False when this stay is registered already.
  boolean add(Row stay, byte[] index, LocalDate arrivalDay) {
    var account = stay.account();
    return jdbc.sql(ADD)
            .param("id", stay.id().value())
            .param("group", stay.group())
            .param("person", stay.guest().value())
            .param("account", account == null ? null : account.value())
            .param("partner", stay.partner())
            .param("place", stay.place().name())
            .param("status", stay.status().name())
            .param("address", stay.address())
            .param("host", stay.host())
            .param("index", index)
            .param("arrival", stay.arrival().atOffset(ZoneOffset.UTC))
            .param("arrivalDay", arrivalDay)
            .param("departure", stay.departure())
            .param("now", stay.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<StayId> same(PersonId person, byte[] index, LocalDate arrivalDay) {
    return jdbc.sql(SAME)
        .param("person", person.value())
        .param("index", index)
        .param("arrivalDay", arrivalDay)
        .query((row, n) -> new StayId(row.getObject("id", UUID.class)))
        .optional();
  }

  List<Row> list(AccountId account) {
    return jdbc.sql(LIST_BY_ACCOUNT)
        .param("account", account.value())
        .param("most", Stays.MOST)
        .query(StayStore::row)
        .list();
  }

  List<Row> listOfPartner(UUID partner) {
    return jdbc.sql(LIST_BY_PARTNER)
        .param("partner", partner)
        .param("most", Stays.MOST)
        .query(StayStore::row)
        .list();
  }

  List<Row> listOfGroup(UUID group) {
    return jdbc.sql(LIST_BY_GROUP).param("group", group).query(StayStore::row).list();
  }

  Optional<Row> find(StayId id) {
    return jdbc.sql(FIND).param("id", id.value()).query(StayStore::row).optional();
  }

  /// Takes those that are due, and puts off each until after the time an answer may take.
  List<Row> takeDue(Instant now) {
    return jdbc.sql(TAKE_DUE)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", LodgingLimits.FILED_AT_ONCE)
        .query(StayStore::row)
        .list();
  }

  /// False when it is not in the expected state any more.
  boolean move(StayId id, StayStatus expected, StayStatus next, Instant now) {
    return jdbc.sql(MOVE)
            .param("id", id.value())
            .param("expected", expected.name())
            .param("next", next.name())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void received(StayId id, String authorityId, Instant now) {
    jdbc.sql(RECEIVED)
        .param("id", id.value())
        .param("authority", authorityId)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean decide(StayId id, StayStatus next, Outcome outcome, Instant now) {
    return jdbc.sql(DECIDE)
            .param("id", id.value())
            .param("next", next.name())
            .param("number", outcome.number())
            .param("station", outcome.station())
            .param("reason", outcome.reason())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean correct(StayId id, byte[] address, byte[] index, Instant now) {
    return jdbc.sql(CORRECT)
            .param("id", id.value())
            .param("address", address)
            .param("index", index)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void addInvitation(byte[] token, UUID group, Instant expires) {
    jdbc.sql(ADD_INVITATION)
        .param("token", token)
        .param("group", group)
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<UUID> findInvitation(byte[] token, Instant now) {
    return jdbc.sql(FIND_INVITATION)
        .param("token", token)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getObject("group_id", UUID.class))
        .optional();
  }

  boolean answerInvitation(byte[] token, boolean confirmed, Instant now) {
    return jdbc.sql(ANSWER_INVITATION)
            .param("token", token)
            .param("confirmed", confirmed)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void saveDraft(AccountId account, PersonId person, byte[] content, Instant now) {
    jdbc.sql(SAVE_DRAFT)
        .param("account", account.value())
        .param("person", person.value())
        .param("content", content)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<DraftRow> findDraft(AccountId account) {
    return jdbc.sql(FIND_DRAFT)
        .param("account", account.value())
        .query(
            (row, n) ->
                new DraftRow(
                    new PersonId(row.getObject("person_id", UUID.class)), row.getBytes("content")))
        .optional();
  }

  void dropDraft(AccountId account) {
    jdbc.sql(DROP_DRAFT).param("account", account.value()).update();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    var account = row.getObject("account_id", UUID.class);
    return new Row(
        new StayId(row.getObject("id", UUID.class)),
        row.getObject("group_id", UUID.class),
        new PersonId(row.getObject("person_id", UUID.class)),
        account == null ? null : new AccountId(account),
        row.getObject("partner_id", UUID.class),
        PlaceKind.valueOf(row.getString("place")),
        StayStatus.valueOf(row.getString("status")),
        row.getBytes("address"),
        row.getBytes("host"),
        row.getObject("arrival", OffsetDateTime.class).toInstant(),
        row.getObject("departure", LocalDate.class),
        new Outcome(
            row.getString("authority_id"),
            row.getString("authority_number"),
            row.getString("station"),
            row.getString("reason"),
            instant(row, "decided_at")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
