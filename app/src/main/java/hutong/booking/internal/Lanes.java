package hutong.booking.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.booking.Attempt;
import hutong.booking.Offer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Brings each wish to the queue of its venue and day, and waits with the one who asked.
@Component
class Lanes implements DisposableBean {

  private static final Duration KEPT_IDLE = Duration.ofMinutes(10);

  private final SaleService sale;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore atOnce = new Semaphore(BookingLimits.LANES_AT_ONCE);
  private final Cache<Offer, Lane> lanes =
      Caffeine.newBuilder().expireAfterAccess(KEPT_IDLE).build();

  Lanes(SaleService sale) {
    this.sale = sale;
  }

  Attempt ask(Offer offer, Asked asked) {
    var lane = lanes.get(offer, o -> new Lane(o, sale, this::runWhenFree));
    int left = lane.leftAMomentAgo(asked.slot());
    return left < asked.size() ? new Attempt.SoldOut(left) : lane.ask(asked);
  }

  private void runWhenFree(Runnable work) {
    workers.execute(
        () -> {
          atOnce.acquireUninterruptibly();
          try {
            work.run();
          } finally {
            atOnce.release();
          }
        });
  }

  void forget(String venue, LocalDate day) {
    lanes
        .asMap()
        .forEach(
            (offer, lane) -> {
              if (offer.venue().equals(venue) && offer.day().equals(day)) {
                lane.forget();
              }
            });
  }

  @Override
  public void destroy() {
    workers.close();
  }
}
