package hutong.payment.internal;

import hutong.payment.PaymentId;
import hutong.payment.Rail;
import hutong.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A card provider that speaks Stripe's API. Card numbers never come here: she types them on the
/// provider's own page.
@Component
class CardGateway implements RailGateway {

  private static final Logger LOG = LoggerFactory.getLogger(CardGateway.class);
  private static final Duration SIGNATURE_FRESH = Duration.ofMinutes(5);
  static final String NOTICES = "/api/v1/hooks/card";

  /// A status and a body that made sense.
  private record Reply(int status, JsonNode body) {}

  private final PaymentSettings.@Nullable Card settings;
  private final WebSettings web;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PaymentLimits.CONNECT).build();

  CardGateway(PaymentSettings settings, WebSettings web, InstantSource clock) {
    this.settings = settings.card();
    this.web = web;
    this.clock = clock;
  }

  @Override
  public Rail rail() {
    return Rail.CARD;
  }

  boolean isOffered() {
    return settings != null;
  }

  @Override
  public ChargeAnswer charge(Charge charge) {
    var form = new LinkedHashMap<String, String>();
    form.put("amount", Long.toString(charge.total().minor()));
    form.put("currency", charge.total().currency().getCurrencyCode().toLowerCase(Locale.ROOT));
    form.put("customer", charge.token().getOrDefault("customer", ""));
    form.put("payment_method", charge.token().getOrDefault("method", ""));
    form.put("confirm", "true");
    form.put("description", charge.description());
    form.put("metadata[hutong_payment]", charge.id().toString());
    form.put("return_url", web.publicUrl() + "/payments/" + charge.id() + "/back");
    return post("payment_intents", form, charge.id().toString())
        .map(reply -> charged(reply.body(), reply.status()))
        .orElseGet(ChargeAnswer.Unknown::new);
  }

  private static ChargeAnswer charged(JsonNode body, int status) {
    if (status == 200) {
      return intent(body);
    }
    var error = body.path("error");
    if (error.path("type").asString("").equals("card_error")) {
      return new ChargeAnswer.Declined(
          Decline.ofCard(error.path("code").asString(""), error.path("decline_code").asString("")));
    }
    return status < 500 && status != 409 && status != 429
        ? new ChargeAnswer.Declined(Decline.RAIL_SAID_NO)
        : new ChargeAnswer.Unknown();
  }

  private static ChargeAnswer intent(JsonNode intent) {
    var id = intent.path("id").asString("");
    return switch (intent.path("status").asString("")) {
      case "succeeded" -> new ChargeAnswer.Taken(id);
      case "requires_action" -> {
        var url = intent.path("next_action").path("redirect_to_url").path("url").asString("");
        yield url.startsWith("http")
            ? new ChargeAnswer.ActionNeeded(id, url)
            : new ChargeAnswer.Processing(id);
      }
      case "requires_payment_method", "canceled" -> {
        var error = intent.path("last_payment_error");
        yield new ChargeAnswer.Declined(
            Decline.ofCard(
                error.path("code").asString(""), error.path("decline_code").asString("")));
      }
      case "processing", "requires_capture", "requires_confirmation" ->
          new ChargeAnswer.Processing(id);
      default -> new ChargeAnswer.Unknown();
    };
  }

  @Override
  public ChargeAnswer inquire(PaymentId id, @Nullable String outsideId) {
    if (outsideId != null && outsideId.matches("[A-Za-z0-9_]+")) {
      return get("payment_intents/" + outsideId)
          .filter(reply -> reply.status() == 200)
          .map(reply -> intent(reply.body()))
          .orElseGet(ChargeAnswer.Unknown::new);
    }
    var query = "metadata['hutong_payment']:'" + id + "'";
    return get("payment_intents/search?query=" + encode(query))
        .filter(reply -> reply.status() == 200)
        .<ChargeAnswer>map(
            reply -> {
              var found = reply.body().path("data");
              return found.isEmpty() ? new ChargeAnswer.NotFound() : intent(found.get(0));
            })
        .orElseGet(ChargeAnswer.Unknown::new);
  }

  /// What has been taken already cannot be cancelled there: it is refunded whole.
  @Override
  public UndoAnswer undo(PaymentId id, @Nullable String outsideId) {
    return switch (inquire(id, outsideId)) {
      case ChargeAnswer.NotFound() -> new UndoAnswer.NothingThere();
      case ChargeAnswer.Taken(var intent) ->
          isDone(post("refunds", Map.of("payment_intent", intent), "undo-" + id));
      case ChargeAnswer.Processing(var intent) -> cancel(id, intent);
      case ChargeAnswer.ActionNeeded(var intent, _) -> cancel(id, intent);
      case ChargeAnswer.Declined(_) -> new UndoAnswer.Undone();
      case ChargeAnswer.Unknown() -> new UndoAnswer.Unknown();
    };
  }

  private UndoAnswer cancel(PaymentId id, String intent) {
    return isDone(post("payment_intents/" + intent + "/cancel", Map.of(), "cancel-" + id));
  }

  private static UndoAnswer isDone(Optional<Reply> reply) {
    return reply.filter(each -> each.status() == 200).isPresent()
        ? new UndoAnswer.Undone()
        : new UndoAnswer.Unknown();
  }

  @Override
  public RefundAnswer refund(Refund refund) {
    var form = new LinkedHashMap<String, String>();
    form.put("payment_intent", refund.outsideId());
    form.put("amount", Long.toString(refund.amount().minor()));
    form.put("metadata[hutong_refund]", refund.id().toString());
    return post("refunds", form, refund.id().toString())
        .<RefundAnswer>map(
            reply -> {
              if (reply.status() == 200) {
                return new RefundAnswer.Returned(reply.body().path("id").asString(""));
              }
              return reply.status() < 500 && reply.status() != 409 && reply.status() != 429
                  ? new RefundAnswer.Refused()
                  : new RefundAnswer.Unknown();
            })
        .orElseGet(RefundAnswer.Unknown::new);
  }

  @Override
  public Optional<LinkStart> startLink(UUID link, String provider, String state, String returnUrl) {
    var customer =
        created("customers", Map.of("metadata[hutong_link]", link.toString()), link, "c");
    if (customer.isEmpty()) {
      return Optional.empty();
    }
    var id = customer.get().path("id").asString("");
    var form = new LinkedHashMap<String, String>();
    form.put("mode", "setup");
    form.put("customer", id);
    form.put("success_url", returnUrl + "?authState=" + state + "&authCode={CHECKOUT_SESSION_ID}");
    form.put("cancel_url", web.publicUrl() + "/pay/rails");
    return created("checkout/sessions", form, link, "s")
        .map(
            session ->
                new LinkStart(
                    session.path("url").asString(""),
                    Map.of("customer", id, "session", session.path("id").asString(""))))
        .filter(start -> start.url().startsWith("http"));
  }

  private Optional<JsonNode> created(
      String path, Map<String, String> form, UUID link, String suffix) {
    return post(path, form, "link-" + link + "-" + suffix)
        .filter(reply -> reply.status() == 200)
        .map(Reply::body);
  }

  /// The session is the one that was begun, whatever the address says.
  @Override
  public Optional<Linked> finishLink(String provider, Map<String, String> remembered, String code) {
    var session = remembered.getOrDefault("session", "");
    if (!session.matches("[A-Za-z0-9_]+")) {
      return Optional.empty();
    }
    var method =
        get("checkout/sessions/" + session + "?expand%5B%5D=setup_intent")
            .filter(reply -> reply.status() == 200)
            .filter(reply -> reply.body().path("status").asString("").equals("complete"))
            .map(reply -> reply.body().path("setup_intent").path("payment_method").asString(""))
            .filter(id -> id.matches("[A-Za-z0-9_]+"));
    return method
        .flatMap(id -> get("payment_methods/" + id))
        .filter(reply -> reply.status() == 200)
        .map(reply -> linked(reply.body(), remembered.getOrDefault("customer", "")));
  }

  private static Linked linked(JsonNode method, String customer) {
    var card = method.path("card");
    var token = new TreeMap<String, String>();
    token.put("customer", customer);
    token.put("method", method.path("id").asString(""));
    token.put(CardHolder.NAME, method.path("billing_details").path("name").asString(""));
    return new Linked(
        card.path("brand").asString("card"),
        currencyOf(card.path("country").asString("")),
        "•••• " + card.path("last4").asString(""),
        token);
  }

  static String currencyOf(String country) {
    try {
      var currency = Currency.getInstance(Locale.of("", country));
      return currency == null ? "CNY" : currency.getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      return "CNY";
    }
  }

  /// The provider forgets the card: nobody can charge it any more, whatever we kept.
  @Override
  public void unlink(Map<String, String> token) {
    var method = token.getOrDefault("method", "");
    if (method.matches("[A-Za-z0-9_]+")) {
      var reply = post("payment_methods/" + method + "/detach", Map.of(), "unlink-" + method);
      if (reply.filter(each -> each.status() == 200).isEmpty()) {
        LOG.warn("card provider: a card is unlinked here, but not there");
      }
    }
  }

  /// Whether a notice really comes from the provider: HMAC over its time and raw bytes.
  boolean isGenuine(@Nullable String header, byte[] body) {
    if (settings == null || header == null || header.length() > 1_000) {
      return false;
    }
    String time = "";
    var signatures = new ArrayList<String>();
    for (var part : header.split(",", -1)) {
      if (part.startsWith("t=")) {
        time = part.substring(2);
      } else if (part.startsWith("v1=")) {
        signatures.add(part.substring(3));
      }
    }
    if (!time.matches("[0-9]{1,12}")) {
      return false;
    }
    long age = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time));
    byte[] wanted = hmac(settings.webhookSecret(), time, body);
    return age <= SIGNATURE_FRESH.toSeconds()
        && signatures.stream().anyMatch(given -> same(wanted, given));
  }

  private static boolean same(byte[] wanted, String hex) {
    try {
      return MessageDigest.isEqual(wanted, HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }

  static byte[] hmac(String secret, String time, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Reply> post(String path, Map<String, String> form, String key) {
    var body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        path,
        builder ->
            builder
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
  }

  private Optional<Reply> get(String path) {
    return send(path, HttpRequest.Builder::GET);
  }

  private Optional<Reply> send(String path, UnaryOperator<HttpRequest.Builder> fill) {
    if (settings == null) {
      return Optional.empty();
    }
    var request =
        fill.apply(
                HttpRequest.newBuilder(URI.create(settings.url() + "/v1/" + path))
                    .timeout(PaymentLimits.ANSWER)
                    .header("Authorization", "Bearer " + settings.secretKey()))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofByteArray());
      return answer.body().length > PaymentLimits.ANSWER_BYTES
          ? Optional.empty()
          : Optional.of(new Reply(answer.statusCode(), json.readTree(answer.body())));
    } catch (IOException | JacksonException noAnswer) {
      LOG.warn("card provider: {}", noAnswer.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
