package hutong.kernel;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/// An amount in one currency, held in its smallest unit. It never rounds, never mixes currencies.
public record Money(long minor, Currency currency) implements Comparable<Money> {

  /// Parses a plain decimal such as `12.50`; more digits than the currency has are refused.
  public static Money of(String amount, String code) {
    var currency = Currency.getInstance(code);
    var scaled = new BigDecimal(amount).movePointRight(currency.getDefaultFractionDigits());
    return new Money(scaled.longValueExact(), currency);
  }

  public static Money ofMinor(long minor, String code) {
    return new Money(minor, Currency.getInstance(code));
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  public boolean isPositive() {
    return minor > 0;
  }

  /// Shares that add up to exactly this amount; the first ones carry the odd cents.
  public List<Money> split(int shares) {
    long base = Math.floorDiv(minor, (long) shares);
    long odd = Math.floorMod(minor, (long) shares);
    return IntStream.range(0, shares)
        .mapToObj(i -> new Money(base + (i < odd ? 1 : 0), currency))
        .toList();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, sameCurrency(other).minor);
  }

  /// The amount as a plain decimal without the currency, for wires: `12.50`.
  public String decimal() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " does not mix with " + other.currency);
    }
    return other;
  }

  @Override
  public String toString() {
    return decimal() + " " + currency;
  }
}
