package hutong.rules.internal;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Looks at a model before the engine does: no document types, no entities, and no calls out of the
/// decision language into Java or PMML, which would run anything on this machine.
final class ModelGuard {

  private static final int DEPTH = 200;

  /// In FEEL, a function with a body elsewhere: `function(a) external { … }`.
  private static final Pattern EXTERNAL = Pattern.compile("\\bexternal\\b");

  private static final Pattern NOT_CODE =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|//[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/");

  static void check(byte[] xml) {
    if (xml.length > RulesLimits.MODEL_BYTES) {
      throw refused("MODEL_TOO_LARGE", "more than " + RulesLimits.MODEL_BYTES + " bytes");
    }
    try {
      walk(reader(xml));
    } catch (XMLStreamException e) {
      throw refused("MODEL_NOT_READ", "not well-formed XML");
    }
  }

  private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private static void walk(XMLStreamReader reader) throws XMLStreamException {
    var texts = new ArrayDeque<StringBuilder>();
    boolean root = true;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("MODEL_NOT_ALLOWED", "a document type or an entity");
        case XMLStreamConstants.START_ELEMENT -> {
          if (root && !reader.getLocalName().equals("definitions")) {
            throw refused("MODEL_NOT_READ", "the document is not a DMN model");
          }
          root = false;
          attributes(reader);
          texts.push(new StringBuilder());
          if (texts.size() > DEPTH) {
            throw refused("MODEL_TOO_LARGE", "nested deeper than " + DEPTH);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!texts.isEmpty()) {
            texts.element().append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> code(texts.pop().toString());
        default -> {}
      }
    }
  }

  private static void attributes(XMLStreamReader reader) {
    var kinds = Map.of("kind", List.of("java", "pmml"));
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      var name = reader.getAttributeLocalName(i);
      var value = reader.getAttributeValue(i).strip().toLowerCase(java.util.Locale.ROOT);
      if (kinds.getOrDefault(name, List.of()).contains(value)) {
        throw refused("MODEL_NOT_ALLOWED", "a function whose body is not FEEL");
      }
    }
  }

  private static void code(String text) {
    if (text.contains("external")
        && EXTERNAL.matcher(NOT_CODE.matcher(text).replaceAll(" ")).find()) {
      throw refused("MODEL_NOT_ALLOWED", "a function whose body is not FEEL");
    }
  }

  private static Dmn.ModelRefused refused(String code, String reason) {
    return new Dmn.ModelRefused(code, List.of(reason));
  }

  private ModelGuard() {}
}
