package hutong.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A world of its own on free ports, and a client that calls it as anyone would.
final class World implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final SandboxWorld world;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  World(Path data) throws Exception {
    world = SandboxWorld.start(Settings.inside(data), InstantSource.system());
  }

  int smtpPort() {
    return world.smtpPort();
  }

  String base() {
    return "http://127.0.0.1:" + world.httpPort();
  }

  HttpRequest.Builder to(String address) {
    var absolute = address.startsWith("http") ? address : base() + address;
    return HttpRequest.newBuilder(URI.create(absolute)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
    return send(to(address).GET());
  }

  HttpResponse<byte[]> post(String address, String json) throws IOException, InterruptedException {
    return send(
        to(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<byte[]> form(String address, Map<String, String> fields, String... headers)
      throws IOException, InterruptedException {
    var body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        to(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  void fault(String part, String mode) throws IOException, InterruptedException {
    post("/control/" + part, "{\"mode\":\"" + mode + "\",\"delayMillis\":300}");
  }

  @Override
  public void close() {
    client.close();
    world.close();
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return JSON.readTree(answer.body());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static String location(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
