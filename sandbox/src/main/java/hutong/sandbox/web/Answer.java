package hutong.sandbox.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back to whoever asked.
// Bytes on their way out, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final String TYPE = "Content-Type";

  public static Answer of(int status, String type, byte[] body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put(TYPE, type);
    return new Answer(status, headers, body);
  }

  public static Answer json(int status, Object value) {
    return of(status, "application/json", Json.bytes(value));
  }

  public static Answer problem(Refused refused) {
    var problem =
        Json.object(
            "type", "about:blank",
            "title", title(refused.status()),
            "status", refused.status(),
            "code", refused.code(),
            "detail", refused.detail());
    return of(refused.status(), "application/problem+json", Json.bytes(problem));
  }

  public static Answer page(Html html) {
    return page(200, html);
  }

  public static Answer page(int status, Html html) {
    return of(status, "text/html; charset=utf-8", html.markup().getBytes(StandardCharsets.UTF_8));
  }

  public static Answer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// A file that the browser stores instead of showing.
  public static Answer file(String type, String name, byte[] body) {
    return of(200, type, body).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /// Sends the browser on after a form was taken in.
  public static Answer seeOther(String location) {
    return new Answer(303, Map.of("Location", location), new byte[0]);
  }

  public Answer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not signed in";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 422 -> "Cannot be accepted";
      default -> "Refused";
    };
  }
}
