package hutong.payment.internal;

import hutong.kernel.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a person or a program wrote as an amount of yuan.
final class Amounts {

  /// Empty unless it is a positive amount with at most two decimals that a payment may have.
  static Optional<Money> yuan(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    var plain = text.strip().replace('，', '.').replace(',', '.').replace("¥", "").strip();
    if (!plain.matches("[0-9]{1,8}(\\.[0-9]{1,2})?")) {
      return Optional.empty();
    }
    return Optional.of(Money.of(plain, "CNY"))
        .filter(money -> money.isPositive() && money.minor() <= PaymentLimits.AMOUNT_MINOR);
  }

  private Amounts() {}
}
