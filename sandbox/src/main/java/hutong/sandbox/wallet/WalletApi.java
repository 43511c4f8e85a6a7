package hutong.sandbox.wallet;

import hutong.sandbox.wallet.WalletNetwork.Outcome;
import hutong.sandbox.wallet.WalletRecords.Agreement;
import hutong.sandbox.wallet.WalletRecords.Order;
import hutong.sandbox.wallet.WalletRecords.Payment;
import hutong.sandbox.wallet.WalletRecords.Refund;
import hutong.sandbox.wallet.WalletRecords.Status;
import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The network's interface: what comes in is checked against the caller's key, byte by byte, and
/// every answer is signed.
final class WalletApi {

  /// Takes the caller and the message.
  private interface Call {
    Map<String, Object> answer(String clientId, JsonNode message);
  }

  private static final String BASE = "/wallet/ams/api/v1/";
  private static final int MAX_TEXT = 2_048;
  private static final String AGREEMENT = "AGREEMENT_PAYMENT";

  private final WalletNetwork network;
  private final InstantSource clock;
  private final Dialect dialect = new Signed();

  WalletApi(WalletNetwork network, InstantSource clock) {
    this.network = network;
    this.clock = clock;
  }

  void serve(Router router) {
    router.page("POST", "/wallet/clients", this::register);
    call(router, "authorizations/consult", this::consult);
    call(router, "authorizations/applyToken", this::applyToken);
    call(router, "authorizations/revoke", this::revoke);
    call(router, "payments/pay", this::pay);
    call(router, "payments/inquiryPayment", this::inquiryPayment);
    call(router, "payments/cancel", this::cancel);
    call(router, "payments/refund", this::refund);
    call(router, "payments/inquiryRefund", this::inquiryRefund);
  }

  static Map<String, Object> result(String code) {
    var status =
        switch (code) {
          case WalletNetwork.SUCCESS -> "S";
          case WalletNetwork.IN_PROCESS, "UNKNOWN_EXCEPTION" -> "U";
          default -> "F";
        };
    return Json.object("resultCode", code, "resultStatus", status, "resultMessage", message(code));
  }

  static Map<String, Object> amount(Amount amount) {
    return Json.object("currency", amount.currency(), "value", String.valueOf(amount.minor()));
  }

  private void call(Router router, String path, Call call) {
    router.api(
        Part.WALLET,
        "POST",
        BASE + path,
        dialect,
        request -> signed(request, answer(request, call)));
  }

  private Map<String, Object> answer(Request request, Call call) {
    var clientId = header(request, "Client-Id");
    var time = header(request, "Request-Time");
    var client =
        network
            .findClient(clientId)
            .orElseThrow(() -> new Refused(200, "INVALID_CLIENT", "This client is not known."));
    if (!Seal.isValid(
        client.publicKeyPem(),
        request.header("Signature"),
        request.rawPath(),
        clientId,
        time,
        request.body())) {
      throw new Refused(200, "INVALID_SIGNATURE", "The signature does not match the message.");
    }
    if (!isTime(time)) {
      throw illegal("Request-Time");
    }
    return call.answer(clientId, request.json());
  }

  private Map<String, Object> consult(String clientId, JsonNode message) {
    var wallet =
        Wallet.find(required(message, "customerBelongsTo"))
            .orElseThrow(() -> illegal("customerBelongsTo"));
    var redirect = required(message, "authRedirectUrl");
    if (!isAddress(redirect)) {
      throw illegal("authRedirectUrl");
    }
    var merchant = Json.text(message, "order", "merchant", "merchantName");
    var url =
        network
            .agreements()
            .wish(
                clientId,
                wallet,
                required(message, "authState"),
                redirect,
                merchant == null ? clientId : merchant);
    return Json.object("result", result(WalletNetwork.SUCCESS), "authUrl", url);
  }

  private Map<String, Object> applyToken(String clientId, JsonNode message) {
    var grant = required(message, "grantType");
    var agreement =
        switch (grant) {
          case "AUTHORIZATION_CODE" ->
              network.agreements().redeem(clientId, required(message, "authCode"));
          case "REFRESH_TOKEN" ->
              network.agreements().renew(clientId, required(message, "refreshToken"));
          default -> throw illegal("grantType");
        };
    return agreement
        .map(this::token)
        .orElseGet(
            () ->
                Json.object(
                    "result",
                    result(
                        grant.equals("REFRESH_TOKEN")
                            ? "INVALID_REFRESH_TOKEN"
                            : "INVALID_AUTHCODE")));
  }

  private Map<String, Object> token(Agreement agreement) {
    var account = network.findAccount(agreement.account()).orElseThrow();
    return Json.object(
        "result", result(WalletNetwork.SUCCESS),
        "accessToken", agreement.accessToken(),
        "accessTokenExpiryTime", agreement.expiresAt().toString(),
        "refreshToken", agreement.refreshToken(),
        "refreshTokenExpiryTime", agreement.expiresAt().toString(),
        "userLoginId", "****" + (1_000 + Math.floorMod(account.id().hashCode(), 9_000)),
        "customerBelongsTo", account.wallet().name());
  }

  private Map<String, Object> revoke(String clientId, JsonNode message) {
    boolean known = network.agreements().revoke(clientId, required(message, "accessToken"));
    return Json.object("result", result(known ? WalletNetwork.SUCCESS : "INVALID_ACCESS_TOKEN"));
  }

  private Map<String, Object> pay(String clientId, JsonNode message) {
    if (!required(message, "productCode").equals(AGREEMENT)) {
      throw illegal("productCode");
    }
    var notify = Json.text(message, "paymentNotifyUrl", "");
    if (!notify.isEmpty() && !isAddress(notify)) {
      throw illegal("paymentNotifyUrl");
    }
    var order =
        new Order(
            clientId,
            id(message, "paymentRequestId"),
            amount(message, "paymentAmount"),
            id(message.path("paymentMethod"), "paymentMethodId"),
            Json.text(message.path("order"), "referenceOrderId", ""),
            Json.text(message.path("order"), "orderDescription", ""),
            notify);
    return payment(network.pay(order));
  }

  private Map<String, Object> payment(Outcome outcome) {
    var payment = outcome.payment();
    if (payment == null) {
      return Json.object("result", result(outcome.code()));
    }
    var answer =
        Json.object(
            "result", result(outcome.code()),
            "paymentRequestId", payment.order().requestId(),
            "paymentId", payment.id(),
            "paymentAmount", amount(payment.order().amount()),
            "paymentCreateTime", payment.createdAt().toString(),
            "paymentTime", paidAt(payment));
    if (payment.status() == Status.SUCCESS) {
      answer.put("actualPaymentAmount", amount(payment.charged()));
      answer.put("paymentQuote", quote(payment));
    }
    return answer;
  }

  private static Map<String, Object> quote(Payment payment) {
    return Json.object(
        "quoteCurrencyPair",
        payment.order().amount().currency() + "/" + payment.charged().currency(),
        "quotePrice",
        price(payment),
        "quoteId",
        "q_" + payment.id());
  }

  private static String price(Payment payment) {
    var asked =
        BigDecimal.valueOf(payment.order().amount().minor(), payment.order().amount().digits());
    var paid = BigDecimal.valueOf(payment.charged().minor(), payment.charged().digits());
    return asked.signum() == 0 ? "1" : paid.divide(asked, 6, RoundingMode.HALF_UP).toPlainString();
  }

  private Map<String, Object> inquiryPayment(String clientId, JsonNode message) {
    var id = Json.text(message, "paymentId");
    var requestId = Json.text(message, "paymentRequestId");
    if (id == null && requestId == null) {
      throw illegal("paymentRequestId");
    }
    var found = network.find(clientId, id, requestId);
    if (found.isEmpty() || found.get().account().isEmpty()) {
      return Json.object("result", result("ORDER_NOT_EXIST"));
    }
    var payment = found.get();
    return Json.object(
        "result", result(WalletNetwork.SUCCESS),
        "paymentStatus", payment.status().name(),
        "paymentResultCode", payment.code(),
        "paymentResultMessage", message(payment.code()),
        "paymentRequestId", payment.order().requestId(),
        "paymentId", payment.id(),
        "paymentAmount", amount(payment.order().amount()),
        "actualPaymentAmount",
            payment.status() == Status.SUCCESS ? amount(payment.charged()) : null,
        "paymentCreateTime", payment.createdAt().toString(),
        "paymentTime", paidAt(payment));
  }

  private Map<String, Object> cancel(String clientId, JsonNode message) {
    var id = Json.text(message, "paymentId");
    var requestId = Json.text(message, "paymentRequestId");
    if (id == null && requestId == null) {
      throw illegal("paymentRequestId");
    }
    var outcome = network.cancel(clientId, id, requestId);
    var payment = outcome.payment();
    return payment == null
        ? Json.object("result", result(outcome.code()))
        : Json.object(
            "result", result(outcome.code()),
            "paymentId", payment.id(),
            "paymentRequestId", payment.order().requestId(),
            "cancelTime", payment.decidedAt() == null ? null : payment.decidedAt().toString());
  }

  private Map<String, Object> refund(String clientId, JsonNode message) {
    var outcome =
        network.refund(
            clientId,
            id(message, "refundRequestId"),
            id(message, "paymentId"),
            amount(message, "refundAmount"));
    var refund = outcome.refund();
    return refund == null ? Json.object("result", result(outcome.code())) : refund(refund, null);
  }

  private Map<String, Object> inquiryRefund(String clientId, JsonNode message) {
    var id = Json.text(message, "refundId");
    var requestId = Json.text(message, "refundRequestId");
    if (id == null && requestId == null) {
      throw illegal("refundRequestId");
    }
    return network
        .findRefund(clientId, id, requestId)
        .map(refund -> refund(refund, "SUCCESS"))
        .orElseGet(() -> Json.object("result", result("ORDER_NOT_EXIST")));
  }

  private static Map<String, Object> refund(Refund refund, @Nullable String status) {
    return Json.object(
        "result", result(WalletNetwork.SUCCESS),
        "refundRequestId", refund.requestId(),
        "refundId", refund.id(),
        "paymentId", refund.paymentId(),
        "refundAmount", amount(refund.amount()),
        "refundStatus", status,
        "refundTime", refund.createdAt().toString());
  }

  private Answer register(Request request) {
    var json = request.isJson() ? request.json() : null;
    var clientId = json == null ? request.form("clientId") : Json.required(json, "clientId");
    var key = json == null ? request.form("publicKeyPem") : Json.required(json, "publicKeyPem");
    network.register(clientId, key);
    return json == null
        ? Answer.seeOther("/wallet/keys")
        : Answer.json(200, Json.object("networkPublicKeyPem", network.seal().publicKeyPem()));
  }

  private Answer signed(Request request, Map<String, Object> content) {
    return sealed(request, Answer.json(200, content), false);
  }

  /// A lying answer carries the network's signature over something else.
  private Answer sealed(Request request, Answer answer, boolean lie) {
    var given = request.header("Client-Id");
    var clientId = given == null ? "" : given;
    var time = clock.instant().toString();
    var body = lie ? "{}".getBytes(StandardCharsets.UTF_8) : answer.body();
    return answer
        .with("Client-Id", clientId)
        .with("Response-Time", time)
        .with("Signature", network.seal().header(request.rawPath(), clientId, time, body));
  }

  private static Amount amount(JsonNode message, String name) {
    var node = message.path(name);
    var value = Json.text(node, "value", "");
    var amount =
        Amount.read(value, Json.text(node, "currency", "")).orElseThrow(() -> illegal(name));
    if (amount.minor() == 0) {
      throw illegal(name);
    }
    return amount;
  }

  private static String id(JsonNode message, String name) {
    var id = required(message, name);
    if (id.length() > 128) {
      throw illegal(name);
    }
    return id;
  }

  private static String required(JsonNode message, String name) {
    var text = Json.text(message, name);
    if (text == null || text.isBlank() || text.length() > MAX_TEXT) {
      throw illegal(name);
    }
    return text;
  }

  private static String header(Request request, String name) {
    var value = request.header(name);
    if (value == null || value.isBlank() || value.length() > MAX_TEXT) {
      throw illegal(name);
    }
    return value;
  }

  private static boolean isAddress(String address) {
    try {
      var uri = URI.create(address);
      return uri.getHost() != null
          && uri.getScheme() != null
          && Set.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isTime(String time) {
    try {
      OffsetDateTime.parse(time);
      return true;
    } catch (DateTimeException _) {
      return time.matches("\\d{13}");
    }
  }

  private static @Nullable String paidAt(Payment payment) {
    return payment.status() == Status.SUCCESS && payment.decidedAt() != null
        ? payment.decidedAt().toString()
        : null;
  }

  private static Refused illegal(String name) {
    return new Refused(200, "PARAM_ILLEGAL", "Illegal parameters: " + name + ".");
  }

  private static String message(String code) {
    return switch (code) {
      case WalletNetwork.SUCCESS -> "Success";
      case WalletNetwork.IN_PROCESS -> "The payment is being processed";
      case WalletNetwork.CLOSED -> "The order is closed";
      case "USER_BALANCE_NOT_ENOUGH" -> "The balance of the wallet is not enough";
      case "USER_AMOUNT_EXCEED_LIMIT" -> "The amount exceeds the wallet's limit";
      case "RISK_REJECT" -> "Refused by risk control";
      case "INVALID_ACCESS_TOKEN" -> "The access token is not valid";
      case "INVALID_AUTHCODE" -> "The authorization code is not valid";
      case "REPEAT_REQ_INCONSISTENT" -> "Repeated requests are inconsistent";
      case "ORDER_NOT_EXIST" -> "The order does not exist";
      case "ORDER_STATUS_INVALID" -> "The order's status does not allow this";
      case "REFUND_AMOUNT_EXCEED" -> "The refund exceeds what was paid";
      case "CURRENCY_NOT_SUPPORT" -> "The currency is not supported";
      default -> code;
    };
  }

  /// A refusal is an answer too, signed like any other.
  private final class Signed implements Dialect {

    @Override
    public Answer refuse(Request request, Refused refused) {
      var code = refused.status() == 200 ? refused.code() : "PARAM_ILLEGAL";
      var result =
          Json.object("resultCode", code, "resultStatus", "F", "resultMessage", refused.detail());
      return sealed(request, Answer.json(200, Json.object("result", result)), false);
    }

    @Override
    public Answer lie(Request request, Router.Handler honest) throws IOException {
      return sealed(request, honest.answer(request), true);
    }
  }
}
