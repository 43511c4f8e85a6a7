package hutong.payment.internal;

import hutong.command.Standing;
import hutong.database.GroupCommit;
import hutong.payment.internal.BalanceService.Wish;
import jakarta.annotation.PreDestroy;
import org.springframework.stereotype.Component;

/// The queue before [BalanceService]: while one commit is in flight the next batch gathers.
@Component
class BalanceTill {

  private final GroupCommit<Wish, Standing> queue;

  BalanceTill(BalanceService service) {
    queue =
        new GroupCommit<>(
            "balance-payments", PaymentLimits.QUEUE, PaymentLimits.BATCH, service::decide);
  }

  /// Waits until the payment is decided and on disk.
  Standing pay(Wish wish) {
    return queue.ask(wish);
  }

  @PreDestroy
  void close() {
    queue.close();
  }
}
