package hutong.payment.internal;

import hutong.payment.PaymentId;
import hutong.payment.WalletSignature.Verdict;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Notices from outside. Each is checked over its raw bytes, and then only taken as a hint: the
/// rail itself is asked. So one that comes late, twice, or in the wrong order does no harm.
@RestController
@Hidden
class HookApi {

  private static final Logger LOG = LoggerFactory.getLogger(HookApi.class);

  private final WalletGateway wallet;
  private final CardGateway card;
  private final PaymentService payments;
  private final Cashier cashier;
  private final JsonMapper json = JsonMapper.builder().build();

  HookApi(WalletGateway wallet, CardGateway card, PaymentService payments, Cashier cashier) {
    this.wallet = wallet;
    this.card = card;
    this.payments = payments;
    this.cashier = cashier;
  }

  @PostMapping(WalletGateway.NOTICES)
  ResponseEntity<Map<String, Object>> wallet(HttpServletRequest request) throws IOException {
    byte[] body = body(request);
    var uri =
        request.getQueryString() == null
            ? request.getRequestURI()
            : request.getRequestURI() + "?" + request.getQueryString();
    var verdict = wallet.verify(uri, headers(request), body);
    if (verdict != Verdict.RIGHT) {
      LOG.warn("wallet notice refused: {}", verdict);
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED).body(result("INVALID_SIGNATURE", "F"));
    }
    read(body)
        .flatMap(notice -> id(notice.path("paymentRequestId").asString("")))
        .ifPresent(this::look);
    return ResponseEntity.ok(result("SUCCESS", "S"));
  }

  @PostMapping(CardGateway.NOTICES)
  ResponseEntity<Void> card(HttpServletRequest request) throws IOException {
    byte[] body = body(request);
    if (!card.isGenuine(request.getHeader("Stripe-Signature"), body)) {
      LOG.warn("card notice refused");
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }
    read(body)
        .map(notice -> notice.path("data").path("object").path("metadata"))
        .flatMap(metadata -> id(metadata.path("hutong_payment").asString("")))
        .ifPresent(this::look);
    return ResponseEntity.ok().build();
  }

  private void look(PaymentId id) {
    if (payments.findEntry(id).isPresent()) {
      cashier.recover(id);
    }
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(PaymentLimits.HOOK_BYTES + 1);
    if (body.length > PaymentLimits.HOOK_BYTES) {
      throw Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE).stop();
    }
    return body;
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    var headers = new HashMap<String, String>();
    for (var name : Collections.list(request.getHeaderNames())) {
      headers.put(name, request.getHeader(name));
    }
    return headers;
  }

  private Optional<JsonNode> read(byte[] body) {
    try {
      return Optional.of(json.readTree(body));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<PaymentId> id(String text) {
    try {
      return Optional.of(PaymentId.parse(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> result(String code, String status) {
    return Map.of(
        "result", Map.of("resultCode", code, "resultStatus", status, "resultMessage", code));
  }
}
