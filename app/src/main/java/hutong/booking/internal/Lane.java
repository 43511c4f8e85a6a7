package hutong.booking.internal;

import hutong.booking.Attempt;
import hutong.booking.Offer;
import hutong.database.GroupCommit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// The queue of one venue and day, and what its counters were a moment ago.
final class Lane {

  private static final GroupCommit.Bounds BOUNDS =
      new GroupCommit.Bounds(BookingLimits.WAITING, BookingLimits.BATCH, BookingLimits.PATIENCE);

  /// Counters as they were after a commit. Old ones are not believed.
  private record Memory(Map<String, Integer> left, long atNanos) {}

  private final Offer offer;
  private final SaleService sale;
  private final GroupCommit<Asked, Attempt> queue;
  private volatile Memory memory = new Memory(Map.of(), 0);

  Lane(Offer offer, SaleService sale, Executor workers) {
    this.offer = offer;
    this.sale = sale;
    this.queue = new GroupCommit<>("places", BOUNDS, workers, this::settle);
  }

  /// Waits until it is settled and on disk, or too long.
  Attempt ask(Asked asked) {
    try {
      return queue.ask(asked);
    } catch (GroupCommit.Busy tooMany) {
      return new Attempt.Busy();
    }
  }

  private List<Attempt> settle(List<Asked> batch) {
    var settled = sale.settle(offer, batch);
    memory = new Memory(settled.left(), System.nanoTime());
    return settled.answers();
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
}
