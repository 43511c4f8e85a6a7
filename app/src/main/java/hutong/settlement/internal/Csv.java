package hutong.settlement.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Comma-separated values (RFC 4180) with a header line, read strictly.
final class Csv {

  /// Empty when it is not UTF-8, a quote is not closed, a row is cut off, or there is too much.
  static Optional<List<List<String>>> rows(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        row.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        row.add(field.toString());
        field.setLength(0);
        rows.add(List.copyOf(row));
        row.clear();
      } else if (c != '\r') {
        field.append(c);
      }
      if (field.length() > SettlementLimits.FIELD || rows.size() > SettlementLimits.LINES + 2) {
        return Optional.empty();
      }
    }
    // A file whose last line does not end was cut off on its way.
    return quoted || !row.isEmpty() || !field.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  /// A row by the names in the header; empty when it has more or fewer fields.
  static Optional<Map<String, String>> named(List<String> header, List<String> row) {
    if (header.size() != row.size()) {
      return Optional.empty();
    }
    var named = new LinkedHashMap<String, String>();
    for (int i = 0; i < header.size(); i++) {
      named.put(header.get(i).strip(), row.get(i).strip());
    }
    return Optional.of(named);
  }

  private Csv() {}
}
