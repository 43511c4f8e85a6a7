package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.payment.Rail;
import hutong.payment.internal.PaymentPolicy.Identity;
import hutong.payment.internal.PaymentPolicy.Limit;
import hutong.payment.internal.RailOption.Cost;
import hutong.payment.internal.RailOption.Refusal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every way to pay an amount, cheapest first, those that cannot be used last. Pure.
final class QuoteRules {

  private static final Currency DOLLAR = Currency.getInstance("USD");

  /// Who pays: what she has linked, has in her balance, and paid from outside this year.
  record Payer(Identity identity, List<Link> links, Money balance, Money spentThisYear) {

    Payer {
      links = List.copyOf(links);
    }
  }

  private final PaymentPolicy policy;
  private final Optional<RateTable> rates;
  private final LocalDate day;

  QuoteRules(PaymentPolicy policy, Optional<RateTable> rates, LocalDate day) {
    this.policy = policy;
    this.rates = rates;
    this.day = day;
  }

  /// @param withBalance false when it is the balance itself that is to be filled
  List<RailOption> options(Money amount, Payer payer, boolean withBalance) {
    var options = new ArrayList<RailOption>();
    for (var link : payer.links()) {
      options.add(linked(amount, link, payer));
    }
    if (withBalance) {
      options.add(balance(amount, payer.balance()));
    }
    options.sort(
        Comparator.comparing((RailOption option) -> !option.usable())
            .thenComparing(option -> option.cost().total())
            .thenComparing(RailOption::rail));
    return List.copyOf(options);
  }

  private RailOption linked(Money amount, Link link, Payer payer) {
    var limit = policy.limit(link.rail(), payer.identity(), day);
    return new RailOption(
        link.rail(),
        link.id(),
        link.provider(),
        link.label().reveal(Purpose.OWN_VIEW),
        cost(link.rail(), amount, link.currency()),
        limit.flatMap(each -> left(each, payer.spentThisYear())).orElse(null),
        limit.map(each -> refusal(each, amount, payer.spentThisYear())).orElse(null));
  }

  private static RailOption balance(Money amount, Money balance) {
    var nothing = Money.zero(amount.currency());
    return new RailOption(
        Rail.BALANCE,
        null,
        "",
        "",
        new Cost(amount, nothing, amount, null, null),
        null,
        balance.compareTo(amount) < 0 ? Refusal.NOT_ENOUGH_BALANCE : null);
  }

  /// In the payer's currency when its rate is known; else her provider converts the yuan.
  private Cost cost(Rail rail, Money amount, Currency own) {
    var fee = policy.fee(rail, amount, day);
    var total = amount.plus(fee);
    if (own.equals(amount.currency()) || rates.isEmpty()) {
      return new Cost(amount, fee, total, null, null);
    }
    var table = rates.get();
    var converted = table.convert(total, own);
    return converted.isEmpty()
        ? new Cost(amount, fee, total, null, null)
        : new Cost(
            amount,
            fee,
            converted.get(),
            table
                .rate(own, amount.currency())
                .map(rate -> rate.round(new MathContext(5)).toPlainString())
                .orElse(null),
            table.day());
  }

  private Optional<Money> left(Limit limit, Money spent) {
    return yuan(limit.oneYear(), spent.currency())
        .map(most -> most.minus(spent))
        .map(left -> left.isPositive() ? left : Money.zero(left.currency()));
  }

  private @Nullable Refusal refusal(Limit limit, Money amount, Money spent) {
    var one = yuan(limit.onePayment(), amount.currency());
    if (one.isPresent() && amount.compareTo(one.get()) > 0) {
      return Refusal.OVER_PAYMENT_LIMIT;
    }
    var left = left(limit, spent);
    return left.isPresent() && amount.compareTo(left.get()) > 0 ? Refusal.OVER_YEAR_LIMIT : null;
  }

  /// Without rates a limit in dollars cannot be counted in yuan; the rail itself still keeps it.
  private Optional<Money> yuan(Money dollars, Currency into) {
    return rates
        .filter(table -> dollars.currency().equals(DOLLAR))
        .flatMap(table -> table.convert(dollars, into));
  }
}
