package hutong.sandbox.wallet;

import hutong.sandbox.rates.Rates;
import hutong.sandbox.settlement.Movement;
import hutong.sandbox.wallet.WalletRecords.Account;
import hutong.sandbox.wallet.WalletRecords.Client;
import hutong.sandbox.wallet.WalletRecords.Order;
import hutong.sandbox.wallet.WalletRecords.Payment;
import hutong.sandbox.wallet.WalletRecords.Refund;
import hutong.sandbox.wallet.WalletRecords.Status;
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
import hutong.sandbox.web.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The network's books: accounts, payments, refunds. One lock, one line per change. What payers
/// agreed to is in [Agreements].
public final class WalletNetwork implements AutoCloseable {

  static final String SUCCESS = "SUCCESS";
  static final String IN_PROCESS = "PAYMENT_IN_PROCESS";
  static final String CLOSED = "ORDER_IS_CLOSED";
  private static final Duration PROCESSING_TAKES = Duration.ofSeconds(2);

  /// What the network adds to the rate of the day.
  private static final BigDecimal SURCHARGE = new BigDecimal("1.01");

  private final Journal journal;
  private final Journal.Table<Client> clients;
  private final Journal.Table<Account> accounts;
  private final Journal.Table<Payment> payments;
  private final Journal.Table<Refund> refunds;
  private final Agreements agreements;
  private final Map<String, String> paymentByRequest = new HashMap<>();
  private final Map<String, String> refundByRequest = new HashMap<>();
  private final Set<String> processing = new HashSet<>();
  private final Map<String, Amount> balances = new HashMap<>();
  private final Map<String, Amount> refunded = new HashMap<>();
  private final CompletableFuture<Seal> seal;
  private final Courier courier;
  private final Rates rates;
  private final Faults faults;
  private final InstantSource clock;
  private final Ticker timer;

  public WalletNetwork(
      Path data,
      InstantSource clock,
      Faults faults,
      Rates rates,
      HttpClient client,
      String publicUrl) {
    this.journal = new Journal(data.resolve("wallet.jsonl"));
    this.clients = journal.table("client", Client.class);
    this.accounts = journal.table("account", Account.class);
    this.agreements = new Agreements(journal, clock, publicUrl);
    this.payments = journal.table("payment", Payment.class);
    this.refunds = journal.table("refund", Refund.class);
    this.courier = new Courier(journal, client, clock);
    this.rates = rates;
    this.faults = faults;
    this.clock = clock;
    journal.open();
    this.seal =
        CompletableFuture.supplyAsync(() -> Seal.load(data.resolve("wallet-network-key.pem")));
    openAccounts();
    recount();
    courier.start(
        this::noticeHeaders,
        WalletNetwork::isTaken,
        () -> faults.of(Part.WALLET).mode() != Mode.DEAD);
    this.timer = new Ticker(Duration.ofMillis(200), this::finishProcessing);
  }

  public void serve(Router router) {
    new WalletApi(this, clock).serve(router);
    new WalletPages(this).serve(router);
  }

  @Override
  public void close() {
    timer.close();
    courier.close();
    journal.close();
  }

  Seal seal() {
    return seal.join();
  }

  int noticesWaiting() {
    return courier.waiting();
  }

  // Clients

  void register(String clientId, String publicKeyPem) {
    if (!clientId.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new Refused(422, "CLIENT_ID_UNUSABLE", "A client id has 1 to 64 letters and digits.");
    }
    Seal.publicKey(publicKeyPem);
    synchronized (this) {
      journal.save(clients.put(clientId, new Client(clientId, publicKeyPem)));
    }
  }

  Optional<Client> findClient(String clientId) {
    return clients.find(clientId);
  }

  List<Client> listClients() {
    return clients.list();
  }

  Agreements agreements() {
    return agreements;
  }

  // Payments

  /// How a call about a payment ended: with the payment, or with a code alone.
  record Outcome(String code, @Nullable Payment payment) {

    static Outcome of(Payment payment) {
      return new Outcome(payment.code(), payment);
    }

    static Outcome refused(String code) {
      return new Outcome(code, null);
    }
  }

  /// Takes the money, once for every request id.
  synchronized Outcome pay(Order order) {
    var known = findByRequest(order.clientId(), order.requestId());
    if (known.isPresent()) {
      var payment = known.get();
      if (payment.status() == Status.CANCELLED) {
        return Outcome.refused(CLOSED);
      }
      return payment.order().isSameAs(order)
          ? Outcome.of(payment)
          : Outcome.refused("REPEAT_REQ_INCONSISTENT");
    }
    var agreement = agreements.findValid(order.clientId(), order.token());
    if (agreement.isEmpty()) {
      return Outcome.refused("INVALID_ACCESS_TOKEN");
    }
    if (!rates.knows(order.amount().currency())) {
      return Outcome.refused("CURRENCY_NOT_SUPPORT");
    }
    return Outcome.of(decide(order, accounts.find(agreement.get().account()).orElseThrow()));
  }

  private Payment decide(Order order, Account account) {
    var charged = rates.convert(order.amount(), account.wallet().currency(), SURCHARGE);
    var code = refusal(account, charged);
    var status =
        code.equals(SUCCESS)
            ? Status.SUCCESS
            : code.equals(IN_PROCESS) ? Status.PROCESSING : Status.FAIL;
    var now = clock.instant();
    var payment =
        new Payment(
            Ids.random("pay_"),
            order,
            account.id(),
            charged,
            status,
            code,
            now,
            status == Status.PROCESSING ? null : now);
    var changes = new ArrayList<Change>();
    changes.add(payments.put(payment.id(), payment));
    if (account.refuseNext() != null && !account.refuseAlways()) {
      changes.add(accounts.put(account.id(), account.refusing(null, false)));
    }
    if (status != Status.PROCESSING) {
      changes.addAll(notice(payment));
    }
    journal.save(changes);
    paymentByRequest.put(key(order.clientId(), order.requestId()), payment.id());
    count(payment);
    return payment;
  }

  private String refusal(Account account, Amount charged) {
    if (account.refuseNext() != null) {
      return account.refuseNext();
    }
    if (charged.isMoreThan(account.wallet().limit())) {
      return "USER_AMOUNT_EXCEED_LIMIT";
    }
    return charged.isMoreThan(balance(account)) ? "USER_BALANCE_NOT_ENOUGH" : SUCCESS;
  }

  Optional<Payment> find(String clientId, @Nullable String id, @Nullable String requestId) {
    var found =
        id == null
            ? findByRequest(clientId, requestId == null ? "" : requestId)
            : payments.find(id);
    return found.filter(payment -> payment.order().clientId().equals(clientId));
  }

  private synchronized Optional<Payment> findByRequest(String clientId, String requestId) {
    var id = paymentByRequest.get(key(clientId, requestId));
    return id == null ? Optional.empty() : payments.find(id);
  }

  /// Undoes a payment whose outcome the caller does not know. A request that never arrived is
  /// closed, so that it cannot arrive later.
  synchronized Outcome cancel(String clientId, @Nullable String id, @Nullable String requestId) {
    var known = find(clientId, id, requestId);
    if (known.isEmpty()) {
      if (requestId != null) {
        close(clientId, requestId);
      }
      return Outcome.refused("ORDER_NOT_EXIST");
    }
    var payment = known.get();
    if (payment.status() == Status.CANCELLED) {
      return new Outcome(SUCCESS, payment);
    }
    if (refundedOf(payment).minor() > 0) {
      return Outcome.refused("ORDER_STATUS_INVALID");
    }
    boolean paid = payment.status() == Status.SUCCESS;
    var cancelled = payment.ended(Status.CANCELLED, CLOSED, clock.instant());
    journal.save(payments.put(payment.id(), cancelled));
    if (paid) {
      balances.merge(payment.account(), payment.charged(), Amount::plus);
    }
    return new Outcome(SUCCESS, cancelled);
  }

  private void close(String clientId, String requestId) {
    var now = clock.instant();
    var nothing = new Amount(0, "CNY");
    var order = new Order(clientId, requestId, nothing, "", "", "", "");
    var payment =
        new Payment(Ids.random("pay_"), order, "", nothing, Status.CANCELLED, CLOSED, now, now);
    journal.save(payments.put(payment.id(), payment));
    paymentByRequest.put(key(clientId, requestId), payment.id());
  }

  // Refunds

  record RefundOutcome(String code, @Nullable Refund refund) {}

  synchronized RefundOutcome refund(
      String clientId, String requestId, String paymentId, Amount amount) {
    var known = findRefund(clientId, null, requestId);
    if (known.isPresent()) {
      var refund = known.get();
      return refund.paymentId().equals(paymentId) && refund.amount().equals(amount)
          ? new RefundOutcome(SUCCESS, refund)
          : new RefundOutcome("REPEAT_REQ_INCONSISTENT", null);
    }
    var payment = find(clientId, paymentId, null);
    if (payment.isEmpty()) {
      return new RefundOutcome("ORDER_NOT_EXIST", null);
    }
    var paid = payment.get();
    if (paid.status() != Status.SUCCESS) {
      return new RefundOutcome("ORDER_STATUS_INVALID", null);
    }
    if (!paid.order().amount().currency().equals(amount.currency())) {
      return new RefundOutcome("CURRENCY_NOT_SUPPORT", null);
    }
    if (refundedOf(paid).plus(amount).isMoreThan(paid.order().amount())) {
      return new RefundOutcome("REFUND_AMOUNT_EXCEED", null);
    }
    var refund =
        new Refund(
            Ids.random("rfd_"),
            clientId,
            requestId,
            paymentId,
            amount,
            share(paid, amount),
            clock.instant());
    journal.save(refunds.put(refund.id(), refund));
    count(refund);
    return new RefundOutcome(SUCCESS, refund);
  }

  synchronized Optional<Refund> findRefund(
      String clientId, @Nullable String id, @Nullable String requestId) {
    var found =
        id == null ? refundByRequest.get(key(clientId, requestId == null ? "" : requestId)) : id;
    return found == null
        ? Optional.empty()
        : refunds.find(found).filter(refund -> refund.clientId().equals(clientId));
  }

  /// The payer gets back her share of what she paid, in her own currency; the last refund takes the
  /// rest, so that no cent is lost on the way.
  private Amount share(Payment paid, Amount amount) {
    var before = refundedOf(paid);
    var after = before.plus(amount);
    return part(paid, after).minus(part(paid, before));
  }

  private static Amount part(Payment paid, Amount amount) {
    long minor =
        BigDecimal.valueOf(paid.charged().minor())
            .multiply(BigDecimal.valueOf(amount.minor()))
            .divide(BigDecimal.valueOf(paid.order().amount().minor()), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Amount(minor, paid.charged().currency());
  }

  Amount refundedOf(Payment payment) {
    synchronized (this) {
      return refunded.getOrDefault(
          payment.id(), new Amount(0, payment.order().amount().currency()));
    }
  }

  // Accounts

  List<Account> listAccounts() {
    return accounts.list();
  }

  List<Account> listAccounts(Wallet wallet) {
    return accounts.list().stream().filter(account -> account.wallet() == wallet).toList();
  }

  Optional<Account> findAccount(String id) {
    return accounts.find(id);
  }

  synchronized Amount balance(Account account) {
    return balances.getOrDefault(account.id(), account.opening());
  }

  List<Payment> listPayments(String account) {
    return payments.listNewestFirst().stream()
        .filter(payment -> payment.account().equals(account))
        .toList();
  }

  /// What moved for a caller, for its daily file. What was cancelled never moved.
  public List<Movement> moved(String clientId) {
    if (clients.find(clientId).isEmpty()) {
      throw Refused.notFound("client");
    }
    var all = new ArrayList<Movement>();
    for (var payment : payments.list()) {
      var decided = payment.decidedAt();
      if (payment.status() == Status.SUCCESS
          && decided != null
          && payment.order().clientId().equals(clientId)) {
        all.add(
            new Movement(
                false,
                payment.order().requestId(),
                "",
                payment.id(),
                "",
                payment.order().amount(),
                decided));
      }
    }
    for (var refund : refunds.list()) {
      var payment = payments.find(refund.paymentId());
      if (refund.clientId().equals(clientId) && payment.isPresent()) {
        all.add(
            new Movement(
                true,
                payment.get().order().requestId(),
                refund.requestId(),
                refund.paymentId(),
                refund.id(),
                refund.amount(),
                refund.createdAt()));
      }
    }
    return all;
  }

  synchronized void refuseNext(Account account, @Nullable String code, boolean always) {
    journal.save(accounts.put(account.id(), account.refusing(code, always)));
  }

  /// Fills the wallet up with as much as it had at first.
  synchronized void topUp(Account account) {
    var filled = account.withOpening(account.opening().plus(account.wallet().opening()));
    journal.save(accounts.put(account.id(), filled));
    balances.merge(account.id(), account.wallet().opening(), Amount::plus);
  }

  private void openAccounts() {
    var changes = new ArrayList<Change>();
    for (var wallet : Wallet.values()) {
      var full = wallet.path() + "-full";
      if (accounts.find(full).isEmpty()) {
        var empty = wallet.path() + "-small";
        changes.add(
            accounts.put(
                full, new Account(full, wallet, "Well filled", wallet.opening(), null, false)));
        changes.add(
            accounts.put(
                empty, new Account(empty, wallet, "Almost empty", wallet.pocket(), null, false)));
      }
    }
    if (!changes.isEmpty()) {
      journal.save(changes);
    }
  }

  /// Balances are not written down: they follow from what was paid and given back.
  private synchronized void recount() {
    accounts.list().forEach(account -> balances.put(account.id(), account.opening()));
    for (var payment : payments.list()) {
      paymentByRequest.put(
          key(payment.order().clientId(), payment.order().requestId()), payment.id());
      count(payment);
    }
    refunds.list().forEach(this::count);
  }

  private void count(Payment payment) {
    if (payment.status() == Status.SUCCESS) {
      balances.computeIfPresent(
          payment.account(), (_, balance) -> balance.minus(payment.charged()));
    } else if (payment.status() == Status.PROCESSING) {
      processing.add(payment.id());
    }
  }

  private void count(Refund refund) {
    refundByRequest.put(key(refund.clientId(), refund.requestId()), refund.id());
    refunded.merge(refund.paymentId(), refund.amount(), Amount::plus);
    payments
        .find(refund.paymentId())
        .ifPresent(
            payment ->
                balances.computeIfPresent(
                    payment.account(), (_, balance) -> balance.plus(refund.returned())));
  }

  private synchronized void finishProcessing() {
    var now = clock.instant();
    for (var id : List.copyOf(processing)) {
      var payment = payments.find(id).orElseThrow();
      if (payment.status() != Status.PROCESSING) {
        processing.remove(id);
      } else if (!payment.createdAt().plus(PROCESSING_TAKES).isAfter(now)) {
        finish(payment, now);
      }
    }
  }

  private void finish(Payment payment, Instant now) {
    var account = accounts.find(payment.account()).orElseThrow();
    boolean enough = !payment.charged().isMoreThan(balance(account));
    var done =
        enough
            ? payment.ended(Status.SUCCESS, SUCCESS, now)
            : payment.ended(Status.FAIL, "USER_BALANCE_NOT_ENOUGH", now);
    var changes = new ArrayList<Change>();
    changes.add(payments.put(done.id(), done));
    changes.addAll(notice(done));
    journal.save(changes);
    count(done);
  }

  // Notices

  private List<Change> notice(Payment payment) {
    var url = payment.order().notifyUrl();
    if (url.isBlank()) {
      return List.of();
    }
    var body =
        Json.object(
            "notifyType", "PAYMENT_RESULT",
            "result", WalletApi.result(payment.code()),
            "paymentRequestId", payment.order().requestId(),
            "paymentId", payment.id(),
            "paymentAmount", WalletApi.amount(payment.order().amount()),
            "paymentCreateTime", payment.createdAt().toString(),
            "paymentTime", payment.decidedAt() == null ? null : payment.decidedAt().toString());
    var text = new String(Json.bytes(body), StandardCharsets.UTF_8);
    return List.of(courier.post(payment.order().clientId(), url, text));
  }

  private Map<String, String> noticeHeaders(Courier.Notice notice) {
    var time = clock.instant().toString();
    var uri = URI.create(notice.url());
    var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    boolean lie = faults.of(Part.WALLET).mode() == Mode.WRONG;
    var body = (lie ? "{}" : notice.body()).getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "Client-Id", notice.sender(),
        "Request-Time", time,
        "Signature", seal().header(path, notice.sender(), time, body));
  }

  private static boolean isTaken(HttpResponse<byte[]> answer) {
    try {
      return answer.statusCode() == 200
          && "S".equals(Json.text(Json.parse(answer.body()), "result", "resultStatus"));
    } catch (Refused _) {
      return false;
    }
  }

  private static String key(String clientId, String requestId) {
    return clientId + "\n" + requestId;
  }
}
