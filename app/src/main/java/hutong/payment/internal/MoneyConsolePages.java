package hutong.payment.internal;

import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Words;
import hutong.ledger.Ledger;
import hutong.payment.internal.PayViews.BookRow;
import hutong.payment.internal.PayViews.ConsolePage;
import hutong.payment.internal.PayViews.HelpRow;
import hutong.payment.internal.PayViews.OpenRow;
import hutong.payment.internal.PayViews.RuleRow;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import hutong.web.Place;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// The operator's view of money: does everything add up, and what has no end yet.
@Controller
class MoneyConsolePages {

  static final String PATH = "/console/money";

  private final Ledger ledger;
  private final PaymentService payments;
  private final RefundService refunds;
  private final PaymentPolicy policy;
  private final RateService rates;
  private final ConsolePlaces places;
  private final Shown shown;
  private final InstantSource clock;

  MoneyConsolePages(
      Ledger ledger,
      PaymentService payments,
      RefundService refunds,
      PaymentPolicy policy,
      RateService rates,
      ConsolePlaces places,
      Shown shown,
      InstantSource clock) {
    this.ledger = ledger;
    this.payments = payments;
    this.refunds = refunds;
    this.policy = policy;
    this.rates = rates;
    this.places = places;
    this.shown = shown;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrance {
    @Bean
    Place moneyPlace() {
      return new Place(Place.Area.CONSOLE, "payment.console.title", PATH, Icon.PAY, 44);
    }

    @Bean
    ConsoleEntry moneyConsole(PaymentService payments, InstantSource clock) {
      return new ConsoleEntry() {
        @Override
        public String titleKey() {
          return "payment.console.title";
        }

        @Override
        public String textKey() {
          return "payment.console.text";
        }

        @Override
        public String path() {
          return PATH;
        }

        @Override
        public Icon icon() {
          return Icon.PAY;
        }

        @Override
        public int attention() {
          return payments.pending(clock.instant().minus(PaymentLimits.GIVE_UP)).size();
        }
      };
    }
  }

  @GetMapping(PATH)
  ModelAndView money(Words words) {
    var books =
        ledger.proof().stream()
            .map(
                proof ->
                    new BookRow(
                        proof.currency(),
                        proof.accounts(),
                        proof.postings(),
                        Money.ofMinor(proof.sum(), proof.currency()),
                        proof.holds()))
            .toList();
    var ratesOf = rates.newest().map(RateTable::day).orElse(null);
    return new ModelAndView(
        "payment/console",
        "page",
        new ConsolePage(
            places.list(words), books, open(words), helped(words), rules(words), ratesOf));
  }

  private List<OpenRow> open(Words words) {
    var now = clock.instant();
    var charges =
        payments.pending(now).stream()
            .map(
                entry ->
                    new OpenRow(
                        entry.payment().number(),
                        shown.title(entry.rail(), words),
                        entry.price().amount(),
                        entry.payment().times().made(),
                        words.t(
                            entry.actionUrl() == null
                                ? "payment.console.waits.rail"
                                : "payment.console.waits.payer")));
    var returns =
        refunds.pending(now).stream()
            .map(
                refund ->
                    new OpenRow(
                        payments.findEntry(refund.payment()).orElseThrow().payment().number(),
                        words.t("payment.console.refund"),
                        refund.amount(),
                        refund.madeAt(),
                        words.t("payment.console.waits.rail")));
    return Stream.concat(charges, returns).toList();
  }

  private List<HelpRow> helped(Words words) {
    return payments.helped().stream()
        .map(
            help ->
                new HelpRow(
                    help.number(),
                    words.t("payment.console.help." + help.kind()),
                    help.kind().needsSomebody(),
                    help.at()))
        .toList();
  }

  private List<RuleRow> rules(Words words) {
    var today = Beijing.day(clock.instant());
    var fees =
        policy.fees().stream()
            .map(
                fee ->
                    row(
                        words.t(
                            "payment.console.rule.fee",
                            shown.title(fee.rail(), words),
                            words.money(fee.freeUpTo()),
                            fee.percentAbove().toPlainString()),
                        fee.grounds(),
                        today,
                        words));
    var limits =
        policy.limits().stream()
            .map(
                limit ->
                    row(
                        words.t(
                            "payment.console.rule.limit." + limit.identity(),
                            words.money(limit.onePayment()),
                            words.money(limit.oneYear())),
                        limit.grounds(),
                        today,
                        words));
    return Stream.concat(fees, limits).toList();
  }

  private static RuleRow row(
      String what, PaymentPolicy.Grounds grounds, LocalDate today, Words words) {
    return new RuleRow(
        what,
        grounds.source(),
        words.date(grounds.verifiedAt()),
        grounds.reviewBy().isBefore(today));
  }
}
