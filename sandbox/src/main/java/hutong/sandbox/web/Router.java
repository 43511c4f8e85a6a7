package hutong.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one door: finds who answers, bounds what comes in, and applies the fault of the part.
public final class Router implements AutoCloseable {

  /// Answers one request.
  public interface Handler {
    Answer answer(Request request) throws IOException;
  }

  private record Route(
      String method, List<String> steps, @Nullable Part part, Dialect dialect, Handler handler) {}

  private static final Logger LOG = Logger.getLogger(Router.class.getName());
  private static final int MAX_BODY_BYTES = 512 * 1024;
  private static final int MAX_DRAINED_BYTES = 4 * 1024 * 1024;
  private static final int BACKLOG = 512;
  private static final Map<String, String> SAFETY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private final List<Route> routes = new ArrayList<>();
  private final Faults faults;
  private @Nullable HttpServer server;

  public Router(Faults faults) {
    this.faults = faults;
  }

  /// Something a person looks at; faults leave it alone, so that one can still see what happens.
  public Router page(String method, String pattern, Handler handler) {
    routes.add(new Route(method, steps(pattern), null, Dialect.PLAIN, handler));
    return this;
  }

  /// Something a program calls; the part's fault spoils it.
  public Router api(Part part, String method, String pattern, Dialect dialect, Handler handler) {
    routes.add(new Route(method, steps(pattern), part, dialect, handler));
    return this;
  }

  /// Opens the door; answers the port it got.
  public int start(InetSocketAddress address) throws IOException {
    // Without this an answer waits 40 ms for an acknowledgement that the client delays.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    var opened = HttpServer.create(address, BACKLOG);
    opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    opened.createContext("/", this::handle);
    opened.start();
    server = opened;
    return opened.getAddress().getPort();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      if (answer != null) {
        send(exchange, answer);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "The caller went away.", e);
      throw e;
    }
  }

  private @Nullable Answer answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var rawPath = uri.getRawPath() == null ? "/" : uri.getRawPath();
    var method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
    var variables = new HashMap<String, String>();
    var route = find(method, rawPath, variables);
    Request request;
    try {
      var body = body(exchange);
      request =
          new Request(
              method, rawPath, uri.getRawQuery(), variables, exchange.getRequestHeaders(), body);
    } catch (Refused refused) {
      return Answer.problem(refused);
    }
    if (route == null) {
      return refusal(request, null, missing(method, rawPath));
    }
    var fault = route.part() == null ? Faults.Fault.NONE : faults.take(route.part());
    return switch (fault.mode()) {
      case NORMAL -> run(route, request, false);
      case SLOW -> {
        pause(fault.delayMillis());
        yield run(route, request, false);
      }
      case WRONG -> run(route, request, true);
      case DEAD -> null;
      case LOST -> {
        run(route, request, false);
        yield null;
      }
    };
  }

  private Answer run(Route route, Request request, boolean lie) throws IOException {
    try {
      return lie ? route.dialect().lie(request, route.handler()) : route.handler().answer(request);
    } catch (Refused refused) {
      return refusal(request, route, refused);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "Could not answer " + request.method() + " " + request.rawPath(), e);
      return Answer.problem(new Refused(500, "SANDBOX_BROKEN", "The sandbox itself is broken."));
    }
  }

  private static Answer refusal(Request request, @Nullable Route route, Refused refused) {
    if (request.wantsPage()) {
      return Answer.page(refused.status(), Page.refusal(refused));
    }
    return route == null ? Answer.problem(refused) : route.dialect().refuse(request, refused);
  }

  private Refused missing(String method, String rawPath) {
    for (var route : routes) {
      if (matches(route.steps(), steps(rawPath), new HashMap<>())) {
        return new Refused(405, "METHOD_NOT_ALLOWED", "This address does not take " + method + ".");
      }
    }
    return Refused.notFound("page");
  }

  private @Nullable Route find(String method, String rawPath, Map<String, String> variables) {
    var steps = steps(rawPath);
    for (var route : routes) {
      if (route.method().equals(method) && matches(route.steps(), steps, variables)) {
        return route;
      }
    }
    return null;
  }

  private static boolean matches(
      List<String> pattern, List<String> path, Map<String, String> variables) {
    if (pattern.size() != path.size()) {
      return false;
    }
    var found = new HashMap<String, String>();
    for (int i = 0; i < pattern.size(); i++) {
      var step = pattern.get(i);
      if (step.startsWith("{")) {
        found.put(step.substring(1, step.length() - 1), path.get(i));
      } else if (!step.equals(path.get(i))) {
        return false;
      }
    }
    variables.putAll(found);
    return true;
  }

  private static List<String> steps(String path) {
    return List.of(path.split("/"));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      // Who is still writing would see a broken line instead of the answer.
      exchange.getRequestBody().skip(MAX_DRAINED_BYTES);
      throw new Refused(
          413, "TOO_LARGE", "A request may have at most " + MAX_BODY_BYTES + " bytes.");
    }
    return body;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    SAFETY.forEach(headers::set);
    answer.headers().forEach(headers::set);
    boolean silent = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), silent ? -1 : answer.body().length);
    if (!silent) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
