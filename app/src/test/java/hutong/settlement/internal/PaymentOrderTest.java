package hutong.settlement.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.kernel.Money;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook.Sale;
import hutong.payment.MerchantBook.Sales;
import hutong.settlement.internal.Payout.Account;
import hutong.settlement.internal.PayoutStore.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/// The messages to and from a bank.
class PaymentOrderTest {

  private static final SettlementSettings.Bank BANK =
      new SettlementSettings.Bank("http://bank.example", "k", "City of Practice", "1001", "1021");
  private static final Batch BATCH = new Batch("HTbatch", Instant.parse("2026-11-23T17:00:00Z"));

  @Test
  void an_order_counts_itself_and_names_everything_in_the_standards_order() {
    var order =
        PaymentOrder.write(BATCH, List.of(payout("老井面馆 & <Sons>", 8201), payout("B", 99)), BANK);
    assertThat(PaymentOrder.write(BATCH, List.of(), BANK)).contains("<CtrlSum>0.00</CtrlSum>");
    var root = Jsoup.parse(order, "", Parser.xmlParser()).expectFirst("Document");
    assertThat(root.attr("xmlns")).isEqualTo(PaymentOrder.NAMESPACE);
    assertThat(names(root.expectFirst("GrpHdr")))
        .isEqualTo("MsgId CreDtTm NbOfTxs CtrlSum InitgPty");
    assertThat(names(root.expectFirst("PmtInf")))
        .isEqualTo(
            "PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum ReqdExctnDt Dbtr DbtrAcct DbtrAgt ChrgBr"
                + " CdtTrfTxInf CdtTrfTxInf");
    assertThat(names(root.expectFirst("CdtTrfTxInf")))
        .isEqualTo("PmtId Amt CdtrAgt Cdtr CdtrAcct RmtInf");
    assertThat(root.expectFirst("GrpHdr > CtrlSum").text()).isEqualTo("83.00");
    assertThat(root.expectFirst("ReqdExctnDt > Dt").text()).isEqualTo("2026-11-24");
    assertThat(root.expectFirst("Cdtr > Nm").text()).isEqualTo("老井面馆 & <Sons>");
    assertThat(root.select("EndToEndId")).allMatch(id -> id.text().length() <= 35);
  }

  @Test
  void a_status_report_says_which_transfers_were_refused_and_why() {
    var report =
        BankMessage.report(
                bytes(
                    """
                    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
                    <CstmrPmtStsRpt><GrpHdr><MsgId>X</MsgId></GrpHdr>
                    <OrgnlGrpInfAndSts><OrgnlMsgId>HTbatch</OrgnlMsgId></OrgnlGrpInfAndSts>
                    <OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>a</OrgnlEndToEndId>
                    <TxSts>ACSC</TxSts></TxInfAndSts><TxInfAndSts>
                    <OrgnlEndToEndId>b</OrgnlEndToEndId><TxSts>RJCT</TxSts>
                    <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
                    </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""))
            .orElseThrow();
    assertThat(report.message()).isEqualTo("HTbatch");
    assertThat(report.transfers())
        .containsExactly(
            new BankMessage.Status("a", "ACSC", ""), new BankMessage.Status("b", "RJCT", "AC04"));
  }

  @Test
  void only_booked_entries_of_a_statement_count() {
    var entry =
        """
        <Ntry><Amt Ccy="CNY">81.01</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>%s</Cd></Sts>
        <BkTxCd><Domn><Cd>PMNT</Cd></Domn></BkTxCd><NtryDtls><TxDtls><Refs>
        <EndToEndId>%s</EndToEndId></Refs><Amt Ccy="EUR">1</Amt></TxDtls></NtryDtls></Ntry>""";
    var xml =
        "<Document><BkToCstmrStmt><Stmt><Bal><Amt Ccy=\"CNY\">9</Amt></Bal>"
            + entry.formatted("BOOK", "a")
            + entry.formatted("PDNG", "b")
            + "</Stmt></BkToCstmrStmt></Document>";
    assertThat(BankMessage.statement(bytes(xml)).orElseThrow())
        .containsExactly(new BankMessage.Entry(false, "a", Money.of("81.01", "CNY")));
    assertThat(BankMessage.statement(bytes(xml.substring(0, 200)))).isEmpty();
    assertThat(BankMessage.statement(bytes("{\"colour\":\"mauve\"}"))).isEmpty();
    assertThat(BankMessage.report(bytes(xml))).isEmpty();
    var evil =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document><BkToCstmrStmt>&e;"
            + "</BkToCstmrStmt></Document>";
    assertThat(BankMessage.statement(bytes(evil))).isEmpty();
  }

  @Test
  void a_merchants_statement_ends_with_what_it_began_with_and_what_moved() {
    var payout = payout("B", 8201);
    var sale = new Sale(false, "HT-1", "p1", Money.of("100.00", "CNY"), BATCH.madeAt());
    var back = new Sale(true, "HT-1", "r1", Money.of("17.50", "CNY"), BATCH.madeAt());
    var statement = new MerchantStatement(payout, List.of(sale, back), "noodle-house");
    var root = Jsoup.parse(statement.camt(), "", Parser.xmlParser()).expectFirst("Document");
    assertThat(names(root.expectFirst("Stmt")))
        .isEqualTo("Id CreDtTm FrToDt Acct Bal Bal Ntry Ntry Ntry Ntry");
    assertThat(names(root.expectFirst("Ntry")))
        .isEqualTo("Amt CdtDbtInd Sts BookgDt BkTxCd NtryDtls");
    long sum = 0;
    for (var entry : root.select("Ntry")) {
      long fen = Money.of(entry.expectFirst("Amt").text(), "CNY").minor();
      sum += entry.expectFirst("CdtDbtInd").text().equals("CRDT") ? fen : -fen;
    }
    assertThat(sum).isEqualTo(10_000 - 1_750 - 8_201 - 49);
    assertThat(root.select("Bal > Amt").eachText()).containsExactly("0.00", "0.00");
    assertThat(statement.csv().lines()).hasSize(5).anyMatch(l -> l.contains(",-82.01,CNY,"));
  }

  private static Payout payout(String name, long net) {
    return new Payout(
        UUID.randomUUID(),
        PartnerId.random(),
        LocalDate.parse("2026-11-23"),
        new Sales(1, Money.of("100.00", "CNY"), 1, Money.of("17.50", "CNY")),
        Money.of("82.50", "CNY"),
        Money.of("0.49", "CNY"),
        Money.ofMinor(net, "CNY"),
        Payout.State.HELD,
        new Account(name, "6222021001112223334", "102290000001"),
        null,
        null);
  }

  private static String names(Element element) {
    return String.join(" ", element.children().stream().map(Element::tagName).toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
