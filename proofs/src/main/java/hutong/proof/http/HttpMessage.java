package hutong.proof.http;

import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A message as it came over the wire.
///
/// @param status of a response; 0 for a request
/// @param headers the values of each field line in the order they came, by name in lower case
/// @param bodies the content; more than one when it is not known which of several forms it has
public record HttpMessage(
    String method, String url, int status, Map<String, List<String>> headers, List<byte[]> bodies) {

  public HttpMessage {
    var lower = new LinkedHashMap<String, List<String>>();
    headers.forEach(
        (name, values) ->
            lower
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
    headers = lower;
    bodies = List.copyOf(bodies);
  }

  /// A request with this content.
  public static HttpMessage request(
      String method, String url, Map<String, List<String>> headers, byte[] body) {
    return new HttpMessage(method, url, 0, headers, List.of(body));
  }

  URI uri() throws UnreadableException {
    try {
      return new URI(url);
    } catch (URISyntaxException notAnAddress) {
      throw new UnreadableException(Reason.FIELD_UNREADABLE, "url");
    }
  }

  /// All lines of a field as one value; line breaks inside a line count as a space.
  String field(String name) throws UnreadableException {
    return String.join(", ", lines(name));
  }

  /// The lines of a field, without the white space around them.
  List<String> lines(String name) throws UnreadableException {
    var lines = headers.get(name);
    if (lines == null) {
      throw new UnreadableException(Reason.COMPONENT_MISSING, name);
    }
    return lines.stream().map(line -> line.replaceAll("[ \t]*\r?\n[ \t]+", " ").strip()).toList();
  }
}
