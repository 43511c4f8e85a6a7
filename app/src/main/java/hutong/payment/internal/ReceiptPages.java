package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.kernel.Money;
import hutong.language.Words;
import hutong.payment.PaymentStatus;
import hutong.payment.internal.PayViews.DeclinedPage;
import hutong.payment.internal.PayViews.NextRail;
import hutong.payment.internal.PayViews.ReceiptPage;
import hutong.payment.internal.PayViews.RefundRow;
import hutong.payment.internal.PayViews.WaitingPage;
import hutong.payment.internal.RefundEntry.State;
import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What became of a payment: a receipt one would keep, a wait, or a reason with the next best way.
@Controller
class ReceiptPages {

  private final PaymentService payments;
  private final RefundService refunds;
  private final LinkService links;
  private final QuoteService quotes;
  private final Cashier cashier;
  private final Shown shown;

  ReceiptPages(
      PaymentService payments,
      RefundService refunds,
      LinkService links,
      QuoteService quotes,
      Cashier cashier,
      Shown shown) {
    this.payments = payments;
    this.refunds = refunds;
    this.links = links;
    this.quotes = quotes;
    this.cashier = cashier;
    this.shown = shown;
  }

  @GetMapping("/payments/{id}")
  ModelAndView show(Actor actor, Words words, @PathVariable String id) {
    var entry = PayPages.own(payments, actor, id);
    return switch (entry.payment().status()) {
      case CREATED -> new ModelAndView("redirect:/pay/till/" + entry.id());
      case PENDING -> waiting(entry, words);
      case FAILED, VOIDED -> declined(actor, entry, words);
      case POSTED, PARTLY_REFUNDED, REFUNDED -> receipt(entry, words);
    };
  }

  private ModelAndView waiting(Entry entry, Words words) {
    return new ModelAndView(
        "payment/waiting",
        "page",
        new WaitingPage(
            entry.id().toString(),
            shown.shop(entry.payment().merchant(), words),
            entry.price().amount(),
            entry.actionUrl()));
  }

  private ModelAndView declined(Actor actor, Entry entry, Words words) {
    var reason = entry.payment().reason();
    return new ModelAndView(
        "payment/declined",
        "page",
        new DeclinedPage(
            entry.id().toString(),
            shown.shop(entry.payment().merchant(), words),
            entry.price().amount(),
            reason == null ? Decline.RAIL_SAID_NO.name() : reason,
            next(actor, entry, words),
            payments.findErrand(entry).orElse(null)));
  }

  /// The cheapest rail that is not the one that said no.
  private @Nullable NextRail next(Actor actor, Entry entry, Words words) {
    if (entry.payment().status() != PaymentStatus.FAILED) {
      return null;
    }
    var amount = entry.price().amount();
    var options =
        entry.kind() == Entry.Kind.TOP_UP
            ? quotes.topUp(actor, amount)
            : quotes.purchase(actor, amount);
    return options.stream()
        .filter(RailOption::usable)
        .filter(option -> option.rail() != entry.rail() || !same(option, entry))
        .findFirst()
        .map(o -> new NextRail(o.key(), shown.title(o, words), o.cost().charged()))
        .orElse(null);
  }

  private static boolean same(RailOption option, Entry entry) {
    var link = option.link();
    return link == null || link.equals(entry.link());
  }

  private ModelAndView receipt(Entry entry, Words words) {
    var linkId = entry.link();
    var link = linkId == null ? null : links.find(linkId).orElse(null);
    var all = refunds.ofPayment(entry.id());
    boolean asked = all.stream().anyMatch(refund -> refund.state() == State.REQUESTED);
    var left = entry.refundable();
    var errand = payments.findErrand(entry).orElse(null);
    boolean may =
        errand == null && entry.kind() == Entry.Kind.PURCHASE && left.isPositive() && !asked;
    var settled = entry.payment().times().settled();
    return new ModelAndView(
        "payment/receipt",
        "page",
        new ReceiptPage(
            entry.id().toString(),
            entry.payment().number(),
            shown.shop(entry.payment().merchant(), words),
            shown.sums(entry, link, words),
            settled == null ? entry.payment().times().made() : settled,
            entry.bill(),
            rows(all, words),
            may ? left : null,
            errand));
  }

  private static List<RefundRow> rows(List<RefundEntry> refunds, Words words) {
    return refunds.stream()
        .map(
            refund ->
                new RefundRow(
                    refund.amount(),
                    refund.charged(),
                    words.t("payment.refund.state." + refund.state()),
                    tone(refund.state())))
        .toList();
  }

  private static Tone tone(State state) {
    return switch (state) {
      case REQUESTED, PENDING -> Tone.WAITING;
      case POSTED -> Tone.OK;
      case FAILED, DECLINED -> Tone.STOP;
    };
  }

  /// Where her bank sends her after its question.
  @GetMapping("/payments/{id}/back")
  ModelAndView back(Actor actor, @PathVariable String id) {
    var entry = PayPages.own(payments, actor, id);
    cashier.recover(entry.id());
    return new ModelAndView("redirect:/payments/" + entry.id());
  }

  @PostMapping("/payments/{id}/refund")
  ModelAndView askRefund(
      Actor actor,
      @PathVariable String id,
      @RequestParam(name = "reason", defaultValue = "") String reason) {
    var entry = PayPages.own(payments, actor, id);
    Money left = entry.refundable();
    if (entry.payment().status().isPaid()
        && entry.kind() == Entry.Kind.PURCHASE
        && left.isPositive()
        && payments.findErrand(entry).isEmpty()) {
      var why = PaymentApi.shortened(reason.isBlank() ? null : reason.strip());
      refunds.request(entry, left, why);
    }
    return new ModelAndView("redirect:/payments/" + entry.id());
  }
}
