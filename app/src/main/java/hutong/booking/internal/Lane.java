package hutong.booking.internal;

import hutong.booking.Attempt;
import hutong.booking.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue of one venue and day. Whoever finds nobody at work sets a worker to it; while one
/// batch is being written to disk the next gathers behind it (group commit).
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /// Counters as they were after a commit. Old ones are not believed.
  private record Memory(Map<String, Integer> left, long atNanos) {}

  private final Offer offer;
  private final SaleService sale;
  private final ExecutorService workers;
  private final Semaphore atOnce;
  private final ConcurrentLinkedQueue<Asked> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean working = new AtomicBoolean();
  private volatile Memory memory = new Memory(Map.of(), 0);

  Lane(Offer offer, SaleService sale, ExecutorService workers, Semaphore atOnce) {
    this.offer = offer;
    this.sale = sale;
    this.workers = workers;
    this.atOnce = atOnce;
  }

  /// False when too many wait already.
  boolean add(Asked asked) {
    if (waiting.incrementAndGet() > BookingLimits.WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    queue.add(asked);
    wake();
    return true;
  }

  /// What was left after the last batch, if that was a moment ago; else a number too large to
  /// refuse by. So "sold out" costs no lock and no statement while everybody hears it.
  int leftAMomentAgo(String slot) {
    var last = memory;
    boolean fresh =
        System.nanoTime() - last.atNanos() < BookingLimits.SOLD_OUT_REMEMBERED.toNanos();
    return fresh ? last.left().getOrDefault(slot, Integer.MAX_VALUE) : Integer.MAX_VALUE;
  }

  /// A place was given back: what is remembered is no longer so.
  void forget() {
    memory = new Memory(Map.of(), 0);
  }

  private void wake() {
    if (working.compareAndSet(false, true)) {
      workers.execute(this::work);
    }
  }

  private void work() {
    atOnce.acquireUninterruptibly();
    try {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        settle(batch);
      }
    } finally {
      atOnce.release();
      working.set(false);
    }
    if (!queue.isEmpty()) {
      wake();
    }
  }

  private List<Asked> next() {
    var batch = new ArrayList<Asked>();
    while (batch.size() < BookingLimits.BATCH) {
      var asked = queue.poll();
      if (asked == null) {
        break;
      }
      waiting.decrementAndGet();
      if (asked.take()) {
        batch.add(asked);
      }
    }
    return batch;
  }

  /// Answers come after the commit. A batch that fails is tried again wish by wish, so that one
  /// wish that cannot be written spoils no other.
  private void settle(List<Asked> batch) {
    List<Attempt> answers;
    try {
      var settled = sale.settle(offer, batch);
      memory = new Memory(settled.left(), System.nanoTime());
      answers = settled.answers();
    } catch (RuntimeException failure) {
      if (batch.size() == 1) {
        batch.getFirst().answer.completeExceptionally(failure);
      } else {
        LOG.warn("a batch of {} is settled one by one: {}", batch.size(), failure.getClass());
        batch.forEach(asked -> settle(List.of(asked)));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer.complete(answers.get(i));
    }
  }
}
