package hutong.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Puts the wishes of many callers into one transaction: while one commit is in flight, the next
/// batch grows by itself. Made for rows that everybody wants at once. One worker at a time; whoever
/// finds nobody at work sets one to it.
///
/// The queue promises nothing: an answer is given only after the commit. A batch that fails is
/// tried again one wish at a time, so one bad wish cannot fail its neighbours; what is done must
/// therefore be safe to do twice (an idempotency key). Somebody who has waited too long is told to
/// come back, unless her wish is being written: then only its true answer will do.
public final class GroupCommit<Q, A> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration CLOSING_TAKES = Duration.ofSeconds(5);
  private static final Duration CLOSING_LOOKS = Duration.ofMillis(1);

  /// The queue is full or slow, or this node is stopping: nothing was done, ask again later.
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(String name) {
      super(name, null, false, false);
    }
  }

  /// How much waits, how much goes into one transaction, how long anybody waits for her turn.
  public record Bounds(int waiting, int batch, Duration patience) {}

  private enum Turn {
    WAITING,
    TAKEN,
    GIVEN_UP
  }

  private record Wish<Q, A>(
      List<Q> questions, CompletableFuture<List<A>> answer, AtomicReference<Turn> turn) {

    Wish(List<Q> questions) {
      this(questions, new CompletableFuture<>(), new AtomicReference<>(Turn.WAITING));
    }

    boolean take() {
      return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
    }

    boolean giveUp() {
      return turn.compareAndSet(Turn.WAITING, Turn.GIVEN_UP);
    }
  }

  private final String name;
  private final Bounds bounds;
  private final Executor workers;
  private final Function<List<Q>, List<A>> act;
  private final ConcurrentLinkedQueue<Wish<Q, A>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean working = new AtomicBoolean();
  private volatile boolean closed;

  /// @param workers where the one worker runs
  /// @param act decides a batch in one transaction and answers each question, in order
  public GroupCommit(String name, Bounds bounds, Executor workers, Function<List<Q>, List<A>> act) {
    this.name = name;
    this.bounds = bounds;
    this.workers = workers;
    this.act = act;
  }

  /// Waits until the wish is decided and on disk.
  ///
  /// @throws Busy when too many are waiting, or nobody came to it in time; nothing was done
  public A ask(Q question) {
    return askEach(List.of(question)).getFirst();
  }

  /// The same for many wishes of one caller, all in one transaction.
  public List<A> askEach(List<Q> questions) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a caller inside a transaction would wait for itself");
    }
    if (questions.isEmpty() || questions.size() > bounds.batch()) {
      throw new IllegalArgumentException(name + ": " + questions.size() + " wishes at once");
    }
    var wish = new Wish<Q, A>(List.copyOf(questions));
    if (closed || waiting.addAndGet(questions.size()) > bounds.waiting()) {
      if (!closed) {
        waiting.addAndGet(-questions.size());
      }
      throw new Busy(name);
    }
    queue.add(wish);
    wake();
    return await(wish);
  }

  private List<A> await(Wish<Q, A> wish) {
    try {
      return wish.answer().get(bounds.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return turnedAwayOrAnswered(wish);
    } catch (ExecutionException failed) {
      throw cause(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return turnedAwayOrAnswered(wish);
    }
  }

  private List<A> turnedAwayOrAnswered(Wish<Q, A> wish) {
    if (wish.giveUp()) {
      throw new Busy(name);
    }
    try {
      return wish.answer().join();
    } catch (CompletionException failed) {
      throw cause(failed);
    }
  }

  private static RuntimeException cause(Exception failed) {
    return failed.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("a batch failed", failed);
  }

  private void wake() {
    if (working.compareAndSet(false, true)) {
      workers.execute(this::work);
    }
  }

  private void work() {
    try {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        decide(batch);
      }
    } finally {
      working.set(false);
    }
    if (!queue.isEmpty()) {
      wake();
    }
  }

  private List<Wish<Q, A>> next() {
    var batch = new ArrayList<Wish<Q, A>>();
    int size = 0;
    for (var wish = queue.peek(); wish != null; wish = queue.peek()) {
      if (size > 0 && size + wish.questions().size() > bounds.batch()) {
        break;
      }
      queue.remove();
      waiting.addAndGet(-wish.questions().size());
      if (wish.take()) {
        batch.add(wish);
        size += wish.questions().size();
      }
    }
    return batch;
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
    var questions = batch.stream().flatMap(wish -> wish.questions().stream()).toList();
    var answers = new ArrayDeque<>(act.apply(questions));
    if (answers.size() != questions.size()) {
      throw new IllegalStateException("%s: %d answers".formatted(name, answers.size()));
    }
    for (var wish : batch) {
      var own = new ArrayList<A>(wish.questions().size());
      wish.questions().forEach(_ -> own.add(answers.remove()));
      wish.answer().complete(own);
    }
  }

  private static boolean concernsAll(RuntimeException failure) {
    return failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  /// Takes nothing new, lets what waits be decided for some seconds, and turns away the rest.
  @Override
  public void close() {
    closed = true;
    long end = System.nanoTime() + CLOSING_TAKES.toNanos();
    while ((working.get() || !queue.isEmpty()) && System.nanoTime() < end) {
      LockSupport.parkNanos(CLOSING_LOOKS.toNanos());
    }
    for (var wish = queue.poll(); wish != null; wish = queue.poll()) {
      if (wish.giveUp()) {
        wish.answer().completeExceptionally(new Busy(name));
      }
    }
  }
}
