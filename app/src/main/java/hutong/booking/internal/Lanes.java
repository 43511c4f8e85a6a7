package hutong.booking.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.booking.Attempt;
import hutong.booking.Offer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a place is reserved outside any other transaction");
    }
    var lane = lanes.get(offer, o -> new Lane(o, sale, workers, atOnce));
    int left = lane.leftAMomentAgo(asked.slot());
    if (left < asked.size()) {
      return new Attempt.SoldOut(left);
    }
    return lane.add(asked) ? await(asked) : new Attempt.Busy();
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

  private static Attempt await(Asked asked) {
    try {
      return asked.answer.get(BookingLimits.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return asked.giveUp() ? new Attempt.Busy() : whenSettled(asked);
    } catch (ExecutionException failed) {
      throw cause(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return asked.giveUp() ? new Attempt.Busy() : whenSettled(asked);
    }
  }

  /// It is being written: only its true answer will do.
  private static Attempt whenSettled(Asked asked) {
    try {
      return asked.answer.join();
    } catch (CompletionException failed) {
      throw cause(failed);
    }
  }

  private static RuntimeException cause(Exception failed) {
    return failed.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("a batch failed", failed);
  }

  @Override
  public void destroy() {
    workers.close();
  }
}
