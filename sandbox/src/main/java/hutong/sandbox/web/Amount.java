package hutong.sandbox.web;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/// An amount in the smallest unit of its currency.
public record Amount(long minor, String currency) {

  /// How large a number may be that comes in from outside.
  private static final int MAX_DIGITS = 13;

  /// Reads what a caller wrote; empty when it is no amount.
  public static Optional<Amount> read(String minor, String currency) {
    var code = currency.toUpperCase(Locale.ROOT);
    return minor.matches("\\d{1," + MAX_DIGITS + "}") && isCurrency(code)
        ? Optional.of(new Amount(Long.parseLong(minor), code))
        : Optional.empty();
  }

  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  public Amount plus(Amount other) {
    return new Amount(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  public boolean isMoreThan(Amount other) {
    return minor > sameCurrency(other).minor;
  }

  public int digits() {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  /// As a person reads it: `1,234.50 HKD`.
  public String text() {
    int digits = digits();
    return String.format(
        Locale.ROOT, "%,." + digits + "f %s", BigDecimal.valueOf(minor, digits), currency);
  }

  private Amount sameCurrency(Amount other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " does not mix with " + other.currency);
    }
    return other;
  }

  private static boolean isCurrency(String code) {
    try {
      return Currency.getInstance(code) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
