package hutong.sandbox.psp;

import hutong.sandbox.psp.PspRecords.Customer;
import hutong.sandbox.psp.PspRecords.Intent;
import hutong.sandbox.psp.PspRecords.Merchant;
import hutong.sandbox.psp.PspRecords.Method;
import hutong.sandbox.psp.PspRecords.Refund;
import hutong.sandbox.psp.PspRecords.Replay;
import hutong.sandbox.psp.PspRecords.Session;
import hutong.sandbox.psp.PspRecords.SetupIntent;
import hutong.sandbox.settlement.Movement;
import hutong.sandbox.web.Amount;
import hutong.sandbox.web.Courier;
import hutong.sandbox.web.Faults;
import hutong.sandbox.web.Faults.Mode;
import hutong.sandbox.web.Ids;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Journal.Change;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Router;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The processor's books. What one request changes, its answer to the idempotency key and its
/// notices go to the journal in one line, so that a kill loses or doubles nothing.
public final class CardProcessor implements AutoCloseable {

  /// What a request comes to: the answer, and the changes that go with it.
  record Act(Map<String, Object> answer, List<Change> changes, @Nullable PspError error) {

    static Act of(Map<String, Object> answer, List<Change> changes) {
      return new Act(answer, changes, null);
    }
  }

  private static final Duration SESSION_LASTS = Duration.ofHours(1);
  private static final int FOUND_AT_MOST = 100;

  private final Journal journal;
  private final Journal.Table<Merchant> merchants;
  private final Journal.Table<Customer> customers;
  private final Journal.Table<Session> sessions;
  private final Journal.Table<SetupIntent> setups;
  private final Journal.Table<Method> methods;
  private final Journal.Table<Intent> intents;
  private final Journal.Table<Refund> refunds;
  private final Journal.Table<Replay> replays;
  private final Courier courier;
  private final InstantSource clock;
  private final String publicUrl;

  public CardProcessor(
      Path data, InstantSource clock, Faults faults, HttpClient client, String publicUrl) {
    this.journal = new Journal(data.resolve("psp.jsonl"));
    this.merchants = journal.table("merchant", Merchant.class);
    this.customers = journal.table("customer", Customer.class);
    this.sessions = journal.table("session", Session.class);
    this.setups = journal.table("setup", SetupIntent.class);
    this.methods = journal.table("method", Method.class);
    this.intents = journal.table("intent", Intent.class);
    this.refunds = journal.table("refund", Refund.class);
    this.replays = journal.table("replay", Replay.class);
    this.courier = new Courier(journal, client, clock);
    this.clock = clock;
    this.publicUrl = publicUrl;
    journal.open();
    courier.start(
        notice -> signature(notice, faults.of(Part.PSP).mode() == Mode.WRONG),
        answer -> answer.statusCode() / 100 == 2,
        () -> faults.of(Part.PSP).mode() != Mode.DEAD);
  }

  public void serve(Router router) {
    new PspApi(this).serve(router);
    new PspPages(this, clock).serve(router);
  }

  @Override
  public void close() {
    courier.close();
    journal.close();
  }

  // Merchants

  synchronized Merchant register(String webhookUrl) {
    if (!webhookUrl.isEmpty() && !PspForms.isAddress(webhookUrl)) {
      throw new Refused(422, "ADDRESS_UNUSABLE", "A webhook must begin with http or https.");
    }
    var merchant = new Merchant(Ids.random("sk_test_"), Ids.random("whsec_"), webhookUrl);
    journal.save(merchants.put(merchant.secretKey(), merchant));
    return merchant;
  }

  Optional<Merchant> findMerchant(String secretKey) {
    return merchants.find(secretKey);
  }

  List<Merchant> listMerchants() {
    return merchants.list();
  }

  // Requests

  /// Does what a request asks, once for its key: the same answer to the same request, byte for
  /// byte, and a refusal to another request under the same key.
  synchronized Answered once(
      Merchant merchant, @Nullable String key, String request, Supplier<Act> act) {
    var id = merchant.secretKey() + " " + key;
    var known = key == null ? Optional.<Replay>empty() : replays.find(id);
    if (known.isPresent()) {
      if (!known.get().request().equals(request)) {
        throw PspError.idempotency(
            "Keys for idempotent requests can only be used with the same parameters they were"
                + " first used with.");
      }
      return new Answered(known.get().status(), known.get().body(), true);
    }
    var done = act.get();
    int status = done.error() == null ? 200 : done.error().status();
    var bytes = done.error() == null ? Json.bytes(done.answer()) : done.error().body();
    var body = new String(bytes, StandardCharsets.UTF_8);
    var changes = new ArrayList<>(done.changes());
    if (key != null) {
      changes.add(replays.put(id, new Replay(request, status, body)));
    }
    if (!changes.isEmpty()) {
      journal.save(changes);
    }
    return new Answered(status, body, false);
  }

  record Answered(int status, String body, boolean replayed) {}

  Act createCustomer(Merchant merchant, Map<String, String> form) {
    var customer =
        new Customer(
            Ids.random("cus_"),
            merchant.secretKey(),
            form.get("email"),
            form.get("name"),
            PspForms.metadata(form),
            now());
    return Act.of(customer.json(), List.of(customers.put(customer.id(), customer)));
  }

  Act createSession(Merchant merchant, Map<String, String> form) {
    if (!"setup".equals(form.get("mode"))) {
      throw PspError.request(400, "parameter_invalid", "The sandbox knows mode=setup.", "mode");
    }
    var customer = getCustomer(merchant, PspForms.required(form, "customer")).id();
    var setup =
        new SetupIntent(
            Ids.random("seti_"),
            merchant.secretKey(),
            customer,
            "requires_payment_method",
            null,
            PspForms.metadata(form),
            now());
    var session =
        new Session(
            Ids.random("cs_test_"),
            merchant.secretKey(),
            customer,
            PspForms.address(form, "success_url"),
            PspForms.address(form, "cancel_url"),
            setup.id(),
            false,
            PspForms.metadata(form),
            now());
    return Act.of(
        json(session, false),
        List.of(setups.put(setup.id(), setup), sessions.put(session.id(), session)));
  }

  Act createIntent(Merchant merchant, Map<String, String> form) {
    var amount =
        Amount.read(PspForms.required(form, "amount"), PspForms.required(form, "currency"))
            .filter(each -> each.minor() > 0)
            .orElseThrow(
                () ->
                    PspError.request(
                        400, "parameter_invalid_integer", "Invalid amount or currency.", "amount"));
    var methodId = form.get("payment_method");
    var method =
        methodId == null
            ? Optional.<Method>empty()
            : Optional.of(
                findMethod(merchant, methodId)
                    .orElseThrow(() -> PspError.noSuch("PaymentMethod", methodId)));
    var customer = form.get("customer");
    if (method.isPresent() && method.get().customer().isEmpty()) {
      throw PspError.request(
          400,
          null,
          "The provided PaymentMethod was detached from its Customer and cannot be used again.",
          "payment_method");
    }
    if (method.isPresent() && customer != null && !method.get().customer().equals(customer)) {
      throw PspError.request(
          400, null, "The payment method does not belong to this customer.", "payment_method");
    }
    var intent =
        new Intent(
            Ids.random("pi_"),
            merchant.secretKey(),
            amount,
            customer,
            methodId,
            methodId == null ? "requires_payment_method" : "requires_confirmation",
            "manual".equals(form.get("capture_method")),
            0,
            0,
            null,
            null,
            form.get("description"),
            PspForms.metadata(form),
            now());
    return "true".equals(form.get("confirm"))
        ? charge(merchant, intent)
        : Act.of(intent.json(), List.of(intents.put(intent.id(), intent)));
  }

  /// The card is forgotten: it can never be charged or attached again.
  Act detach(Merchant merchant, String id) {
    var method = findMethod(merchant, id).orElseThrow(() -> PspError.noSuch("PaymentMethod", id));
    if (method.customer().isEmpty()) {
      throw PspError.request(
          400,
          null,
          "The payment method you provided is not attached to a customer so detachment is"
              + " impossible.");
    }
    var gone = method.detached();
    return Act.of(gone.json(), List.of(methods.put(id, gone)));
  }

  Act confirm(Merchant merchant, String id) {
    var intent = getIntent(merchant, id);
    if (!intent.status().equals("requires_confirmation")) {
      throw unexpected(intent, "confirmed");
    }
    return charge(merchant, intent);
  }

  Act capture(Merchant merchant, String id) {
    var intent = getIntent(merchant, id);
    if (!intent.status().equals("requires_capture")) {
      throw unexpected(intent, "captured");
    }
    return changed(merchant, intent.captured(), "payment_intent.succeeded");
  }

  Act cancel(Merchant merchant, String id) {
    var intent = getIntent(merchant, id);
    if (Set.of("succeeded", "canceled").contains(intent.status())) {
      throw unexpected(intent, "canceled");
    }
    return changed(merchant, intent.canceled(), "payment_intent.canceled");
  }

  Act refund(Merchant merchant, Map<String, String> form) {
    var intent = getIntent(merchant, PspForms.required(form, "payment_intent"));
    if (!intent.status().equals("succeeded")) {
      throw PspError.request(
          400, "charge_not_captured", "This payment has not been captured.", "payment_intent");
    }
    long left = intent.received() - intent.refunded();
    var asked = form.get("amount");
    var amount =
        asked == null
            ? new Amount(left, intent.amount().currency())
            : Amount.read(asked, intent.amount().currency())
                .orElseThrow(
                    () ->
                        PspError.request(
                            400, "parameter_invalid_integer", "Invalid amount.", "amount"));
    if (left == 0) {
      throw PspError.request(
          400, "charge_already_refunded", "The charge has already been refunded.");
    }
    if (amount.minor() == 0 || amount.minor() > left) {
      throw PspError.request(
          400,
          "amount_too_large",
          "The refund is greater than what is left of the charge, " + left + ".",
          "amount");
    }
    var refund =
        new Refund(
            Ids.random("re_"),
            merchant.secretKey(),
            intent.id(),
            intent.charge(),
            amount,
            form.get("reason"),
            PspForms.metadata(form),
            now());
    var after = intent.refundedBy(amount.minor());
    var changes = new ArrayList<Change>();
    changes.add(refunds.put(refund.id(), refund));
    changes.add(intents.put(after.id(), after));
    changes.addAll(event(merchant, "charge.refunded", after.chargeJson()));
    changes.addAll(event(merchant, "refund.created", refund.json()));
    return Act.of(refund.json(), changes);
  }

  private Act charge(Merchant merchant, Intent intent) {
    if (intent.method() == null) {
      throw PspError.missing("payment_method");
    }
    var method = methods.find(intent.method()).orElseThrow();
    var decline = method.card().declineWhenCharged();
    if (decline == null) {
      var charged = intent.charged(Ids.random("ch_"));
      return changed(
          merchant,
          charged,
          intent.manual()
              ? "payment_intent.amount_capturable_updated"
              : "payment_intent.succeeded");
    }
    var declined = intent.declined(decline);
    var act = changed(merchant, declined, "payment_intent.payment_failed");
    return new Act(act.answer(), act.changes(), PspError.declined(decline, declined));
  }

  private Act changed(Merchant merchant, Intent intent, String event) {
    var changes = new ArrayList<Change>();
    changes.add(intents.put(intent.id(), intent));
    changes.addAll(event(merchant, event, intent.json()));
    return Act.of(intent.json(), changes);
  }

  // Reading

  Intent getIntent(Merchant merchant, String id) {
    return intents
        .find(id)
        .filter(intent -> intent.merchant().equals(merchant.secretKey()))
        .orElseThrow(() -> PspError.noSuch("payment_intent", id));
  }

  Optional<Method> findMethod(Merchant merchant, String id) {
    return methods.find(id).filter(method -> method.merchant().equals(merchant.secretKey()));
  }

  Customer getCustomer(Merchant merchant, String id) {
    return customers
        .find(id)
        .filter(customer -> customer.merchant().equals(merchant.secretKey()))
        .orElseThrow(() -> PspError.noSuch("customer", id));
  }

  Refund getRefund(Merchant merchant, String id) {
    return refunds
        .find(id)
        .filter(refund -> refund.merchant().equals(merchant.secretKey()))
        .orElseThrow(() -> PspError.noSuch("refund", id));
  }

  SetupIntent getSetup(Merchant merchant, String id) {
    return setups
        .find(id)
        .filter(setup -> setup.merchant().equals(merchant.secretKey()))
        .orElseThrow(() -> PspError.noSuch("setupintent", id));
  }

  Map<String, Object> session(Merchant merchant, String id, boolean expanded) {
    return sessions
        .find(id)
        .filter(session -> session.merchant().equals(merchant.secretKey()))
        .map(session -> json(session, expanded))
        .orElseThrow(() -> PspError.noSuch("checkout.session", id));
  }

  /// Payments whose metadata carry this value, newest first.
  List<Intent> search(Merchant merchant, String key, String value) {
    return intents.listNewestFirst().stream()
        .filter(intent -> intent.merchant().equals(merchant.secretKey()))
        .filter(intent -> value.equals(intent.metadata().get(key)))
        .limit(FOUND_AT_MOST)
        .toList();
  }

  List<Intent> listIntents() {
    return intents.listNewestFirst();
  }

  /// What moved for a caller, for its daily file.
  public List<Movement> moved(String secretKey) {
    if (merchants.find(secretKey).isEmpty()) {
      throw new Refused(401, "KEY_UNKNOWN", "Invalid API Key provided.");
    }
    var all = new ArrayList<Movement>();
    for (var intent : intents.list()) {
      if (intent.merchant().equals(secretKey) && intent.received() > 0) {
        all.add(
            new Movement(
                false,
                intent.metadata().getOrDefault("hutong_payment", ""),
                "",
                intent.id(),
                "",
                new Amount(intent.received(), intent.amount().currency()),
                intent.created()));
      }
    }
    for (var refund : refunds.list()) {
      if (refund.merchant().equals(secretKey)) {
        var of = intents.find(refund.intent());
        all.add(
            new Movement(
                true,
                of.map(intent -> intent.metadata().getOrDefault("hutong_payment", "")).orElse(""),
                refund.metadata().getOrDefault("hutong_refund", ""),
                refund.intent(),
                refund.id(),
                refund.amount(),
                refund.created()));
      }
    }
    return all;
  }

  Optional<Method> findMethod(@Nullable String id) {
    return id == null ? Optional.empty() : methods.find(id);
  }

  private Map<String, Object> json(Session session, boolean expanded) {
    var setup = setups.find(session.setupIntent());
    return Json.object(
        "id",
        session.id(),
        "object",
        "checkout.session",
        "cancel_url",
        session.cancelUrl(),
        "created",
        session.created().getEpochSecond(),
        "customer",
        session.customer(),
        "expires_at",
        session.created().plus(SESSION_LASTS).getEpochSecond(),
        "livemode",
        false,
        "metadata",
        session.metadata(),
        "mode",
        "setup",
        "setup_intent",
        expanded && setup.isPresent() ? setup.get().json() : session.setupIntent(),
        "status",
        session.complete() ? "complete" : isOpen(session) ? "open" : "expired",
        "success_url",
        session.successUrl(),
        "url",
        session.complete() ? null : publicUrl + "/psp/pay/" + session.id());
  }

  // The card page

  Optional<Session> findOpenSession(String id) {
    return sessions.find(id).filter(this::isOpen).filter(session -> !session.complete());
  }

  private boolean isOpen(Session session) {
    return session.created().plus(SESSION_LASTS).isAfter(now());
  }

  /// Keeps the card that the holder typed; it is not usable before the bank has agreed.
  synchronized void typed(Session session, Method method) {
    var setup = setups.find(session.setupIntent()).orElseThrow();
    var card = methods.put(method.id(), method);
    if (method.card().isChallengedWhenSaved()) {
      journal.save(card, setups.put(setup.id(), setup.now("requires_action", method.id())));
    } else {
      journal.save(completing(session, setup.now("succeeded", method.id()), card));
    }
  }

  /// What the bank's challenge came to.
  synchronized void challenged(Session session, boolean passed) {
    var setup = setups.find(session.setupIntent()).orElseThrow();
    if (!setup.status().equals("requires_action")) {
      throw new Refused(409, "NO_CHALLENGE", "The bank has not asked anything.");
    }
    if (passed) {
      journal.save(completing(session, setup.now("succeeded", setup.paymentMethod()), null));
    } else {
      journal.save(setups.put(setup.id(), setup.now("requires_payment_method", null)));
    }
  }

  boolean isChallenged(Session session) {
    return setups
        .find(session.setupIntent())
        .filter(setup -> setup.status().equals("requires_action"))
        .isPresent();
  }

  private List<Change> completing(Session session, SetupIntent setup, @Nullable Change card) {
    var changes = new ArrayList<Change>();
    if (card != null) {
      changes.add(card);
    }
    var completed = session.completed();
    changes.add(setups.put(setup.id(), setup));
    changes.add(sessions.put(completed.id(), completed));
    var merchant = merchants.find(session.merchant()).orElseThrow();
    changes.addAll(event(merchant, "setup_intent.succeeded", setup.json()));
    changes.addAll(event(merchant, "checkout.session.completed", json(completed, false)));
    return changes;
  }

  // Notices

  private List<Change> event(Merchant merchant, String type, Map<String, Object> object) {
    if (merchant.webhookUrl().isEmpty()) {
      return List.of();
    }
    var event =
        Json.object(
            "id",
            Ids.random("evt_"),
            "object",
            "event",
            "api_version",
            "2025-09-30.sandbox",
            "created",
            now().getEpochSecond(),
            "data",
            Json.object("object", object),
            "livemode",
            false,
            "type",
            type);
    var body = new String(Json.bytes(event), StandardCharsets.UTF_8);
    return List.of(courier.post(merchant.secretKey(), merchant.webhookUrl(), body));
  }

  private Map<String, String> signature(Courier.Notice notice, boolean lie) {
    var merchant = merchants.find(notice.sender()).orElseThrow();
    long time = now().getEpochSecond();
    var secret = lie ? "another" : merchant.webhookSecret();
    return Map.of(
        "Stripe-Signature", "t=" + time + ",v1=" + hmac(secret, time + "." + notice.body()));
  }

  private static String hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Instant now() {
    return clock.instant();
  }

  private static PspError unexpected(Intent intent, String verb) {
    return PspError.request(
        400,
        "payment_intent_unexpected_state",
        "This PaymentIntent could not be " + verb + " because it is " + intent.status() + ".");
  }
}
