package hutong.payment.internal;

import hutong.kernel.Beijing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The newest reference rates, remembered between requests.
@Service
class RateService {

  private static final int REMEMBERED_SECONDS = 60;

  private record Memory(Optional<RateTable> table, Instant until) {}

  private final RateStore store;
  private final InstantSource clock;
  private final AtomicReference<Instant> kept = new AtomicReference<>(Instant.MIN);
  private final AtomicReference<Memory> memory =
      new AtomicReference<>(new Memory(Optional.empty(), Instant.MIN));

  RateService(RateStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Empty when none were ever read, or the newest are too old to show to anybody.
  Optional<RateTable> newest() {
    var now = clock.instant();
    var known = memory.get();
    if (known.until().isBefore(now)) {
      known = new Memory(store.newest(), now.plusSeconds(REMEMBERED_SECONDS));
      memory.set(known);
    }
    var oldest = Beijing.day(now.minus(PaymentLimits.RATE_FRESH));
    return known.table().filter(table -> !table.day().isBefore(oldest));
  }

  /// Whether it is time to ask the bank again: it publishes once a day, at no exact time.
  boolean isDue() {
    return kept.get().isBefore(clock.instant().minus(PaymentLimits.RATE_AGE));
  }

  @Transactional
  public void keep(RateTable table) {
    store.add(table, clock.instant());
    memory.set(new Memory(Optional.empty(), Instant.MIN));
    kept.set(clock.instant());
  }
}
