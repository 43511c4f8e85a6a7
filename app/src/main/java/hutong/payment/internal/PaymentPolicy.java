package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.Rail;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fees and limits as data: what holds on a day, and where it is written.
record PaymentPolicy(List<Fee> fees, List<Limit> limits) {

  /// Where a rule is written, from when it holds, and when somebody last looked.
  record Grounds(LocalDate from, String source, LocalDate verifiedAt, LocalDate reviewBy) {}

  /// Nothing up to an amount, a share of the whole above it.
  record Fee(Rail rail, Money freeUpTo, BigDecimal percentAbove, Grounds grounds) {

    Money of(Money amount) {
      if (amount.compareTo(freeUpTo) <= 0) {
        return Money.zero(amount.currency());
      }
      long minor =
          BigDecimal.valueOf(amount.minor())
              .multiply(percentAbove)
              .movePointLeft(2)
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact();
      return new Money(minor, amount.currency());
    }
  }

  /// How well she is known decides how much she may pay.
  enum Identity {
    NONE,
    VERIFIED
  }

  /// In US dollars, per payment and per calendar year.
  record Limit(
      Identity identity, Set<Rail> rails, Money onePayment, Money oneYear, Grounds grounds) {

    Limit {
      rails = Set.copyOf(rails);
    }
  }

  PaymentPolicy {
    fees = List.copyOf(fees);
    limits = List.copyOf(limits);
  }

  Money fee(Rail rail, Money amount, LocalDate day) {
    return feeRule(rail, day).map(fee -> fee.of(amount)).orElse(Money.zero(amount.currency()));
  }

  Optional<Fee> feeRule(Rail rail, LocalDate day) {
    return fees.stream()
        .filter(fee -> fee.rail() == rail && !fee.grounds().from().isAfter(day))
        .max(Comparator.comparing(fee -> fee.grounds().from()));
  }

  Optional<Limit> limit(Rail rail, Identity identity, LocalDate day) {
    return limits.stream()
        .filter(limit -> limit.identity() == identity && limit.rails().contains(rail))
        .filter(limit -> !limit.grounds().from().isAfter(day))
        .max(Comparator.comparing(limit -> limit.grounds().from()));
  }

  /// Rules nobody has looked at in time.
  List<Grounds> overdue(LocalDate day) {
    return java.util.stream.Stream.concat(
            fees.stream().map(Fee::grounds), limits.stream().map(Limit::grounds))
        .filter(grounds -> grounds.reviewBy().isBefore(day))
        .toList();
  }
}
