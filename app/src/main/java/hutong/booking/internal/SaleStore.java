package hutong.booking.internal;

import hutong.booking.Offer;
import hutong.booking.Offer.Quota;
import hutong.booking.internal.DayLedger.QuotaKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Selling: each statement serves a whole batch of wishes. Locks are taken in one order: the day,
/// then quotas sorted by holder.
@Repository
class SaleStore {

  static final String LOCK_DAY =
      """
      select capacity, taken
      from booking.venue_day
      where venue = :venue and day = :day
      for update
      """;

  static final String OPEN_DAY =
      """
      insert into booking.venue_day (venue, day, capacity)
      values (:venue, :day, :capacity)
      on conflict (venue, day) do update
      set capacity = greatest(venue_day.taken, excluded.capacity)
      """;

  static final String SLOTS =
      """
      select slot, capacity, taken
      from booking.slot
      where venue = :venue and day = :day
      """;

  static final String OPEN_SLOT =
      """
      insert into booking.slot (venue, day, slot, starts_at, ends_at, capacity)
      values (:venue, :day, :slot, :startsAt, :endsAt, :capacity)
      on conflict (venue, day, slot) do update
      set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
          capacity = greatest(slot.taken, excluded.capacity)
      """;

  static final String HOLDERS =
      """
      select encode(document_index, 'hex')
      from booking.ticket
      where venue = :venue and day = :day and state not in ('CANCELLED', 'EXPIRED')
        and document_index = any(:documents::text[]::bytea[])
      """;

  static final String MISSED =
      """
      select encode(document_index, 'hex') as document, day
      from booking.ticket
      where venue = :venue and state = 'NO_SHOW' and day > :since
        and document_index = any(:documents::text[]::bytea[])
      order by day desc
      """;

  static final String LOCK_QUOTAS =
      """
      insert into booking.quota (venue, holder, period, begins, most)
      select :venue, q.holder, q.period, q.begins, q.most
      from unnest(:holders::text[], :periods::text[], :begins::text[]::date[],
                  :mosts::text[]::integer[]) as q (holder, period, begins, most)
      order by q.holder, q.period, q.begins
      on conflict (venue, holder, period, begins) do update
      set most = greatest(quota.used, excluded.most)
      returning holder, period, begins, used
      """;

  static final String SPEND_QUOTAS =
      """
      update booking.quota q
      set used = q.used + s.spent
      from unnest(:holders::text[], :periods::text[], :begins::text[]::date[],
                  :spent::text[]::integer[]) as s (holder, period, begins, spent)
      where q.venue = :venue and q.holder = s.holder and q.period = s.period
        and q.begins = s.begins
      """;

  static final String SELL =
      """
      with day_taken as (
        update booking.venue_day set taken = taken + :places
        where venue = :venue and day = :day
      ), slots_taken as (
        update booking.slot s set taken = s.taken + n.places
        from unnest(:soldSlots::text[], :soldPlaces::text[]::integer[]) as n (slot, places)
        where s.venue = :venue and s.day = :day and s.slot = n.slot
      ), parties as (
        insert into booking.reservation
          (id, account_id, venue, day, slot, cancel_until, reserved_at)
        select r.id, r.account_id, :venue, :day::date, r.slot, :cancelUntil, :now
        from unnest(:reservations::text[]::uuid[], :accounts::text[]::uuid[],
                    :slots::text[]) as r (id, account_id, slot)
      )
      insert into booking.ticket
        (id, reservation_id, person_id, venue, day, document_index, number_index, number_mark,
         state, hold_until, changed_at)
      select t.id, t.party, t.person, :venue, :day::date, decode(t.document, 'hex'),
             decode(t.number, 'hex'), decode(t.mark, 'hex'),
             case when t.hold is null then 'RESERVED' else 'HELD' end, t.hold, :now
      from unnest(:tickets::text[]::uuid[], :parties::text[]::uuid[], :persons::text[]::uuid[],
                  :documents::text[], :numbers::text[], :marks::text[],
                  :holds::text[]::timestamptz[])
             as t (id, party, person, document, number, mark, hold)
      """;

  /// A counter as stored.
  record Counter(int capacity, int taken) {
    int left() {
      return capacity - taken;
    }
  }

  private final JdbcClient jdbc;

  SaleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Counter> lockDay(Offer offer) {
    return jdbc.sql(LOCK_DAY)
        .param("venue", offer.venue())
        .param("day", offer.day())
        .query((row, n) -> new Counter(row.getInt("capacity"), row.getInt("taken")))
        .optional();
  }

  Map<String, Counter> slots(Offer offer) {
    var slots = new HashMap<String, Counter>();
    jdbc.sql(SLOTS)
        .param("venue", offer.venue())
        .param("day", offer.day())
        .query(
            (row, n) ->
                slots.put(
                    row.getString("slot"),
                    new Counter(row.getInt("capacity"), row.getInt("taken"))))
        .list();
    return slots;
  }

  void openDay(Offer offer) {
    int opened =
        jdbc.sql(OPEN_DAY)
            .param("venue", offer.venue())
            .param("day", offer.day())
            .param("capacity", offer.capacity())
            .update();
    one(opened);
  }

  void openSlot(Offer offer, Offer.Slot slot) {
    int opened =
        jdbc.sql(OPEN_SLOT)
            .param("venue", offer.venue())
            .param("day", offer.day())
            .param("slot", slot.name())
            .param("startsAt", slot.startsAt().atOffset(ZoneOffset.UTC))
            .param("endsAt", slot.endsAt().atOffset(ZoneOffset.UTC))
            .param("capacity", slot.capacity())
            .update();
    one(opened);
  }

  /// Which of these documents have a ticket for the day already.
  List<String> holders(Offer offer, Collection<String> documents) {
    return jdbc.sql(HOLDERS)
        .param("venue", offer.venue())
        .param("day", offer.day())
        .param("documents", array(documents, hex -> "\\x" + hex))
        .query((row, n) -> row.getString(1))
        .list();
  }

  /// The days each of these documents was missed since, the latest first.
  Map<String, List<LocalDate>> missed(Offer offer, Collection<String> documents, LocalDate since) {
    var missed = new HashMap<String, List<LocalDate>>();
    jdbc.sql(MISSED)
        .param("venue", offer.venue())
        .param("since", since)
        .param("documents", array(documents, hex -> "\\x" + hex))
        .query(
            (row, n) ->
                missed
                    .computeIfAbsent(row.getString("document"), d -> new ArrayList<>())
                    .add(row.getObject("day", LocalDate.class)))
        .list();
    return missed;
  }

  /// Locks these quotas, making those that are new, and says how much of each is used.
  Map<QuotaKey, Integer> lockQuotas(Offer offer, SortedMap<QuotaKey, Integer> most) {
    var used = new HashMap<QuotaKey, Integer>();
    jdbc.sql(LOCK_QUOTAS)
        .param("venue", offer.venue())
        .param("holders", array(most.keySet(), QuotaKey::holder))
        .param("periods", array(most.keySet(), key -> key.period().name()))
        .param("begins", array(most.keySet(), key -> key.begins().toString()))
        .param("mosts", array(most.values(), String::valueOf))
        .query(
            (row, n) ->
                used.put(
                    new QuotaKey(
                        row.getString("holder"),
                        Quota.Period.valueOf(row.getString("period")),
                        row.getObject("begins", LocalDate.class)),
                    row.getInt("used")))
        .list();
    return used;
  }

  void spendQuotas(Offer offer, Map<QuotaKey, Integer> spent) {
    var keys = List.copyOf(spent.keySet());
    int updated =
        jdbc.sql(SPEND_QUOTAS)
            .param("venue", offer.venue())
            .param("holders", array(keys, QuotaKey::holder))
            .param("periods", array(keys, key -> key.period().name()))
            .param("begins", array(keys, key -> key.begins().toString()))
            .param("spent", array(keys, key -> String.valueOf(spent.get(key))))
            .update();
    if (updated != keys.size()) {
      throw new IllegalStateException("a quota that was locked is not there");
    }
  }

  void sell(Offer offer, List<Asked> granted, Map<String, Integer> sold, Instant now) {
    var seats = new ArrayList<Asked.Seat>();
    var parties = new ArrayList<String>();
    var holds = new ArrayList<@Nullable String>();
    for (var asked : granted) {
      for (var seat : asked.seats) {
        seats.add(seat);
        parties.add(asked.reservation.value().toString());
        holds.add(asked.held() ? now.plus(asked.wish.hold()).toString() : null);
      }
    }
    int tickets =
        jdbc.sql(SELL)
            .param("venue", offer.venue())
            .param("day", offer.day())
            .param("places", seats.size())
            .param("soldSlots", array(sold.keySet()))
            .param("soldPlaces", array(sold.values(), String::valueOf))
            .param("cancelUntil", offer.cancelUntil().atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("reservations", array(granted, a -> a.reservation.value().toString()))
            .param("accounts", array(granted, a -> a.account().value().toString()))
            .param("slots", array(granted, Asked::slot))
            .param("tickets", array(seats, seat -> seat.ticket().value().toString()))
            .param("parties", array(parties))
            .param("persons", array(seats, seat -> seat.person().value().toString()))
            .param("documents", array(seats, Asked.Seat::document))
            .param("numbers", array(seats, Asked.Seat::numberIndex))
            .param("marks", array(seats, Asked.Seat::mark))
            .param("holds", holds.toArray(new @Nullable String[0]))
            .update();
    if (tickets != seats.size()) {
      throw new IllegalStateException("a batch was not written whole");
    }
  }

  private static void one(int count) {
    if (count != 1) {
      throw new IllegalStateException("a day or slot was not opened");
    }
  }

  private static String[] array(Collection<String> values) {
    return values.toArray(String[]::new);
  }

  private static <T> String[] array(Collection<T> values, Function<T, String> text) {
    return values.stream().map(text).toArray(String[]::new);
  }
}
