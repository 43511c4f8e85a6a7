package hutong;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
public record TestAnswer(HttpResponse<byte[]> response) {

  public int status() {
    return response.statusCode();
  }

  public byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public Document document() {
    return Jsoup.parse(text(), response.uri().toString());
  }

  public JsonNode json() {
    return JsonMapper.shared().readTree(text());
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// Where a redirect points, as a path of ours.
  public String location() {
    var location = header("Location");
    if (location.isEmpty()) {
      throw new AssertionError("no redirect but " + status() + ": " + document().text());
    }
    return location.replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "");
  }
}
