package hutong.sandbox.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON in and out, with the few readings that untrusted input needs.
public final class Json {

  private static final int MAX_DEPTH = 32;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /// An object with its members in the order given; members without a value are left out.
  public static Map<String, Object> object(@Nullable Object... keysAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      var value = keysAndValues[i + 1];
      if (value != null) {
        object.put(String.valueOf(keysAndValues[i]), value);
      }
    }
    return object;
  }

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// The object in a request's body.
  public static JsonNode parse(byte[] body) {
    try {
      var node = MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw Refused.malformed("The body must be a JSON object.");
      }
      return node;
    } catch (JacksonException _) {
      throw Refused.malformed("The body is not JSON.");
    }
  }

  /// A text or number as text; null when it is absent or something else.
  public static @Nullable String text(JsonNode node, String... path) {
    var at = node;
    for (var step : path) {
      at = at.path(step);
    }
    return at.isString() || at.isNumber() || at.isBoolean() ? at.asString() : null;
  }

  public static String text(JsonNode node, String name, String otherwise) {
    var text = text(node, name);
    return text == null || text.isBlank() ? otherwise : text;
  }

  public static String required(JsonNode node, String name) {
    var text = text(node, name);
    if (text == null || text.isBlank()) {
      throw new Refused(400, "FIELD_MISSING", "The field " + name + " is missing.");
    }
    return text;
  }
}
