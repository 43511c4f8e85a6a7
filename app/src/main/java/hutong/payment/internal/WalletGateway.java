package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.Rail;
import hutong.payment.WalletSignature;
import hutong.payment.WalletSignature.Verdict;
import hutong.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The wallet network (Alipay+ style auto-debit). Requests are signed; an answer whose signature
/// is wrong counts as no answer.
@Component
class WalletGateway implements RailGateway {

  private static final Logger LOG = LoggerFactory.getLogger(WalletGateway.class);
  private static final String API = "/ams/api/v1/";
  static final String NOTICES = "/api/v1/hooks/wallet";

  /// A wallet that can be linked.
  record Offer(String code, String currency, String name) {}

  private record Keys(PrivateKey own, PublicKey network) {}

  private final PaymentSettings.@Nullable Wallet settings;
  private final @Nullable Keys keys;
  private final WebSettings web;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PaymentLimits.CONNECT).build();

  WalletGateway(PaymentSettings settings, WebSettings web, InstantSource clock) {
    this.settings = settings.wallet();
    this.keys = this.settings == null ? null : keys(this.settings);
    this.web = web;
    this.clock = clock;
  }

  private static Keys keys(PaymentSettings.Wallet settings) {
    return new Keys(
        WalletSignature.privateKey(text(settings.privateKey()))
            .orElseThrow(() -> new IllegalStateException("wallet.private-key is not RSA PKCS#8")),
        WalletSignature.publicKey(text(settings.networkPublicKey()))
            .orElseThrow(() -> new IllegalStateException("wallet.network-public-key is not RSA")));
  }

  /// A PEM itself, or the file that holds it.
  private static String text(String pemOrFile) {
    if (pemOrFile.contains("-----") || pemOrFile.length() > 300) {
      return pemOrFile;
    }
    try {
      return Files.readString(Path.of(pemOrFile));
    } catch (IOException e) {
      throw new IllegalStateException("a key of the wallet network cannot be read", e);
    }
  }

  @Override
  public Rail rail() {
    return Rail.HOME_WALLET;
  }

  List<Offer> offers() {
    return settings == null
        ? List.of()
        : settings.offers().stream()
            .map(line -> line.split("\\|", 3))
            .filter(parts -> parts.length == 3)
            .map(parts -> new Offer(parts[0], parts[1], parts[2]))
            .toList();
  }

  Optional<Offer> offer(String code) {
    return offers().stream().filter(offer -> offer.code().equals(code)).findFirst();
  }

  @Override
  public ChargeAnswer charge(Charge charge) {
    var body = new HashMap<String, Object>();
    body.put("productCode", "AGREEMENT_PAYMENT");
    body.put("paymentRequestId", charge.id().toString());
    body.put("paymentAmount", amount(charge.total()));
    body.put(
        "paymentMethod",
        Map.of(
            "paymentMethodType",
            charge.token().getOrDefault("provider", ""),
            "paymentMethodId",
            charge.token().getOrDefault("accessToken", "")));
    body.put(
        "order",
        Map.of(
            "referenceOrderId",
            charge.number(),
            "orderDescription",
            charge.description(),
            "orderAmount",
            amount(charge.total())));
    body.put("paymentNotifyUrl", web.publicUrl() + NOTICES);
    return call("payments/pay", body)
        .map(answer -> charged(answer, code(answer), status(answer)))
        .orElseGet(ChargeAnswer.Unknown::new);
  }

  private static ChargeAnswer charged(JsonNode answer, String code, String status) {
    var id = answer.path("paymentId").asString("");
    return switch (status) {
      case "S" -> new ChargeAnswer.Taken(id);
      case "F" -> new ChargeAnswer.Declined(Decline.ofWallet(code));
      default ->
          code.equals("PAYMENT_IN_PROCESS")
              ? new ChargeAnswer.Processing(id)
              : new ChargeAnswer.Unknown();
    };
  }

  @Override
  public ChargeAnswer inquire(PaymentId id, @Nullable String outsideId) {
    return call("payments/inquiryPayment", Map.of("paymentRequestId", id.toString()))
        .map(WalletGateway::inquired)
        .orElseGet(ChargeAnswer.Unknown::new);
  }

  private static ChargeAnswer inquired(JsonNode answer) {
    if (code(answer).equals("ORDER_NOT_EXIST")) {
      return new ChargeAnswer.NotFound();
    }
    if (!status(answer).equals("S")) {
      return new ChargeAnswer.Unknown();
    }
    var id = answer.path("paymentId").asString("");
    return switch (answer.path("paymentStatus").asString("")) {
      case "SUCCESS" -> new ChargeAnswer.Taken(id);
      case "FAIL" ->
          new ChargeAnswer.Declined(
              Decline.ofWallet(answer.path("paymentResultCode").asString("")));
      case "CANCELLED" -> new ChargeAnswer.Declined(Decline.GIVEN_UP);
      default -> new ChargeAnswer.Processing(id);
    };
  }

  @Override
  public UndoAnswer undo(PaymentId id, @Nullable String outsideId) {
    return call("payments/cancel", Map.of("paymentRequestId", id.toString()))
        .<UndoAnswer>map(
            answer -> {
              if (code(answer).equals("ORDER_NOT_EXIST")) {
                return new UndoAnswer.NothingThere();
              }
              return status(answer).equals("S")
                  ? new UndoAnswer.Undone()
                  : new UndoAnswer.Unknown();
            })
        .orElseGet(UndoAnswer.Unknown::new);
  }

  @Override
  public RefundAnswer refund(Refund refund) {
    var body =
        Map.of(
            "refundRequestId", refund.id().toString(),
            "paymentId", refund.outsideId(),
            "refundAmount", amount(refund.amount()));
    return call("payments/refund", body)
        .<RefundAnswer>map(
            answer ->
                switch (status(answer)) {
                  case "S" -> new RefundAnswer.Returned(answer.path("refundId").asString(""));
                  case "F" -> new RefundAnswer.Refused();
                  default -> new RefundAnswer.Unknown();
                })
        .orElseGet(RefundAnswer.Unknown::new);
  }

  @Override
  public Optional<LinkStart> startLink(UUID link, String provider, String state, String returnUrl) {
    var body =
        Map.of(
            "customerBelongsTo",
            provider,
            "authState",
            state,
            "authRedirectUrl",
            returnUrl,
            "scopes",
            List.of("AGREEMENT_PAY"),
            "terminalType",
            "WEB",
            "order",
            Map.of("merchant", Map.of("merchantName", "Hutong")));
    return call("authorizations/consult", body)
        .filter(answer -> status(answer).equals("S"))
        .map(answer -> answer.path("authUrl").asString(""))
        .filter(url -> url.startsWith("http"))
        .map(url -> new LinkStart(url, Map.of()));
  }

  @Override
  public Optional<Linked> finishLink(String provider, Map<String, String> remembered, String code) {
    var body =
        Map.of("grantType", "AUTHORIZATION_CODE", "customerBelongsTo", provider, "authCode", code);
    var offer = offer(provider);
    return call("authorizations/applyToken", body)
        .filter(answer -> status(answer).equals("S") && offer.isPresent())
        .map(
            answer ->
                new Linked(
                    provider,
                    offer.map(Offer::currency).orElse("CNY"),
                    answer.path("userLoginId").asString("").replace('*', '•'),
                    Map.of(
                        "provider",
                        provider,
                        "accessToken",
                        answer.path("accessToken").asString(""))));
  }

  @Override
  public void unlink(Map<String, String> token) {
    var _ =
        call("authorizations/revoke", Map.of("accessToken", token.getOrDefault("accessToken", "")));
  }

  /// Whether a notice really comes from the network.
  Verdict verify(String uri, Map<String, String> headers, byte[] body) {
    return keys == null
        ? Verdict.KEY_UNREADABLE
        : WalletSignature.verify("POST", uri, headers, body, keys.network());
  }

  private Optional<JsonNode> call(String path, Map<String, ?> message) {
    if (settings == null || keys == null) {
      return Optional.empty();
    }
    var uri = URI.create(settings.url() + API + path);
    byte[] body = json.writeValueAsBytes(message);
    var time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PaymentLimits.ANSWER)
            .header("Content-Type", "application/json; charset=UTF-8")
            .header("Client-Id", settings.clientId())
            .header("Request-Time", time)
            .header(
                "Signature",
                WalletSignature.sign(
                    "POST", uri.getRawPath(), settings.clientId(), time, body, keys.own()))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return believed(client.send(request, BodyHandlers.ofByteArray()), uri, keys.network());
    } catch (IOException | JacksonException noAnswer) {
      LOG.warn("wallet network: {} at {}", noAnswer.getClass().getSimpleName(), path);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<JsonNode> believed(HttpResponse<byte[]> answer, URI uri, PublicKey network) {
    if (answer.statusCode() != 200 || answer.body().length > PaymentLimits.ANSWER_BYTES) {
      LOG.warn("wallet network: status {}", answer.statusCode());
      return Optional.empty();
    }
    var headers = new HashMap<String, String>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    var verdict = WalletSignature.verify("POST", uri.getRawPath(), headers, answer.body(), network);
    if (verdict != Verdict.RIGHT) {
      LOG.warn("wallet network: an answer is not believed: {}", verdict);
      return Optional.empty();
    }
    return Optional.of(json.readTree(answer.body()));
  }

  private static Map<String, String> amount(Money money) {
    return Map.of(
        "currency", money.currency().getCurrencyCode(), "value", Long.toString(money.minor()));
  }

  private static String code(JsonNode answer) {
    return answer.path("result").path("resultCode").asString("");
  }

  private static String status(JsonNode answer) {
    return answer.path("result").path("resultStatus").asString("");
  }
}
