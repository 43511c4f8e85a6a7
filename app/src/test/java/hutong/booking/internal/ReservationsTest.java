package hutong.booking.internal;

import static hutong.booking.BookingSamples.DAY;
import static hutong.booking.BookingSamples.NOW;
import static hutong.booking.BookingSamples.freshVenue;
import static hutong.booking.BookingSamples.line;
import static hutong.booking.BookingSamples.offer;
import static hutong.booking.BookingSamples.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.booking.Admission;
import hutong.booking.Attempt;
import hutong.booking.Cancellation;
import hutong.booking.NewReservation;
import hutong.booking.Offer;
import hutong.booking.Offer.NoShows;
import hutong.booking.Offer.Quota;
import hutong.booking.Reservation;
import hutong.booking.Reservations;
import hutong.booking.SlotCount;
import hutong.booking.Ticket;
import hutong.booking.TicketState;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@HutongTest
class ReservationsTest {

  private static final List<Quota> MUSEUM =
      List.of(
          new Quota(Quota.Holder.ACCOUNT, 1, Quota.Period.WEEK),
          new Quota(Quota.Holder.DOCUMENT, 4, Quota.Period.MONTH));

  @Autowired Reservations reservations;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired ReservationService service;

  private final String venue = freshVenue();
  private final AccountId account = AccountId.random();

  @BeforeEach
  void set() {
    clock.setTo(NOW);
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void a_party_gets_all_its_places_or_none() {
    play(
        offer(venue, DAY, 4),
        """
        ann    morning    A1 A2 A3     reserved 3
        bob    morning    B1 B2        sold out, 1 left
        cleo   morning    C1           reserved 1
        dora   morning    D1           sold out, 0 left
        """);
    assertThat(left("morning")).isZero();
  }

  @Test
  void the_day_has_a_cap_of_its_own_over_all_slots() {
    play(
        offer(venue, DAY, 3),
        """
        ann    morning    A1 A2        reserved 2
        bob    afternoon  B1 B2        sold out, 1 left
        bob    afternoon  B1           reserved 1
        """);
  }

  @Test
  void a_document_has_one_ticket_a_day_however_it_is_written_and_whoever_asks() {
    play(
        offer(venue, DAY, 9),
        """
        ann    morning    AB123        reserved 1
        ann    afternoon  AB123        already holds
        bob    afternoon  ab-123       already holds
        bob    afternoon  X1 X1        already holds
        bob    afternoon  X1 AB123     already holds
        bob    afternoon  X1           reserved 1
        """);
  }

  @Test
  void a_party_has_a_size() {
    play(
        offer(venue, DAY, 9),
        """
        ann    morning    1 2 3 4 5 6  party too large, most 5
        ann    morning    1 2 3 4 5    reserved 5
        """);
  }

  @Test
  void an_account_books_once_a_week_and_a_week_begins_on_monday() {
    play(
        """
        2026-12-03  ann    A1          reserved 1
        2026-12-04  ann    A2          quota of ACCOUNT 1 a WEEK
        2026-12-06  ann    A2          quota of ACCOUNT 1 a WEEK
        2026-12-07  ann    A2          reserved 1
        2026-12-03  bob    B1          reserved 1
        """);
  }

  @Test
  void a_document_is_booked_four_times_a_month() {
    play(
        """
        2026-12-02  a      A1          reserved 1
        2026-12-03  b      A1 B1       reserved 2
        2026-12-04  c      A1          reserved 1
        2026-12-05  d      A1          reserved 1
        2026-12-06  e      A1          quota of DOCUMENT 4 a MONTH
        2026-12-06  e      B1 A1       quota of DOCUMENT 4 a MONTH
        2026-12-06  e      B1          reserved 1
        2027-01-01  f      A1          opens 2026-12-25T20:00
        """);
    clock.setTo(Beijing.at(LocalDate.of(2026, 12, 30), LocalTime.NOON));
    play("2027-01-01  f      A1          reserved 1\n");
  }

  @Test
  void a_quota_comes_back_when_the_visit_is_given_back() {
    var day = offer(venue, LocalDate.of(2026, 12, 3), 9, MUSEUM, NoShows.NOT_COUNTED);
    var other = offer(venue, LocalDate.of(2026, 12, 4), 9, MUSEUM, NoShows.NOT_COUNTED);
    var made = reserved(reservations.reserve(day, wish(account, "morning", "A1")));

    assertThat(line(reservations.reserve(other, wish(account, "morning", "A1"))))
        .isEqualTo("quota of ACCOUNT 1 a WEEK");
    assertThat(reservations.cancel(account, made.id())).isInstanceOf(Cancellation.Cancelled.class);
    assertThat(line(reservations.reserve(other, wish(account, "morning", "A1"))))
        .isEqualTo("reserved 1");
    assertThat(
            jdbc.sql("select sum(used) from booking.quota where venue = ?")
                .param(venue)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void sales_open_at_eight_in_the_evening_in_beijing_and_end_with_the_slot() {
    var offer = offer(venue, DAY, 9);
    var table =
        """
        2026-11-28T19:59:50   opens 2026-11-28T20:00
        2026-11-28T20:00:00   reserved 1
        2026-12-05T11:59:50   reserved 1
        2026-12-05T12:00:00   closed 2026-12-05T12:00
        """;
    for (var row : table.lines().toList()) {
      var cells = row.split(" +", 2);
      clock.setTo(java.time.LocalDateTime.parse(cells[0]).atZone(Beijing.ZONE).toInstant());
      var answer = reservations.reserve(offer, wish(account, "morning", "N" + cells[0]));
      assertThat(line(answer)).as(row).isEqualTo(cells[1]);
    }
  }

  @Test
  void what_is_given_back_can_be_had_again_at_once() {
    var offer = offer(venue, DAY, 1);
    var made = reserved(reservations.reserve(offer, wish(account, "morning", "A1")));
    assertThat(line(reservations.reserve(offer, wish(AccountId.random(), "morning", "B1"))))
        .isEqualTo("sold out, 0 left");

    reservations.cancel(account, made.id());

    assertThat(line(reservations.reserve(offer, wish(AccountId.random(), "morning", "B1"))))
        .isEqualTo("reserved 1");
  }

  @Test
  void giving_back_ends_once_and_belongs_to_the_account() {
    var made = reserved(reservations.reserve(offer(venue, DAY, 9), wish(account, "morning", "A")));

    assertThat(reservations.cancel(AccountId.random(), made.id()))
        .isInstanceOf(Cancellation.NotFound.class);
    clock.setTo(made.cancelUntil().plusSeconds(1));
    assertThat(reservations.cancel(account, made.id())).isInstanceOf(Cancellation.TooLate.class);
    clock.setTo(NOW);
    assertThat(reservations.cancel(account, made.id())).isInstanceOf(Cancellation.Cancelled.class);
    assertThat(reservations.cancel(account, made.id()))
        .isInstanceOf(Cancellation.AlreadyEnded.class);
    assertThat(left("morning")).isEqualTo(9);
  }

  @Test
  void a_ticket_lets_in_once_and_only_on_its_day() {
    var made = reserved(reservations.reserve(offer(venue, DAY, 9), wish(account, "morning", "A")));
    var ticket = made.tickets().getFirst().id();

    assertThat(reservations.admit(venue, ticket)).isInstanceOf(Admission.WrongDay.class);
    clock.setTo(Beijing.at(DAY, LocalTime.of(9, 30)));
    assertThat(reservations.admit("another", ticket)).isInstanceOf(Admission.NotFound.class);
    assertThat(reservations.search(venue, DAY, "a")).hasSize(1);
    assertThat(reservations.search(venue, DAY, "b")).isEmpty();
    assertThat(reservations.admit(venue, ticket)).isInstanceOf(Admission.Admitted.class);
    assertThat(reservations.admit(venue, ticket)).isInstanceOf(Admission.AlreadyUsed.class);
    assertThat(reservations.counts(venue, DAY, DAY).getOrDefault(DAY, List.of()).getFirst().used())
        .isEqualTo(1);
  }

  @Test
  void who_missed_three_visits_waits_until_the_first_is_half_a_year_old() {
    var rule = new NoShows(3, 180);
    for (int i = 0; i < 3; i++) {
      var day = DAY.plusDays(i);
      var wish = wish(account, "morning", "A1");
      assertThat(line(reservations.reserve(offer(venue, day, 9, List.of(), rule), wish)))
          .isEqualTo("reserved 1");
    }
    clock.setTo(Beijing.at(DAY.plusDays(2), LocalTime.of(11, 0)));
    assertThat(service.miss()).isNotNegative();
    var another = reserved(reservations.reserve(later(rule, 5), wish(account, "morning", "A1")));
    reservations.cancel(account, another.id());

    clock.setTo(Beijing.at(DAY.plusDays(2), LocalTime.of(12, 1)));
    assertThat(service.miss()).isNotNegative();
    var refused = reservations.reserve(later(rule, 6), wish(account, "morning", "A1"));
    assertThat(line(refused)).isEqualTo("missed too many, until 2027-06-03");

    clock.setTo(Beijing.at(DAY.plusDays(180), LocalTime.NOON));
    assertThat(line(reservations.reserve(later(rule, 181), wish(account, "morning", "A1"))))
        .isEqualTo("reserved 1");
  }

  private Offer later(NoShows rule, int days) {
    return offer(venue, DAY.plusDays(days), 9, List.of(), rule);
  }

  @Test
  void a_hold_is_confirmed_in_time_or_runs_out_and_frees_its_place() {
    var offer = offer(venue, DAY, 2);
    var quick = reserved(reservations.reserve(offer, hold("A1")));
    var slow = reserved(reservations.reserve(offer, hold("B1")));
    assertThat(quick.tickets().getFirst().state()).isEqualTo(TicketState.HELD);
    assertThat(reservations.confirm(quick.id())).isTrue();
    assertThat(reservations.confirm(quick.id())).isFalse();

    clock.advance(Duration.ofMinutes(16));
    assertThat(reservations.confirm(slow.id())).isFalse();
    service.runOut().forEach(service::expire);

    assertThat(states(quick)).containsExactly(TicketState.RESERVED);
    assertThat(states(slow)).containsExactly(TicketState.EXPIRED);
    assertThat(left("morning")).isEqualTo(1);
    assertThat(line(reservations.reserve(offer, wish(account, "morning", "B1"))))
        .isEqualTo("reserved 1");
  }

  @Test
  void the_database_refuses_what_the_code_must_not_try() {
    reservations.reserve(offer(venue, DAY, 1), wish(account, "morning", "A1"));

    assertThatThrownBy(
            () ->
                jdbc.sql("update booking.slot set taken = taken + 1 where venue = ?")
                    .param(venue)
                    .update())
        .hasMessageContaining("a_slot_is_never_oversold");
    assertThatThrownBy(
            () ->
                jdbc.sql("update booking.venue_day set taken = taken + 1 where venue = ?")
                    .param(venue)
                    .update())
        .hasMessageContaining("a_day_is_never_oversold");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into booking.ticket (id, reservation_id, person_id, venue, day,
                          document_index, number_index, number_mark, state, changed_at)
                        select gen_random_uuid(), reservation_id, person_id, venue, day,
                          document_index, number_index, number_mark, state, changed_at
                        from booking.ticket where venue = ?
                        """)
                    .param(venue)
                    .update())
        .hasMessageContaining("one_ticket_per_document_and_day");
  }

  @Test
  void a_wish_inside_another_transaction_is_a_bug_because_its_answer_would_come_too_early() {
    assertThatThrownBy(
            () ->
                transaction.execute(
                    status ->
                        reservations.reserve(offer(venue, DAY, 1), wish(account, "morning", "A1"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void every_step_is_in_the_table_of_steps() {
    assertThat(TicketState.HELD.mayBecome(TicketState.RESERVED)).isTrue();
    assertThat(TicketState.USED.mayBecome(TicketState.CANCELLED)).isFalse();
    assertThat(TicketState.CANCELLED.takesAPlace()).isFalse();
    assertThat(TicketState.NO_SHOW.takesAPlace()).isTrue();
  }

  private NewReservation hold(String number) {
    return wish(account, "morning", Duration.ofMinutes(15), number);
  }

  private List<TicketState> states(Reservation made) {
    return reservations.find(account, made.id()).orElseThrow().tickets().stream()
        .map(Ticket::state)
        .toList();
  }

  private int left(String slot) {
    return reservations.counts(venue, DAY, DAY).getOrDefault(DAY, List.of()).stream()
        .filter(count -> count.slot().equals(slot))
        .mapToInt(SlotCount::left)
        .sum();
  }

  /// Rows of: who, slot, documents, outcome.
  private void play(Offer offer, String table) {
    var accounts = new HashMap<String, AccountId>();
    for (var row : table.lines().toList()) {
      var cells = row.split(" {2,}");
      var wish = wish(named(accounts, cells[0]), cells[1], cells[2].split(" "));
      assertThat(line(reservations.reserve(offer, wish))).as(row).isEqualTo(cells[3]);
    }
  }

  private final Map<String, AccountId> named = new HashMap<>();

  /// Rows of: day, who, documents, outcome, under the quotas of a museum.
  private void play(String table) {
    for (var row : table.lines().toList()) {
      var cells = row.split(" {2,}");
      var offer = offer(venue, LocalDate.parse(cells[0]), 99, MUSEUM, NoShows.NOT_COUNTED);
      var wish = wish(named(named, cells[1]), "morning", cells[2].split(" "));
      assertThat(line(reservations.reserve(offer, wish))).as(row).isEqualTo(cells[3]);
    }
  }

  private static AccountId named(Map<String, AccountId> accounts, String name) {
    return accounts.computeIfAbsent(name, n -> AccountId.random());
  }

  private static Reservation reserved(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Reserved.class);
    return ((Attempt.Reserved) attempt).reservation();
  }
}
