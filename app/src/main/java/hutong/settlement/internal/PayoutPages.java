package hutong.settlement.internal;

import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.partners.DeskEntry;
import hutong.partners.Membership;
import hutong.partners.Membership.Rank;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.payment.MerchantBook;
import hutong.settlement.internal.Payout.State;
import hutong.settlement.internal.SettlementViews.PayoutRow;
import hutong.settlement.internal.SettlementViews.PayoutsPage;
import hutong.settlement.internal.SettlementViews.ShopDaysPage;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Problem;
import hutong.web.Tone;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// Closed days: for the city all of them, for a shop its own, with a statement to take along.
@Controller
class PayoutPages {

  static final String PATH = "/console/payouts";

  private final PayoutService payouts;
  private final MerchantBook books;
  private final Partners partners;
  private final ConsolePlaces places;

  PayoutPages(PayoutService payouts, MerchantBook books, Partners partners, ConsolePlaces places) {
    this.payouts = payouts;
    this.books = books;
    this.partners = partners;
    this.places = places;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrance {
    @Bean
    Place payoutPlace() {
      return new Place(Place.Area.CONSOLE, "settlement.payouts.title", PATH, Icon.SHOP, 46);
    }

    @Bean
    DeskEntry shopDays() {
      return new DeskEntry(
          PartnerKind.SHOP,
          "settlement.days.title",
          "settlement.days.text",
          "/desk/shop/{partner}/days",
          Icon.RECEIPT);
    }
  }

  @GetMapping(PATH)
  ModelAndView all(Words words) {
    var rows = payouts.newest().stream().map(payout -> row(payout, words)).toList();
    return new ModelAndView(
        "settlement/payouts", "page", new PayoutsPage(places.list(words), rows));
  }

  @GetMapping("/desk/shop/{key}/days")
  ModelAndView days(Actor actor, Words words, @PathVariable String key) {
    var shop = owned(actor, key);
    return new ModelAndView(
        "settlement/days",
        "page",
        new ShopDaysPage(
            shop.key(),
            shop.name(words.language()),
            shop.details().containsKey("bankAccount"),
            payouts.ofMerchant(shop.id()).stream().map(payout -> row(payout, words)).toList()));
  }

  @GetMapping("/desk/shop/{key}/days/{day}.csv")
  ResponseEntity<byte[]> csv(Actor actor, @PathVariable String key, @PathVariable String day) {
    var shop = owned(actor, key);
    return file(shop, day, "csv", "text/csv; charset=utf-8", statement(shop, day).csv());
  }

  @GetMapping("/desk/shop/{key}/days/{day}.xml")
  ResponseEntity<byte[]> camt(Actor actor, @PathVariable String key, @PathVariable String day) {
    var shop = owned(actor, key);
    return file(shop, day, "xml", "application/xml; charset=utf-8", statement(shop, day).camt());
  }

  private MerchantStatement statement(Partner shop, String text) {
    LocalDate day;
    try {
      day = LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw unknown();
    }
    var payout = payouts.find(shop.id(), day).orElseThrow(PayoutPages::unknown);
    return new MerchantStatement(
        payout,
        books.list(
            shop.id(),
            Beijing.at(day, LocalTime.MIDNIGHT),
            Beijing.at(day.plusDays(1), LocalTime.MIDNIGHT)),
        shop.key());
  }

  private static ResponseEntity<byte[]> file(
      Partner shop, String day, String ending, String type, String text) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + shop.key() + "-" + day + "." + ending + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /// What a shop is paid is its owner's to see, not each cashier's.
  private Partner owned(Actor actor, String key) {
    return partners
        .findMembership(actor.account(), key)
        .filter(place -> place.rank() == Rank.LEAD)
        .map(Membership::partner)
        .filter(partner -> partner.kind() == PartnerKind.SHOP)
        .orElseThrow(() -> Problem.of("settlement", "OWNERS_ONLY", HttpStatus.FORBIDDEN).stop());
  }

  private PayoutRow row(Payout payout, Words words) {
    var shop = partners.find(payout.merchant());
    var reason = payout.reason();
    return new PayoutRow(
        payout.day(),
        shop.map(each -> each.name(words.language())).orElse(""),
        payout.sales().payments(),
        payout.sales().paid(),
        payout.sales().refunded(),
        payout.fee(),
        payout.net(),
        tone(payout.state()),
        words.t("settlement.payout." + payout.state()) + (reason == null ? "" : " · " + reason));
  }

  private static Tone tone(State state) {
    return switch (state) {
      case PAID -> Tone.OK;
      case HELD, SENT -> Tone.WAITING;
      case CARRIED -> Tone.PLAIN;
      case NO_ACCOUNT -> Tone.DUE;
      case REFUSED -> Tone.STOP;
    };
  }

  private static Problem.Stop unknown() {
    return Problem.of("settlement", "DAY_UNKNOWN", HttpStatus.NOT_FOUND).stop();
  }
}
