package hutong.booking.internal;

import static hutong.booking.BookingSamples.DAY;
import static hutong.booking.BookingSamples.NOW;
import static hutong.booking.BookingSamples.freshVenue;
import static hutong.booking.BookingSamples.offer;
import static hutong.booking.BookingSamples.wish;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.booking.Attempt;
import hutong.booking.Offer;
import hutong.booking.Offer.NoShows;
import hutong.booking.Offer.Quota;
import hutong.booking.Reservations;
import hutong.kernel.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Everybody wants the same places at the same moment.
@HutongTest
class SaleTest {

  @Autowired Reservations reservations;
  @Autowired SaleService sale;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;

  private final String venue = freshVenue();

  @BeforeEach
  void set() {
    clock.setTo(NOW);
  }

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void two_hundred_clients_at_once_for_the_last_fifty_tickets_buy_exactly_fifty() throws Exception {
    var offer = offer(venue, DAY, 50);
    var answers =
        all(200, i -> reservations.reserve(offer, wish(AccountId.random(), "morning", "N" + i)));

    assertThat(answers.stream().filter(Attempt.Reserved.class::isInstance)).hasSize(50);
    assertThat(answers.stream().filter(Attempt.SoldOut.class::isInstance)).hasSize(150);
    assertThat(tickets()).isEqualTo(50);
    assertThat(taken()).isEqualTo(50);
  }

  @Test
  void one_document_wanted_by_a_hundred_at_once_gets_one_ticket() throws Exception {
    var offer = offer(venue, DAY, 500);
    var answers =
        all(100, i -> reservations.reserve(offer, wish(AccountId.random(), "morning", "SAME")));

    assertThat(answers.stream().filter(Attempt.Reserved.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(Attempt.AlreadyHolds.class::isInstance)).hasSize(99);
    assertThat(tickets()).isEqualTo(1);
  }

  @Test
  void one_document_on_many_days_at_once_never_passes_its_month() throws Exception {
    var month = List.of(new Quota(Quota.Holder.DOCUMENT, 4, Quota.Period.MONTH));
    var days = new ArrayList<Offer>();
    for (int i = 0; i < 6; i++) {
      days.add(offer(venue, DAY.minusDays(i - 2), 99, month, NoShows.NOT_COUNTED));
    }
    var answers =
        all(
            60,
            i ->
                reservations.reserve(
                    days.get(i % 6), wish(AccountId.random(), "afternoon", "SAME")));

    assertThat(answers.stream().filter(Attempt.Reserved.class::isInstance)).hasSize(4);
    assertThat(tickets()).isEqualTo(4);
  }

  @Test
  void parties_of_every_size_and_people_who_give_back_never_oversell() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var sizes = random.ints(300, 1, 6).toArray();
    var offer = offer(venue, DAY, 120);
    all(
        300,
        i -> {
          var account = AccountId.random();
          var numbers = new String[sizes[i]];
          for (int k = 0; k < numbers.length; k++) {
            numbers[k] = "P" + i + "X" + k;
          }
          var answer = reservations.reserve(offer, wish(account, "morning", numbers));
          if (answer instanceof Attempt.Reserved(var made) && i % 3 == 0) {
            reservations.cancel(account, made.id());
          }
          return answer;
        });

    assertThat(taken()).as("seed " + seed).isEqualTo(tickets()).isLessThanOrEqualTo(120);

    for (int i = taken(); i < 120; i++) {
      assertThat(reservations.reserve(offer, wish(AccountId.random(), "morning", "Q" + i)))
          .as("seed " + seed)
          .isInstanceOf(Attempt.Reserved.class);
    }
    assertThat(reservations.reserve(offer, wish(AccountId.random(), "morning", "LAST")))
        .isEqualTo(new Attempt.SoldOut(0));
  }

  @Test
  void an_answer_comes_after_the_commit() throws Exception {
    var offer = offer(venue, DAY, 50);
    reservations.reserve(offer, wish(AccountId.random(), "morning", "FIRST"));
    var answer = new AtomicReference<Attempt>();
    try (var lock = dataSource.getConnection();
        var statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("select 1 from booking.venue_day where venue = '" + venue + "' for update");
      var asker =
          Thread.ofVirtual()
              .start(
                  () ->
                      answer.set(
                          reservations.reserve(
                              offer, wish(AccountId.random(), "morning", "SECOND"))));
      assertThat(asker.join(Duration.ofMillis(200))).isFalse();
      assertThat(answer.get()).isNull();
      lock.rollback();
      asker.join();
    }
    assertThat(answer.get()).isInstanceOf(Attempt.Reserved.class);
    assertThat(tickets()).isEqualTo(2);
  }

  @Test
  void a_batch_whose_writing_fails_leaves_no_trace_and_answers_nobody_with_yes() {
    var offer = offer(venue, DAY, 50);
    var broken = new Offer.Slot("x".repeat(61), NOW, NOW.plusSeconds(1), 5);
    var bad =
        new Offer(
            venue,
            DAY,
            50,
            List.of(broken),
            offer.opensAt(),
            offer.closesAt(),
            offer.cancelUntil(),
            offer.rules());

    assertThat(catchFailure(() -> sale.settle(bad, List.of()))).isNotNull();
    assertThat(
            jdbc.sql("select count(*) from booking.venue_day where venue = ?")
                .param(venue)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private static RuntimeException catchFailure(Runnable act) {
    try {
      act.run();
      throw new AssertionError("it did not fail");
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  @Test
  void a_slot_of_ten_thousand_goes_to_sixty_four_clients() throws Exception {
    int places = 10_000;
    var offer = offer(venue, DAY, places);
    reservations.reserve(offer(freshVenue(), DAY, 1), wish(AccountId.random(), "morning", "W"));
    var next = new AtomicInteger();
    var sold = new AtomicInteger();
    long start = System.nanoTime();
    all(
        64,
        client -> {
          for (int i = next.getAndIncrement(); i < places; i = next.getAndIncrement()) {
            var wish = wish(AccountId.random(), "morning", "T" + i);
            if (reservations.reserve(offer, wish) instanceof Attempt.Reserved) {
              sold.incrementAndGet();
            }
          }
          return client;
        });
    double seconds = (System.nanoTime() - start) / 1e9;

    long again = System.nanoTime();
    int refused = 20_000;
    var wish = wish(AccountId.random(), "morning", "LATE");
    for (int i = 0; i < refused; i++) {
      assertThat(reservations.reserve(offer, wish)).isInstanceOf(Attempt.SoldOut.class);
    }
    double refusing = (System.nanoTime() - again) / 1e9;

    System.out.printf(
        "booking: %,d places to 64 clients in %.2f s = %,.0f reservations/s; sold out %,.0f/s%n",
        places, seconds, places / seconds, refused / refusing);
    assertThat(sold).hasValue(places);
    assertThat(taken()).isEqualTo(places).isEqualTo(tickets());
  }

  private interface Act<T> {
    T by(int client) throws Exception;
  }

  /// All clients wait for one signal and then go at once.
  private static <T> List<T> all(int clients, Act<T> act) throws Exception {
    var signal = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<T>>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        Callable<T> task =
            () -> {
              signal.await();
              return act.by(client);
            };
        futures.add(threads.submit(task));
      }
      signal.countDown();
      var answers = new ArrayList<T>();
      for (var future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private int taken() {
    return jdbc.sql("select taken from booking.venue_day where venue = ?")
        .param(venue)
        .query(Integer.class)
        .single();
  }

  private int tickets() {
    return jdbc.sql("select count(*) from booking.ticket where venue = ? and state = 'RESERVED'")
        .param(venue)
        .query(Integer.class)
        .single();
  }
}
