package hutong.payment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wallet network on its worst day: it takes and does not say so, says so and is not heard, takes
/// what arrives late, forges, breaks, decides slowly. It keeps its own book of what it holds.
final class Chaos {

  static final Map<String, Object> BROKEN = Map.of("broken", true);

  private enum State {
    /// Called, but what was sent never arrived.
    UNHEARD,
    /// Still on its way; it may arrive any time.
    UNDER_WAY,
    PROCESSING,
    TAKEN,
    DECLINED,
    CANCELLED
  }

  private final Random random;
  private final Map<String, State> states = new HashMap<>();
  private final Set<String> closed = new HashSet<>();

  Chaos(long seed) {
    random = new Random(seed);
  }

  synchronized boolean knows(String id) {
    return states.containsKey(id);
  }

  synchronized boolean keeps(String id) {
    return states.get(id) == State.TAKEN;
  }

  /// Half of what was under way arrives.
  synchronized void arrive() {
    states.replaceAll(
        (id, state) ->
            state == State.UNDER_WAY && random.nextBoolean()
                ? closed.contains(id) ? State.UNHEARD : State.TAKEN
                : state);
  }

  synchronized @Nullable Map<String, Object> pay(String id) {
    var state = states.getOrDefault(id, State.UNHEARD);
    if (closed.contains(id)) {
      return FakeRails.result("ORDER_IS_CLOSED", "F");
    }
    if (state == State.UNHEARD || state == State.UNDER_WAY) {
      int turn = random.nextInt(10);
      if (turn == 0) {
        states.put(id, state);
        return null;
      }
      if (turn == 1) {
        states.put(id, State.UNDER_WAY);
        return null;
      }
      state =
          turn == 2 || turn == 3
              ? State.DECLINED
              : turn == 4 || turn == 5 ? State.PROCESSING : State.TAKEN;
      states.put(id, state);
    }
    return heard(answer(id, state));
  }

  synchronized @Nullable Map<String, Object> inquire(String id) {
    var state = states.getOrDefault(id, State.UNHEARD);
    if (state == State.PROCESSING && random.nextInt(3) == 0) {
      state = random.nextBoolean() ? State.TAKEN : State.DECLINED;
      states.put(id, state);
    }
    return heard(
        switch (state) {
          case UNHEARD, UNDER_WAY -> FakeRails.result("ORDER_NOT_EXIST", "F");
          case PROCESSING -> status(id, "PROCESSING");
          case TAKEN -> status(id, "SUCCESS");
          case DECLINED -> status(id, "FAIL");
          case CANCELLED -> status(id, "CANCELLED");
        });
  }

  synchronized @Nullable Map<String, Object> cancel(String id) {
    if (random.nextInt(4) == 0) {
      return null; // it never arrived
    }
    var state = states.getOrDefault(id, State.UNHEARD);
    if (state == State.UNHEARD || state == State.UNDER_WAY) {
      if (random.nextBoolean()) {
        closed.add(id); // some networks remember, some do not
      }
      return heard(FakeRails.result("ORDER_NOT_EXIST", "F"));
    }
    states.put(id, State.CANCELLED);
    return heard(FakeRails.result("SUCCESS", "S"));
  }

  /// What was decided stays decided; only the answer may be lost, broken or forged.
  private @Nullable Map<String, Object> heard(Map<String, Object> answer) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> BROKEN;
      case 2 -> FakeRails.with(new HashMap<>(answer), "forged", true);
      default -> answer;
    };
  }

  private static Map<String, Object> answer(String id, State state) {
    return switch (state) {
      case TAKEN -> FakeRails.with(FakeRails.result("SUCCESS", "S"), "paymentId", "pay_" + id);
      case PROCESSING -> FakeRails.result("PAYMENT_IN_PROCESS", "U");
      case DECLINED, CANCELLED, UNHEARD, UNDER_WAY ->
          FakeRails.result("USER_BALANCE_NOT_ENOUGH", "F");
    };
  }

  private static Map<String, Object> status(String id, String status) {
    return FakeRails.with(
        FakeRails.result("SUCCESS", "S"), "paymentStatus", status, "paymentId", "pay_" + id);
  }
}
