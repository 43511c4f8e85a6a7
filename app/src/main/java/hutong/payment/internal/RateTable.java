package hutong.payment.internal;

import hutong.kernel.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/// The reference rates of one day: units of each currency for one euro.
record RateTable(LocalDate day, Map<String, BigDecimal> perEuro) {

  RateTable {
    perEuro = Map.copyOf(perEuro);
  }

  /// An amount in another currency, rounded half up to its smallest unit; empty when a rate is
  /// missing or the amount would round to nothing.
  Optional<Money> convert(Money amount, Currency into) {
    if (amount.currency().equals(into)) {
      return Optional.of(amount);
    }
    return rate(amount.currency(), into)
        .map(
            rate ->
                new BigDecimal(amount.decimal())
                    .multiply(rate)
                    .movePointRight(into.getDefaultFractionDigits())
                    .setScale(0, RoundingMode.HALF_UP))
        .map(minor -> new Money(minor.longValueExact(), into))
        .filter(money -> money.minor() > 0 || amount.minor() == 0);
  }

  /// Units of `to` for one unit of `from`.
  Optional<BigDecimal> rate(Currency from, Currency to) {
    var a = perEuro(from);
    var b = perEuro(to);
    return a.isEmpty() || b.isEmpty()
        ? Optional.empty()
        : Optional.of(b.get().divide(a.get(), MathContext.DECIMAL64));
  }

  private Optional<BigDecimal> perEuro(Currency currency) {
    return currency.getCurrencyCode().equals("EUR")
        ? Optional.of(BigDecimal.ONE)
        : Optional.ofNullable(perEuro.get(currency.getCurrencyCode()));
  }
}
