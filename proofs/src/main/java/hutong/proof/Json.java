package hutong.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON read strictly: no name twice, nothing behind the end, well-formed UTF-8, bounds on depth
/// and numbers.
public final class Json {

  private static final char REPLACEMENT = '\ufffd';

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(ProofLimits.DEPTH)
                          .maxNumberLength(ProofLimits.DIGITS)
                          .maxStringLength(ProofLimits.TOKEN)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /// The value that a text is, or why there is none.
  public static JsonNode read(String text, Reason otherwise, String where)
      throws UnreadableException {
    try {
      var read = MAPPER.readTree(text);
      if (read == null || read.isMissingNode()) {
        throw new UnreadableException(otherwise, where, "empty");
      }
      return read;
    } catch (JacksonException unreadable) {
      if (String.valueOf(unreadable.getOriginalMessage()).startsWith("Duplicate")) {
        throw new UnreadableException(Reason.JSON_DUPLICATE_NAME, where);
      }
      throw new UnreadableException(otherwise, where);
    }
  }

  /// The value that octets are, in UTF-8.
  public static JsonNode read(byte[] octets, Reason otherwise, String where)
      throws UnreadableException {
    var text = new String(octets, StandardCharsets.UTF_8);
    // Octets that are no text come out as this sign; whether it was there is seen the slow way.
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      } catch (CharacterCodingException notUtf8) {
        throw new UnreadableException(otherwise, where, "not UTF-8");
      }
    }
    return read(text, otherwise, where);
  }

  /// The object that octets are.
  public static ObjectNode object(byte[] octets, Reason otherwise, String where)
      throws UnreadableException {
    if (read(octets, otherwise, where) instanceof ObjectNode object) {
      return object;
    }
    throw new UnreadableException(otherwise, where, "not an object");
  }

  /// The object that a text is.
  public static ObjectNode object(String text, Reason otherwise, String where)
      throws UnreadableException {
    if (read(text, otherwise, where) instanceof ObjectNode object) {
      return object;
    }
    throw new UnreadableException(otherwise, where, "not an object");
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static String write(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  public static byte[] octets(JsonNode value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// The text under a name, where there is one and it is text.
  public static Optional<String> text(JsonNode object, String name) {
    var value = object.get(name);
    return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  private Json() {}
}
