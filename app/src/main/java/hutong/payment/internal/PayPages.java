package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.kernel.Ids;
import hutong.language.Words;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.internal.PayViews.AmountPage;
import hutong.payment.internal.PayViews.PayPage;
import hutong.payment.internal.PayViews.RailRow;
import hutong.payment.internal.PayViews.Shop;
import hutong.payment.internal.PayViews.TillPage;
import hutong.web.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// From a shop's code to an agreed payment. The payment's own id is the form's one-time key: a
/// second press or a reload finds it agreed already.
@Controller
class PayPages {

  private static final int RECENT = 8;

  private final AimRules aims;
  private final QuoteService quotes;
  private final PaymentService payments;
  private final LinkService links;
  private final Cashier cashier;
  private final Shown shown;

  PayPages(
      AimRules aims,
      QuoteService quotes,
      PaymentService payments,
      LinkService links,
      Cashier cashier,
      Shown shown) {
    this.aims = aims;
    this.quotes = quotes;
    this.payments = payments;
    this.links = links;
    this.cashier = cashier;
    this.shown = shown;
  }

  @GetMapping("/pay")
  ModelAndView pay(Actor actor, Words words) {
    return page(actor, words, "", null);
  }

  private ModelAndView page(Actor actor, Words words, String typed, @Nullable Problem problem) {
    var view =
        new ModelAndView(
            "payment/pay",
            "page",
            new PayPage(
                payments.balance(actor.traveller()),
                payments.listEntries(actor.account()).stream()
                    .limit(RECENT)
                    .map(entry -> shown.row(entry, words))
                    .toList(),
                links.list(actor.account()).stream().map(shown::link).toList(),
                typed,
                problem));
    view.setStatus(problem == null ? HttpStatus.OK : problem.status());
    return view;
  }

  @PostMapping("/pay/scan")
  ModelAndView scan(
      Actor actor, Words words, @RequestParam(name = "code", defaultValue = "") String code) {
    return switch (aims.ofText(code)) {
      case Aim.Nowhere(var problem) ->
          page(actor, words, code.length() > PaymentLimits.PAYLOAD ? "" : code.strip(), problem);
      case Aim.Shop shop -> till(open(actor, shop));
    };
  }

  /// A photo of the code, for phones whose camera does not open it by itself.
  @PostMapping("/pay/photo")
  ModelAndView photo(
      Actor actor,
      Words words,
      @RequestParam(name = "photo", required = false) @Nullable MultipartFile photo)
      throws IOException {
    var code = photo == null ? Optional.<String>empty() : PhotoReader.read(photo.getBytes());
    return code.isPresent()
        ? scan(actor, words, code.get())
        : page(
            actor,
            words,
            "",
            Answers.problem("PHOTO_WITHOUT_CODE", HttpStatus.UNPROCESSABLE_CONTENT));
  }

  /// The address behind a poster's link.
  @GetMapping("/pay/to/{key}")
  ModelAndView to(
      Actor actor,
      Words words,
      @PathVariable String key,
      @RequestParam(name = "amount", required = false) @Nullable String amount) {
    return switch (aims.ofMerchant(key, amount)) {
      case Aim.Nowhere(var problem) -> page(actor, words, "", problem);
      case Aim.Shop shop -> till(open(actor, shop));
    };
  }

  private PaymentId open(Actor actor, Aim.Shop shop) {
    return payments.openTill(actor, shop.shop().id(), shop.amount(), shop.bill());
  }

  private static ModelAndView till(PaymentId id) {
    return new ModelAndView("redirect:/pay/till/" + id);
  }

  @GetMapping("/pay/till/{id}")
  ModelAndView till(
      Actor actor,
      Words words,
      @PathVariable String id,
      @RequestParam(name = "moved", defaultValue = "false") boolean moved) {
    var entry = own(actor, id);
    if (entry.payment().status() != PaymentStatus.CREATED) {
      return new ModelAndView("redirect:/payments/" + entry.id());
    }
    var shop = shop(entry, words);
    var price = entry.payment().price();
    return price == null
        ? amountPage(entry, shop, "", null)
        : new ModelAndView("payment/till", "page", tillPage(actor, words, entry, price, moved));
  }

  private TillPage tillPage(
      Actor actor, Words words, Entry entry, Payment.Price price, boolean moved) {
    var options = quotes.purchase(actor, price.amount());
    var first = options.stream().filter(RailOption::usable).findFirst();
    return new TillPage(
        entry.id().toString(),
        shop(entry, words),
        price.amount(),
        entry.bill(),
        options.stream().<RailRow>map(option -> shown.rail(option, words)).toList(),
        first.map(RailOption::key).orElse(""),
        moved);
  }

  private static ModelAndView amountPage(
      Entry entry, Shop shop, String typed, @Nullable String error) {
    var view =
        new ModelAndView(
            "payment/amount", "page", new AmountPage(entry.id().toString(), shop, typed, error));
    view.setStatus(error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  @PostMapping("/pay/till/{id}/amount")
  ModelAndView amount(
      Actor actor,
      Words words,
      @PathVariable String id,
      @RequestParam(name = "amount", defaultValue = "") String typed) {
    var entry = own(actor, id);
    var amount = Amounts.yuan(typed);
    if (amount.isEmpty()) {
      return amountPage(
          entry,
          shop(entry, words),
          typed.length() > 20 ? "" : typed,
          words.t("payment.amount.wrong"));
    }
    payments.setAmount(entry.id(), actor.account(), amount.get());
    return till(entry.id());
  }

  /// She agrees to the total she saw.
  @PostMapping("/pay/till/{id}")
  ModelAndView agree(
      Actor actor,
      @PathVariable String id,
      @RequestParam(name = "rail", defaultValue = "") String rail,
      @RequestParam(name = "total", defaultValue = "") String total) {
    var entry = own(actor, id);
    var price = entry.payment().price();
    if (entry.payment().status() != PaymentStatus.CREATED || price == null) {
      return new ModelAndView("redirect:/payments/" + entry.id());
    }
    var option = QuoteService.choose(quotes.purchase(actor, price.amount()), rail);
    if (option.isEmpty() || !option.get().usable()) {
      return till(entry.id());
    }
    if (!sawTotal(total, option.get())) {
      return new ModelAndView("redirect:/pay/till/" + entry.id() + "?moved=true");
    }
    return pay(actor, entry.id(), entry, option.get());
  }

  /// `total` lists `key=total` of every rail as it was shown.
  private static boolean sawTotal(String totals, RailOption option) {
    var wanted = option.key() + "=" + option.cost().charged();
    return List.of(totals.split(";", -1)).contains(wanted);
  }

  private ModelAndView pay(Actor actor, PaymentId id, Entry like, RailOption option) {
    var merchant = like.payment().merchant();
    var charge = new NewCharge(id, actor, merchant, option, like.bill());
    return new ModelAndView("redirect:/payments/" + cashier.pay(charge).id());
  }

  /// After a decline: the same again with another rail, in one tap. The rail is part of the key,
  /// so a second tap finds the first one's payment.
  @PostMapping("/payments/{id}/again")
  ModelAndView again(
      Actor actor,
      @PathVariable String id,
      @RequestParam(name = "rail", defaultValue = "") String rail,
      @RequestParam(name = "total", defaultValue = "") String total) {
    var entry = own(actor, id);
    if (entry.payment().status() != PaymentStatus.FAILED) {
      return new ModelAndView("redirect:/payments/" + entry.id());
    }
    var amount = entry.price().amount();
    var topUp = entry.kind() == Entry.Kind.TOP_UP;
    var options = topUp ? quotes.topUp(actor, amount) : quotes.purchase(actor, amount);
    var option = QuoteService.choose(options, rail);
    if (option.isEmpty() || !option.get().usable() || !sawTotal(total, option.get())) {
      return new ModelAndView("redirect:/payments/" + entry.id());
    }
    return pay(actor, PaymentId.of(entry.id().toString(), rail), entry, option.get());
  }

  private Shop shop(Entry entry, Words words) {
    var shop = shown.shop(entry.payment().merchant(), words);
    if (shop == null) {
      throw Answers.problem("MERCHANT_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
    return shop;
  }

  private Entry own(Actor actor, String text) {
    return own(payments, actor, text);
  }

  static Entry own(PaymentService payments, Actor actor, String text) {
    try {
      return payments
          .findEntry(PaymentId.parse(text))
          .filter(entry -> entry.payment().payer().account().equals(actor.account()))
          .orElseThrow(() -> Answers.problem("PAYMENT_UNKNOWN", HttpStatus.NOT_FOUND).stop());
    } catch (IllegalArgumentException notAnId) {
      throw Answers.problem("PAYMENT_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
  }

  static String once() {
    return Ids.next().toString();
  }
}
