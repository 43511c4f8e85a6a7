package hutong.payment.internal;

import hutong.database.GroupCommit;
import hutong.kernel.Money;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.payment.Payment;
import hutong.payment.PaymentStatus;
import hutong.payment.internal.BalanceService.Result;
import hutong.payment.internal.IdempotencyService.Admission;
import hutong.web.Problem;
import hutong.web.ReaderLanguage;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests that move money: once per key, the same bytes to the same request.
@Component
class Answers {

  static final String MODULE = "payment";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final IdempotencyService keys;
  private final BalanceTill balances;
  private final Merchants merchants;
  private final Languages languages;
  private final ReaderLanguage readers;
  private final WebSettings web;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Answers(
      IdempotencyService keys,
      BalanceTill balances,
      Merchants merchants,
      Languages languages,
      ReaderLanguage readers,
      WebSettings web) {
    this.keys = keys;
    this.balances = balances;
    this.merchants = merchants;
    this.languages = languages;
    this.readers = readers;
    this.web = web;
  }

  /// Who asks, under which key, for what.
  record Request(String caller, String key, byte[] fingerprint) {}

  /// @throws Problem.Stop when there is no usable key
  Request request(String caller, @Nullable String key, HttpServletRequest http, Object body) {
    if (key == null || key.isBlank()) {
      throw problem("IDEMPOTENCY_KEY_MISSING", HttpStatus.BAD_REQUEST).stop();
    }
    if (key.length() > PaymentLimits.IDEMPOTENCY_KEY || !key.matches("[ -~]+")) {
      throw problem("IDEMPOTENCY_KEY_UNUSABLE", HttpStatus.BAD_REQUEST).stop();
    }
    return new Request(caller, key, fingerprint(http, body));
  }

  private byte[] fingerprint(HttpServletRequest http, Object body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (http.getMethod() + " " + http.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
      return digest.digest(json.writeValueAsBytes(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Does what is asked unless it was done before.
  Answer once(Request request, Supplier<Answer> act) {
    var name = request.caller() + "\n" + request.key();
    if (!running.add(name)) {
      throw keys.isOther(request.caller(), request.key(), request.fingerprint())
          ? otherRequest()
          : stillRunning();
    }
    try {
      return switch (keys.admit(request.caller(), request.key(), request.fingerprint())) {
        case Admission.Answered(var answer) -> answer;
        case Admission.Running() -> throw stillRunning();
        case Admission.OtherRequest() -> throw otherRequest();
        case Admission.Fresh() -> {
          var answer = act.get();
          keys.answer(request.caller(), request.key(), answer);
          yield answer;
        }
      };
    } finally {
      running.remove(name);
    }
  }

  /// The same for a payment from the balance: key, answer and payment are one commit.
  Answer fromBalance(Request request, NewCharge charge, HttpServletRequest http) {
    var words = words(http);
    var wish =
        new BalanceService.Wish(
            request.caller(),
            request.key(),
            request.fingerprint(),
            charge,
            entry -> paid(entry, words));
    try {
      return switch (balances.pay(wish)) {
        case Result.Answered(var answer) -> answer;
        case Result.Running() -> throw stillRunning();
        case Result.OtherRequest() -> throw otherRequest();
      };
    } catch (GroupCommit.Busy busy) {
      throw Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE).stop();
    }
  }

  private static Problem.Stop stillRunning() {
    return problem("STILL_RUNNING", HttpStatus.CONFLICT).stop();
  }

  private static Problem.Stop otherRequest() {
    return problem("KEY_USED_FOR_ANOTHER_REQUEST", HttpStatus.UNPROCESSABLE_CONTENT).stop();
  }

  static Problem problem(String code, HttpStatus status, Object... arguments) {
    return Problem.of(MODULE, code, status, arguments);
  }

  Words words(HttpServletRequest http) {
    return languages.words(readers.of(http));
  }

  /// How a payment ended: 201 paid, 202 not decided yet, 402 declined with reason and next step.
  Answer paid(Entry entry, Words words) {
    return switch (entry.payment().status()) {
      case POSTED, PARTLY_REFUNDED, REFUNDED -> ok(201, payment(entry));
      case PENDING, CREATED -> ok(202, payment(entry));
      case FAILED, VOIDED -> declined(entry, words);
    };
  }

  private Answer declined(Entry entry, Words words) {
    var reason = entry.payment().reason();
    var code = reason == null ? Decline.RAIL_SAID_NO.name() : reason;
    var body = new LinkedHashMap<String, Object>();
    body.put("type", web.publicUrl() + "/problems/PAYMENT_DECLINED");
    body.put("title", words.t("payment.problem.PAYMENT_DECLINED.title"));
    body.put("status", HttpStatus.PAYMENT_REQUIRED.value());
    body.put("detail", words.t("payment.decline.text." + code));
    body.put("code", code);
    body.put("next", words.t("payment.decline.next." + code));
    body.put("contact", words.t("web.problem.contact", web.helpline()));
    body.put("payment", payment(entry));
    return new Answer(HttpStatus.PAYMENT_REQUIRED.value(), PROBLEM, json.writeValueAsBytes(body));
  }

  /// A refusal that is part of an answer under a key.
  Answer refused(Problem problem, Words words) {
    var arguments = problem.arguments().toArray();
    var body = new LinkedHashMap<String, Object>();
    body.put("type", web.publicUrl() + "/problems/" + problem.code());
    body.put("title", words.t(problem.key("title"), arguments));
    body.put("status", problem.status().value());
    body.put("detail", words.t(problem.key("detail"), arguments));
    body.put("code", problem.code());
    body.put("next", words.t(problem.key("next"), arguments));
    body.put("contact", words.t("web.problem.contact", web.helpline()));
    return new Answer(problem.status().value(), PROBLEM, json.writeValueAsBytes(body));
  }

  Answer ok(int status, Object body) {
    return new Answer(status, JSON, json.writeValueAsBytes(body));
  }

  Map<String, Object> payment(Entry entry) {
    var payment = entry.payment();
    var body = new LinkedHashMap<String, Object>();
    body.put("id", payment.id().toString());
    body.put("number", payment.number());
    body.put("kind", entry.kind().name());
    body.put("status", payment.status().name());
    var merchant = payment.merchant();
    if (merchant != null) {
      merchants
          .find(merchant)
          .ifPresent(
              shop ->
                  body.put("merchant", Map.of("key", shop.key(), "name", shop.names().get("en"))));
    }
    price(body, payment.price());
    if (payment.reason() != null) {
      body.put("reason", payment.reason());
    }
    if (payment.status() == PaymentStatus.PENDING && entry.actionUrl() != null) {
      body.put("action", entry.actionUrl());
    }
    if (entry.bill() != null) {
      body.put("bill", entry.bill());
    }
    body.put("madeAt", payment.times().made().toString());
    if (payment.times().settled() != null) {
      body.put("settledAt", payment.times().settled().toString());
    }
    return body;
  }

  private static void price(Map<String, Object> body, Payment.@Nullable Price price) {
    if (price == null) {
      return;
    }
    body.put("amount", money(price.amount()));
    body.put("fee", money(price.fee()));
    body.put("total", money(price.charged()));
    if (price.rail() != null) {
      body.put("rail", price.rail().name());
    }
    if (price.rate() != null) {
      body.put("rate", price.rate());
      body.put("rateDay", String.valueOf(price.rateDay()));
    }
    body.put("refunded", money(price.refunded()));
  }

  static Map<String, Object> refund(RefundEntry refund) {
    var body = new LinkedHashMap<String, Object>();
    body.put("id", "refund_" + refund.id().toString().replace("-", ""));
    body.put("payment", refund.payment().toString());
    body.put("status", refund.state().name());
    body.put("amount", money(refund.amount()));
    var charged = refund.charged();
    if (charged != null) {
      body.put("toPayer", money(charged));
    }
    body.put("madeAt", refund.madeAt().toString());
    return body;
  }

  static Map<String, String> money(Money money) {
    var body = new LinkedHashMap<String, String>();
    body.put("value", money.decimal());
    body.put("currency", money.currency().getCurrencyCode());
    return body;
  }
}
