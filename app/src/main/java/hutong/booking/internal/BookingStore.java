package hutong.booking.internal;

import hutong.booking.Reservation;
import hutong.booking.ReservationId;
import hutong.booking.SlotCount;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reservations and tickets one by one. Selling is in [SaleStore].
@Repository
class BookingStore {

  static final String BY_ID =
      """
      select r.id, r.account_id, r.venue, r.day, r.slot, r.cancel_until, r.reserved_at,
             t.id as ticket_id, t.person_id, t.number_mark, t.state, t.changed_at
      from booking.reservation r
      join booking.ticket t on t.reservation_id = r.id
      where r.id = :id
      order by t.id
      """;

  static final String BY_ACCOUNT =
      """
      select r.id, r.account_id, r.venue, r.day, r.slot, r.cancel_until, r.reserved_at,
             t.id as ticket_id, t.person_id, t.number_mark, t.state, t.changed_at
      from (select id, account_id, venue, day, slot, cancel_until, reserved_at
            from booking.reservation
            where account_id = :account
            order by day desc, reserved_at desc
            limit :most) r
      join booking.ticket t on t.reservation_id = r.id
      order by r.day desc, r.reserved_at desc, t.id
      """;

  static final String BY_TICKET =
      """
      select reservation_id
      from booking.ticket
      where id = :ticket and venue = :venue
      """;

  static final String BY_NUMBER =
      """
      select distinct reservation_id
      from booking.ticket
      where number_index = :number and venue = :venue and day = :day
      limit :most
      """;

  static final String COUNTS =
      """
      select s.day, s.slot, s.starts_at, s.capacity, s.taken,
             least(s.capacity - s.taken, d.capacity - d.taken) as places_left,
             (select count(*)
              from booking.ticket t
              join booking.reservation r on r.id = t.reservation_id
              where t.venue = s.venue and t.day = s.day and t.state = 'USED'
                and r.slot = s.slot) as used
      from booking.slot s
      join booking.venue_day d on d.venue = s.venue and d.day = s.day
      where s.venue = :venue and s.day between :from and :to
      order by s.day, s.starts_at, s.slot
      """;

  static final String BY_PERSON =
      """
      select r.id, r.account_id, r.venue, r.day, r.slot, r.cancel_until, r.reserved_at,
             t.id as ticket_id, t.person_id, t.number_mark, t.state, t.changed_at
      from booking.reservation r
      join booking.ticket t on t.reservation_id = r.id
      where t.person_id = :person
      order by r.day desc, r.reserved_at desc, r.id, t.id
      limit :most
      """;

  static final String FORGET_QUOTAS =
      """
      delete from booking.quota
      where holder in (
        select 'document_' || encode(document_index, 'hex')
        from booking.ticket
        where person_id = :person)
      """;

  static final String BLIND =
      """
      update booking.ticket
      set document_index = sha256(uuid_send(gen_random_uuid())),
          number_index = sha256(uuid_send(gen_random_uuid())),
          number_mark = decode('000000', 'hex')
      where person_id = :person
      """;

  static final String CHANGE =
      """
      update booking.ticket
      set state = :to, changed_at = :now, hold_until = null
      where reservation_id = :reservation and state = :from and id = any(:tickets::text[]::uuid[])
        and (hold_until is null or :to <> 'RESERVED' or hold_until > :now)
      returning id, encode(document_index, 'hex') as document
      """;

  static final String USE =
      """
      update booking.ticket
      set state = 'USED', changed_at = :now
      where id = :ticket and venue = :venue and day = :day and state = 'RESERVED'
      """;

  static final String LOCK_DAY =
      """
      select capacity
      from booking.venue_day
      where venue = :venue and day = :day
      for update
      """;

  static final String FREE_DAY =
      """
      update booking.venue_day
      set taken = taken - :places
      where venue = :venue and day = :day
      """;

  static final String FREE_SLOT =
      """
      update booking.slot
      set taken = taken - :places
      where venue = :venue and day = :day and slot = :slot
      """;

  static final String GIVE_QUOTA_BACK =
      """
      with given as (
        select holder, period, begins
        from booking.quota
        where venue = :venue and holder = any(:holders::text[]) and used > 0
          and begins = case period
                when 'DAY' then :day::date
                when 'WEEK' then date_trunc('week', :day::date)::date
                else date_trunc('month', :day::date)::date
              end
        order by holder, period, begins
        for update
      )
      update booking.quota q
      set used = q.used - 1
      from given g
      where q.venue = :venue and q.holder = g.holder and q.period = g.period
        and q.begins = g.begins
      """;

  static final String EXPIRED =
      """
      select distinct reservation_id
      from booking.ticket
      where state = 'HELD' and hold_until <= :now
      limit :most
      """;

  static final String MISS =
      """
      update booking.ticket
      set state = 'NO_SHOW', changed_at = :now
      where state = 'RESERVED' and id in (
        select t.id
        from booking.ticket t
        join booking.reservation r on r.id = t.reservation_id
        join booking.slot s on s.venue = r.venue and s.day = r.day and s.slot = r.slot
        where t.state = 'RESERVED' and t.day <= :today and s.ends_at <= :now
        limit :most)
      returning id
      """;

  private final JdbcClient jdbc;

  BookingStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Reservation> find(ReservationId id) {
    var rows = jdbc.sql(BY_ID).param("id", id.value()).query(BookingStore::row).list();
    return gather(rows).stream().findFirst();
  }

  List<Reservation> list(AccountId account) {
    return gather(
        jdbc.sql(BY_ACCOUNT)
            .param("account", account.value())
            .param("most", BookingLimits.LISTED)
            .query(BookingStore::row)
            .list());
  }

  Optional<ReservationId> findByTicket(String venue, TicketId ticket) {
    return jdbc.sql(BY_TICKET)
        .param("venue", venue)
        .param("ticket", ticket.value())
        .query(UUID.class)
        .optional()
        .map(ReservationId::new);
  }

  List<ReservationId> search(String venue, LocalDate day, byte[] number) {
    return jdbc.sql(BY_NUMBER)
        .param("venue", venue)
        .param("day", day)
        .param("number", number)
        .param("most", BookingLimits.LISTED)
        .query((row, n) -> new ReservationId(row.getObject(1, UUID.class)))
        .list();
  }

  Map<LocalDate, List<SlotCount>> counts(String venue, LocalDate from, LocalDate to) {
    var days = new LinkedHashMap<LocalDate, List<SlotCount>>();
    jdbc.sql(COUNTS)
        .param("venue", venue)
        .param("from", from)
        .param("to", to)
        .query(
            (row, n) ->
                days.computeIfAbsent(
                        row.getObject("day", LocalDate.class), day -> new ArrayList<>())
                    .add(
                        new SlotCount(
                            row.getString("slot"),
                            row.getInt("capacity"),
                            row.getInt("taken"),
                            row.getInt("places_left"),
                            row.getInt("used"))))
        .list();
    return days;
  }

  /// A ticket that changed.
  ///
  /// @param document its index, in hex
  record Changed(TicketId ticket, String document) {}

  List<Changed> change(
      ReservationId reservation,
      Collection<TicketId> tickets,
      TicketState from,
      TicketState to,
      Instant now) {
    return jdbc.sql(CHANGE)
        .param("reservation", reservation.value())
        .param("from", from.name())
        .param("to", to.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("tickets", tickets.stream().map(id -> id.value().toString()).toArray(String[]::new))
        .query(
            (row, n) ->
                new Changed(
                    new TicketId(row.getObject("id", UUID.class)), row.getString("document")))
        .list();
  }

  List<Reservation> list(PersonId person) {
    return gather(
        jdbc.sql(BY_PERSON)
            .param("person", person.value())
            .param("most", BookingLimits.LISTED)
            .query(BookingStore::row)
            .list());
  }

  /// Takes away what could still tell whose the tickets were.
  void blind(PersonId person) {
    jdbc.sql(FORGET_QUOTAS).param("person", person.value()).update();
    jdbc.sql(BLIND).param("person", person.value()).update();
  }

  /// False unless the ticket of this venue and day stood reserved.
  boolean use(String venue, TicketId ticket, LocalDate day, Instant now) {
    int used =
        jdbc.sql(USE)
            .param("ticket", ticket.value())
            .param("venue", venue)
            .param("day", day)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    return used == 1;
  }

  /// Takes the day's lock, which comes before any change of its counters.
  void lockDay(String venue, LocalDate day) {
    jdbc.sql(LOCK_DAY).param("venue", venue).param("day", day).query(Integer.class).single();
  }

  void free(Reservation reservation, int places) {
    int days =
        jdbc.sql(FREE_DAY)
            .param("places", places)
            .param("venue", reservation.venue())
            .param("day", reservation.day())
            .update();
    int slots =
        jdbc.sql(FREE_SLOT)
            .param("places", places)
            .param("venue", reservation.venue())
            .param("day", reservation.day())
            .param("slot", reservation.slot())
            .update();
    if (days != 1 || slots != 1) {
      throw new IllegalStateException("a reservation stands on no slot");
    }
  }

  void giveQuotaBack(String venue, LocalDate day, Collection<String> holders) {
    int ignored =
        jdbc.sql(GIVE_QUOTA_BACK)
            .param("venue", venue)
            .param("day", day)
            .param("holders", holders.toArray(String[]::new))
            .update();
  }

  List<ReservationId> expired(Instant now) {
    return jdbc.sql(EXPIRED)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", BookingLimits.ENDED_AT_ONCE)
        .query((row, n) -> new ReservationId(row.getObject(1, UUID.class)))
        .list();
  }

  List<TicketId> miss(LocalDate today, Instant now) {
    return jdbc.sql(MISS)
        .param("today", today)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", BookingLimits.ENDED_AT_ONCE)
        .query((row, n) -> new TicketId(row.getObject(1, UUID.class)))
        .list();
  }

  private record Row(Reservation reservation, Ticket ticket) {}

  private static List<Reservation> gather(List<Row> rows) {
    var tickets = new LinkedHashMap<ReservationId, List<Ticket>>();
    var heads = new LinkedHashMap<ReservationId, Reservation>();
    for (var row : rows) {
      var head = row.reservation();
      heads.putIfAbsent(head.id(), head);
      var own = tickets.computeIfAbsent(head.id(), id -> new ArrayList<>());
      own.add(row.ticket());
    }
    return heads.values().stream()
        .map(
            r ->
                new Reservation(
                    r.id(),
                    r.account(),
                    r.venue(),
                    r.day(),
                    r.slot(),
                    r.cancelUntil(),
                    r.reservedAt(),
                    tickets.getOrDefault(r.id(), List.of())))
        .toList();
  }

  private static Row row(ResultSet row, int rowNumber) throws SQLException {
    var head =
        new Reservation(
            new ReservationId(row.getObject("id", UUID.class)),
            new AccountId(row.getObject("account_id", UUID.class)),
            row.getString("venue"),
            row.getObject("day", LocalDate.class),
            row.getString("slot"),
            instant(row, "cancel_until"),
            instant(row, "reserved_at"),
            List.of());
    var ticket =
        new Ticket(
            new TicketId(row.getObject("ticket_id", UUID.class)),
            head.id(),
            new PersonId(row.getObject("person_id", UUID.class)),
            head.venue(),
            head.day(),
            HexFormat.of().formatHex(row.getBytes("number_mark")),
            TicketState.valueOf(row.getString("state")),
            instant(row, "changed_at"));
    return new Row(head, ticket);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
