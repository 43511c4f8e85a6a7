package hutong.sandbox.psp;

import hutong.sandbox.psp.CardProcessor.Act;
import hutong.sandbox.psp.PspRecords.Merchant;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The processor's interface for programs.
final class PspApi {

  /// Changes something, under an idempotency key.
  private interface Change {
    Act act(Merchant merchant, Request request);
  }

  /// Only looks.
  private interface Look {
    Map<String, Object> look(Merchant merchant, Request request);
  }

  private static final Pattern QUERY =
      Pattern.compile("metadata\\[['\"]([^'\"]{1,100})['\"]]\\s*:\\s*['\"]([^'\"]{1,500})['\"]");
  private static final int MAX_KEY = 255;

  private final CardProcessor processor;

  PspApi(CardProcessor processor) {
    this.processor = processor;
  }

  void serve(Router router) {
    router.page("POST", "/psp/clients", this::register);
    change(router, "customers", (m, r) -> processor.createCustomer(m, r.form()));
    change(router, "checkout/sessions", (m, r) -> processor.createSession(m, r.form()));
    change(router, "payment_intents", (m, r) -> processor.createIntent(m, r.form()));
    change(
        router, "payment_intents/{id}/confirm", (m, r) -> processor.confirm(m, r.variable("id")));
    change(
        router, "payment_intents/{id}/capture", (m, r) -> processor.capture(m, r.variable("id")));
    change(router, "payment_intents/{id}/cancel", (m, r) -> processor.cancel(m, r.variable("id")));
    change(router, "refunds", (m, r) -> processor.refund(m, r.form()));
    change(router, "payment_methods/{id}/detach", (m, r) -> processor.detach(m, r.variable("id")));
    look(router, "payment_intents/search", this::search);
    look(router, "payment_intents/{id}", (m, r) -> processor.getIntent(m, r.variable("id")).json());
    look(router, "customers/{id}", (m, r) -> processor.getCustomer(m, r.variable("id")).json());
    look(router, "setup_intents/{id}", (m, r) -> processor.getSetup(m, r.variable("id")).json());
    look(router, "refunds/{id}", (m, r) -> processor.getRefund(m, r.variable("id")).json());
    look(
        router,
        "payment_methods/{id}",
        (m, r) ->
            processor
                .findMethod(m, r.variable("id"))
                .orElseThrow(() -> PspError.noSuch("PaymentMethod", r.variable("id")))
                .json());
    look(
        router,
        "checkout/sessions/{id}",
        (m, r) -> processor.session(m, r.variable("id"), expands(r)));
  }

  private void change(Router router, String path, Change change) {
    router.api(
        Part.PSP,
        "POST",
        "/psp/v1/" + path,
        Stripe.INSTANCE,
        request -> guarded(() -> change(request, change)));
  }

  private void look(Router router, String path, Look look) {
    router.api(
        Part.PSP,
        "GET",
        "/psp/v1/" + path,
        Stripe.INSTANCE,
        request -> guarded(() -> Answer.json(200, look.look(merchant(request), request))));
  }

  private Answer change(Request request, Change change) {
    var merchant = merchant(request);
    var key = request.header("Idempotency-Key");
    if (key != null && key.length() > MAX_KEY) {
      throw PspError.idempotency("An idempotency key has at most 255 characters.");
    }
    if (request.isJson()) {
      throw PspError.request(
          400, null, "Requests are sent as application/x-www-form-urlencoded, not as JSON.");
    }
    var same = request.rawPath() + " " + new TreeMap<>(request.form());
    var answered = processor.once(merchant, key, same, () -> change.act(merchant, request));
    var answer =
        Answer.of(
            answered.status(),
            "application/json",
            answered.body().getBytes(StandardCharsets.UTF_8));
    return answered.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
  }

  private Map<String, Object> search(Merchant merchant, Request request) {
    var query = QUERY.matcher(request.query("query", "").strip());
    if (!query.matches()) {
      throw PspError.request(
          400, null, "The sandbox searches for metadata['key']:'value' only.", "query");
    }
    var found =
        processor.search(merchant, query.group(1), query.group(2)).stream()
            .map(PspRecords.Intent::json)
            .toList();
    return Json.object(
        "object",
        "search_result",
        "data",
        found,
        "has_more",
        false,
        "url",
        "/v1/payment_intents/search");
  }

  private Merchant merchant(Request request) {
    var header = request.header("Authorization");
    var key = header != null && header.startsWith("Bearer ") ? header.substring(7).strip() : "";
    return processor
        .findMerchant(key)
        .orElseThrow(() -> PspError.request(401, null, "Invalid API Key provided."));
  }

  private static boolean expands(Request request) {
    return request.query().entrySet().stream()
        .anyMatch(
            field ->
                field.getKey().startsWith("expand") && field.getValue().equals("setup_intent"));
  }

  private Answer register(Request request) {
    var url =
        request.isJson() ? Json.text(request.json(), "webhookUrl", "") : request.form("webhookUrl");
    var merchant = processor.register(url);
    return Answer.json(
        200,
        Json.object("secretKey", merchant.secretKey(), "webhookSecret", merchant.webhookSecret()));
  }

  private interface Answering {
    Answer answer() throws IOException;
  }

  private static Answer guarded(Answering answering) throws IOException {
    try {
      return answering.answer();
    } catch (PspError error) {
      return Answer.of(error.status(), "application/json", error.body());
    }
  }

  /// Refusals in the processor's shape, and answers cut in half when it lies.
  private enum Stripe implements Dialect {
    INSTANCE;

    @Override
    public Answer refuse(Request request, Refused refused) {
      var error = PspError.request(refused.status(), null, refused.detail());
      return Answer.of(error.status(), "application/json", error.body());
    }

    @Override
    public Answer lie(Request request, Router.Handler honest) throws IOException {
      var answer = honest.answer(request);
      var half = Arrays.copyOf(answer.body(), answer.body().length / 2);
      return new Answer(200, answer.headers(), half);
    }
  }
}
