package hutong.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.kernel.Money;
import hutong.ledger.NewAccount.Kind;
import hutong.ledger.TransferOutcome.Held;
import hutong.ledger.TransferOutcome.Known;
import hutong.ledger.TransferOutcome.Posted;
import hutong.ledger.TransferOutcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Stories are tables: `bank` may go below zero, everybody else may not.
@HutongTest
class LedgerTest {

  @Autowired Ledger ledger;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;
  @Autowired PlatformTransactionManager transactions;

  private final String story = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, UUID> accounts = new HashMap<>();

  @Test
  void a_refund_sends_the_money_back_the_way_it_came() {
    play(
        """
        now   top-up  bank         visitor:ann  200.00 CNY  posted
        now   meal    visitor:ann  hotel:lotus  120.00 CNY  posted
        now   refund  hotel:lotus  visitor:ann  120.00 CNY  posted
        balance  visitor:ann  200.00 CNY
        balance  hotel:lotus    0.00 CNY
        """);
  }

  @Test
  void what_is_not_there_cannot_be_paid() {
    play(
        """
        now   top-up  bank         visitor:ann   50.00 CNY  posted
        now   meal    visitor:ann  hotel:lotus   50.01 CNY  BELOW_FLOOR
        now   tea     visitor:ann  hotel:lotus   50.00 CNY  posted
        now   more    visitor:ann  hotel:lotus    0.01 CNY  BELOW_FLOOR
        balance  visitor:ann    0.00 CNY
        balance  hotel:lotus   50.00 CNY
        """);
  }

  @Test
  void a_posting_that_moves_nothing_is_refused() {
    play(
        """
        now   top-up  bank         visitor:ann   10.00 CNY  posted
        now   zero    visitor:ann  hotel:lotus    0.00 CNY  NOTHING_MOVES
        now   self    visitor:ann  visitor:ann   10.00 CNY  NOTHING_MOVES
        now   euro    visitor:ann  hotel:lotus    1.00 EUR  WRONG_CURRENCY
        now   ghost   visitor:ann  nobody         1.00 CNY  UNKNOWN_ACCOUNT
        balance  visitor:ann   10.00 CNY
        """);
  }

  @Test
  void a_hold_keeps_the_money_until_it_is_settled_once() {
    play(
        """
        now   top-up  bank         visitor:ann  100.00 CNY  posted
        hold  room    visitor:ann  hotel:lotus   80.00 CNY  held
        now   tea     visitor:ann  hotel:lotus   20.01 CNY  BELOW_FLOOR
        balance  visitor:ann  100.00 CNY
        balance  hotel:lotus    0.00 CNY
        post  room    settled
        post  room    POSTED
        void  room    POSTED
        balance  visitor:ann   20.00 CNY
        balance  hotel:lotus   80.00 CNY
        hold  taxi    visitor:ann  hotel:lotus   20.00 CNY  held
        void  taxi    settled
        post  taxi    VOIDED
        now   tea     visitor:ann  hotel:lotus   20.00 CNY  posted
        balance  visitor:ann    0.00 CNY
        """);
  }

  @Test
  void the_same_id_moves_money_once_and_no_other_way() {
    play(
        """
        now   top-up  bank         visitor:ann  100.00 CNY  posted
        now   meal    visitor:ann  hotel:lotus   30.00 CNY  posted
        now   meal    visitor:ann  hotel:lotus   30.00 CNY  POSTED
        now   meal    visitor:ann  hotel:lotus   31.00 CNY  SAME_ID_OTHER_TRANSFER
        balance  visitor:ann   70.00 CNY
        """);
  }

  @Test
  void a_ceiling_is_not_exceeded_by_holds_either() {
    account("purse", 0L, 10_000L);
    play(
        """
        hold  a   bank  purse  60.00 CNY  held
        now   b   bank  purse  40.01 CNY  ABOVE_CEILING
        now   c   bank  purse  40.00 CNY  posted
        void  a   settled
        now   d   bank  purse  60.00 CNY  posted
        balance  purse  100.00 CNY
        """);
  }

  @Test
  void one_id_twice_in_a_batch_pays_once() {
    play("now top-up bank visitor:ann 100.00 CNY posted");
    var meal = transfer("meal", "visitor:ann", "hotel:lotus", "30.00", "CNY", false);
    var other = transfer("meal", "visitor:ann", "hotel:lotus", "31.00", "CNY", false);
    assertThat(ledger.transferEach(List.of(meal, meal, other)))
        .containsExactly(
            new Posted(),
            new Known(TransferState.POSTED),
            new Refused(TransferOutcome.Reason.SAME_ID_OTHER_TRANSFER));
    assertThat(postings(meal.id())).isEqualTo(1);
    play("balance visitor:ann 70.00 CNY");
  }

  @Test
  void a_small_payment_after_a_refused_large_one_in_a_batch_goes_through() {
    play("now top-up bank visitor:ann 100.00 CNY posted");
    var outcomes =
        ledger.transferEach(
            List.of(
                transfer("a", "visitor:ann", "hotel:lotus", "60.00", "CNY", false),
                transfer("b", "visitor:ann", "hotel:lotus", "90.00", "CNY", false),
                transfer("c", "visitor:ann", "hotel:lotus", "40.00", "CNY", true),
                transfer("d", "visitor:ann", "hotel:lotus", "0.01", "CNY", false)));
    assertThat(outcomes)
        .containsExactly(
            new Posted(),
            new Refused(TransferOutcome.Reason.BELOW_FLOOR),
            new Held(),
            new Refused(TransferOutcome.Reason.BELOW_FLOOR));
  }

  @Test
  void a_bad_element_does_not_fail_its_batch() {
    play("now top-up bank visitor:ann 100.00 CNY posted");
    var outcomes =
        ledger.transferEach(
            List.of(
                transfer("a", "visitor:ann", "nobody", "1.00", "CNY", false),
                transfer("b", "visitor:ann", "hotel:lotus", "-1.00", "CNY", false),
                new Transfer(
                    id("x"),
                    account("bank"),
                    account("visitor:ann"),
                    Money.ofMinor(Long.MAX_VALUE, "CNY"),
                    false,
                    null),
                transfer("c", "visitor:ann", "hotel:lotus", "2.00", "CNY", false)));
    assertThat(outcomes)
        .extracting(TransferOutcome::accepted)
        .containsExactly(false, false, false, true);
  }

  @Test
  void linked_transfers_all_happen_or_none() {
    play("now top-up bank visitor:ann 100.00 CNY posted");
    var meal = transfer("meal", "visitor:ann", "hotel:lotus", "90.00", "CNY", false);
    var fee = transfer("fee", "visitor:ann", "house", "11.00", "CNY", false);
    var small = transfer("fee", "visitor:ann", "house", "10.00", "CNY", false);
    assertThat(ledger.transferLinked(List.of(meal, fee)))
        .containsExactly(
            new Refused(TransferOutcome.Reason.LINK_BROKEN),
            new Refused(TransferOutcome.Reason.BELOW_FLOOR));
    play("balance visitor:ann 100.00 CNY");
    assertThat(ledger.transferLinked(List.of(meal, small)))
        .containsExactly(new Posted(), new Posted());
    play("balance visitor:ann 0.00 CNY");
  }

  @Test
  void the_balance_of_any_past_moment_and_the_statement_agree() {
    play("now top-up bank visitor:ann 100.00 CNY posted");
    var first = clock.instant();
    clock.advance(Duration.ofHours(1));
    try {
      play("now meal visitor:ann hotel:lotus 30.00 CNY posted");
      var ann = account("visitor:ann");
      assertThat(ledger.balanceAt(ann, first)).isEqualTo(Money.of("100.00", "CNY"));
      assertThat(ledger.balanceAt(ann, first.minusSeconds(60))).isEqualTo(Money.of("0", "CNY"));
      assertThat(ledger.balanceAt(ann, clock.instant())).isEqualTo(Money.of("70.00", "CNY"));
      assertThat(ledger.statement(ann, first.minusSeconds(60), clock.instant().plusSeconds(1)))
          .extracting(line -> line.amount() + " " + line.balance())
          .containsExactly("-30.00 CNY 70.00 CNY", "100.00 CNY 100.00 CNY");
    } finally {
      clock.reset();
    }
  }

  @Test
  void a_posting_can_be_neither_changed_nor_removed() {
    play("now top-up bank visitor:ann 1.00 CNY posted");
    for (var sql :
        List.of(
            "update ledger.posting set amount = 2",
            "delete from ledger.posting",
            "truncate ledger.posting cascade",
            "truncate ledger.posting_other",
            "delete from ledger.transfer",
            "update ledger.transfer set amount = amount + 1",
            "update ledger.account set posted = -1 where floor = 0")) {
      assertThatThrownBy(() -> jdbc.sql(sql).update())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void the_quick_way_decides_like_the_slow_one() {
    play("now top-up bank p 100.00 CNY posted");
    var outcomes =
        ledger.postEach(
            List.of(
                transfer("a", "p", "shop", "90.00", "CNY", false),
                transfer("b", "p", "shop", "50.00", "CNY", false),
                transfer("c", "p", "shop", "10.00", "CNY", false),
                transfer("d", "p", "shop", "0.01", "CNY", false),
                transfer("e", "nobody", "shop", "0.01", "CNY", false)),
            Ledger.Memory.TRUSTED);
    assertThat(outcomes.stream().map(LedgerTest::text))
        .containsExactly("posted", "BELOW_FLOOR", "posted", "BELOW_FLOOR", "UNKNOWN_ACCOUNT");
    play("balance p 0.00 CNY");
    play("balance shop 100.00 CNY");
    assertThat(ledger.proof()).allSatisfy(proof -> assertThat(proof.holds()).isTrue());
  }

  @Test
  void a_memory_that_was_overtaken_writes_nothing_and_a_fresh_look_does() {
    play("now top-up bank p 100.00 CNY posted");
    var first = List.of(transfer("a", "p", "shop", "10.00", "CNY", false));
    ledger.postEach(first, Ledger.Memory.TRUSTED);
    play("now rent p shop 85.00 CNY posted"); // another way, behind the memory's back
    var second = List.of(transfer("b", "p", "shop", "10.00", "CNY", false));
    assertThatThrownBy(() -> ledger.postEach(second, Ledger.Memory.TRUSTED))
        .isInstanceOf(Ledger.Overtaken.class);
    play("balance p 5.00 CNY");
    assertThat(postings(id("b"))).isZero();
    assertThat(text(ledger.postEach(second, Ledger.Memory.REFRESHED).getFirst()))
        .isEqualTo("BELOW_FLOOR");
    var third = List.of(transfer("c", "p", "shop", "5.00", "CNY", false));
    assertThat(text(ledger.postEach(third, Ledger.Memory.TRUSTED).getFirst())).isEqualTo("posted");
    play("balance p 0.00 CNY");
  }

  @Test
  void a_commit_that_fails_takes_the_memory_back_with_it() {
    play("now top-up bank p 100.00 CNY posted");
    var template = new TransactionTemplate(transactions);
    ledger.postEach(
        List.of(transfer("a", "p", "shop", "10.00", "CNY", false)), Ledger.Memory.TRUSTED);
    template.executeWithoutResult(
        doomed -> {
          var lost = List.of(transfer("b", "p", "shop", "90.00", "CNY", false));
          assertThat(text(ledger.postEach(lost, Ledger.Memory.TRUSTED).getFirst()))
              .isEqualTo("posted");
          doomed.setRollbackOnly();
        });
    play("balance p 90.00 CNY");
    var again = List.of(transfer("c", "p", "shop", "90.00", "CNY", false));
    assertThat(text(ledger.postEach(again, Ledger.Memory.TRUSTED).getFirst())).isEqualTo("posted");
    play("balance p 0.00 CNY");
  }

  @Test
  void two_writers_and_the_slow_way_together_overdraw_nothing() throws Exception {
    long seed = System.nanoTime();
    var names = List.of("p1", "p2", "p3", "shop1", "shop2");
    names.forEach(this::account);
    names.forEach(name -> play("now seed-" + name + " bank " + name + " 50.00 CNY posted"));
    var tasks = new ArrayList<Callable<Integer>>();
    for (int client = 0; client < 8; client++) {
      int number = client;
      tasks.add(() -> write(new Random(seed + number), names, number));
    }
    int posted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(tasks)) {
        posted += each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    }
    assertThat(posted).as("seed " + seed).isPositive();
    assertThat(ledger.proof()).as("seed " + seed).allSatisfy(p -> assertThat(p.holds()).isTrue());
    long sum = names.stream().mapToLong(name -> available(name).minor()).sum();
    assertThat(sum).as("seed " + seed).isEqualTo(25_000);
  }

  private int write(Random random, List<String> names, int client) {
    int posted = 0;
    for (int turn = 0; turn < 25; turn++) {
      var batch = new ArrayList<Transfer>();
      for (int i = 0; i <= random.nextInt(6); i++) {
        batch.add(
            transfer(
                "w" + client + "/" + turn + "/" + i,
                names.get(random.nextInt(names.size())),
                names.get(random.nextInt(names.size())),
                Integer.toString(1 + random.nextInt(30)),
                "CNY",
                false));
      }
      List<TransferOutcome> outcomes;
      if (client == 0) {
        outcomes = ledger.transferEach(batch);
      } else {
        try {
          outcomes = ledger.postEach(batch, Ledger.Memory.TRUSTED);
        } catch (Ledger.Overtaken | org.springframework.dao.PessimisticLockingFailureException e) {
          outcomes = ledger.postEach(batch, Ledger.Memory.REFRESHED);
        }
      }
      posted += (int) outcomes.stream().filter(TransferOutcome::accepted).count();
    }
    return posted;
  }

  @Test
  void money_is_conserved_under_random_acts_of_sixty_four_clients() throws Exception {
    long seed = 20261122L;
    var names = List.of("bank", "p1", "p2", "p3", "p4", "p5", "hotel:lotus");
    names.forEach(this::account);
    play("now seed-money bank p1 1000.00 CNY posted");
    var tasks = new ArrayList<Callable<Integer>>();
    for (int client = 0; client < 64; client++) {
      var random = new Random(seed + client);
      int number = client;
      tasks.add(() -> act(random, names, number));
    }
    int done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(tasks)) {
        done += each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    }
    assertThat(done).as("seed " + seed).isPositive();
    assertThat(ledger.proof()).as("seed " + seed).allSatisfy(p -> assertThat(p.holds()).isTrue());
    assertThat(names.stream().filter(n -> !n.equals("bank")).map(this::available))
        .allSatisfy(money -> assertThat(money.minor()).isNotNegative());
  }

  private int act(Random random, List<String> names, int client) {
    int accepted = 0;
    for (int turn = 0; turn < 6; turn++) {
      var batch = new ArrayList<Transfer>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        batch.add(
            transfer(
                client + "/" + random.nextInt(15),
                names.get(random.nextInt(names.size())),
                names.get(random.nextInt(names.size())),
                Integer.toString(random.nextInt(80)),
                "CNY",
                random.nextInt(3) == 0));
      }
      var outcomes =
          random.nextBoolean() ? ledger.transferEach(batch) : ledger.transferLinked(batch);
      for (int i = 0; i < batch.size(); i++) {
        accepted += outcomes.get(i).accepted() ? 1 : 0;
        if (outcomes.get(i) instanceof Held) {
          ledger.settle(
              batch.get(i).id(), random.nextBoolean() ? Settlement.POST : Settlement.VOID);
        }
      }
    }
    return accepted;
  }

  /// Plays a story; `now` and `hold` name a transfer, `post` and `void` settle it.
  private void play(String table) {
    for (var line : table.strip().lines().toList()) {
      var word = line.strip().split("\\s+");
      switch (word[0]) {
        case "now", "hold" ->
            assertThat(
                    text(
                        ledger.transfer(
                            transfer(
                                word[1],
                                word[2],
                                word[3],
                                word[4],
                                word[5],
                                word[0].equals("hold")))))
                .as(line)
                .isEqualTo(word[6]);
        case "post" ->
            assertThat(text(ledger.settle(id(word[1]), Settlement.POST)))
                .as(line)
                .isEqualTo(word[2]);
        case "void" ->
            assertThat(text(ledger.settle(id(word[1]), Settlement.VOID)))
                .as(line)
                .isEqualTo(word[2]);
        case "balance" ->
            assertThat(ledger.find(account(word[1])).orElseThrow().balance())
                .as(line)
                .isEqualTo(Money.of(word[2], word[3]));
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private static String text(TransferOutcome outcome) {
    return switch (outcome) {
      case Posted() -> "posted";
      case Held() -> "held";
      case Known(var state) -> state.name();
      case Refused(var reason) -> reason.name();
    };
  }

  private static String text(SettlementOutcome outcome) {
    return switch (outcome) {
      case SettlementOutcome.Settled() -> "settled";
      case SettlementOutcome.AlreadyEnded(var state) -> state.name();
      case SettlementOutcome.Unknown() -> "unknown";
    };
  }

  private Transfer transfer(
      String name, String from, String to, String amount, String currency, boolean pending) {
    return new Transfer(
        id(name), account(from), account(to), Money.of(amount, currency), pending, null);
  }

  private UUID id(String name) {
    return UUID.nameUUIDFromBytes((story + "/" + name).getBytes(StandardCharsets.UTF_8));
  }

  private UUID account(String name) {
    return name.equals("nobody")
        ? id("nobody")
        : account(name, name.equals("bank") ? null : 0L, null);
  }

  private synchronized UUID account(
      String name,
      @org.jspecify.annotations.Nullable Long floor,
      @org.jspecify.annotations.Nullable Long ceiling) {
    return accounts.computeIfAbsent(
        name,
        n ->
            ledger
                .open(
                    new NewAccount(
                        story + ":" + n, Kind.PERSON, Currency.getInstance("CNY"), floor, ceiling))
                .id());
  }

  private Money available(String name) {
    return ledger.find(account(name)).orElseThrow().available();
  }

  private long postings(UUID transfer) {
    return jdbc.sql("select count(*) from ledger.posting where transfer_id = :id")
        .param("id", transfer)
        .query(Long.class)
        .single();
  }
}
