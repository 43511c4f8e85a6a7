package hutong.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A platform as the world sees it: it hears what is sent to it, and answers as it is told.
final class Catcher implements AutoCloseable {

  /// What was heard. Headers are asked for by name.
  record Heard(String path, String body, UnaryOperator<String> header) {}

  /// What shall be answered.
  record Reply(int status, String body) {}

  private final HttpServer server;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();

  Catcher(Reply usual) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var reply = replies.isEmpty() ? usual : replies.pop();
            heard.add(
                new Heard(
                    exchange.getRequestURI().toString(),
                    body,
                    name -> String.valueOf(headers.getFirst(name))));
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /// Answers otherwise, once for each of these.
  void first(Reply... others) {
    replies.addAll(List.of(others));
  }

  Heard next() throws InterruptedException {
    var next = heard.poll(15, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing was heard within 15 seconds");
    }
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
