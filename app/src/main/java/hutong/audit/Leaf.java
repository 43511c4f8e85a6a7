package hutong.audit;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// How an entry is written for the tree: one JSON object of strings in the canonical form of
/// RFC 8785, so that anyone who knows the entry makes the same bytes.
///
/// ```
/// {"act":"…","actor":"…","at":"2026-11-22T10:40:00.123456Z","facts":{…},"format":"hutong-log-1",
///  "id":"entry_…","purpose":"…","subject":"person_…"}
/// ```
/// `facts` is there even when empty; `purpose` and `subject` are empty strings when there is none.
public final class Leaf {

  private static final String FORMAT = "hutong-log-1";

  /// The leaf of this entry, as text; its bytes are UTF-8.
  public static String of(EntryId id, Instant at, AuditEntry entry) {
    var text = new StringBuilder(256);
    text.append('{');
    member(text, "act", entry.act()).append(',');
    member(text, "actor", entry.actor()).append(',');
    member(text, "at", at.toString()).append(",\"facts\":{");
    String separator = "";
    for (Map.Entry<String, String> fact : new TreeMap<>(entry.facts()).entrySet()) {
      text.append(separator);
      member(text, fact.getKey(), fact.getValue());
      separator = ",";
    }
    text.append("},");
    member(text, "format", FORMAT).append(',');
    member(text, "id", id.toString()).append(',');
    member(text, "purpose", entry.purpose()).append(',');
    member(text, "subject", entry.subject().map(PersonId::toString).orElse(""));
    return text.append('}').toString();
  }

  private static StringBuilder member(StringBuilder text, String name, String value) {
    string(text, name).append(':');
    return string(text, value);
  }

  private static StringBuilder string(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(text, value.charAt(i));
    }
    return text.append('"');
  }

  private static void character(StringBuilder text, char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < 0x20) {
          text.append("\\u%04x".formatted((int) c));
        } else {
          text.append(c);
        }
      }
    }
  }

  private Leaf() {}
}
