package hutong.payment.internal;

import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands;
import hutong.command.Commands.Done;
import hutong.command.Standing;
import hutong.kernel.Money;
import hutong.ledger.Ledger;
import hutong.ledger.Transfer;
import hutong.ledger.TransferOutcome;
import hutong.ledger.TransferOutcome.Held;
import hutong.ledger.TransferOutcome.Known;
import hutong.ledger.TransferOutcome.Posted;
import hutong.ledger.TransferOutcome.Refused;
import hutong.payment.Payment;
import hutong.payment.PaymentPosted;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The hot path: payments from the visitor wallet through the API, as many as came, in one
/// transaction. Key, answer, payment, transfer and posting are on disk together or not at all.
@Service
class BalanceService {

  /// @param render makes the answer of a decided payment, in the caller's language
  record Wish(Command command, NewCharge charge, Function<Entry, Answer> render) {

    String name() {
      return command.name();
    }
  }

  private final Commands commands;
  private final PaymentStore payments;
  private final Ledger ledger;
  private final Books books;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  BalanceService(
      Commands commands,
      PaymentStore payments,
      Ledger ledger,
      Books books,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.commands = commands;
    this.payments = payments;
    this.ledger = ledger;
    this.books = books;
    this.events = events;
    this.clock = clock;
  }

  /// Answers each wish in its place. The same key twice in one batch pays once.
  @Transactional
  public List<Standing> decide(List<Wish> wishes) {
    var first = new LinkedHashMap<String, Wish>();
    wishes.forEach(wish -> first.putIfAbsent(wish.name(), wish));
    var known = commands.look(first.values().stream().map(Wish::command).toList());
    var fresh = first.values().stream().filter(wish -> !known.containsKey(wish.name())).toList();
    var answers = new HashMap<>(known);
    if (!fresh.isEmpty()) {
      pay(fresh)
          .forEach(
              done -> answers.put(done.command().name(), new Standing.Answered(done.answer())));
    }
    return wishes.stream()
        .map(wish -> standing(wish, first.get(wish.name()), answers.get(wish.name())))
        .toList();
  }

  private static Standing standing(Wish wish, @Nullable Wish first, @Nullable Standing standing) {
    boolean same =
        first != null && Arrays.equals(first.command().fingerprint(), wish.command().fingerprint());
    return same && standing != null ? standing : new Standing.OtherRequest();
  }

  private List<Done> pay(List<Wish> wishes) {
    var now = clock.instant();
    var transfers = wishes.stream().map(this::transfer).toList();
    var outcomes = ledger.transferEach(transfers);
    var fresh = new ArrayList<Entry>();
    var done = new ArrayList<Done>();
    for (int i = 0; i < wishes.size(); i++) {
      var wish = wishes.get(i);
      var decided = decided(wish, outcomes.get(i), now);
      var entry = decided;
      if (entry == null) {
        entry = payments.find(wish.charge().id()).orElseThrow();
      } else {
        fresh.add(entry);
      }
      done.add(new Done(wish.command(), wish.render().apply(entry)));
    }
    payments.addEach(fresh, now);
    commands.keep(done);
    fresh.forEach(entry -> announce(entry, now));
    return done;
  }

  private Transfer transfer(Wish wish) {
    var charge = wish.charge();
    var merchant = charge.merchant();
    if (merchant == null) {
      throw new IllegalArgumentException("the balance does not fill itself");
    }
    var to = Books.merchant(merchant);
    books.open(to);
    return Transfer.now(
        charge.id().value(),
        Books.balance(charge.actor().traveller()).id(),
        to.id(),
        charge.option().cost().amount());
  }

  /// Null when this payment was made under a key that has been forgotten since.
  private static @Nullable Entry decided(Wish wish, TransferOutcome outcome, Instant now) {
    return switch (outcome) {
      case Posted() -> entry(wish.charge(), PaymentStatus.POSTED, null, now);
      case Held() -> throw new IllegalStateException("nothing was to be held");
      case Known(_) -> null;
      case Refused(_) ->
          entry(wish.charge(), PaymentStatus.FAILED, Decline.NOT_ENOUGH_MONEY.name(), now);
    };
  }

  private static Entry entry(
      NewCharge charge, PaymentStatus status, @Nullable String reason, Instant now) {
    var amount = charge.option().cost().amount();
    var nothing = Money.zero(amount.currency());
    var payment =
        new Payment(
            charge.id(),
            Receipts.number(charge.id().value()),
            new Payment.Payer(charge.actor().account(), charge.actor().traveller()),
            charge.merchant(),
            new Payment.Price(amount, nothing, amount, Rail.BALANCE, null, null, nothing),
            status,
            reason,
            new Payment.Times(now, now));
    return new Entry(payment, Kind.PURCHASE, null, null, null, charge.bill(), 0);
  }

  private void announce(Entry entry, Instant now) {
    if (entry.payment().status() == PaymentStatus.POSTED) {
      events.publishEvent(
          new PaymentPosted(
              entry.id(),
              entry.payment().payer().account(),
              entry.payment().payer().person(),
              now));
    }
  }
}
