package hutong.settlement.internal;

import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.settlement.internal.PayoutStore.Batch;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;

/// Payouts as a customer credit transfer initiation, ISO 20022 `pain.001.001.09`. The same batch
/// makes the same bytes.
final class PaymentOrder {

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final int NAME = 140;

  private final Batch batch;
  private final List<Payout> payouts;
  private final SettlementSettings.Bank bank;

  private PaymentOrder(Batch batch, List<Payout> payouts, SettlementSettings.Bank bank) {
    this.batch = batch;
    this.payouts = payouts;
    this.bank = bank;
  }

  static String write(Batch batch, List<Payout> payouts, SettlementSettings.Bank bank) {
    var order = new PaymentOrder(batch, payouts, bank);
    return XmlText.document(NAMESPACE, xml -> () -> order.body(xml));
  }

  private void body(XmlText xml) throws XMLStreamException {
    xml.element(
        "CstmrCdtTrfInitn",
        () -> {
          xml.element("GrpHdr", () -> header(xml));
          xml.element("PmtInf", () -> instruction(xml));
        });
  }

  private void header(XmlText xml) throws XMLStreamException {
    xml.element("MsgId", batch.id());
    xml.element(
        "CreDtTm",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(batch.madeAt().atOffset(ZoneOffset.UTC)));
    counts(xml);
    xml.element("InitgPty", () -> xml.element("Nm", cut(bank.name())));
  }

  private void counts(XmlText xml) throws XMLStreamException {
    var sum = Money.zero(Currency.getInstance("CNY"));
    for (var payout : payouts) {
      sum = sum.plus(payout.net());
    }
    var all = sum.decimal();
    xml.element("NbOfTxs", Integer.toString(payouts.size()));
    xml.element("CtrlSum", all);
  }

  private void instruction(XmlText xml) throws XMLStreamException {
    xml.element("PmtInfId", batch.id());
    xml.element("PmtMtd", "TRF");
    xml.element("BtchBookg", "false");
    counts(xml);
    xml.element("ReqdExctnDt", () -> xml.element("Dt", Beijing.day(batch.madeAt()).toString()));
    xml.element("Dbtr", () -> xml.element("Nm", cut(bank.name())));
    xml.account("DbtrAcct", bank.account());
    xml.bank("DbtrAgt", bank.code());
    xml.element("ChrgBr", "DEBT");
    for (var payout : payouts) {
      xml.element("CdtTrfTxInf", () -> transfer(xml, payout));
    }
  }

  private static void transfer(XmlText xml, Payout payout) throws XMLStreamException {
    var to = Objects.requireNonNull(payout.to(), "a payout that is sent has an account");
    xml.element(
        "PmtId",
        () -> {
          xml.element("InstrId", payout.endToEnd());
          xml.element("EndToEndId", payout.endToEnd());
        });
    xml.element("Amt", () -> xml.amount("InstdAmt", payout.net()));
    xml.bank("CdtrAgt", to.bank());
    xml.element("Cdtr", () -> xml.element("Nm", cut(to.name())));
    xml.account("CdtrAcct", to.number());
    xml.element("RmtInf", () -> xml.element("Ustrd", "Hutong " + payout.day()));
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME));
  }
}
