package hutong.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Puts the wishes of many callers into one transaction: while one commit is in flight, the next
/// batch grows by itself. Made for rows that everybody wants at once.
///
/// The queue promises nothing: an answer is given only after the commit. A batch that fails is
/// tried again one wish at a time, so one bad wish cannot fail its neighbours; what is done must
/// therefore be safe to do twice (an idempotency key). A wish whose caller has gone is still done.
public final class GroupCommit<Q, A> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /// The queue is full, or this node is stopping: ask again later.
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(String name) {
      super(name, null, false, false);
    }
  }

  private record Wish<Q, A>(Q question, CompletableFuture<A> answer) {}

  private final String name;
  private final int largest;
  private final Function<List<Q>, List<A>> act;
  private final BlockingQueue<Wish<Q, A>> queue;
  private final Thread writer;
  private volatile boolean closed;

  /// @param act decides a batch in one transaction and answers each wish, in order
  public GroupCommit(String name, int capacity, int largest, Function<List<Q>, List<A>> act) {
    this.name = name;
    this.largest = largest;
    this.act = act;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.writer = Thread.ofPlatform().name(name).daemon().start(this::write);
  }

  /// Waits until the wish is decided and on disk.
  ///
  /// @throws Busy when too many are waiting already; nothing was done
  public A ask(Q question) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a caller inside a transaction would wait for itself");
    }
    var wish = new Wish<Q, A>(question, new CompletableFuture<>());
    if (closed || !queue.offer(wish)) {
      throw new Busy(name);
    }
    try {
      return wish.answer().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private void write() {
    var batch = new ArrayList<Wish<Q, A>>(largest);
    while (!closed || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException stopping) {
        continue; // the loop's condition decides
      }
      queue.drainTo(batch, largest - 1);
      decide(batch);
      batch.clear();
    }
  }

  private void decide(List<Wish<Q, A>> batch) {
    try {
      answer(batch);
    } catch (RuntimeException failure) {
      if (batch.size() == 1 || concernsAll(failure)) {
        batch.forEach(wish -> wish.answer().completeExceptionally(failure));
        return;
      }
      LOG.warn("{}: a batch of {} goes one by one", name, batch.size());
      batch.forEach(wish -> decide(List.of(wish)));
    }
  }

  private void answer(List<Wish<Q, A>> batch) {
    var answers = act.apply(batch.stream().map(Wish::question).toList());
    if (answers.size() != batch.size()) {
      throw new IllegalStateException("%s: %d answers".formatted(name, answers.size()));
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private static boolean concernsAll(RuntimeException failure) {
    return failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  /// Decides what is in the queue, then stops.
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      writer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var left = new ArrayList<Wish<Q, A>>();
    queue.drainTo(left);
    left.forEach(wish -> wish.answer().completeExceptionally(new Busy(name)));
  }
}
