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
import hutong.partners.PartnerId;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentPosted;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The hot path: payments from the visitor wallet, as many as came, in one transaction. Key,
/// answer, payment and posting are on disk together or not at all.
///
/// One payment is three lean rows; balances come from memory and are checked where they are
/// written. `./hutong bench payments` shows what that is worth.
@Service
class BalanceService {

  /// A payment made ready by the thread of its request, so that the one writer has little to do.
  ///
  /// @param entry the payment as it will stand when it is paid
  /// @param paid the answer in that case
  /// @param declined makes the answer of one that was declined
  record Wish(
      Command command,
      Entry entry,
      Transfer transfer,
      Answer paid,
      Function<Entry, Answer> declined) {

    String name() {
      return command.name();
    }
  }

  /// This run of this node.
  private static final UUID NODE = UUID.randomUUID();

  private final Commands commands;
  private final TillStore till;
  private final PaymentStore payments;
  private final Ledger ledger;
  private final Books books;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  BalanceService(
      Commands commands,
      TillStore till,
      PaymentStore payments,
      Ledger ledger,
      Books books,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.commands = commands;
    this.till = till;
    this.payments = payments;
    this.ledger = ledger;
    this.books = books;
    this.events = events;
    this.clock = clock;
  }

  /// The payment as it will stand, and the movement that makes it.
  Entry entry(NewCharge charge) {
    var amount = charge.option().cost().amount();
    var nothing = Money.zero(amount.currency());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var id = PaymentId.at(now);
    var payment =
        new Payment(
            id,
            Receipts.number(id.value()),
            new Payment.Payer(charge.actor().account(), charge.actor().traveller()),
            charge.merchant(),
            new Payment.Price(amount, nothing, amount, Rail.BALANCE, null, null, nothing),
            PaymentStatus.POSTED,
            null,
            new Payment.Times(now, now));
    return new Entry(payment, Kind.PURCHASE, null, null, null, charge.bill(), 0);
  }

  static Transfer transfer(Entry entry) {
    return Transfer.now(
        entry.id().value(),
        Books.balance(entry.payment().payer().person()).id(),
        Books.merchant(merchant(entry)).id(),
        entry.price().amount());
  }

  private static PartnerId merchant(Entry entry) {
    var merchant = entry.payment().merchant();
    if (merchant == null) {
      throw new IllegalArgumentException("the balance does not fill itself");
    }
    return merchant;
  }

  /// Answers each wish in its place. The same key twice in one batch pays once.
  @Transactional
  public List<Standing> decide(List<Wish> wishes, Ledger.Memory memory) {
    till.take(NODE); // first: what is read after it, no other writer changes
    var first = new LinkedHashMap<String, Wish>();
    wishes.forEach(wish -> first.putIfAbsent(wish.name(), wish));
    var known = commands.look(first.values().stream().map(Wish::command).toList());
    var fresh = first.values().stream().filter(wish -> !known.containsKey(wish.name())).toList();
    var answers = new HashMap<>(known);
    if (!fresh.isEmpty()) {
      pay(fresh, memory)
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

  private List<Done> pay(List<Wish> wishes, Ledger.Memory memory) {
    var now = clock.instant();
    wishes.stream()
        .map(wish -> merchant(wish.entry()))
        .distinct()
        .forEach(merchant -> books.open(Books.merchant(merchant)));
    var outcomes = ledger.postEach(wishes.stream().map(Wish::transfer).toList(), memory);
    var entries = new ArrayList<Entry>(wishes.size());
    var done = new ArrayList<Done>(wishes.size());
    for (int i = 0; i < wishes.size(); i++) {
      var wish = wishes.get(i);
      boolean paid = isPaid(outcomes.get(i));
      var entry = paid ? wish.entry() : wish.entry().declined(Decline.NOT_ENOUGH_MONEY.name());
      entries.add(entry);
      done.add(new Done(wish.command(), paid ? wish.paid() : wish.declined().apply(entry)));
    }
    payments.addEach(entries);
    commands.keep(done);
    entries.forEach(entry -> announce(entry, now));
    return done;
  }

  private static boolean isPaid(TransferOutcome outcome) {
    return switch (outcome) {
      case Posted() -> true;
      case Refused(_) -> false;
      case Held(), Known(_) -> throw new IllegalStateException("an id was not fresh");
    };
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
