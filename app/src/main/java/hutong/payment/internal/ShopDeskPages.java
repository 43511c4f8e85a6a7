package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Language;
import hutong.language.Words;
import hutong.partners.DeskEntry;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.payment.EmvQr.Making.Made;
import hutong.payment.EmvQr.Making.Refused;
import hutong.payment.PaymentId;
import hutong.payment.internal.PayViews.Desk;
import hutong.payment.internal.PayViews.DeskCodePage;
import hutong.payment.internal.PayViews.DeskPage;
import hutong.payment.internal.PayViews.DeskPaymentPage;
import hutong.payment.internal.PayViews.PaymentRow;
import hutong.payment.internal.PayViews.PosterPage;
import hutong.payment.internal.PayViews.WishRow;
import hutong.payment.internal.RefundService.Beginning;
import hutong.web.Icon;
import hutong.web.Problem;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The till of a shop: type an amount, show the code, see *paid* from two metres, give money back.
@Controller
class ShopDeskPages {

  private static final int ONCE = 64;

  private final Merchants merchants;
  private final PaymentService payments;
  private final RefundService refunds;
  private final Cashier cashier;
  private final Shown shown;
  private final InstantSource clock;

  ShopDeskPages(
      Merchants merchants,
      PaymentService payments,
      RefundService refunds,
      Cashier cashier,
      Shown shown,
      InstantSource clock) {
    this.merchants = merchants;
    this.payments = payments;
    this.refunds = refunds;
    this.cashier = cashier;
    this.shown = shown;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrance {
    @Bean
    DeskEntry shopTill() {
      return new DeskEntry(
          PartnerKind.SHOP,
          "payment.desk.title",
          "payment.desk.text",
          "/desk/shop/{partner}",
          Icon.SHOP);
    }
  }

  /// The till of whoever has only one.
  @GetMapping("/desk/shop")
  ModelAndView first(Actor actor) {
    var tills = merchants.tillsOf(actor.account());
    return new ModelAndView(
        tills.isEmpty() ? "redirect:/desk" : "redirect:/desk/shop/" + tills.getFirst().key());
  }

  @GetMapping("/desk/shop/{key}")
  ModelAndView till(Actor actor, Words words, @PathVariable String key) {
    return till(mine(actor, key), words, "", null);
  }

  private ModelAndView till(Partner shop, Words words, String typed, @Nullable String error) {
    var wishes =
        refunds.requestedOf(shop.id()).stream()
            .map(
                wish ->
                    new WishRow(
                        wish.id().toString(),
                        payments.findEntry(wish.payment()).orElseThrow().payment().number(),
                        wish.amount(),
                        wish.reason() == null ? "" : wish.reason(),
                        wish.madeAt()))
            .toList();
    var view =
        new ModelAndView(
            "payment/desk", "page", new DeskPage(desk(shop, words), wishes, typed, error));
    view.setStatus(error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  private Desk desk(Partner shop, Words words) {
    var today = Beijing.at(Beijing.day(clock.instant()), LocalTime.MIDNIGHT);
    var taken = payments.takenBy(shop.id(), today, null);
    var sum = Money.zero(Books.YUAN);
    for (var entry : taken) {
      sum = sum.plus(entry.price().amount()).minus(entry.price().refunded());
    }
    return new Desk(
        shop.key(),
        shop.name(words.language()),
        sum,
        taken.stream().map(entry -> row(shop, entry, words)).toList());
  }

  private PaymentRow row(Partner shop, Entry entry, Words words) {
    var row = shown.row(entry, words);
    return new PaymentRow(
        "/desk/shop/" + shop.key() + "/payments/" + entry.id(),
        entry.payment().number(),
        row.at(),
        row.amount(),
        row.status(),
        row.tone());
  }

  @PostMapping("/desk/shop/{key}/codes")
  ModelAndView code(
      Actor actor,
      Words words,
      @PathVariable String key,
      @RequestParam(name = "amount", defaultValue = "") String typed) {
    var shop = mine(actor, key);
    var amount = Amounts.yuan(typed);
    if (amount.isEmpty()) {
      return till(shop, words, typed.length() > 20 ? "" : typed, words.t("payment.amount.wrong"));
    }
    return new ModelAndView(
        "redirect:/desk/shop/%s/codes/%s?amount=%s"
            .formatted(shop.key(), MerchantApi.freshBill(), amount.get().decimal()));
  }

  /// The code for one payment; the page asks again until it is paid.
  @GetMapping("/desk/shop/{key}/codes/{bill}")
  ModelAndView show(
      Actor actor,
      Words words,
      @PathVariable String key,
      @PathVariable String bill,
      @RequestParam(name = "amount", defaultValue = "") String typed) {
    var shop = mine(actor, key);
    var amount = Amounts.yuan(typed).orElseThrow(() -> problem("AMOUNT_UNUSABLE").stop());
    return switch (Merchants.code(shop, amount.decimal(), bill)) {
      case Refused _ -> throw problem("CODE_NOT_MADE").stop();
      case Made(var payload, _) -> {
        var desk = desk(shop, words);
        var today = Beijing.at(Beijing.day(clock.instant()), LocalTime.MIDNIGHT);
        var paid =
            payments.takenBy(shop.id(), today, bill).stream()
                .filter(entry -> entry.price().amount().equals(amount))
                .map(entry -> entry.payment().number())
                .findFirst()
                .orElse(null);
        yield new ModelAndView(
            "payment/desk-code", "page", new DeskCodePage(desk, payload, amount, bill, paid));
      }
    };
  }

  @GetMapping("/desk/shop/{key}/payments/{id}")
  ModelAndView payment(
      Actor actor, Words words, @PathVariable String key, @PathVariable String id) {
    return payment(mine(actor, key), words, id, null);
  }

  private ModelAndView payment(Partner shop, Words words, String id, @Nullable Problem problem) {
    var entry = own(shop, id);
    var view =
        new ModelAndView(
            "payment/desk-payment",
            "page",
            new DeskPaymentPage(
                desk(shop, words),
                entry.id().toString(),
                entry.payment().number(),
                entry.price().amount(),
                entry.price().refunded(),
                entry.refundable(),
                entry.payment().times().made(),
                shown.title(entry.rail(), words),
                PayPages.once(),
                problem));
    view.setStatus(problem == null ? HttpStatus.OK : problem.status());
    return view;
  }

  /// Gives back; the form's one-time key makes a second press find the first refund.
  @PostMapping("/desk/shop/{key}/payments/{id}/refunds")
  ModelAndView refund(
      Actor actor,
      Words words,
      @PathVariable String key,
      @PathVariable String id,
      @RequestParam(name = "once", defaultValue = "") String once,
      @RequestParam(name = "amount", defaultValue = "") String typed) {
    var shop = mine(actor, key);
    var entry = own(shop, id);
    var amount = Amounts.yuan(typed);
    if (amount.isEmpty() || once.isBlank() || once.length() > ONCE) {
      return payment(shop, words, id, problem("AMOUNT_UNUSABLE"));
    }
    var refundId = PaymentId.of(actor.account().toString(), "refund\n" + once).value();
    var beginning =
        cashier.refund(refundId, entry.id(), amount.get(), actor.account().toString(), null);
    return after(beginning, shop, words, id);
  }

  /// Grants or declines what a payer asked for.
  @PostMapping("/desk/shop/{key}/wishes/{wish}")
  ModelAndView answerWish(
      Actor actor,
      Words words,
      @PathVariable String key,
      @PathVariable UUID wish,
      @RequestParam(name = "answer", defaultValue = "") String answer) {
    var shop = mine(actor, key);
    var refund = refunds.find(wish).orElseThrow(() -> problem("PAYMENT_UNKNOWN").stop());
    var payment = own(shop, refund.payment().toString());
    if (!answer.equals("grant")) {
      refunds.decline(wish);
      return new ModelAndView("redirect:/desk/shop/" + shop.key());
    }
    var beginning =
        cashier.refund(
            wish, payment.id(), refund.amount(), actor.account().toString(), refund.reason());
    return after(beginning, shop, words, payment.id().toString());
  }

  private ModelAndView after(Beginning beginning, Partner shop, Words words, String id) {
    return switch (beginning) {
      case Beginning.Begun _, Beginning.Known _ ->
          new ModelAndView("redirect:/desk/shop/" + shop.key() + "/payments/" + id);
      case Beginning.NotPaid() -> payment(shop, words, id, problem("REFUND_NOT_PAID"));
      case Beginning.TooMuch _ -> payment(shop, words, id, problem("REFUND_TOO_MUCH"));
      case Beginning.NotCovered() -> payment(shop, words, id, problem("REFUND_NOT_COVERED"));
    };
  }

  /// To print and hang up.
  @GetMapping("/desk/shop/{key}/poster")
  ModelAndView poster(Actor actor, @PathVariable String key) {
    var shop = mine(actor, key);
    return switch (Merchants.code(shop, null, null)) {
      case Refused _ -> throw problem("CODE_NOT_MADE").stop();
      case Made(var payload, _) ->
          new ModelAndView(
              "payment/poster",
              "page",
              new PosterPage(
                  shop.key(), shop.name(Language.ENGLISH), shop.name(Language.CHINESE), payload));
    };
  }

  /// Asked anew at every request: staff who left are out at once.
  private Partner mine(Actor actor, String key) {
    return merchants.tillsOf(actor.account()).stream()
        .filter(shop -> shop.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Problem.of("web", "FORBIDDEN", HttpStatus.FORBIDDEN).stop());
  }

  private Entry own(Partner shop, String text) {
    try {
      return payments
          .findEntry(PaymentId.parse(text))
          .filter(entry -> shop.id().equals(entry.payment().merchant()))
          .filter(entry -> entry.payment().status().isPaid())
          .orElseThrow(() -> problem("PAYMENT_UNKNOWN").stop());
    } catch (IllegalArgumentException notAnId) {
      throw problem("PAYMENT_UNKNOWN").stop();
    }
  }

  private static Problem problem(String code) {
    return Answers.problem(
        code,
        code.equals("PAYMENT_UNKNOWN") ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
