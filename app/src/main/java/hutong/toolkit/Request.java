package hutong.toolkit;

import hutong.toolkit.Malformed.Fault;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The values of one question, read by name, kind and limit. Where a field has several names, the
/// first is the one we document; `null` is the same as absent.
public final class Request {

  private final ObjectNode values;
  private final InstantSource clock;

  Request(ObjectNode values, InstantSource clock) {
    this.values = values;
    this.clock = clock;
  }

  /// All values as maps, lists, texts and numbers, for operations that live in a library.
  Map<String, Object> plain() {
    return Operations.JSON.convertValue(values, new TypeReference<Map<String, Object>>() {});
  }

  /// The value under the first of these names that has one.
  Optional<JsonNode> find(String... names) {
    for (var name : names) {
      var value = values.get(name);
      if (value != null && !value.isNull()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  JsonNode need(String... names) {
    return find(names).orElseThrow(() -> new Malformed(Fault.FIELD_MISSING, names[0]));
  }

  String text(int longest, String... names) {
    return text(need(names), longest, names[0]);
  }

  Optional<String> maybeText(int longest, String... names) {
    return find(names).map(value -> text(value, longest, names[0]));
  }

  private static String text(JsonNode value, int longest, String name) {
    if (!value.isString()) {
      throw new Malformed(Fault.FIELD_TYPE, name);
    }
    var text = value.stringValue();
    if (text.length() > longest) {
      throw new Malformed(Fault.FIELD_TOO_LONG, name);
    }
    return text;
  }

  /// A list of texts; one text alone is a list of one.
  List<String> texts(int most, int longest, String... names) {
    var value = find(names);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().isString()) {
      return List.of(text(value.get(), longest, names[0]));
    }
    if (!value.get().isArray()) {
      throw new Malformed(Fault.FIELD_TYPE, names[0]);
    }
    if (value.get().size() > most) {
      throw new Malformed(Fault.FIELD_TOO_LONG, names[0]);
    }
    var texts = new ArrayList<String>();
    value.get().forEach(each -> texts.add(text(each, longest, names[0])));
    return texts;
  }

  /// A whole number, as a number or as decimal digits.
  BigInteger whole(String... names) {
    var value = need(names);
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    if (value.isString() && value.stringValue().matches("[0-9]{1,20}")) {
      return new BigInteger(value.stringValue());
    }
    throw new Malformed(Fault.FIELD_TYPE, names[0]);
  }

  byte[] binary(int longest, String... names) {
    return bytes(text(need(names), base64Length(longest), names[0]), names[0]);
  }

  Optional<byte[]> maybeBinary(int longest, String... names) {
    return find(names).map(value -> bytes(text(value, base64Length(longest), names[0]), names[0]));
  }

  List<byte[]> binaries(int most, int longest, String... names) {
    return texts(most, base64Length(longest), names).stream()
        .map(text -> bytes(text, names[0]))
        .toList();
  }

  /// Named binaries, such as the files of a chip.
  Map<String, byte[]> binariesByName(int most, int longest, String... names) {
    var value = need(names);
    if (!value.isObject()) {
      throw new Malformed(Fault.FIELD_TYPE, names[0]);
    }
    if (value.size() > most) {
      throw new Malformed(Fault.FIELD_TOO_LONG, names[0]);
    }
    var all = new LinkedHashMap<String, byte[]>();
    for (var each : value.properties()) {
      if (!each.getValue().isNull()) {
        var text = text(each.getValue(), base64Length(longest), names[0]);
        all.put(each.getKey(), bytes(text, names[0]));
      }
    }
    return all;
  }

  ObjectNode object(String... names) {
    if (need(names) instanceof ObjectNode object) {
      return object;
    }
    throw new Malformed(Fault.FIELD_TYPE, names[0]);
  }

  /// The moment the question is asked for: `now` where given, else this one.
  Instant now() {
    return maybeText(40, "now").map(Request::instant).orElseGet(clock::instant);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notAnInstant) {
      throw new Malformed(Fault.FIELD_TYPE, "now");
    }
  }

  private static int base64Length(int bytes) {
    return (bytes + 2) / 3 * 4;
  }

  private static byte[] bytes(String text, String name) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new Malformed(Fault.NOT_BASE64, name);
    }
  }
}
