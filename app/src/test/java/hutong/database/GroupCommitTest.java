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
                100,
                50,
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
                100,
                50,
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
            10,
            5,
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
    var group = new GroupCommit<Integer, Integer>("test", 10, 5, batch -> batch);
    assertThat(group.ask(1)).isEqualTo(1);
    group.close();
    assertThatThrownBy(() -> group.ask(2)).isInstanceOf(GroupCommit.Busy.class);
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
