package hutong.settlement;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hutong.payment.RailEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/// Where the rails lay down their files in tests: what a test puts there, and nothing else.
public final class FakeReports {

  public static final FakeReports ONE = new FakeReports();
  private static final String HEADER =
      "transactionType,paymentRequestId,refundRequestId,paymentId,refundId,"
          + "transactionAmountValue,transactionAmountCurrency,settlementAmountValue,"
          + "settlementAmountCurrency,feeAmountValue,transactionTime,status\r\n";

  private static final Pattern TRANSFER =
      Pattern.compile("<EndToEndId>([^<]+)</EndToEndId>.*?<InstdAmt Ccy=\"CNY\">([^<]+)<");

  private final Set<String> orders = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;
  private final HttpServer server;
  private final Map<String, String> files = new ConcurrentHashMap<>();

  /// Registers the address with the platform.
  @TestConfiguration
  public static class Setup {
    @Bean
    DynamicPropertyRegistrar fakeReports() {
      return registry -> {
        var base = "http://127.0.0.1:" + ONE.server.getAddress().getPort();
        registry.add("hutong.settlement.wallet.url", () -> base + "/wallet/{day}.csv");
        registry.add("hutong.settlement.bank.url", () -> base + "/bank");
        registry.add("hutong.settlement.bank.key", () -> "bank_1");
        registry.add("hutong.settlement.bank.name", () -> "City of Practice");
        registry.add("hutong.settlement.bank.account", () -> "1001000200030004");
        registry.add("hutong.settlement.bank.code", () -> "102100099996");
      };
    }
  }

  private FakeReports() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/wallet/",
        exchange -> {
          var file = files.get(exchange.getRequestURI().getPath());
          byte[] body = (file == null ? "" : file).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              file == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext("/bank/", this::bank);
    server.start();
  }

  /// Takes every order, once for its id, and shows it booked in the statement of any day.
  private void bank(HttpExchange exchange) throws IOException {
    var order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (silent) {
      exchange.close();
      return;
    }
    if (!order.isEmpty()) {
      orders.add(order);
    }
    var text = new StringBuilder("<Document>");
    if (order.isEmpty()) {
      text.append("<BkToCstmrStmt><Stmt>");
      for (var each : orders) {
        var matcher = TRANSFER.matcher(each);
        while (matcher.find()) {
          text.append("<Ntry><Amt Ccy=\"CNY\">")
              .append(matcher.group(2))
              .append("</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls>")
              .append("<TxDtls><Refs><EndToEndId>")
              .append(matcher.group(1))
              .append("</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>");
        }
      }
      text.append("</Stmt></BkToCstmrStmt></Document>");
    } else {
      text.append("<CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>")
          .append(order.replaceFirst("(?s).*<MsgId>([^<]+).*", "$1"))
          .append("</OrgnlMsgId><GrpSts>ACCP</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt>")
          .append("</Document>");
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// From here on the bank drops the line, or answers again.
  public void bankIsSilent(boolean dead) {
    silent = dead;
  }

  /// How many different orders the bank took.
  public int orders() {
    return orders.size();
  }

  /// Lays down the wallet network's file of a day, complete with its last line.
  public void wallet(String day, List<String> lines) {
    raw(day, HEADER + String.join("", lines) + "TOTAL," + lines.size() + "\r\n");
  }

  public void raw(String day, String file) {
    files.put("/wallet/" + day + ".csv", file);
  }

  /// A line as our own books say it.
  public static String line(RailEntry entry) {
    boolean refund = entry.kind() == RailEntry.Kind.REFUND;
    return "%s,%s,%s,pay_%s,%s,%d,%s,%d,CNY,5,2026-11-23T12:00:00+08:00,SUCCESS\r\n"
        .formatted(
            refund ? "REFUND" : "PAYMENT",
            entry.payment(),
            refund ? entry.reference() : "",
            entry.payment(),
            refund ? "rfd_" + entry.reference() : "",
            entry.charged().minor(),
            entry.charged().currency(),
            entry.booked().minor());
  }

  /// A line for a payment in euro.
  public static String paid(String payment, long cents) {
    return "PAYMENT,%s,,pay_%s,,%d,EUR,%d,CNY,5,2026-11-23T12:00:00+08:00,SUCCESS\r\n"
        .formatted(payment, payment, cents, cents * 825 / 100);
  }
}
