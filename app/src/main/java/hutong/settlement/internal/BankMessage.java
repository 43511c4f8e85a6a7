package hutong.settlement.internal;

import hutong.kernel.Money;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads what the bank says: a status report (`pain.002`) or a statement (`camt.053`), of any
/// version that names its elements so. No entity and no document type is ever resolved.
final class BankMessage {

  /// One transfer that the bank answered about.
  ///
  /// @param status such as ACCP, ACSC, RJCT, of the transfer or of the whole message
  record Status(String endToEnd, String status, String reason) {}

  /// @param group the status of the whole message; empty when only its transfers have one
  record Report(String message, String group, List<Status> transfers) {}

  /// One booked entry of a statement.
  record Entry(boolean credit, String endToEnd, Money amount) {}

  static Optional<Report> report(byte[] xml) {
    var reading = new BankMessage();
    return reading.read(xml) && !reading.message.isEmpty()
        ? Optional.of(new Report(reading.message, reading.group, reading.statuses))
        : Optional.empty();
  }

  static Optional<List<Entry>> statement(byte[] xml) {
    var reading = new BankMessage();
    return reading.read(xml) && reading.isStatement
        ? Optional.of(reading.entries)
        : Optional.empty();
  }

  private final List<String> path = new ArrayList<>();
  private final List<Status> statuses = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private String message = "";
  private String group = "";
  private boolean isStatement;
  private String endToEnd = "";
  private String status = "";
  private String reason = "";
  private String side = "";
  private String booked = "";
  private @Nullable Money amount;

  private BankMessage() {}

  private boolean read(byte[] xml) {
    var factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      var reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      String currency = null;
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            path.add(reader.getLocalName());
            currency = reader.getAttributeValue(null, "Ccy");
            begin();
          }
          case XMLStreamConstants.CHARACTERS -> text(reader.getText().strip(), currency);
          case XMLStreamConstants.END_ELEMENT -> {
            end();
            path.removeLast();
          }
          default -> {
            // Comments and the like say nothing.
          }
        }
      }
      return true;
    } catch (XMLStreamException | IllegalArgumentException | ArithmeticException unreadable) {
      return false;
    }
  }

  private void begin() {
    switch (path.getLast()) {
      case "BkToCstmrStmt" -> isStatement = true;
      case "TxInfAndSts", "Ntry" -> {
        endToEnd = "";
        status = "";
        reason = "";
        side = "";
        booked = "";
        amount = null;
      }
      default -> {
        // Only the beginnings above forget what stood before.
      }
    }
  }

  private void text(String value, @Nullable String currency) {
    if (value.isEmpty()) {
      return;
    }
    switch (path.getLast()) {
      case "OrgnlMsgId" -> message = value;
      case "GrpSts" -> group = value;
      case "OrgnlEndToEndId", "EndToEndId" -> endToEnd = value;
      case "TxSts" -> status = value;
      case "Cd" -> code(value);
      case "CdtDbtInd" -> {
        if (parent().equals("Ntry")) {
          side = value;
        }
      }
      case "Amt" -> {
        if (parent().equals("Ntry") && currency != null) {
          amount = Money.of(value, currency);
        }
      }
      default -> {
        // Everything else is for people.
      }
    }
  }

  private void code(String value) {
    if (parent().equals("Rsn")) {
      reason = value;
    } else if (parent().equals("Sts")) {
      booked = value;
    }
  }

  private String parent() {
    return path.size() < 2 ? "" : path.get(path.size() - 2);
  }

  private void end() {
    if (path.getLast().equals("TxInfAndSts")) {
      statuses.add(new Status(endToEnd, status, reason));
    } else if (path.getLast().equals("Ntry") && amount != null && booked.equals("BOOK")) {
      entries.add(new Entry(side.equals("CRDT"), endToEnd, amount));
    }
  }
}
