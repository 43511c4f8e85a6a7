package hutong.lodging.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An authority on a real port, that can be slow, wrong, dead, or lose its answers.
final class TestAuthority implements AutoCloseable {

  static final String KEY = "key-of-the-test";

  /// How it behaves.
  enum Mode {
    NORMAL,
    SLOW,
    WRONG,
    DEAD,
    /// It does what it is asked, then drops the connection.
    LOST,
    REFUSING
  }

  private final HttpServer server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, JsonNode> filed = new ConcurrentHashMap<>();
  private final Map<String, Integer> timesFiled = new ConcurrentHashMap<>();
  private final Map<String, String> departed = new ConcurrentHashMap<>();
  volatile Mode mode = Mode.NORMAL;
  volatile String decision = "ACCEPTED";

  TestAuthority() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What it holds of this stay; missing when it was never filed.
  JsonNode record(String stay) {
    return filed.getOrDefault(stay, JsonMapper.shared().missingNode());
  }

  int timesFiled(String stay) {
    return timesFiled.getOrDefault(stay, 0);
  }

  boolean knowsDeparture(String stay) {
    return departed.containsKey("reg-" + stay);
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      byte[] body = http.getRequestBody().readAllBytes();
      switch (mode) {
        case DEAD -> {
          return;
        }
        case SLOW -> {
          wait(http);
          return;
        }
        case WRONG -> {
          say(http, 200, "{\"id\": 7, \"status\": \"ACCEPTED\"}");
          return;
        }
        case REFUSING -> {
          say(http, 503, "{}");
          return;
        }
        case LOST -> act(http, body);
        case NORMAL -> say(http, 200, act(http, body));
      }
    }
  }

  private void wait(HttpExchange http) throws IOException {
    try {
      if (!over.await(20, TimeUnit.SECONDS)) {
        say(http, 200, "{}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String act(HttpExchange http, byte[] body) {
    var path = http.getRequestURI().getPath();
    if (!("Bearer " + KEY).equals(http.getRequestHeaders().getFirst("Authorization"))) {
      throw new IllegalStateException("without its key");
    }
    if (path.endsWith("/departure")) {
      departed.put(path.split("/")[3], http.getRequestHeaders().getFirst("Idempotency-Key"));
      return "{\"id\":\"%s\",\"status\":\"CLOSED\"}".formatted(path.split("/")[3]);
    }
    if (http.getRequestMethod().equals("POST")) {
      var stay = http.getRequestHeaders().getFirst("Idempotency-Key");
      timesFiled.merge(stay, 1, Integer::sum);
      filed.put(stay, JsonMapper.shared().readTree(body));
      return "{\"id\":\"reg-%s\",\"status\":\"RECEIVED\"}".formatted(stay);
    }
    var id = path.substring(path.lastIndexOf('/') + 1);
    return """
        {"id":"%s","status":"%s","number":"SH-1","reason":"the door number is missing",
         "station":{"code":"31","name":"Sanlitun","nameChinese":"三里屯派出所","phone":"110"}}"""
        .formatted(id, decision);
  }

  private static void say(HttpExchange http, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
  }
}
