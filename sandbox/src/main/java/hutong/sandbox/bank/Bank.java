package hutong.sandbox.bank;

import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Ids;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Journal.Change;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The bank's books: every order once for its message id, every transfer booked at once. It
/// refuses an account that ends in 0000, as closed, and a message that does not add up, whole.
public final class Bank implements AutoCloseable {

  record Client(String key) {}

  record Order(String id, String answer) {}

  record Booking(
      String message, String endToEnd, String name, String account, Amount amount, Instant at) {}

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final String XML = "application/xml; charset=utf-8";

  private final Journal journal;
  private final Journal.Table<Client> clients;
  private final Journal.Table<Order> orders;
  private final Journal.Table<Booking> bookings;
  private final InstantSource clock;

  public Bank(Path data, InstantSource clock) {
    this.journal = new Journal(data.resolve("bank.jsonl"));
    this.clients = journal.table("client", Client.class);
    this.orders = journal.table("order", Order.class);
    this.bookings = journal.table("booking", Booking.class);
    this.clock = clock;
    journal.open();
  }

  public void serve(Router router) {
    router
        .page("POST", "/bank/clients", this::register)
        .api(Part.BANK, "POST", "/bank/messages", Dialect.PLAIN, this::take)
        .api(Part.BANK, "GET", "/bank/statements/{day}", Dialect.PLAIN, this::statement)
        .page("GET", "/bank", request -> Answer.page(page()));
  }

  @Override
  public void close() {
    journal.close();
  }

  private synchronized Answer register(Request request) {
    var client = new Client(Ids.random("bank_"));
    journal.save(clients.put(client.key(), client));
    return Answer.json(200, Json.object("key", client.key()));
  }

  private void known(Request request) {
    var header = request.header("Authorization");
    var key = header != null && header.startsWith("Bearer ") ? header.substring(7).strip() : "";
    if (clients.find(key).isEmpty()) {
      throw new Refused(401, "KEY_UNKNOWN", "The bank does not know this key.");
    }
  }

  private synchronized Answer take(Request request) {
    known(request);
    var order = order(request.body());
    var id = text(order, "GrpHdr", "MsgId");
    var done = orders.find(id);
    if (done.isPresent()) {
      return xml(done.get().answer());
    }
    var changes = new ArrayList<Change>();
    var statuses = new StringBuilder();
    var sum = BigDecimal.ZERO;
    var transfers = elements(order, "CdtTrfTxInf");
    for (var transfer : transfers) {
      var amount = new BigDecimal(text(transfer, "Amt", "InstdAmt"));
      sum = sum.add(amount);
      var endToEnd = text(transfer, "PmtId", "EndToEndId");
      var account = text(transfer, "CdtrAcct", "Id", "Othr", "Id");
      boolean closed = account.endsWith("0000");
      statuses.append(status(endToEnd, closed ? "RJCT" : "ACSC", closed ? "AC04" : ""));
      if (!closed) {
        var minor = new Amount(amount.movePointRight(2).longValueExact(), "CNY");
        var booking =
            new Booking(
                id, endToEnd, text(transfer, "Cdtr", "Nm"), account, minor, clock.instant());
        changes.add(bookings.put(endToEnd, booking));
      }
    }
    boolean adds =
        text(order, "GrpHdr", "NbOfTxs").equals(Integer.toString(transfers.size()))
            && new BigDecimal(text(order, "GrpHdr", "CtrlSum")).compareTo(sum) == 0;
    var answer = adds ? report(id, "", statuses.toString()) : report(id, "RJCT", "");
    if (!adds) {
      changes.clear();
    }
    changes.add(orders.put(id, new Order(id, answer)));
    journal.save(changes);
    return xml(answer);
  }

  private Element order(byte[] body) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      var root = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
      if (PAIN.equals(root.getNamespaceURI()) && root.getLocalName().equals("Document")) {
        return root;
      }
    } catch (SAXException | IOException | ParserConfigurationException unreadable) {
      // Answered below.
    }
    throw new Refused(422, "NOT_AN_ORDER", "The bank takes pain.001.001.09.");
  }

  private static List<Element> elements(Element within, String name) {
    var nodes = within.getElementsByTagNameNS(PAIN, name);
    var found = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /// The text at the end of a way down from the first element of the first name.
  private static String text(Element within, String... way) {
    var at = within;
    for (var name : way) {
      var next = elements(at, name);
      if (next.isEmpty()) {
        throw new Refused(422, "ORDER_INCOMPLETE", "The order has no " + name + ".");
      }
      at = next.getFirst();
    }
    return at.getTextContent().strip();
  }

  private static String status(String endToEnd, String status, String reason) {
    return "<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>%s</TxInfAndSts>"
        .formatted(
            escape(endToEnd),
            status,
            reason.isEmpty() ? "" : "<StsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></StsRsnInf>");
  }

  private String report(String id, String group, String statuses) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>\
        <GrpHdr><MsgId>%s</MsgId><CreDtTm>%s</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>\
        <OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>%s\
        </OrgnlGrpInfAndSts>%s</CstmrPmtStsRpt></Document>
        """
        .formatted(
            Ids.random("").substring(0, 16),
            clock.instant(),
            escape(id),
            group.isEmpty() ? "" : "<GrpSts>" + group + "</GrpSts>",
            statuses.isEmpty()
                ? ""
                : "<OrgnlPmtInfAndSts><OrgnlPmtInfId>"
                    + escape(id)
                    + "</OrgnlPmtInfId>"
                    + statuses
                    + "</OrgnlPmtInfAndSts>");
  }

  private Answer statement(Request request) {
    known(request);
    LocalDate day;
    try {
      day = LocalDate.parse(request.variable("day").replaceFirst("\\.xml$", ""));
    } catch (DateTimeParseException notADay) {
      throw Refused.notFound("statement of this day");
    }
    var entries = new StringBuilder();
    long before = 0;
    long during = 0;
    for (var booking : bookings.list()) {
      var on = LocalDate.ofInstant(booking.at(), SHANGHAI);
      if (on.isBefore(day)) {
        before += booking.amount().minor();
      } else if (on.equals(day)) {
        during += booking.amount().minor();
        entries.append(entry(booking, day));
      }
    }
    var text =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\
        <GrpHdr><MsgId>STMT-%s</MsgId><CreDtTm>%s</CreDtTm></GrpHdr><Stmt><Id>STMT-%s</Id>\
        <CreDtTm>%s</CreDtTm><Acct><Id><Othr><Id>practice</Id></Othr></Id><Ccy>CNY</Ccy></Acct>\
        %s%s%s</Stmt></BkToCstmrStmt></Document>
        """
            .formatted(
                day,
                clock.instant(),
                day,
                clock.instant(),
                balance("OPBD", before, day),
                balance("CLBD", before + during, day),
                entries);
    return xml(text);
  }

  private static String balance(String type, long out, LocalDate day) {
    return """
        <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt>\
        <CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>"""
        .formatted(type, plain(out), out > 0 ? "DBIT" : "CRDT", day);
  }

  private static String entry(Booking booking, LocalDate day) {
    return """
        <Ntry><Amt Ccy="CNY">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
        <BookgDt><Dt>%s</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>\
        <SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs>\
        <EndToEndId>%s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"""
        .formatted(plain(booking.amount().minor()), day, escape(booking.endToEnd()));
  }

  private static String plain(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Answer xml(String text) {
    return Answer.of(200, XML, text.getBytes(StandardCharsets.UTF_8));
  }

  private Html page() {
    var rows =
        bookings.listNewestFirst().stream()
            .limit(100)
            .map(
                each ->
                    el(
                        "tr",
                        el("td", each.name()),
                        el("td", each.account()),
                        el("td.number", each.amount().text())))
            .toList();
    return Page.of(
        "/bank",
        "The bank",
        "银行",
        el(
            "p.lead",
            both(
                "Transfers that the platform ordered. An account that ends in 0000 is refused.",
                "平台发出的付款指令。账号以 0000 结尾的将被拒付。")),
        rows.isEmpty()
            ? el("p.notice", both("No transfer yet.", "尚无转账。"))
            : el("table.card", el("tbody", rows)));
  }
}
