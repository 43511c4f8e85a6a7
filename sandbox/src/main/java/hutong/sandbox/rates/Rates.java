package hutong.sandbox.rates;

import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Practice rates: near what they were once, moving a little every day, the same all day long.
public final class Rates {

  /// What one euro buys, for the currencies that the bank publishes.
  private static final String PUBLISHED =
      """
      USD 1.1583 JPY 178.94 BGN 1.9558 CZK 24.128 DKK 7.4690 GBP 0.87320 HUF 381.45 PLN 4.2315 \
      RON 5.0879 SEK 10.9615 CHF 0.9271 ISK 146.40 NOK 11.6930 TRY 49.0612 AUD 1.7744 BRL 6.1847 \
      CAD 1.6178 CNY 8.2451 HKD 9.0045 IDR 19342.66 ILS 3.7790 INR 102.6815 KRW 1697.42 \
      MXN 21.2208 MYR 4.7830 NZD 2.0415 PHP 68.042 SGD 1.5064 THB 37.556 ZAR 19.9134""";

  /// Home currencies of wallets that the bank does not publish.
  private static final String OTHERS = "EUR 1 KZT 604.10 MOP 9.2746 MNT 4131 PKR 326.25";

  private static final ZoneId FRANKFURT = ZoneId.of("Europe/Berlin");
  private static final int SPREAD = 41;

  private final InstantSource clock;
  private final AtomicInteger lies = new AtomicInteger();

  public Rates(InstantSource clock) {
    this.clock = clock;
  }

  public void serve(Router router) {
    router
        .page("GET", "/rates", request -> page())
        .api(
            Part.RATES,
            "GET",
            "/rates/eurofxref-daily.xml",
            new Lies(),
            request -> xml(day(), BigDecimal.ONE));
  }

  public boolean knows(String currency) {
    return table(OTHERS).containsKey(currency) || table(PUBLISHED).containsKey(currency);
  }

  /// The same value in another currency, rounded to its smallest unit.
  public Amount convert(Amount amount, String currency, BigDecimal surcharge) {
    if (amount.currency().equals(currency)) {
      return amount;
    }
    var minor =
        BigDecimal.valueOf(amount.minor(), amount.digits())
            .multiply(price(amount.currency(), currency))
            .multiply(surcharge)
            .movePointRight(new Amount(0, currency).digits())
            .setScale(0, RoundingMode.HALF_UP);
    return new Amount(minor.longValueExact(), currency);
  }

  /// How many of the second currency one of the first costs.
  public BigDecimal price(String from, String to) {
    return perEuro(to).divide(perEuro(from), MathContext.DECIMAL64);
  }

  private BigDecimal perEuro(String currency) {
    var published = published(day()).get(currency);
    var rate = published == null ? table(OTHERS).get(currency) : published;
    if (rate == null) {
      throw new IllegalArgumentException("No rate for " + currency);
    }
    return rate;
  }

  /// The last day on which the bank worked.
  private LocalDate day() {
    var today = LocalDate.ofInstant(clock.instant(), FRANKFURT);
    return switch (today.getDayOfWeek()) {
      case SATURDAY -> today.minusDays(1);
      case SUNDAY -> today.minusDays(2);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> today;
    };
  }

  private static Map<String, BigDecimal> published(LocalDate day) {
    var rates = table(PUBLISHED);
    rates.replaceAll(
        (currency, rate) -> {
          long step = Math.floorMod(day.toEpochDay() * 31 + currency.hashCode(), SPREAD);
          var factor = BigDecimal.valueOf(9_980 + step, 4);
          return rate.multiply(factor).setScale(rate.scale(), RoundingMode.HALF_UP);
        });
    return rates;
  }

  private static Map<String, BigDecimal> table(String text) {
    var table = new LinkedHashMap<String, BigDecimal>();
    var words = text.split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      table.put(words[i], new BigDecimal(words[i + 1]));
    }
    return table;
  }

  private static Answer xml(LocalDate day, BigDecimal factor) {
    var xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
            xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
            \t<gesmes:subject>Reference rates</gesmes:subject>
            \t<gesmes:Sender>
            \t\t<gesmes:name>Hutong Sandbox, nothing here is real</gesmes:name>
            \t</gesmes:Sender>
            \t<Cube>
            """);
    xml.append("\t\t<Cube time='").append(day).append("'>\n");
    published(day)
        .forEach(
            (currency, rate) ->
                xml.append("\t\t\t<Cube currency='")
                    .append(currency)
                    .append("' rate='")
                    .append(rate.multiply(factor).toPlainString())
                    .append("'/>\n"));
    xml.append("\t\t</Cube>\n\t</Cube>\n</gesmes:Envelope>\n");
    return Answer.of(200, "text/xml", xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Answer page() {
    var rows =
        published(day()).entrySet().stream()
            .map(
                rate ->
                    el(
                        "tr",
                        el("td", rate.getKey()),
                        el("td.number", rate.getValue().toPlainString())))
            .toList();
    return Answer.page(
        Page.of(
            "/rates",
            "Exchange rates",
            "汇率",
            el(
                "p.lead",
                both(
                    "What one euro buys, for practice, on " + day() + ".",
                    day() + " 一欧元可兑换（练习数据）。")),
            el("table.card", el("tbody", rows)),
            el(
                "p",
                el(
                    "a",
                    attr("href", "/rates/eurofxref-daily.xml"),
                    both("As XML, in the form of the European Central Bank", "欧洲央行格式 XML")))));
  }

  /// Two lies in turn: rates of last year that are three times too high, and a file cut in half.
  private final class Lies implements Dialect {

    @Override
    public Answer refuse(Request request, Refused refused) {
      return Answer.problem(refused);
    }

    @Override
    public Answer lie(Request request, Router.Handler honest) {
      var stale = xml(day().minusDays(400), BigDecimal.valueOf(3));
      if (lies.getAndIncrement() % 2 == 0) {
        return stale;
      }
      var half = new String(stale.body(), StandardCharsets.UTF_8).substring(0, 400);
      return Answer.of(200, "text/xml", half.getBytes(StandardCharsets.UTF_8));
    }
  }
}
