package hutong.bench;

import hutong.journeys.ApiPerson;
import hutong.journeys.World;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// People with money in their wallets, and `wrk` that pays with it through the HTTP API. After each
/// run the wallets are counted: every acknowledged payment was taken, and none twice.
final class PaymentLoad {

  /// @param payments a second
  /// @param p99 milliseconds of one call
  record Result(double payments, double p99) {}

  private static final int PEOPLE = 64;
  private static final String TOP_UP = "280.00";

  /// No single practice wallet could fill all of them.
  private static final List<String> WALLETS =
      List.of("GCASH", "ALIPAY_HK", "KAKAOPAY", "NAVERPAY", "TRUEMONEY", "TNG");
  private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+)");
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final World world;
  private final List<ApiPerson> people = new ArrayList<>();
  private final Path script;
  private final Path tokens;
  private int runs;

  PaymentLoad(World world) throws IOException, InterruptedException {
    this.world = world;
    script = world.data().resolve("payments.lua");
    try (InputStream packed = PaymentLoad.class.getResourceAsStream("/payments.lua")) {
      if (packed == null) {
        throw new IOException("payments.lua is missing");
      }
      Files.write(script, packed.readAllBytes());
    }
    for (int i = 0; i < PEOPLE; i++) {
      people.add(payer(i));
    }
    tokens = world.data().resolve("tokens");
    Files.write(tokens, people.stream().map(ApiPerson::token).toList(), StandardCharsets.UTF_8);
  }

  private ApiPerson payer(int number) throws IOException, InterruptedException {
    var person = ApiPerson.withToken(world, "bench" + number + "@traveller.example");
    var wallet = WALLETS.get(number % WALLETS.size());
    person.linkWallet(wallet, wallet.toLowerCase(Locale.ROOT).replace('_', '-') + "-full");
    var filled =
        person.send(
            "POST",
            "/api/v1/balance/top-ups",
            Map.of("amount", TOP_UP, "rail", "HOME_WALLET"),
            Map.of("Idempotency-Key", "fill-" + number));
    if (filled.status() != 201) {
      throw new IOException("a wallet could not be filled: " + filled);
    }
    return person;
  }

  /// @param shops keys with commas between
  /// @param together payments in one call
  Result run(String shops, int connections, int together, int seconds)
      throws IOException, InterruptedException {
    var before = inWallets();
    var matched = wrk(shops, connections, together, seconds);
    long answered = Long.parseLong(matched.group(1)) * together;
    long taken = before.subtract(inWallets()).divideToIntegralValue(CENT).longValueExact();
    if (taken < answered || taken > answered + (long) connections * together) {
      throw new IOException(answered + " payments were answered, " + taken + " were taken");
    }
    return result(matched, answered);
  }

  /// Claims vouchers of one campaign; every answer must be a voucher.
  Result claim(String campaign, int connections, int seconds)
      throws IOException, InterruptedException {
    var matched = wrk(campaign, connections, 0, seconds);
    return result(matched, Long.parseLong(matched.group(1)));
  }

  private static Result result(MatchResult matched, long done) {
    double length = Long.parseLong(matched.group(2)) / 1e6;
    return new Result(done / length, Long.parseLong(matched.group(3)) / 1e3);
  }

  private MatchResult wrk(String shops, int connections, int together, int seconds)
      throws IOException, InterruptedException {
    runs++;
    var command =
        List.of(
            "wrk",
            "-t2",
            "-c" + connections,
            "-d" + seconds + "s",
            "--timeout",
            "20s",
            "-s",
            script.toString(),
            world.platform(),
            "--",
            tokens.toString(),
            "run" + runs,
            shops,
            String.valueOf(together));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var result = RESULT.matcher(said);
    if (process.waitFor() != 0 || !result.find() || !result.group(4).equals("0")) {
      throw new IOException("wrk:\n" + said);
    }
    return result.toMatchResult();
  }

  /// What all have together. Payments whose answers nobody waited for may still be under way.
  private BigDecimal inWallets() throws IOException, InterruptedException {
    var last = count();
    for (var now = count(); now.compareTo(last) != 0; now = count()) {
      last = now;
    }
    return last;
  }

  private BigDecimal count() throws IOException, InterruptedException {
    var sum = BigDecimal.ZERO;
    for (var person : people) {
      var available = person.get("/api/v1/balance").path("available").path("value").asString();
      sum = sum.add(new BigDecimal(available));
    }
    return sum;
  }
}
