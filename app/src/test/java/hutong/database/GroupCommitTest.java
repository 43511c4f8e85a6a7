package hutong.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class GroupCommitTest {

  @Test
  void a_batch_grows_while_the_last_one_is_in_flight_and_each_gets_its_own_answer()
      throws Exception {
    var sizes = new ConcurrentLinkedQueue<Integer>();
    var first = new CountDownLatch(1);
    try (var group =
            new GroupCommit<Integer, Integer>(
                "test",
                bounds(100, 50),
                Thread::startVirtualThread,
                batch -> {
                  sizes.add(batch.size());
                  waitFor(first);
                  return batch.stream().map(n -> n * 10).toList();
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<java.util.concurrent.Future<Integer>>();
      for (int i = 0; i < 40; i++) {
        int n = i;
        asked.add(threads.submit(() -> group.ask(n)));
      }
      first.countDown();
      for (int i = 0; i < 40; i++) {
        assertThat(asked.get(i).get()).isEqualTo(i * 10);
      }
    }
    assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(40);
  }

  @Test
  void one_bad_wish_does_not_fail_its_neighbours() throws Exception {
    try (var group =
            new GroupCommit<Integer, Integer>(
                "test",
                bounds(100, 50),
                Thread::startVirtualThread,
                batch -> {
                  if (batch.contains(13)) {
                    throw new IllegalArgumentException("thirteen");
                  }
                  return batch;
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Callable<String>>();
      for (int i = 0; i < 30; i++) {
        int n = i;
        asked.add(() -> answer(group, n));
      }
      var answers = new ArrayList<String>();
      for (var future : threads.invokeAll(asked)) {
        answers.add(future.get());
      }
      assertThat(answers).hasSize(30).containsOnlyOnce("thirteen").contains("12", "14");
    }
  }

  @Test
  void when_the_database_is_away_nobody_waits_for_his_own_turn() {
    var tries = new ConcurrentLinkedQueue<List<Integer>>();
    try (var group =
        new GroupCommit<Integer, Integer>(
            "test",
            bounds(10, 5),
            Thread::startVirtualThread,
            batch -> {
              tries.add(batch);
              throw new DataAccessResourceFailureException("away");
            })) {
      assertThatThrownBy(() -> group.ask(1)).isInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(tries).hasSize(1);
  }

  @Test
  void a_full_queue_and_a_closed_one_say_so() {
    var group =
        new GroupCommit<Integer, Integer>(
            "test", bounds(10, 5), Thread::startVirtualThread, batch -> batch);
    assertThat(group.ask(1)).isEqualTo(1);
    group.close();
    assertThatThrownBy(() -> group.ask(2)).isInstanceOf(GroupCommit.Busy.class);
  }

  @Test
  void many_wishes_of_one_caller_share_a_transaction_and_who_waits_too_long_is_turned_away() {
    var sizes = new ConcurrentLinkedQueue<Integer>();
    var stuck = new CountDownLatch(1);
    var group =
        new GroupCommit<Integer, Integer>(
            "test",
            new GroupCommit.Bounds(10, 5, java.time.Duration.ofMillis(50)),
            Thread::startVirtualThread,
            batch -> {
              sizes.add(batch.size());
              if (batch.contains(0)) {
                waitFor(stuck);
              }
              return batch;
            });
    assertThat(group.askEach(List.of(1, 2, 3))).containsExactly(1, 2, 3);
    var first = Thread.startVirtualThread(() -> group.ask(0));
    while (sizes.size() < 2) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> group.ask(4)).isInstanceOf(GroupCommit.Busy.class);
    stuck.countDown();
    assertThat(first.isInterrupted()).isFalse();
    assertThat(group.ask(5)).isEqualTo(5);
    group.close();
    assertThat(sizes).containsExactly(3, 1, 1);
  }

  private static GroupCommit.Bounds bounds(int waiting, int batch) {
    return new GroupCommit.Bounds(waiting, batch, java.time.Duration.ofSeconds(10));
  }

  private static String answer(GroupCommit<Integer, Integer> group, int n) {
    try {
      return group.ask(n).toString();
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
