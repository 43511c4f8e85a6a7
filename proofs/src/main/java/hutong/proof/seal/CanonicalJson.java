package hutong.proof.seal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON in its one canonical form (RFC 8785): names sorted, no spaces, numbers as ECMAScript writes
/// them.
public final class CanonicalJson {

  /// The canonical octets of a value.
  public static byte[] write(JsonNode value) {
    var out = new StringBuilder();
    append(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(JsonNode value, StringBuilder out) {
    switch (value) {
      case ObjectNode object -> {
        // Java compares texts by UTF-16 units, which is the order that is asked for.
        var sorted = new TreeMap<String, JsonNode>();
        object.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
        out.append('{');
        String between = "";
        for (var member : sorted.entrySet()) {
          out.append(between);
          text(member.getKey(), out);
          out.append(':');
          append(member.getValue(), out);
          between = ",";
        }
        out.append('}');
      }
      case ArrayNode array -> {
        out.append('[');
        String between = "";
        for (var each : array) {
          out.append(between);
          append(each, out);
          between = ",";
        }
        out.append(']');
      }
      default -> {
        if (value.isString()) {
          text(value.stringValue(), out);
        } else if (value.isNumber()) {
          out.append(number(value.doubleValue()));
        } else if (value.isBoolean()) {
          out.append(value.booleanValue());
        } else {
          out.append("null");
        }
      }
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// A number as ECMAScript writes it.
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return "null";
    }
    var exact = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    int count = digits.length();
    int point = count - exact.scale();
    String sign = value < 0 ? "-" : "";
    if (count <= point && point <= 21) {
      return sign + digits + "0".repeat(point - count);
    }
    if (point > 0 && point <= 21) {
      return sign + digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > -6 && point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String rest = count == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + rest + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  private CanonicalJson() {}
}
