package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.payment.internal.PaymentPolicy.Identity;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What each of her rails would cost, right now.
@Service
class QuoteService {

  private final PaymentService payments;
  private final LinkService links;
  private final RateService rates;
  private final Travellers travellers;
  private final PaymentPolicy policy;
  private final InstantSource clock;

  QuoteService(
      PaymentService payments,
      LinkService links,
      RateService rates,
      Travellers travellers,
      PaymentPolicy policy,
      InstantSource clock) {
    this.payments = payments;
    this.links = links;
    this.rates = rates;
    this.travellers = travellers;
    this.policy = policy;
    this.clock = clock;
  }

  /// Every rail for a purchase, cheapest first.
  List<RailOption> purchase(Actor actor, Money amount) {
    return options(actor, amount, true);
  }

  /// Every rail to fill her balance with.
  List<RailOption> topUp(Actor actor, Money amount) {
    return options(actor, amount, false);
  }

  private List<RailOption> options(Actor actor, Money amount, boolean withBalance) {
    var person = actor.traveller();
    var payer =
        new QuoteRules.Payer(
            identity(actor),
            links.list(actor.account()),
            payments.balance(person),
            payments.spentThisYear(person));
    return new QuoteRules(policy, rates.newest(), Beijing.day(clock.instant()))
        .options(amount, payer, withBalance);
  }

  private Identity identity(Actor actor) {
    boolean known =
        travellers
            .find(actor.account(), actor.traveller())
            .flatMap(traveller -> traveller.document())
            .isPresent();
    return known ? Identity.VERIFIED : Identity.NONE;
  }

  /// The option a caller named by a link's id or a rail's name; by a name, the cheapest of it.
  static Optional<RailOption> choose(List<RailOption> options, String key) {
    return options.stream()
        .filter(option -> option.key().equals(key) || option.rail().name().equals(key))
        .findFirst();
  }
}
