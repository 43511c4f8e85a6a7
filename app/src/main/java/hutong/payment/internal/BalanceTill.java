package hutong.payment.internal;

import hutong.command.Standing;
import hutong.database.GroupCommit;
import hutong.ledger.Ledger;
import hutong.payment.internal.BalanceService.Wish;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/// The queue before [BalanceService]: while one commit is in flight the next batch gathers.
@Component
class BalanceTill {

  private final BalanceService service;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("balance-payments").daemon().factory());
  private final GroupCommit<Wish, Standing> queue;

  BalanceTill(BalanceService service) {
    this.service = service;
    var bounds =
        new GroupCommit.Bounds(PaymentLimits.QUEUE, PaymentLimits.BATCH, PaymentLimits.PATIENCE);
    queue = new GroupCommit<>("balance-payments", bounds, writer, this::decide);
  }

  /// Waits until the payment is decided and on disk.
  Standing pay(Wish wish) {
    return queue.ask(wish);
  }

  /// The same for many, in one transaction.
  List<Standing> payEach(List<Wish> wishes) {
    return queue.askEach(wishes);
  }

  private List<Standing> decide(List<Wish> batch) {
    try {
      return service.decide(batch, Ledger.Memory.TRUSTED);
    } catch (Ledger.Overtaken | PessimisticLockingFailureException another) {
      return service.decide(batch, Ledger.Memory.REFRESHED);
    }
  }

  @PreDestroy
  void close() {
    queue.close();
    writer.close();
  }
}
