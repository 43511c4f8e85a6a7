package hutong.settlement.internal;

import hutong.kernel.Money;
import hutong.payment.RailEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the rails' daily files. A file is read whole or not at all: half a file would look like
/// many missing payments.
final class ReportFile {

  /// A row that cannot be understood.
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("unreadable", null, false, false);
    }
  }

  static Optional<List<ReportLine>> read(Source source, byte[] bytes) {
    try {
      return Csv.rows(bytes).filter(rows -> !rows.isEmpty()).map(rows -> lines(source, rows));
    } catch (Unreadable | IllegalArgumentException | ArithmeticException fault) {
      return Optional.empty();
    }
  }

  private static List<ReportLine> lines(Source source, List<List<String>> rows) {
    var header = rows.getFirst();
    var body = rows.subList(1, source == Source.WALLET ? complete(rows) : rows.size());
    var lines = new ArrayList<ReportLine>();
    for (var row : body) {
      var named = Csv.named(header, row).orElseThrow(Unreadable::new);
      lines.add(
          switch (source) {
            case WALLET -> wallet(named);
            case CARD -> card(named);
          });
    }
    return lines;
  }

  /// The network's last line counts the ones before it; where it is and counts right.
  private static int complete(List<List<String>> rows) {
    int last = rows.size() - 1;
    var total = rows.get(last);
    if (total.size() < 2
        || !total.get(0).equals("TOTAL")
        || !total.get(1).equals(Integer.toString(last - 1))) {
      throw new Unreadable();
    }
    return last;
  }

  private static ReportLine wallet(Map<String, String> row) {
    var kind =
        switch (get(row, "transactionType")) {
          case "PAYMENT" -> Kind.CHARGE;
          case "REFUND" -> Kind.REFUND;
          default -> throw new Unreadable();
        };
    var payment = get(row, "paymentRequestId");
    var state = get(row, "status");
    var yuan = get(row, "settlementAmountCurrency");
    return new ReportLine(
        kind,
        kind == Kind.CHARGE ? payment : get(row, "refundRequestId"),
        payment,
        get(row, kind == Kind.CHARGE ? "paymentId" : "refundId"),
        minor(get(row, "transactionAmountValue"), get(row, "transactionAmountCurrency")),
        yuan(minor(get(row, "settlementAmountValue"), yuan)),
        minor(get(row, "feeAmountValue"), yuan),
        state,
        state.equals("SUCCESS"));
  }

  private static ReportLine card(Map<String, String> row) {
    var kind =
        switch (get(row, "reporting_category")) {
          case "charge" -> Kind.CHARGE;
          case "refund" -> Kind.REFUND;
          default -> throw new Unreadable();
        };
    var payment = get(row, "payment_metadata[hutong_payment]");
    var yuan = get(row, "currency").toUpperCase(Locale.ROOT);
    return new ReportLine(
        kind,
        kind == Kind.CHARGE ? payment : get(row, "refund_metadata[hutong_refund]"),
        payment,
        get(row, kind == Kind.CHARGE ? "payment_intent_id" : "source_id"),
        positive(
            Money.of(
                get(row, "customer_facing_amount"),
                get(row, "customer_facing_currency").toUpperCase(Locale.ROOT))),
        yuan(positive(Money.of(get(row, "gross"), yuan))),
        positive(Money.of(get(row, "fee"), yuan)),
        "succeeded",
        true);
  }

  private static String get(Map<String, String> row, String name) {
    var value = row.get(name);
    if (value == null || value.length() > SettlementLimits.REFERENCE) {
      throw new Unreadable();
    }
    return value;
  }

  private static Money minor(String text, String currency) {
    if (!text.matches("[0-9]{1,15}")) {
      throw new Unreadable();
    }
    return Money.ofMinor(Long.parseLong(text), currency);
  }

  /// The provider writes what goes back with a minus.
  private static Money positive(Money amount) {
    return amount.minor() < 0 ? amount.negated() : amount;
  }

  private static Money yuan(Money amount) {
    if (!amount.currency().getCurrencyCode().equals("CNY")) {
      throw new Unreadable();
    }
    return amount;
  }

  private ReportFile() {}
}
