package hutong;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// A caller of the API: no cookies, a token or none. Headers follow as name, value, name, value.
public record TestApi(TestPerson owner, String token) {

  public TestAnswer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public TestAnswer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  public TestAnswer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), headers);
  }

  public TestAnswer put(String path, String json, String... headers) {
    return send("PUT", path, BodyPublishers.ofString(json), headers);
  }

  private TestAnswer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    var request = owner.request(path).method(method, body);
    if (!method.equals("GET") && !method.equals("DELETE")) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return owner.send(request);
  }
}
