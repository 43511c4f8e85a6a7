package hutong.bench;

import hutong.journeys.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Payments a second through the HTTP API, durable, each with its Idempotency-Key, beside TPC-B on
/// the same PostgreSQL before and after; the better of the two is the limit.
///
/// `HUTONG_BENCH_POSTINGS` says how many postings are stored before the last measurement.
final class PaymentsBench implements Benchmark {

  private static final String SHOPS = "noodle-house,tea-shop";
  private static final String CAMPAIGN = "flash-sale";
  private static final String ONE_SHOP = "noodle-house";
  private static final int CLIENTS = 64;
  private static final int BULK_CLIENTS = 8;
  private static final int TOGETHER = 500;
  private static final int WARM_SECONDS = 15;
  private static final int SECONDS = 10;
  private static final double MOST_P99 = 25;
  private static final long POSTINGS = 10_000_000;
  private static final int MONTHS = 4;

  /// The server as one would run it under load, not as it starts soonest.
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HUTONG_JAVA_FLAGS", "-Xms768m -Xmx768m -Xmn512m -Dhutong.letters-per-source=10000");

  private static final String ACCOUNTS =
      """
      insert into ledger.account (id, name, kind, currency, opened_at)
      select md5('bench:' || g)::uuid, 'bench:' || g, 'SUSPENSE', 'CNY', now()
      from generate_series(0, 49999) g;
      """;

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public List<Figure> measure(Path root) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("hutong-bench");
    try (var world = World.start(root, data, ENVIRONMENT)) {
      var limit = PgBench.of(data);
      var load = new PaymentLoad(world);
      limit.prepare();
      double before = limit.rate(SECONDS);
      load.run(SHOPS, CLIENTS, 1, WARM_SECONDS);
      load.run(SHOPS, BULK_CLIENTS, TOGETHER, WARM_SECONDS / 2);
      var durable = load.run(SHOPS, CLIENTS, 1, SECONDS);
      var hot = load.run(ONE_SHOP, CLIENTS, 1, SECONDS);
      var bulk = load.run(SHOPS, BULK_CLIENTS, TOGETHER, SECONDS);
      load.claim(CAMPAIGN, CLIENTS, SECONDS / 2);
      var claims = load.claim(CAMPAIGN, CLIENTS, SECONDS);
      notOneTooMany(limit);
      double tpcB = Math.max(before, limit.rate(SECONDS));
      var figures = new ArrayList<Figure>();
      figures.add(Figure.of("payments.durable", durable.payments(), tpcB, "payments/s"));
      figures.add(Figure.of("payments.durable_p99", durable.p99(), MOST_P99, "ms"));
      figures.add(Figure.of("payments.hot_merchant", hot.payments(), tpcB, "payments/s"));
      figures.add(Figure.of("payments.hot_merchant_p99", hot.p99(), MOST_P99, "ms"));
      figures.add(Figure.of("payments.bulk", bulk.payments(), tpcB, "payments/s"));
      figures.add(Figure.of("vouchers.claim", claims.payments(), tpcB, "claims/s"));
      figures.add(flat(limit, load));
      return figures;
    }
  }

  private static void notOneTooMany(PgBench server) throws IOException, InterruptedException {
    var sound =
        server.sql(
            "select b.issued = sum(v.face) and b.outstanding <= b.budget"
                + " and count(distinct (v.person_id, v.nth)) = count(*)"
                + " from voucher.budget b join voucher.voucher v on v.campaign = b.campaign"
                + " where b.campaign = 'flash-sale' group by b.campaign");
    if (!sound.equals("t")) {
      throw new IOException("vouchers and budget do not agree: " + sound);
    }
  }

  /// The rate with few postings stored, then with many: the ratio is what size costs.
  private static Figure flat(PgBench server, PaymentLoad load)
      throws IOException, InterruptedException {
    long postings =
        Long.parseLong(
            System.getenv().getOrDefault("HUTONG_BENCH_POSTINGS", String.valueOf(POSTINGS)));
    var few = load.run(SHOPS, CLIENTS, 1, SECONDS);
    fill(server, postings / MONTHS);
    var stored = server.sql("select count(*) from ledger.posting");
    System.out.println("payments.flat: " + stored + " postings stored");
    load.run(SHOPS, CLIENTS, 1, SECONDS / 2);
    var many = load.run(SHOPS, CLIENTS, 1, SECONDS);
    return Figure.of("payments.flat", many.payments(), few.payments(), "payments/s");
  }

  private static void fill(PgBench server, long each) throws IOException, InterruptedException {
    server.sql(ACCOUNTS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var months = new ArrayList<Callable<String>>();
      for (int month = 0; month < MONTHS; month++) {
        int ago = month + 1;
        server.sql("select ledger.open_months((now() - interval '" + ago + " months')::date)");
        months.add(() -> server.sql(circle(ago, each)));
      }
      for (var filled : threads.invokeAll(months)) {
        filled.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    server.sql("vacuum analyze ledger.posting");
    server.sql("checkpoint");
  }

  /// A circle of accounts, each paying the next: the books still add up.
  private static String circle(int monthsAgo, long postings) {
    return """
        insert into ledger.posting (transfer_id, from_account, to_account, amount, currency, at)
        select uuidv7(), md5('bench:' || (g %% 50000))::uuid,
               md5('bench:' || ((g + 1) %% 50000))::uuid, 1, 'CNY',
               now() - interval '%1$d months' + g * interval '20 days' / %2$d
        from generate_series(1, %2$d) g
        """
        .formatted(monthsAgo, postings);
  }
}
