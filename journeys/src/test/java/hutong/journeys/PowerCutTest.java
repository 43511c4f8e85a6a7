package hutong.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged survives `kill -9` of the platform and of its database, and is there once.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PowerCutTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HUTONG_JAVA_FLAGS", "-Dhutong.letters-per-source=10000");

  private static final String PAYMENTS = "/api/v1/payments";
  private static final String STAYS = "/api/v1/stays";
  private static final String TICKETS = "/api/v1/reservations";
  private static final String MUSEUM = "natural-history-museum";
  private static final int STAYS_EACH = 4;
  private static final int PEOPLE = 8;
  private static final int CLIENTS = 64;
  private static final int PAYMENTS_EACH = 6;
  private static final int CUT_AFTER = 50;
  private static final BigDecimal TOP_UP = new BigDecimal("300.00");
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
  private static final Duration TRY_AGAIN = Duration.ofMillis(100);

  /// One thing a client wishes for; the key stays the same however often she asks.
  private record Wish(ApiPerson payer, String key, String path, Map<String, String> body) {

    static Wish payment(ApiPerson payer, String key) {
      var body = Map.of("merchant", "noodle-house", "amount", "1.00", "rail", "BALANCE");
      return new Wish(payer, key, PAYMENTS, body);
    }

    ApiPerson.Reply ask() throws IOException, InterruptedException {
      return payer.send("POST", path, body, Map.of("Idempotency-Key", key));
    }
  }

  /// The answers that arrived, and a bell that rings when enough did for the power to go.
  private record Answers(
      Map<String, String> byKey, Map<String, String> refused, CountDownLatch untilCut) {

    Answers() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new CountDownLatch(CUT_AFTER));
    }

    void add(Wish wish, String answer) {
      byKey.put(wish.key(), answer);
      untilCut.countDown();
    }
  }

  @TempDir @Nullable Path folder;

  @Test
  void every_acknowledged_payment_ticket_and_registration_is_there_once_after_kill_9()
      throws Exception {
    var data = Path.of(String.valueOf(folder)).resolve("data");
    var world = World.start(ROOT, data, ENVIRONMENT);
    try {
      var people = people(world);

      var first = new Answers();
      var wishes = wishes(people, "platform");
      var platform = world.platformProcess();
      var others = new ArrayList<Wish>(registrations(people));
      others.addAll(tickets(people));
      payAndCut(mixed(others, wishes), first, () -> World.cutPower(platform));
      world.awaitEnd();
      assertThat(first.byKey())
          .as("the cut came in the middle")
          .hasSizeLessThan(wishes.size() + others.size());
      var acknowledged = Map.copyOf(first.byKey());
      world = again(world);
      retry(mixed(others, wishes), first);
      sameAnswers(others, acknowledged);
      check(people, wishes, first, acknowledged, 1);
      checkOthers(people, others, first);

      var second = new Answers();
      var more = wishes(people, "database");
      payAndCut(more, second, world::cutDatabasePower);
      assertThat(second.byKey()).as("the cut came in the middle").hasSizeLessThan(more.size());
      acknowledged = Map.copyOf(second.byKey());
      retry(more, second);
      check(people, more, second, acknowledged, 2);

      var operator = ApiPerson.withSession(world, "operator@city.example", "/console");
      assertThat(operator.page("/console/money"))
          .contains("Adds up to zero")
          .doesNotContain("Does not add up");
    } finally {
      world.close();
    }
  }

  private static World again(World world) throws IOException {
    return World.start(
        ROOT,
        world.data(),
        ENVIRONMENT,
        "--port",
        port(world.platform()),
        "--sandbox-port",
        port(world.sandbox()),
        "--smtp-port",
        "0");
  }

  private static String port(String address) {
    return String.valueOf(URI.create(address).getPort());
  }

  private static List<ApiPerson> people(World world) throws IOException, InterruptedException {
    var people = new ArrayList<ApiPerson>();
    for (int i = 0; i < PEOPLE; i++) {
      var person =
          ApiPerson.withPassport(world, "payer" + i + "@example.org", "Payer" + (char) ('A' + i));
      person.linkWallet("GCASH", "gcash-full");
      var filled =
          person.send(
              "POST",
              "/api/v1/balance/top-ups",
              Map.of("amount", TOP_UP.toPlainString(), "rail", "HOME_WALLET"),
              Map.of("Idempotency-Key", "top-up-" + i));
      assertThat(filled.status()).as(filled.text()).isEqualTo(201);
      assertThat(balance(person)).isEqualByComparingTo(TOP_UP);
      people.add(person);
    }
    return people;
  }

  private static List<Wish> wishes(List<ApiPerson> people, String round) {
    var wishes = new ArrayList<Wish>();
    for (int client = 0; client < CLIENTS; client++) {
      for (int i = 0; i < PAYMENTS_EACH; i++) {
        wishes.add(Wish.payment(people.get(client % PEOPLE), round + "-" + client + "-" + i));
      }
    }
    return wishes;
  }

  /// Registrations of the same people at different addresses.
  private static List<Wish> registrations(List<ApiPerson> people) {
    var wishes = new ArrayList<Wish>();
    var today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.of("Asia/Shanghai"));
    for (int i = 0; i < STAYS_EACH; i++) {
      for (var person : people) {
        var body =
            Map.of(
                "arrival", today + "T00:10:00+08:00",
                "departure", today.plusDays(3).toString(),
                "address", (i + 1) + " Lane of the lost power, Shanghai");
        wishes.add(new Wish(person, "stay-" + i + "-" + person.email(), STAYS, body));
      }
    }
    return wishes;
  }

  /// A ticket for each person on each day that can be booked.
  private static List<Wish> tickets(List<ApiPerson> people)
      throws IOException, InterruptedException {
    var wishes = new ArrayList<Wish>();
    for (var day : people.getFirst().get("/api/v1/museums/" + MUSEUM + "/days")) {
      if (day.path("state").asString().equals("OPEN")) {
        var on = day.path("day").asString();
        var slots = people.getFirst().get("/api/v1/museums/" + MUSEUM + "/slots?day=" + on);
        if (!slots.isEmpty()) {
          var slot = slots.path(slots.size() - 1).path("slot").asString();
          for (var person : people) {
            var body = Map.of("museum", MUSEUM, "day", on, "slot", slot);
            wishes.add(new Wish(person, "ticket-" + on + "-" + person.email(), TICKETS, body));
          }
        }
      }
    }
    assertThat(wishes).as("a day can be booked").isNotEmpty();
    return wishes;
  }

  /// Spread so that each client has some of everything under way when the power goes.
  private static List<Wish> mixed(List<Wish> others, List<Wish> payments) {
    var mixed = new ArrayList<Wish>();
    var rare = others.iterator();
    for (int i = 0; i < payments.size(); i++) {
      mixed.add(payments.get(i));
      if (i % 2 == 0 && rare.hasNext()) {
        mixed.add(rare.next());
      }
    }
    rare.forEachRemaining(mixed::add);
    return mixed;
  }

  /// What ends the power.
  private interface Cut {
    void run() throws IOException;
  }

  private static void payAndCut(List<Wish> wishes, Answers answers, Cut cut)
      throws IOException, InterruptedException, ExecutionException {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var running = new ArrayList<Future<?>>();
      for (int client = 0; client < CLIENTS; client++) {
        var own = new ArrayList<Wish>();
        for (int i = client; i < wishes.size(); i += CLIENTS) {
          own.add(wishes.get(i));
        }
        running.add(clients.submit(() -> askEach(own, answers)));
      }
      boolean enough = answers.untilCut().await(BACK_WITHIN.toSeconds(), TimeUnit.SECONDS);
      cut.run();
      for (var client : running) {
        client.get();
      }
      assertThat(enough).as("payments went through before the cut").isTrue();
    }
  }

  private static void askEach(List<Wish> wishes, Answers answers) {
    for (var wish : wishes) {
      try {
        var reply = wish.ask();
        if (reply.status() == 200 || reply.status() == 201) {
          answers.add(wish, reply.text());
          answers.refused().remove(wish.key());
        } else {
          answers.refused().put(wish.key(), reply.toString());
        }
      } catch (IOException unanswered) {
        // it is asked again with the same key when the power is back
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void retry(List<Wish> wishes, Answers answers)
      throws InterruptedException, ExecutionException {
    var open = wishes.stream().filter(wish -> !answers.byKey().containsKey(wish.key())).toList();
    long end = System.nanoTime() + BACK_WITHIN.toNanos();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var running = new ArrayList<Future<?>>();
      for (var wish : open) {
        running.add(clients.submit(() -> askUntilAnswered(wish, answers, end)));
      }
      for (var client : running) {
        client.get();
      }
    }
    assertThat(answers.byKey())
        .as("every client got an answer; refused: " + answers.refused())
        .hasSameSizeAs(wishes);
  }

  private static void askUntilAnswered(Wish wish, Answers answers, long end) {
    while (!answers.byKey().containsKey(wish.key()) && System.nanoTime() < end) {
      askEach(List.of(wish), answers);
      if (!answers.byKey().containsKey(wish.key())) {
        LockSupport.parkNanos(TRY_AGAIN.toNanos());
      }
    }
  }

  private static void check(
      List<ApiPerson> people,
      List<Wish> wishes,
      Answers answers,
      Map<String, String> acknowledged,
      int rounds)
      throws IOException, InterruptedException {
    sameAnswers(wishes, acknowledged);
    int each = CLIENTS / PEOPLE * PAYMENTS_EACH * rounds;
    for (var person : people) {
      var listed = new ArrayList<String>();
      for (var payment : person.get("/api/v1/payments").path("payments")) {
        if (payment.path("kind").asString().equals("PURCHASE")) {
          assertThat(payment.path("status").asString()).isEqualTo("POSTED");
          listed.add(payment.path("id").asString());
        }
      }
      assertThat(listed).hasSize(each).doesNotHaveDuplicates();
      var promised = new HashSet<String>();
      for (var wish : wishes) {
        if (wish.payer().equals(person)) {
          promised.add(id(person, String.valueOf(answers.byKey().get(wish.key()))));
        }
      }
      assertThat(promised).as("one payment a key").hasSize(each / rounds);
      assertThat(listed).containsAll(promised);
      assertThat(balance(person).add(BigDecimal.valueOf(each))).isEqualByComparingTo(TOP_UP);
    }
  }

  private static void sameAnswers(List<Wish> wishes, Map<String, String> acknowledged)
      throws IOException, InterruptedException {
    for (var wish : wishes) {
      var before = acknowledged.get(wish.key());
      if (before != null) {
        assertThat(wish.ask().text()).as("the same answer as before").isEqualTo(before);
      }
    }
  }

  /// Each registration and each ticket that was promised is there, and nothing beside them.
  private static void checkOthers(List<ApiPerson> people, List<Wish> others, Answers answers)
      throws IOException, InterruptedException {
    for (var person : people) {
      var there = new ArrayList<String>();
      for (var stay : person.get(STAYS).path("stays")) {
        there.add(stay.path("id").asString());
      }
      for (var reservation : person.get(TICKETS)) {
        there.add(reservation.path("id").asString());
      }
      var promised = new ArrayList<String>();
      for (var wish : others) {
        if (wish.payer().equals(person)) {
          var answer = String.valueOf(answers.byKey().get(wish.key()));
          var json = new ApiPerson.Reply(200, answer).json();
          var made = wish.path().equals(STAYS) ? json.path("stays").path(0) : json;
          promised.add(made.path("id").asString());
        }
      }
      assertThat(there).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(promised);
    }
  }

  private static String id(ApiPerson person, String answer)
      throws IOException, InterruptedException {
    var id = new ApiPerson.Reply(201, answer).json().path("id").asString();
    assertThat(person.get("/api/v1/payments/" + id).path("status").asString()).isEqualTo("POSTED");
    return id;
  }

  private static BigDecimal balance(ApiPerson person) throws IOException, InterruptedException {
    return new BigDecimal(person.get("/api/v1/balance").path("available").path("value").asString());
  }
}
