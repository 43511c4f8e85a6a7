package hutong.sandbox.settlement;

import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.rates.Rates;
import hutong.sandbox.settlement.Lies.Lie;
import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The daily files: the wallet network's in the form of its settlement details, the card
/// provider's in the form of its itemised balance report.
public final class SettlementFiles {

  /// What a rail moved for one of its callers.
  public interface Book {
    /// @throws Refused when the caller is not known
    List<Movement> moved(String caller);
  }

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String CSV = "text/csv; charset=utf-8";
  private static final BigDecimal WALLET_FEE = new BigDecimal("0.006");
  private static final BigDecimal CARD_FEE = new BigDecimal("0.018");
  private static final List<String> WALLET_HEADER =
      List.of(
          "transactionType",
          "paymentRequestId",
          "refundRequestId",
          "paymentId",
          "refundId",
          "transactionAmountValue",
          "transactionAmountCurrency",
          "settlementAmountValue",
          "settlementAmountCurrency",
          "feeAmountValue",
          "transactionTime",
          "status");
  private static final List<String> CARD_HEADER =
      List.of(
          "balance_transaction_id",
          "created",
          "reporting_category",
          "currency",
          "gross",
          "fee",
          "net",
          "customer_facing_amount",
          "customer_facing_currency",
          "source_id",
          "payment_intent_id",
          "payment_metadata[hutong_payment]",
          "refund_metadata[hutong_refund]");

  private final Book wallet;
  private final Book cards;
  private final Rates rates;
  private final InstantSource clock;
  private final Lies lies = new Lies();

  public SettlementFiles(Book wallet, Book cards, Rates rates, InstantSource clock) {
    this.wallet = wallet;
    this.cards = cards;
    this.rates = rates;
    this.clock = clock;
  }

  public void serve(Router router) {
    router
        .api(
            Part.WALLET,
            "GET",
            "/wallet/settlement/{client}/{day}",
            Dialect.PLAIN,
            request -> wallet(request.variable("client"), day(request)))
        .api(
            Part.PSP,
            "GET",
            "/psp/v1/reporting/itemized/{day}",
            Dialect.PLAIN,
            request -> cards(key(request), day(request)))
        .page("GET", "/settlement", request -> Answer.page(page()))
        .page("POST", "/settlement/lies", this::tell)
        .page("POST", "/settlement/honest", this::beHonest);
  }

  private Answer wallet(String client, LocalDate day) {
    var rows = new ArrayList<List<String>>();
    for (var each : on(day, wallet.moved(client))) {
      var yuan = rates.convert(each.amount(), "CNY", BigDecimal.ONE);
      rows.add(
          List.of(
              each.refund() ? "REFUND" : "PAYMENT",
              each.request(),
              each.refundRequest(),
              each.id(),
              each.refundId(),
              Long.toString(each.amount().minor()),
              each.amount().currency(),
              Long.toString(yuan.minor()),
              "CNY",
              Long.toString(each.refund() ? 0 : fee(yuan, WALLET_FEE).minor()),
              DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                  each.at().truncatedTo(ChronoUnit.SECONDS).atZone(SHANGHAI)),
              "SUCCESS"));
    }
    var invented =
        List.of(
            "PAYMENT",
            "payment_00000000000000000000000000000000",
            "",
            "pay_invented",
            "",
            "1234",
            "EUR",
            "10173",
            "CNY",
            "61",
            day + "T12:00:00+08:00",
            "SUCCESS");
    var said = lies.bend("wallet", rows, invented, List.of(5, 7));
    var file = new ArrayList<>(said);
    file.addFirst(WALLET_HEADER);
    file.add(List.of("TOTAL", Integer.toString(said.size())));
    return csv("settlement_HUTONG_" + day.toString().replace("-", "") + ".csv", file);
  }

  private Answer cards(String key, LocalDate day) {
    var rows = new ArrayList<List<String>>();
    for (var each : on(day, cards.moved(key))) {
      var yuan = rates.convert(each.amount(), "CNY", BigDecimal.ONE);
      var fee = each.refund() ? new Amount(0, "CNY") : fee(yuan, CARD_FEE);
      rows.add(
          List.of(
              "txn_" + (each.refund() ? each.refundId() : each.id()),
              DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                  .format(each.at().atZone(SHANGHAI)),
              each.refund() ? "refund" : "charge",
              "cny",
              signed(each, yuan),
              plain(fee),
              signed(each, yuan.minus(fee)),
              signed(each, each.amount()),
              each.amount().currency().toLowerCase(Locale.ROOT),
              each.refund() ? each.refundId() : each.id(),
              each.id(),
              each.request(),
              each.refundRequest()));
    }
    var invented =
        List.of(
            "txn_invented",
            day + " 12:00:00",
            "charge",
            "cny",
            "88.00",
            "1.58",
            "86.42",
            "88.00",
            "cny",
            "pi_invented",
            "pi_invented",
            "payment_00000000000000000000000000000000",
            "");
    var file = new ArrayList<>(lies.bend("card", rows, invented, List.of(4, 6, 7)));
    file.addFirst(CARD_HEADER);
    return csv("balance_change_from_activity_" + day + ".csv", file);
  }

  private static List<Movement> on(LocalDate day, List<Movement> all) {
    return all.stream()
        .filter(each -> LocalDate.ofInstant(each.at(), SHANGHAI).equals(day))
        .toList();
  }

  private static Amount fee(Amount yuan, BigDecimal share) {
    return new Amount(
        BigDecimal.valueOf(yuan.minor())
            .multiply(share)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact(),
        yuan.currency());
  }

  private static String signed(Movement each, Amount amount) {
    return each.refund() && amount.minor() != 0 ? "-" + plain(amount) : plain(amount);
  }

  private static String plain(Amount amount) {
    return BigDecimal.valueOf(amount.minor(), amount.digits()).toPlainString();
  }

  private static Answer csv(String name, List<List<String>> rows) {
    var text =
        rows.stream()
            .map(row -> row.stream().map(SettlementFiles::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n", "", "\r\n"));
    return Answer.file(CSV, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private LocalDate day(Request request) {
    try {
      var day = LocalDate.parse(request.variable("day").replaceFirst("\\.csv$", ""));
      if (!day.isAfter(LocalDate.ofInstant(clock.instant(), SHANGHAI))) {
        return day;
      }
    } catch (DateTimeParseException notADay) {
      // The same answer as for a day that is still to come.
    }
    throw Refused.notFound("file of this day");
  }

  private static String key(Request request) {
    var header = request.header("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7).strip() : "";
  }

  private Answer tell(Request request) {
    var json = request.isJson() ? request.json() : null;
    var file = json == null ? request.form("file") : Json.text(json, "file", "");
    var kind = json == null ? request.form("kind") : Json.text(json, "kind", "");
    if (!file.equals("wallet") && !file.equals("card")) {
      throw new Refused(422, "FILE_UNKNOWN", "The file must be wallet or card.");
    }
    lies.tell(
        new Lie(
            file,
            Lies.Kind.find(kind)
                .orElseThrow(
                    () ->
                        new Refused(422, "LIE_UNKNOWN", "A lie is drop, change, add or repeat."))));
    return json == null ? Answer.seeOther("/settlement") : Answer.json(200, state());
  }

  private Answer beHonest(Request request) {
    lies.beHonest();
    return request.isJson() ? Answer.json(200, state()) : Answer.seeOther("/settlement");
  }

  private Object state() {
    return Json.object(
        "lies",
        lies.list().stream()
            .map(lie -> Json.object("file", lie.file(), "kind", lie.kind().word()))
            .toList());
  }

  private Html page() {
    var told =
        lies.list().stream()
            .map(
                lie ->
                    el(
                        "li",
                        both(file(lie.file(), true), file(lie.file(), false)),
                        ": ",
                        words(lie.kind())))
            .toList();
    return Page.of(
        "/settlement",
        "Settlement files",
        "清算文件",
        el(
            "p.lead",
            both(
                "Each rail says every day what it moved. Here a file can be made to lie, so that"
                    + " one sees whether anybody notices.",
                "各渠道每日提供账单；可在此让账单出错，以检验是否会被发现。")),
        el("div.faults", form("wallet"), form("card")),
        told.isEmpty()
            ? el("p.notice", both("All files are honest.", "所有账单均属实。"))
            : el(
                "form.card.ill",
                attr("method", "post"),
                attr("action", "/settlement/honest"),
                el("ul", told),
                Page.button("Be honest again", "恢复如实")));
  }

  private static Html form(String file) {
    var kinds =
        Arrays.stream(Lies.Kind.values())
            .map(
                kind ->
                    el(
                        "label.choice",
                        el(
                            "input",
                            attr("type", "radio"),
                            attr("name", "kind"),
                            attr("value", kind.word()),
                            attr("required", "")),
                        words(kind)))
            .toList();
    return el(
        "form.card",
        attr("method", "post"),
        attr("action", "/settlement/lies"),
        Page.hidden("file", file),
        el("fieldset", el("legend", both(file(file, true), file(file, false))), kinds),
        Page.button("Lie", "出错"));
  }

  private static String file(String name, boolean english) {
    return name.equals("wallet")
        ? english ? "Wallet network" : "钱包网络"
        : english ? "Card provider" : "银行卡机构";
  }

  private static Html words(Lies.Kind kind) {
    return switch (kind) {
      case DROP -> both("Leave out the first line", "漏掉第一行");
      case CHANGE -> both("Change the amount of the first line", "改动第一行金额");
      case ADD -> both("Add a payment that never was", "增加不存在的付款");
      case REPEAT -> both("Say the last line twice", "重复最后一行");
    };
  }
}
