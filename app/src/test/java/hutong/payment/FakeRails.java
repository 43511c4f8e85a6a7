package hutong.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A wallet network, a card provider and a bank of rates, in a few lines: enough to speak the real
/// protocols to the platform, to refuse, to be silent, and to count what was taken.
///
/// How a wallet behaves is in the code it was linked with: `ok`, a result code to refuse with,
/// `lost` (takes the money, then drops the line), `deaf` (drops the line, takes nothing, once).
/// How a card behaves is in [#nextCard].
public final class FakeRails {

  public static final FakeRails ONE = new FakeRails();
  private static final String CLIENT = "hutong-test";

  private final KeyPair platform = keys();
  private final KeyPair network = keys();
  private final HttpServer server;
  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Map<String, Object>> taken = new ConcurrentHashMap<>();
  private final Map<String, String> intents = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final java.util.Set<String> detached = ConcurrentHashMap.newKeySet();
  private volatile String nextCard = "ok";

  @TestConfiguration
  public static class Setup {
    @Bean
    DynamicPropertyRegistrar fakeRails() {
      return ONE::register;
    }
  }

  private FakeRails() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/wallet/ams/api/v1/", this::wallet);
    server.createContext("/psp/v1/", this::card);
    server.createContext("/rates", this::rates);
    server.start();
  }

  private void register(org.springframework.test.context.DynamicPropertyRegistry registry) {
    var base = "http://127.0.0.1:" + server.getAddress().getPort();
    registry.add("hutong.payment.wallet.url", () -> base + "/wallet");
    registry.add("hutong.payment.wallet.client-id", () -> CLIENT);
    registry.add("hutong.payment.wallet.private-key", () -> pem("PRIVATE", platform.getPrivate()));
    registry.add(
        "hutong.payment.wallet.network-public-key", () -> pem("PUBLIC", network.getPublic()));
    registry.add("hutong.payment.card.url", () -> base + "/psp");
    registry.add("hutong.payment.card.secret-key", () -> "sk_test_1");
    registry.add("hutong.payment.card.webhook-secret", () -> "whsec_1");
    registry.add("hutong.payment.rates.url", () -> base + "/rates");
  }

  /// From here on, wallets linked as `chaos` do anything, decided by this seed.
  public void chaos(long seed) {
    chaos = new Chaos(seed);
  }

  /// Requests that were on their way for long arrive now.
  public void arrive() {
    chaos.arrive();
  }

  /// Whether the rail keeps money for this payment in the end.
  public boolean keeps(String paymentId) {
    return chaos.keeps(paymentId);
  }

  private volatile Chaos chaos = new Chaos(0);

  /// How the next linked card behaves: `ok`, a decline code, `challenge`, `lost`.
  public void nextCard(String behaviour) {
    nextCard = behaviour;
  }

  /// How often this payment was really charged.
  public int taken(String paymentId) {
    return taken.containsKey(paymentId) ? 1 : 0;
  }

  public int calls(String paymentId) {
    return calls.getOrDefault(paymentId, new AtomicInteger()).get();
  }

  /// What the rail charged, such as `1.30 EUR` in minor units: `130 EUR`.
  public String charged(String paymentId) {
    return String.valueOf(taken.getOrDefault(paymentId, Map.of()).get("amount"));
  }

  /// The holder passes her bank's check.
  public void passChallenge(String paymentId) {
    intents.computeIfPresent(paymentId, (id, body) -> body.replace("requires_action", "succeeded"));
    taken.put(paymentId, Map.of("amount", "challenged"));
  }

  /// Headers of a notice from the network.
  public Map<String, String> noticeHeaders(String path, byte[] body, boolean lie) {
    var time = "2026-11-22T12:00:00Z";
    var key = lie ? platform.getPrivate() : network.getPrivate();
    return Map.of(
        "Client-Id", CLIENT,
        "Request-Time", time,
        "Signature", WalletSignature.sign("POST", path, CLIENT, time, body, key));
  }

  private void rates(HttpExchange exchange) throws IOException {
    var day = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
    send(
        exchange,
        200,
        """
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
            xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>
        <Cube time='%s'><Cube currency='USD' rate='1.1600'/><Cube currency='CNY' rate='8.2500'/>
        <Cube currency='HKD' rate='9.0000'/><Cube currency='GBP' rate='0.8800'/>
        <Cube currency='JPY' rate='178.00'/></Cube></Cube></gesmes:Envelope>
        """
            .formatted(day),
        Map.of());
  }

  @SuppressWarnings("ReferenceEquality") // a marker, not a value
  private void wallet(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    var headers = new HashMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    var verdict = WalletSignature.verify("POST", path, headers, body, platform.getPublic());
    if (verdict != WalletSignature.Verdict.RIGHT) {
      wallet(exchange, path, result("INVALID_SIGNATURE", "F"));
      return;
    }
    var message = json.readTree(body);
    var answer =
        switch (path.substring("/wallet/ams/api/v1/".length())) {
          case "authorizations/consult" ->
              with(
                  result("SUCCESS", "S"),
                  "authUrl",
                  "http://wallet.example/agree?state=" + message.path("authState").asString());
          case "authorizations/applyToken" ->
              with(
                  result("SUCCESS", "S"),
                  "accessToken",
                  message.path("authCode").asString() + "/" + next.incrementAndGet(),
                  "userLoginId",
                  "****1234");
          case "payments/pay" -> pay(message);
          case "payments/cancel" -> chaos.cancel(message.path("paymentRequestId").asString());
          case "payments/inquiryPayment" -> inquire(message.path("paymentRequestId").asString());
          case "payments/refund" -> with(result("SUCCESS", "S"), "refundId", "rfd_1");
          default -> result("SUCCESS", "S");
        };
    if (answer == null) {
      exchange.close(); // the line drops
    } else if (answer == Chaos.BROKEN) {
      send(exchange, 500, "<html>", Map.of());
    } else if (answer.containsKey("forged")) {
      wallet(exchange, path + "/other", answer); // a signature over something else
    } else {
      wallet(exchange, path, answer);
    }
  }

  private @Nullable Map<String, Object> pay(JsonNode message) {
    var id = message.path("paymentRequestId").asString();
    var token = message.path("paymentMethod").path("paymentMethodId").asString();
    var behaviour = token.replaceFirst("/.*", "");
    int call = calls.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
    var amount = message.path("paymentAmount");
    var charged = amount.path("value").asString() + " " + amount.path("currency").asString();
    if (behaviour.equals("chaos")) {
      return chaos.pay(id);
    }
    if (behaviour.equals("deaf") && call == 1) {
      return null;
    }
    if (behaviour.matches("[A-Z_]+")) {
      return result(behaviour, "F");
    }
    taken.putIfAbsent(id, Map.of("amount", charged));
    return behaviour.equals("lost") && call == 1
        ? null
        : with(result("SUCCESS", "S"), "paymentId", "pay_" + id);
  }

  private @Nullable Map<String, Object> inquire(String id) {
    if (chaos.knows(id)) {
      return chaos.inquire(id);
    }
    return taken.containsKey(id)
        ? with(result("SUCCESS", "S"), "paymentStatus", "SUCCESS", "paymentId", "pay_" + id)
        : result("ORDER_NOT_EXIST", "F");
  }

  private void wallet(HttpExchange exchange, String path, Map<String, Object> answer)
      throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    var time = "2026-11-22T12:00:00Z";
    var signature = WalletSignature.sign("POST", path, CLIENT, time, body, network.getPrivate());
    send(
        exchange,
        200,
        new String(body, StandardCharsets.UTF_8),
        Map.of("Client-Id", CLIENT, "Response-Time", time, "Signature", signature));
  }

  static Map<String, Object> result(String code, String status) {
    return with(new HashMap<>(), "result", Map.of("resultCode", code, "resultStatus", status));
  }

  static Map<String, Object> with(Map<String, Object> map, Object... more) {
    for (int i = 0; i < more.length; i += 2) {
      map.put((String) more[i], more[i + 1]);
    }
    return map;
  }

  /// How many cards the provider was told to forget.
  public int detached() {
    return detached.size();
  }

  private void card(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring("/psp/v1/".length());
    var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (path.equals("customers")) {
      send(exchange, 200, "{\"id\":\"cus_1\"}", Map.of());
    } else if (path.equals("checkout/sessions")) {
      var id = "cs_" + next.incrementAndGet() + "_" + nextCard;
      send(
          exchange,
          200,
          "{\"id\":\"" + id + "\",\"url\":\"" + form.get("success_url") + "\"}",
          Map.of());
    } else if (path.startsWith("checkout/sessions/")) {
      var method = path.substring("checkout/sessions/".length()).replaceFirst("cs_", "pm_");
      send(
          exchange,
          200,
          "{\"status\":\"complete\",\"setup_intent\":{\"payment_method\":\"" + method + "\"}}",
          Map.of());
    } else if (path.endsWith("/detach")) {
      detached.add(path.substring("payment_methods/".length(), path.length() - "/detach".length()));
      send(exchange, 200, "{\"id\":\"pm\",\"customer\":null}", Map.of());
    } else if (path.startsWith("payment_methods/")) {
      send(
          exchange,
          200,
          "{\"id\":\""
              + path.substring("payment_methods/".length())
              + "\",\"card\":{\"brand\":\"visa\",\"last4\":\"4242\",\"country\":\"GB\"},"
              + "\"billing_details\":{\"name\":\"MARIA J DA SILVA PEREIRA\"}}",
          Map.of());
    } else if (path.equals("payment_intents")) {
      charge(exchange, form);
    } else if (path.equals("payment_intents/search")) {
      var query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
      var id = query.replaceFirst(".*:'([^']+)'.*", "$1");
      var found = intents.getOrDefault(id, "");
      send(exchange, 200, "{\"data\":[" + found + "]}", Map.of());
    } else if (path.startsWith("payment_intents/pi_")) {
      var id = path.substring("payment_intents/pi_".length());
      send(exchange, 200, intents.getOrDefault(id, "{}"), Map.of());
    } else {
      send(exchange, 200, "{\"id\":\"re_1\"}", Map.of());
    }
  }

  private void charge(HttpExchange exchange, Map<String, String> form) throws IOException {
    var id = form.getOrDefault("metadata[hutong_payment]", "");
    int call = calls.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
    var behaviour = form.getOrDefault("payment_method", "").replaceFirst("pm_[0-9]+_", "");
    if (!List.of("ok", "lost", "challenge").contains(behaviour)) {
      send(
          exchange,
          402,
          "{\"error\":{\"type\":\"card_error\",\"code\":\"card_declined\",\"decline_code\":\""
              + behaviour
              + "\"}}",
          Map.of());
      return;
    }
    var status = behaviour.equals("challenge") ? "requires_action" : "succeeded";
    intents.putIfAbsent(
        id,
        "{\"id\":\"pi_"
            + id
            + "\",\"status\":\""
            + status
            + "\",\"next_action\":{\"redirect_to_url\":{\"url\":\"http://bank.example/3ds\"}}}");
    if (status.equals("succeeded")) {
      taken.putIfAbsent(
          id,
          Map.of(
              "amount",
              form.get("amount")
                  + " "
                  + form.getOrDefault("currency", "").toUpperCase(java.util.Locale.ROOT)));
    }
    if (behaviour.equals("lost") && call == 1) {
      exchange.close();
    } else {
      send(exchange, 200, intents.get(id), Map.of());
    }
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var pair : body.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        form.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void send(
      HttpExchange exchange, int status, String body, Map<String, String> headers)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String pem(String kind, java.security.Key key) {
    return "-----BEGIN "
        + kind
        + " KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END "
        + kind
        + " KEY-----";
  }

  /// The provider's signature header over a notice.
  public static String cardSignature(byte[] body, long time, String secret) {
    try {
      var mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(
          new javax.crypto.spec.SecretKeySpec(
              secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
