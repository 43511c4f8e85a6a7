package hutong.settlement.internal;

import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.payment.MerchantBook.Sale;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/// A merchant's closed day as an ISO 20022 statement (`camt.053.001.08`) and as a table.
final class MerchantStatement {

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  private final Payout payout;
  private final List<Sale> sales;
  private final String account;

  /// @param account the merchant's key, which is its account with us
  MerchantStatement(Payout payout, List<Sale> sales, String account) {
    this.payout = payout;
    this.sales = List.copyOf(sales);
    this.account = account;
  }

  String camt() {
    return XmlText.document(NAMESPACE, xml -> () -> body(xml));
  }

  String csv() {
    var text = new StringBuilder("type,receipt,reference,amount,currency,time\r\n");
    for (var sale : sales) {
      text.append(sale.refund() ? "refund" : "payment")
          .append(',')
          .append(sale.number())
          .append(',')
          .append(sale.reference())
          .append(',')
          .append(signed(sale).decimal())
          .append(",CNY,")
          .append(time(sale))
          .append("\r\n");
    }
    line(text, "fee", payout.fee());
    line(text, "payout", payout.net());
    return text.toString();
  }

  private void line(StringBuilder text, String type, Money amount) {
    if (amount.isPositive()) {
      text.append(
          "%s,,%s,%s,CNY,%s\r\n"
              .formatted(type, payout.endToEnd(), amount.negated().decimal(), payout.day()));
    }
  }

  private static Money signed(Sale sale) {
    return sale.refund() ? sale.amount().negated() : sale.amount();
  }

  private static String time(Sale sale) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Beijing.clock(sale.at()).atZone(Beijing.ZONE).withNano(0).toOffsetDateTime());
  }

  private OffsetDateTime end() {
    return Beijing.at(payout.day().plusDays(1), LocalTime.MIDNIGHT)
        .atZone(Beijing.ZONE)
        .toOffsetDateTime();
  }

  private void body(XmlText xml) throws XMLStreamException {
    var made = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end());
    xml.element(
        "BkToCstmrStmt",
        () -> {
          xml.element(
              "GrpHdr",
              () -> {
                xml.element("MsgId", payout.endToEnd());
                xml.element("CreDtTm", made);
              });
          xml.element("Stmt", () -> statement(xml, made));
        });
  }

  private void statement(XmlText xml, String made) throws XMLStreamException {
    var taken = payout.fee().plus(payout.net());
    var before = payout.payable().minus(payout.sales().paid()).plus(payout.sales().refunded());
    xml.element("Id", payout.endToEnd());
    xml.element("CreDtTm", made);
    xml.element(
        "FrToDt",
        () -> {
          xml.element("FrDtTm", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end().minusDays(1)));
          xml.element("ToDtTm", made);
        });
    xml.element(
        "Acct",
        () -> {
          xml.element("Id", () -> xml.element("Othr", () -> xml.element("Id", account)));
          xml.element("Ccy", "CNY");
        });
    balance(xml, "OPBD", before);
    balance(xml, "CLBD", payout.payable().minus(taken));
    for (var sale : sales) {
      entry(xml, sale.refund(), sale.reference(), sale.amount(), sale.number());
    }
    if (payout.fee().isPositive()) {
      entry(xml, true, payout.endToEnd(), payout.fee(), "Fee");
    }
    if (payout.net().isPositive()) {
      entry(xml, true, payout.endToEnd(), payout.net(), "Payout");
    }
  }

  private void balance(XmlText xml, String type, Money amount) throws XMLStreamException {
    xml.element(
        "Bal",
        () -> {
          xml.element("Tp", () -> xml.element("CdOrPrtry", () -> xml.element("Cd", type)));
          xml.amount("Amt", amount.minor() < 0 ? amount.negated() : amount);
          xml.element("CdtDbtInd", amount.minor() < 0 ? "DBIT" : "CRDT");
          xml.element("Dt", () -> xml.element("Dt", payout.day().toString()));
        });
  }

  private void entry(XmlText xml, boolean debit, String reference, Money amount, String says)
      throws XMLStreamException {
    xml.element(
        "Ntry",
        () -> {
          xml.amount("Amt", amount);
          xml.element("CdtDbtInd", debit ? "DBIT" : "CRDT");
          xml.element("Sts", () -> xml.element("Cd", "BOOK"));
          xml.element("BookgDt", () -> xml.element("Dt", payout.day().toString()));
          xml.element("BkTxCd", () -> xml.element("Prtry", () -> xml.element("Cd", "HUTONG")));
          xml.element(
              "NtryDtls",
              () ->
                  xml.element(
                      "TxDtls",
                      () -> {
                        xml.element("Refs", () -> xml.element("EndToEndId", reference));
                        xml.element("RmtInf", () -> xml.element("Ustrd", says));
                      }));
        });
  }
}
