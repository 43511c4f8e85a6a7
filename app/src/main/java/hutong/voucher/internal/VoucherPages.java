package hutong.voucher.internal;

import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Words;
import hutong.voucher.Budget;
import hutong.voucher.Campaign;
import hutong.voucher.Claim;
import hutong.voucher.Voucher;
import hutong.voucher.Vouchers;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/// What a city gives, hers and on offer; and where every cent of it is, for the operator.
@Controller
class VoucherPages {

  private static final String MODULE = "voucher";
  private static final String CONSOLE = "/console/vouchers";
  private static final Duration SOON = Duration.ofDays(3);

  private final Vouchers vouchers;
  private final ConsolePlaces places;
  private final InstantSource clock;

  VoucherPages(Vouchers vouchers, ConsolePlaces places, InstantSource clock) {
    this.vouchers = vouchers;
    this.places = places;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrances {

    @Bean
    Place vouchersPlace() {
      return new Place(Place.Area.SERVICES, "voucher.page.title", "/vouchers", Icon.TICKET, 50);
    }

    @Bean
    Place voucherConsolePlace() {
      return new Place(
          Place.Area.CONSOLE, "voucher.console.title", "/console/vouchers", Icon.TICKET, 47);
    }

    @Bean
    ConsoleEntry voucherConsole(Vouchers vouchers) {
      return new ConsoleEntry() {
        @Override
        public String titleKey() {
          return "voucher.console.title";
        }

        @Override
        public String textKey() {
          return "voucher.console.text";
        }

        @Override
        public String path() {
          return CONSOLE;
        }

        @Override
        public Icon icon() {
          return Icon.TICKET;
        }

        @Override
        public int attention() {
          return (int) vouchers.budgets().stream().filter(each -> !each.recounted()).count();
        }
      };
    }
  }

  @GetMapping("/vouchers")
  ModelAndView list(
      Actor actor,
      Words words,
      @RequestParam(name = "claimed", required = false) @Nullable String claimed) {
    return page(actor, words, claimed, null);
  }

  @PostMapping("/vouchers/{campaign}")
  ModelAndView claim(Actor actor, Words words, @PathVariable String campaign) {
    if (find(campaign).isEmpty()) {
      throw Problem.of(MODULE, "CAMPAIGN_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
    return switch (vouchers.claim(actor, campaign)) {
      case Claim.Claimed(var voucher) ->
          new ModelAndView("redirect:/vouchers?claimed=" + voucher.campaign());
      case Claim.Refused(var reason) ->
          page(actor, words, null, Problem.of(MODULE, reason.name(), HttpStatus.CONFLICT));
      case Claim.Busy() ->
          throw Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE).stop();
    };
  }

  private ModelAndView page(
      Actor actor, Words words, @Nullable String claimed, @Nullable Problem problem) {
    var hers = vouchers.list(actor.traveller());
    Map<String, Long> held =
        hers.stream().collect(Collectors.groupingBy(Voucher::campaign, Collectors.counting()));
    var today = Beijing.day(clock.instant());
    var offers =
        vouchers.campaigns().stream()
            .filter(each -> !today.isBefore(each.from()) && !today.isAfter(each.until()))
            .map(each -> offer(each, held.getOrDefault(each.key(), 0L), words))
            .toList();
    var total = hers.stream().map(Voucher::left).reduce(ConditionWords.yuan(0), Money::plus);
    var name =
        claimed == null
            ? null
            : find(claimed).map(each -> ConditionWords.name(each, words)).orElse(null);
    var view =
        new ModelAndView(
            "voucher/vouchers",
            "page",
            new VouchersPage(
                hers.stream().flatMap(each -> mine(each, words).stream()).toList(),
                offers,
                total,
                name,
                problem));
    view.setStatus(problem == null ? HttpStatus.OK : problem.status());
    return view;
  }

  private Optional<VouchersPage.Mine> mine(Voucher voucher, Words words) {
    var now = clock.instant();
    return find(voucher.campaign())
        .map(
            campaign ->
                new VouchersPage.Mine(
                    ConditionWords.name(campaign, words),
                    ConditionWords.chinese(campaign),
                    voucher.left(),
                    voucher.face(),
                    voucher.expiresAt(),
                    words.t(
                        "voucher.page.until",
                        words.date(Beijing.day(voucher.expiresAt().minusSeconds(1)))),
                    voucher.expiresAt().isBefore(now.plus(SOON)),
                    ConditionWords.of(campaign, words)));
  }

  private static VouchersPage.Offer offer(Campaign campaign, long held, Words words) {
    return new VouchersPage.Offer(
        campaign.key(),
        ConditionWords.name(campaign, words),
        ConditionWords.chinese(campaign),
        ConditionWords.worth(campaign, words),
        held >= campaign.ceilings().perPerson(),
        ConditionWords.of(campaign, words));
  }

  private Optional<Campaign> find(String key) {
    return vouchers.campaigns().stream().filter(each -> each.key().equals(key)).findFirst();
  }

  @GetMapping(CONSOLE)
  ModelAndView console(Words words) {
    var campaigns =
        vouchers.campaigns().stream().collect(Collectors.toMap(Campaign::key, Function.identity()));
    List<VouchersPage.Row> rows =
        vouchers.budgets().stream()
            .<VouchersPage.Row>mapMulti(
                (each, out) -> {
                  var campaign = campaigns.get(each.campaign());
                  if (campaign != null) {
                    out.accept(row(each, ConditionWords.name(campaign, words)));
                  }
                })
            .toList();
    return new ModelAndView(
        "voucher/console", "page", new VouchersPage.Console(places.list(words), rows));
  }

  private static VouchersPage.Row row(Budget budget, String name) {
    return new VouchersPage.Row(
        name,
        budget.campaign(),
        ConditionWords.yuan(budget.budget()),
        ConditionWords.yuan(budget.issued()),
        ConditionWords.yuan(budget.redeemed()),
        ConditionWords.yuan(budget.returned()),
        ConditionWords.yuan(budget.outstanding()),
        ConditionWords.yuan(budget.budget() - budget.redeemed() - budget.outstanding()),
        budget.recounted() ? Tone.OK : Tone.STOP,
        budget.recounted());
  }
}
