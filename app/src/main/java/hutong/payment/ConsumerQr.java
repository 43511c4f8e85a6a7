package hutong.payment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Consumer-presented payment codes of EMVCo, version 1.1: base64 of BER-TLV, shown by the payer's
/// phone and read by the cashier. Pure; nothing that is given to it can make it throw.
public final class ConsumerQr {

  /// The most characters of base64 that are looked at.
  public static final int MOST_CHARACTERS = 4096;

  private static final int DEEPEST = 4;

  /// One data object.
  ///
  /// @param tag upper-case hexadecimal, such as `5F20`
  /// @param value upper-case hexadecimal
  /// @param text the value as text when the tag holds text, else empty
  public record Node(String tag, String name, String value, String text, List<Node> children) {

    public Node {
      children = List.copyOf(children);
    }

    public Optional<Node> child(String childTag) {
      return children.stream().filter(node -> node.tag().equals(childTag)).findFirst();
    }
  }

  /// What was found, and where: tags from the root, such as `61.4F`.
  public record Finding(Code code, String path) {}

  /// Every finding has a stable name. Notes leave a code usable.
  public enum Code {
    PAYLOAD_EMPTY,
    PAYLOAD_TOO_LONG,
    NOT_BASE64,
    TAG_CUT_SHORT,
    TAG_TOO_LONG,
    LENGTH_CUT_SHORT,
    LENGTH_INDEFINITE,
    LENGTH_TOO_LONG,
    LENGTH_NOT_SHORTEST,
    LENGTH_BEYOND_END,
    TOO_DEEP,
    FORMAT_INDICATOR_MISSING,
    FORMAT_INDICATOR_NOT_FIRST,
    FORMAT_INDICATOR_UNKNOWN,
    APPLICATION_TEMPLATE_MISSING,
    APPLICATION_NAME_MISSING,
    DUPLICATE_OBJECT,
    WRONG_LENGTH,
    NOT_PRINTABLE,
    NOT_DIGITS,
    TRACK_FORMAT,
    UNEXPECTED_OBJECT,
    UNKNOWN_OBJECT(true);

    private final boolean note;

    Code() {
      this(false);
    }

    Code(boolean note) {
      this.note = note;
    }

    public boolean isNote() {
      return note;
    }
  }

  /// What a code says, as far as it could be read.
  public record Reading(List<Node> objects, List<Finding> findings) {

    public Reading {
      objects = List.copyOf(objects);
      findings = List.copyOf(findings);
    }

    public boolean valid() {
      return findings.stream().allMatch(finding -> finding.code().isNote());
    }

    public List<String> codes() {
      var names = new LinkedHashSet<String>();
      findings.forEach(finding -> names.add(finding.code().name()));
      return List.copyOf(names);
    }

    /// The application templates, in the payer's order of preference.
    public List<Node> applications() {
      return objects.stream().filter(node -> node.tag().equals("61")).toList();
    }

    public Optional<Node> common() {
      return objects.stream().filter(node -> node.tag().equals("62")).findFirst();
    }

    /// For a wire: a list, since templates may stand more than once.
    public List<Map<String, Object>> tree() {
      return tree(objects);
    }

    private static List<Map<String, Object>> tree(List<Node> nodes) {
      return nodes.stream().map(Reading::entry).toList();
    }

    private static Map<String, Object> entry(Node node) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("tag", node.tag());
      entry.put("name", node.name());
      if (node.children().isEmpty()) {
        entry.put("value", node.value());
      } else {
        entry.put("children", tree(node.children()));
      }
      if (!node.text().isEmpty()) {
        entry.put("text", node.text());
      }
      return entry;
    }
  }

  private final List<Finding> findings = new ArrayList<>();

  /// Reads what the cashier scanned and says everything that is wrong with it.
  public static Reading read(String payload) {
    var reader = new ConsumerQr();
    var objects = reader.objects(payload);
    if (!objects.isEmpty()) {
      ConsumerQrRules.check(objects, reader.findings);
    }
    return new Reading(objects, reader.findings);
  }

  /// The payload of these objects: what [#read] reads back.
  public static String print(List<Node> objects) {
    return Base64.getEncoder().encodeToString(bytes(objects));
  }

  private List<Node> objects(String payload) {
    if (payload.isEmpty()) {
      find(Code.PAYLOAD_EMPTY, "");
      return List.of();
    }
    if (payload.length() > MOST_CHARACTERS) {
      find(Code.PAYLOAD_TOO_LONG, "");
      return List.of();
    }
    try {
      return objects(Base64.getDecoder().decode(payload), "", 0);
    } catch (IllegalArgumentException notBase64) {
      find(Code.NOT_BASE64, "");
      return List.of();
    }
  }

  private List<Node> objects(byte[] bytes, String parent, int depth) {
    var found = new ArrayList<Node>();
    if (depth > DEEPEST) {
      find(Code.TOO_DEEP, parent);
      return found;
    }
    int at = 0;
    while (at < bytes.length) {
      int tagEnd = tagEnd(bytes, at);
      if (tagEnd < 0 || tagEnd - at > 3) {
        find(tagEnd < 0 ? Code.TAG_CUT_SHORT : Code.TAG_TOO_LONG, parent);
        return found;
      }
      var tag = hex(bytes, at, tagEnd);
      var path = parent.isEmpty() ? tag : parent + "." + tag;
      var length = length(bytes, tagEnd, path);
      if (length.isEmpty()) {
        return found;
      }
      int start = length.get().end();
      int end = start + length.get().count();
      if (end > bytes.length) {
        find(Code.LENGTH_BEYOND_END, path);
        return found;
      }
      found.add(node(tag, path, Arrays.copyOfRange(bytes, start, end), depth));
      at = end;
    }
    return found;
  }

  private Node node(String tag, String path, byte[] value, int depth) {
    var children =
        ConsumerQrRules.isTemplate(path) ? objects(value, path, depth + 1) : List.<Node>of();
    return new Node(
        tag,
        ConsumerQrRules.name(tag),
        hex(value, 0, value.length),
        ConsumerQrRules.isText(tag) ? new String(value, StandardCharsets.ISO_8859_1) : "",
        children);
  }

  private static int tagEnd(byte[] bytes, int at) {
    int end = at + 1;
    if ((bytes[at] & 0x1F) == 0x1F) {
      while (end < bytes.length && (bytes[end] & 0x80) != 0) {
        end++;
      }
      end++;
    }
    return end > bytes.length ? -1 : end;
  }

  private record Length(int count, int end) {}

  private Optional<Length> length(byte[] bytes, int at, String path) {
    if (at >= bytes.length) {
      find(Code.LENGTH_CUT_SHORT, path);
      return Optional.empty();
    }
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return Optional.of(new Length(first, at + 1));
    }
    int more = first & 0x7F;
    if (more == 0 || more > 2) {
      find(more == 0 ? Code.LENGTH_INDEFINITE : Code.LENGTH_TOO_LONG, path);
      return Optional.empty();
    }
    if (at + 1 + more > bytes.length) {
      find(Code.LENGTH_CUT_SHORT, path);
      return Optional.empty();
    }
    int count = 0;
    for (int i = 1; i <= more; i++) {
      count = (count << 8) | (bytes[at + i] & 0xFF);
    }
    if (count < 0x80 || (more == 2 && count < 0x100)) {
      find(Code.LENGTH_NOT_SHORTEST, path);
    }
    return Optional.of(new Length(count, at + 1 + more));
  }

  private static byte[] bytes(List<Node> nodes) {
    var out = new ByteArrayOutputStream();
    for (var node : nodes) {
      byte[] value =
          node.children().isEmpty()
              ? HexFormat.of().parseHex(node.value())
              : bytes(node.children());
      out.writeBytes(HexFormat.of().parseHex(node.tag()));
      if (value.length >= 0x100) {
        out.write(0x82);
        out.write(value.length >> 8);
      } else if (value.length >= 0x80) {
        out.write(0x81);
      }
      out.write(value.length);
      out.writeBytes(value);
    }
    return out.toByteArray();
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().withUpperCase().formatHex(bytes, from, to);
  }

  private void find(Code code, String path) {
    findings.add(new Finding(code, path));
  }

  private ConsumerQr() {}
}
