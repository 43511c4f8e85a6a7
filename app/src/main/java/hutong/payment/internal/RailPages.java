package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.kernel.Money;
import hutong.language.Words;
import hutong.payment.PaymentId;
import hutong.payment.Rail;
import hutong.payment.internal.PayViews.OfferRow;
import hutong.payment.internal.PayViews.RailsPage;
import hutong.payment.internal.PayViews.TopUpPage;
import hutong.web.Choice;
import hutong.web.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Ways to pay: link, unlink, fill the visitor wallet.
@Controller
class RailPages {

  private static final int ONCE = 64;

  private final PaymentService payments;
  private final LinkService links;
  private final Linking linking;
  private final QuoteService quotes;
  private final Cashier cashier;
  private final Shown shown;

  RailPages(
      PaymentService payments,
      LinkService links,
      Linking linking,
      QuoteService quotes,
      Cashier cashier,
      Shown shown) {
    this.payments = payments;
    this.links = links;
    this.linking = linking;
    this.quotes = quotes;
    this.cashier = cashier;
    this.shown = shown;
  }

  @GetMapping("/pay/rails")
  ModelAndView rails(Actor actor) {
    return new ModelAndView(
        "payment/rails",
        "page",
        new RailsPage(
            payments.balance(actor.traveller()),
            links.list(actor.account()).stream().map(shown::link).toList(),
            linking.wallets().stream()
                .map(offer -> new OfferRow(offer.code(), offer.name(), offer.currency()))
                .toList(),
            linking.cardsOffered()));
  }

  /// Leads to the provider's own page.
  @GetMapping("/pay/rails/card")
  RedirectView card(Actor actor) {
    return leave(actor, Rail.CARD, "");
  }

  @GetMapping("/pay/rails/wallet/{provider}")
  RedirectView wallet(Actor actor, @PathVariable String provider) {
    if (!linking.offers(Rail.HOME_WALLET, provider)) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return leave(actor, Rail.HOME_WALLET, provider);
  }

  private RedirectView leave(Actor actor, Rail rail, String provider) {
    var url =
        linking
            .begin(actor, rail, provider, null)
            .orElseThrow(
                () -> Answers.problem("RAIL_SILENT", HttpStatus.SERVICE_UNAVAILABLE).stop());
    var view = new RedirectView(url);
    view.setExpandUriTemplateVariables(false); // the address is the provider's, to the letter
    view.setExposeModelAttributes(false);
    return view;
  }

  /// She comes back from the provider. Only the account that left is let in.
  @GetMapping(Linking.BACK)
  ModelAndView back(
      Actor actor,
      @RequestParam(name = "authState", defaultValue = "") String state,
      @RequestParam(name = "authCode", defaultValue = "") String code) {
    if (!linking.finish(actor, state, code)) {
      throw Answers.problem("LINK_NOT_MADE", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    return new ModelAndView("redirect:/pay/rails");
  }

  @PostMapping("/pay/rails/{id}/remove")
  ModelAndView remove(Actor actor, @PathVariable UUID id) {
    linking.remove(actor, id);
    return new ModelAndView("redirect:/pay/rails");
  }

  @GetMapping("/pay/top-up")
  ModelAndView topUp(Actor actor, Words words) {
    return topUpPage(actor, words, PayPages.once(), "", null, null);
  }

  private ModelAndView topUpPage(
      Actor actor,
      Words words,
      String once,
      String typed,
      @Nullable String error,
      @Nullable Problem problem) {
    var choices =
        quotes.topUp(actor, Money.of("100", "CNY")).stream()
            .map(option -> Choice.of(option.key(), shown.title(option, words), fee(option, words)))
            .toList();
    var page =
        new TopUpPage(once, payments.balance(actor.traveller()), typed, choices, error, problem);
    var view = new ModelAndView("payment/top-up", "page", page);
    view.setStatus(
        error == null && problem == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  private static String fee(RailOption option, Words words) {
    return words.t("payment.topUp.hint." + option.rail());
  }

  @PostMapping("/pay/top-up")
  ModelAndView fill(
      Actor actor,
      Words words,
      @RequestParam(name = "once", defaultValue = "") String once,
      @RequestParam(name = "amount", defaultValue = "") String typed,
      @RequestParam(name = "rail", defaultValue = "") String rail) {
    var amount = Amounts.yuan(typed);
    var key = once.isBlank() || once.length() > ONCE ? PayPages.once() : once;
    var shortened = typed.length() > 20 ? "" : typed;
    if (amount.isEmpty()) {
      return topUpPage(actor, words, key, shortened, words.t("payment.amount.wrong"), null);
    }
    var option = QuoteService.choose(quotes.topUp(actor, amount.get()), rail);
    if (option.isEmpty() || !option.get().usable()) {
      var refusal = option.map(RailOption::refusal).map(Enum::name).orElse("RAIL_UNKNOWN");
      var problem = Answers.problem(refusal, HttpStatus.UNPROCESSABLE_CONTENT);
      return topUpPage(actor, words, key, shortened, null, problem);
    }
    var id = PaymentId.of(actor.account().toString(), "top-up\n" + key);
    var entry = cashier.pay(new NewCharge(id, actor, null, option.get(), null));
    return new ModelAndView("redirect:/payments/" + entry.id());
  }
}
