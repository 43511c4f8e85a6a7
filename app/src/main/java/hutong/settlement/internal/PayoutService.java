package hutong.settlement.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.Beijing;
import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.ledger.Ledger;
import hutong.ledger.NewAccount;
import hutong.ledger.NewAccount.Kind;
import hutong.ledger.Settlement;
import hutong.ledger.Transfer;
import hutong.partners.Partner;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook;
import hutong.settlement.internal.Payout.Account;
import hutong.settlement.internal.Payout.State;
import hutong.settlement.internal.PayoutStore.Batch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Closes merchants' days and leads each payout to its end. The money is held when the day is
/// closed, and leaves when the bank's statement shows it.
@Service
class PayoutService {

  private static final Currency YUAN = Currency.getInstance("CNY");
  private static final NewAccount BANK = NewAccount.open("bank", Kind.SUSPENSE, YUAN);
  private static final NewAccount FEES = NewAccount.open("fee:MERCHANTS", Kind.FEE, YUAN);

  private final PayoutStore store;
  private final MerchantBook books;
  private final Ledger ledger;
  private final SettlementSettings settings;
  private final Audit audit;
  private final InstantSource clock;

  PayoutService(
      PayoutStore store,
      MerchantBook books,
      Ledger ledger,
      SettlementSettings settings,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.books = books;
    this.ledger = ledger;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /// Closes a day that is over. A second time finds what the first one did; nothing sold and
  /// nothing owed leaves no line.
  @Transactional
  public Optional<Payout> close(Partner merchant, LocalDate day) {
    var known = store.find(merchant.id(), day);
    var account = ledger.find(books.account(merchant.id()).id());
    if (known.isPresent() || account.isEmpty()) {
      return known;
    }
    var from = Beijing.at(day, LocalTime.MIDNIGHT);
    var until = Beijing.at(day.plusDays(1), LocalTime.MIDNIGHT);
    var sales = books.sales(merchant.id(), from, until);
    var then = ledger.balanceAt(account.get().id(), until.minus(1, ChronoUnit.MICROS));
    var payable = new Money(Math.min(then.minor(), account.get().available().minor()), YUAN);
    if (sales.payments() == 0 && sales.refunds() == 0 && !payable.isPositive()) {
      return Optional.empty();
    }
    var fee = fee(sales.paid(), payable);
    var net = payable.isPositive() ? payable.minus(fee) : Money.zero(YUAN);
    var to = to(merchant);
    var state = !net.isPositive() ? State.CARRIED : to == null ? State.NO_ACCOUNT : State.HELD;
    var payout =
        new Payout(Ids.next(), merchant.id(), day, sales, payable, fee, net, state, to, null, null);
    if (!store.add(payout, name(merchant), clock.instant())) {
      return store.find(merchant.id(), day);
    }
    move(payout, account.get().id());
    audit.record(
        AuditEntry.of("platform", "settlement.day.closed")
            .with("partner", merchant.id().toString())
            .with("day", day.toString()));
    return Optional.of(payout);
  }

  /// The city's fee on what was sold that day, to the fen; never more than there is.
  private Money fee(Money paid, Money payable) {
    long fee =
        BigDecimal.valueOf(paid.minor())
            .multiply(BigDecimal.valueOf(settings.merchantFeeBasisPoints()))
            .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Money(Math.max(0, Math.min(fee, payable.minor())), YUAN);
  }

  private static @Nullable Account to(Partner merchant) {
    var number = merchant.details().get("bankAccount");
    var bank = merchant.details().get("bankCode");
    return number == null || bank == null ? null : new Account(name(merchant), number, bank);
  }

  private static String name(Partner merchant) {
    return merchant.names().getOrDefault("zh-Hans", merchant.detail("merchantName"));
  }

  private void move(Payout payout, UUID merchant) {
    ledger.open(FEES);
    ledger.open(BANK);
    var transfers = new java.util.ArrayList<Transfer>();
    if (payout.fee().isPositive()) {
      transfers.add(Transfer.now(feeOf(payout.id()), merchant, FEES.id(), payout.fee()));
    }
    if (payout.state() == State.HELD) {
      transfers.add(Transfer.hold(payout.id(), merchant, BANK.id(), payout.net()));
    }
    if (!transfers.isEmpty()
        && !ledger.transferLinked(transfers).stream().allMatch(each -> each.accepted())) {
      throw new IllegalStateException("a closed day was refused: " + payout.id());
    }
  }

  private static UUID feeOf(UUID payout) {
    return UUID.nameUUIDFromBytes((payout + "/fee").getBytes(StandardCharsets.UTF_8));
  }

  /// Puts what is held into one message to the bank.
  @Transactional
  public Optional<Batch> bundle() {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var batch = new Batch("HT" + Ids.print("", Ids.next()), now);
    store.addBatch(batch.id(), now);
    if (store.send(batch.id(), SettlementLimits.BATCH) == 0) {
      // Nothing to send: the message is not kept either.
      org.springframework.transaction.interceptor.TransactionAspectSupport
          .currentTransactionStatus()
          .setRollbackOnly();
      return Optional.empty();
    }
    return Optional.of(batch);
  }

  @Transactional(readOnly = true)
  public List<Batch> unanswered() {
    return store.unanswered(SettlementLimits.LIST);
  }

  @Transactional(readOnly = true)
  public List<Payout> ofBatch(String batch) {
    return store.ofBatch(batch);
  }

  @Transactional
  public boolean answered(String batch) {
    return store.answered(batch, clock.instant());
  }

  /// The bank's statement shows it.
  @Transactional
  public boolean paid(UUID id, Money amount) {
    var payout = store.find(id);
    if (payout.isEmpty()
        || !payout.get().net().equals(amount)
        || !store.end(id, State.PAID, null, clock.instant())) {
      return false;
    }
    ledger.settle(id, Settlement.POST);
    return true;
  }

  /// The bank will not pay it: the money is the merchant's again, and goes with the next day.
  @Transactional
  public boolean refused(UUID id, String reason) {
    if (!store.end(id, State.REFUSED, reason, clock.instant())) {
      return false;
    }
    ledger.settle(id, Settlement.VOID);
    return true;
  }

  @Transactional(readOnly = true)
  public Optional<Payout> find(PartnerId merchant, LocalDate day) {
    return store.find(merchant, day);
  }

  @Transactional(readOnly = true)
  public List<Payout> ofMerchant(PartnerId merchant) {
    return store.ofMerchant(merchant, SettlementLimits.DAYS);
  }

  @Transactional(readOnly = true)
  public List<Payout> newest() {
    return store.newest(SettlementLimits.LIST);
  }
}
