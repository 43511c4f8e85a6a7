package hutong.settlement.internal;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an ISO 20022 message: elements in the order of the calls, text escaped.
final class XmlText {

  /// What stands inside an element.
  interface Content {
    void write() throws XMLStreamException;
  }

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  private XmlText(String namespace, java.util.function.Function<XmlText, Content> content) {
    try {
      out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("Document");
      out.writeDefaultNamespace(namespace);
      content.apply(this).write();
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String document(String namespace, java.util.function.Function<XmlText, Content> content) {
    return new XmlText(namespace, content).text.toString();
  }

  void element(String name, Content content) throws XMLStreamException {
    out.writeStartElement(name);
    content.write();
    out.writeEndElement();
  }

  void element(String name, String value) throws XMLStreamException {
    element(name, () -> out.writeCharacters(value));
  }

  void amount(String name, hutong.kernel.Money amount) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeAttribute("Ccy", amount.currency().getCurrencyCode());
    out.writeCharacters(amount.decimal());
    out.writeEndElement();
  }

  /// An account that has no IBAN, as none has in the mainland.
  void account(String name, String number) throws XMLStreamException {
    element(name, () -> element("Id", () -> element("Othr", () -> element("Id", number))));
  }

  /// A bank by its number in the national clearing system.
  void bank(String name, String code) throws XMLStreamException {
    element(
        name,
        () ->
            element(
                "FinInstnId",
                () ->
                    element(
                        "ClrSysMmbId",
                        () -> {
                          element("ClrSysId", () -> element("Cd", "CNAPS"));
                          element("MmbId", code);
                        })));
  }
}
