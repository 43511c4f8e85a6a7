package hutong.taxrefund.internal;

import hutong.identity.Actor;
import hutong.kernel.Money;
import hutong.language.Words;
import hutong.partners.PartnerId;
import hutong.partners.Partners;
import hutong.taxrefund.TaxForms.Asking;
import hutong.taxrefund.TaxRefusal;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Her forms, and what she may still ask one for.
@Controller
class TaxPages {

  static final String MODULE = "taxrefund";

  private final TaxFormService forms;
  private final Partners partners;
  private final TaxShown shown;

  TaxPages(TaxFormService forms, Partners partners, TaxShown shown) {
    this.forms = forms;
    this.partners = partners;
    this.shown = shown;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrance {
    @Bean
    Place taxRefundPlace() {
      return new Place(
          Place.Area.SERVICES, "taxrefund.list.title", "/tax-refund", Icon.RECEIPT, 55);
    }
  }

  static Problem problem(TaxRefusal reason) {
    return Problem.of(
        MODULE,
        reason.name(),
        reason == TaxRefusal.FORM_UNKNOWN ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT);
  }

  @GetMapping("/tax-refund")
  ModelAndView list(Actor actor, Words words) {
    return new ModelAndView(
        "taxrefund/list",
        "page",
        new TaxViews.ListPage(
            forms.list(actor.traveller()).stream().map(form -> shown.row(form, words, "")).toList(),
            open(actor, words)));
  }

  private List<TaxViews.Open> open(Actor actor, Words words) {
    record ShopDay(PartnerId shop, LocalDate day) {}
    Map<ShopDay, Long> sums = new LinkedHashMap<>();
    for (var payment : forms.open(actor)) {
      var shop = payment.merchant();
      if (shop != null) {
        var place = new ShopDay(shop, TaxFormService.day(payment));
        sums.merge(place, TaxFormService.left(payment), Math::addExact);
      }
    }
    return sums.entrySet().stream()
        .flatMap(
            each ->
                partners
                    .find(each.getKey().shop())
                    .map(
                        shop ->
                            new TaxViews.Open(
                                shop.key(),
                                shop.name(words.language()),
                                TaxShown.chinese(shop),
                                each.getKey().day(),
                                Money.ofMinor(each.getValue(), "CNY")))
                    .stream())
        .toList();
  }

  @PostMapping("/tax-refund")
  ModelAndView ask(
      Actor actor,
      @RequestParam(name = "shop", defaultValue = "") String shop,
      @RequestParam(name = "day", defaultValue = "") String day) {
    return switch (forms.ask(actor, shop(partners, shop), day(day))) {
      case Asking.Asked _ -> new ModelAndView("redirect:/tax-refund");
      case Asking.Refused(var reason) -> throw problem(reason).stop();
    };
  }

  static PartnerId shop(Partners partners, String key) {
    return partners
        .findByKey(key)
        .orElseThrow(() -> problem(TaxRefusal.SHOP_NOT_REGISTERED).stop())
        .id();
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw problem(TaxRefusal.NO_PURCHASE).stop();
    }
  }
}
