package hutong.payment;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The life of a payment. The table below is the only place that says what may follow what.
public enum PaymentStatus {
  /// At the till, nothing agreed yet.
  CREATED,
  /// Agreed and held; the rail has not answered for good.
  PENDING,
  POSTED,
  /// Given up before any money moved.
  VOIDED,
  /// Declined by the rail.
  FAILED,
  PARTLY_REFUNDED,
  REFUNDED;

  private static final Map<PaymentStatus, Set<PaymentStatus>> NEXT =
      new EnumMap<>(
          Map.of(
              CREATED, EnumSet.of(PENDING, POSTED, FAILED, VOIDED),
              PENDING, EnumSet.of(POSTED, FAILED, VOIDED),
              POSTED, EnumSet.of(PARTLY_REFUNDED, REFUNDED),
              PARTLY_REFUNDED, EnumSet.of(PARTLY_REFUNDED, REFUNDED),
              VOIDED, EnumSet.noneOf(PaymentStatus.class),
              FAILED, EnumSet.noneOf(PaymentStatus.class),
              REFUNDED, EnumSet.noneOf(PaymentStatus.class)));

  public boolean mayBecome(PaymentStatus next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /// True when the merchant has the money, or had it.
  public boolean isPaid() {
    return switch (this) {
      case POSTED, PARTLY_REFUNDED, REFUNDED -> true;
      case CREATED, PENDING, VOIDED, FAILED -> false;
    };
  }

  /// True when the rail will not change its mind any more.
  public boolean isDecided() {
    return switch (this) {
      case POSTED, PARTLY_REFUNDED, REFUNDED, VOIDED, FAILED -> true;
      case CREATED, PENDING -> false;
    };
  }
}
