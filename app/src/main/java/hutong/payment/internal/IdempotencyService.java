package hutong.payment.internal;

import hutong.payment.internal.IdempotencyService.Admission.Answered;
import hutong.payment.internal.IdempotencyService.Admission.Fresh;
import hutong.payment.internal.IdempotencyService.Admission.OtherRequest;
import hutong.payment.internal.IdempotencyService.Admission.Running;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which requests were seen, and what they were answered. It survives restarts: a request that a
/// power cut interrupted is done again by whoever asks again, under the same ids.
@Service
class IdempotencyService {

  /// What to do with a request.
  sealed interface Admission {
    record Fresh() implements Admission {}

    record Answered(Answer answer) implements Admission {}

    record Running() implements Admission {}

    record OtherRequest() implements Admission {}
  }

  /// This run of this node.
  static final UUID NODE = UUID.randomUUID();

  private final IdempotencyStore store;
  private final InstantSource clock;

  IdempotencyService(IdempotencyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Transactional
  public Admission admit(String caller, String key, byte[] fingerprint) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return store.add(caller, key, fingerprint, NODE, now)
        ? new Fresh()
        : judge(store.find(caller, key).orElseThrow(), fingerprint, now);
  }

  /// Whether this very request was seen before, whatever became of it.
  @Transactional(readOnly = true)
  public boolean isOther(String caller, String key, byte[] fingerprint) {
    return store
        .find(caller, key)
        .filter(row -> !Arrays.equals(row.fingerprint(), fingerprint))
        .isPresent();
  }

  private Admission judge(IdempotencyStore.Row row, byte[] fingerprint, Instant now) {
    if (!Arrays.equals(row.fingerprint(), fingerprint)) {
      return new OtherRequest();
    }
    var answer = row.answer();
    if (answer != null) {
      return new Answered(answer);
    }
    boolean left =
        row.node().equals(NODE) || row.startedAt().isBefore(now.minus(PaymentLimits.TAKE_OVER));
    return left && store.takeOver(row, NODE, now) ? new Fresh() : new Running();
  }

  @Transactional
  public void answer(String caller, String key, Answer answer) {
    store.answer(caller, key, answer, clock.instant());
  }

  @Transactional
  public int forget() {
    return store.forget(clock.instant().minus(PaymentLimits.KEYS_KEPT));
  }
}
