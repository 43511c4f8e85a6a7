package hutong.sandbox.web;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request: the raw bytes as they came, and the readings of them.
public final class Request {

  private static final int MAX_FIELDS = 200;

  private final String method;
  private final String rawPath;
  private final Map<String, String> query;
  private final Map<String, String> variables;
  private final Headers headers;
  private final byte[] body;
  private @Nullable Map<String, String> form;

  Request(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> variables,
      Headers headers,
      byte[] body) {
    this.method = method;
    this.rawPath = rawPath;
    this.query = fields(rawQuery == null ? "" : rawQuery);
    this.variables = variables;
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /// The path as it was sent, before any decoding: signatures are made over it.
  public String rawPath() {
    return rawPath;
  }

  public byte[] body() {
    return body;
  }

  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  public @Nullable String query(String name) {
    return query.get(name);
  }

  public Map<String, String> query() {
    return query;
  }

  public String query(String name, String otherwise) {
    var value = query.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  public boolean isJson() {
    var type = header("Content-Type");
    return type != null && type.contains("json");
  }

  public boolean wantsPage() {
    var accept = header("Accept");
    return accept != null && accept.contains("text/html");
  }

  public JsonNode json() {
    return Json.parse(body);
  }

  /// The fields of a posted form, in their order; a field given twice keeps its last value.
  public Map<String, String> form() {
    if (form == null) {
      form = fields(new String(body, StandardCharsets.UTF_8));
    }
    return form;
  }

  public String form(String name) {
    return form().getOrDefault(name, "").strip();
  }

  private static Map<String, String> fields(String encoded) {
    var fields = new LinkedHashMap<String, String>();
    if (encoded.isBlank()) {
      return fields;
    }
    for (var pair : encoded.split("&", MAX_FIELDS + 1)) {
      if (fields.size() >= MAX_FIELDS) {
        throw Refused.malformed("There are too many fields.");
      }
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      try {
        fields.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException _) {
        throw Refused.malformed("A field is not encoded as a form field should be.");
      }
    }
    return fields;
  }
}
