package hutong.settlement.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.RailEntry;
import hutong.payment.RailEntry.Kind;
import hutong.settlement.internal.ReconciliationRules.Name;
import hutong.settlement.internal.ReconciliationRules.Ours;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A file beside the books, in tables: `ours | theirs | other files -> what is found`.
class ReconciliationRulesTest {

  @Test
  void every_line_of_either_side_is_matched_or_named() {
    var table =
        """
        a=1000            | a=1000                  |   | 1 matched
        a=1000 b=500      | a=1000                  |   | 1 matched; MISSING_THERE b -4125
        a=1000            | a=1000 b=500            |   | 1 matched; MISSING_HERE b 4125
        a=1000            | a=1001                  |   | 0 matched; AMOUNT_DIFFERS a 8
        a=1000            | a=1000 a=1000           |   | 1 matched; DUPLICATE a 8250
        a=1000            | a=1000                  | a | 0 matched; DUPLICATE a 8250
        a=1000            |                         | a | 0 matched
        a=1000!FAILED     | a=1000                  |   | 0 matched; STATE_DIFFERS a 8250
        a=1000            | a=1000!FAIL             |   | 0 matched; STATE_DIFFERS a -8250
        a=1000 a-400      | a=1000 a-400            |   | 2 matched
        a=1000            | a=1000 a-400            |   | 1 matched; MISSING_HERE a -3300
        a=1000 a-400      | a=1000                  |   | 1 matched; MISSING_THERE a 3300
        a=1000 a-400      | a=1000 a-300            |   | 1 matched; AMOUNT_DIFFERS a 825
        a=1000!VOIDED     | a=1000 ?a-1000          |   | 2 matched
        a=1000!VOIDED     | a=1000 ?a-900           |   | 0 matched; STATE_DIFFERS a 8250; \
        MISSING_HERE rfd_a -7425
                          | a=1000!FAIL             |   | 1 matched
                          |                         |   | 0 matched
        """;
    for (var line : table.strip().lines().toList()) {
      var cell = line.split("\\|", -1);
      var all = words(cell[0]).stream().map(ReconciliationRulesTest::entry).toList();
      var ours =
          new Ours(
              all.stream().filter(RailEntry::moved).toList(),
              all.stream().filter(entry -> !entry.moved()).toList(),
              words(cell[2]).stream()
                  .map(word -> new Name(Kind.CHARGE, word))
                  .collect(Collectors.toCollection(HashSet::new)));
      var found =
          ReconciliationRules.compare(
              words(cell[1]).stream().map(ReconciliationRulesTest::line).toList(), ours);
      var said = new StringBuilder(found.matched() + " matched");
      found
          .differences()
          .forEach(
              what ->
                  said.append(
                      "; %s %s %d".formatted(what.fault(), what.reference(), what.more().minor())));
      assertThat(said.toString()).as(line).isEqualTo(cell[3].strip());
    }
  }

  @Test
  void two_equal_sides_have_no_difference_in_whatever_order() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var words = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      words.add("p" + i + "=" + (1 + random.nextInt(100_000)));
    }
    var ours =
        new Ours(
            words.stream().map(ReconciliationRulesTest::entry).toList(),
            List.of(),
            new HashSet<>());
    java.util.Collections.shuffle(words, random);
    var lines = words.stream().map(ReconciliationRulesTest::line).toList();
    var found = ReconciliationRules.compare(lines, ours);
    assertThat(found.differences()).as("seed %d", seed).isEmpty();
    assertThat(found.matched()).isEqualTo(500);
  }

  @Test
  void a_file_is_read_whole_or_not_at_all() {
    var header =
        "transactionType,paymentRequestId,refundRequestId,paymentId,refundId,"
            + "transactionAmountValue,transactionAmountCurrency,settlementAmountValue,"
            + "settlementAmountCurrency,feeAmountValue,transactionTime,status\r\n";
    var line = "PAYMENT,payment_1,,pay_1,,1000,EUR,8250,CNY,50,2026-11-23T12:00:00+08:00,SUCCESS";
    var whole = header + line + "\r\nTOTAL,1\r\n";
    assertThat(read(whole)).isEqualTo(1);
    assertThat(read("\uFEFF" + whole)).isEqualTo(1);
    assertThat(read(whole.replace("\r\n", "\n"))).isEqualTo(1);
    assertThat(read(whole.replace("pay_1", "\"pay_1\""))).isEqualTo(1);
    assertThat(read(header + "TOTAL,0\r\n")).isZero();
    var faults =
        List.of(
            "",
            header,
            header + line + "\r\n",
            whole.replace("TOTAL,1", "TOTAL,2"),
            whole.substring(0, whole.length() - 9),
            whole.substring(0, whole.length() / 2),
            whole.replace("1000,EUR", "10.00,EUR"),
            whole.replace("EUR", "EURO"),
            whole.replace("PAYMENT", "PAYOUT"),
            whole.replace(",SUCCESS", ""),
            whole.replace("8250,CNY", "8250,EUR"),
            whole.replace("pay_1", "\"pay_1"),
            "<html>not what was asked for</html>");
    for (var fault : faults) {
      assertThat(read(fault)).as(fault).isEqualTo(-1);
    }
    var latin = whole.replace("pay_1", "pay_é").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ReportFile.read(Source.WALLET, latin)).isEmpty();
  }

  @Test
  void the_card_providers_file_writes_what_goes_back_with_a_minus() {
    var file =
        """
        balance_transaction_id,created,reporting_category,currency,gross,fee,net,\
        customer_facing_amount,customer_facing_currency,source_id,payment_intent_id,\
        payment_metadata[hutong_payment],refund_metadata[hutong_refund]
        txn_1,2026-11-23 12:00:00,charge,cny,82.50,1.49,81.01,10.00,eur,pi_1,pi_1,payment_1,
        txn_2,2026-11-23 12:10:00,refund,cny,-33.00,0.00,-33.00,-4.00,eur,re_1,pi_1,payment_1,r1
        """;
    var lines = ReportFile.read(Source.CARD, file.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(lines.get(0).amount()).isEqualTo(Money.of("10.00", "EUR"));
    assertThat(lines.get(0).fee()).isEqualTo(Money.of("1.49", "CNY"));
    assertThat(lines.get(1).kind()).isEqualTo(Kind.REFUND);
    assertThat(lines.get(1).reference()).isEqualTo("r1");
    assertThat(lines.get(1).settled()).isEqualTo(Money.of("33.00", "CNY"));
  }

  private static int read(String file) {
    return ReportFile.read(Source.WALLET, file.getBytes(StandardCharsets.UTF_8))
        .map(List::size)
        .orElse(-1);
  }

  private static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : Arrays.asList(cell.strip().split("\\s+"));
  }

  /// `a=1000!VOIDED` is a charge of 10 euro for 82.50 yuan that was given up; `a-400` a refund.
  private static RailEntry entry(String word) {
    var part = word.split("[=!-]");
    long cents = Long.parseLong(part[1]);
    var state = part.length > 2 ? part[2] : "POSTED";
    return new RailEntry(
        word.contains("=") ? Kind.CHARGE : Kind.REFUND,
        part[0],
        PaymentId.random(),
        "HT-" + part[0],
        Money.ofMinor(cents * 825 / 100, "CNY"),
        Money.ofMinor(cents, "EUR"),
        state,
        state.equals("POSTED"),
        Instant.EPOCH);
  }

  /// The same for a line; `?a-400` is a refund that the rail gives no reference of ours.
  private static ReportLine line(String word) {
    var part = word.replace("?", "").split("[=!-]");
    long cents = Long.parseLong(part[1]);
    boolean charge = word.contains("=");
    return new ReportLine(
        charge ? Kind.CHARGE : Kind.REFUND,
        word.startsWith("?") ? "" : part[0],
        part[0],
        (charge ? "pay_" : "rfd_") + part[0],
        Money.ofMinor(cents, "EUR"),
        Money.ofMinor(cents * 825 / 100, "CNY"),
        Money.ofMinor(0, "CNY"),
        part.length > 2 ? part[2] : "SUCCESS",
        part.length == 2);
  }
}
