package hutong.culture.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import hutong.payment.BillPaid;
import hutong.payment.Refunds;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Leads bills on: a payment makes tickets, time closes tills, refunds go out until they are
/// begun. Payment leads a refund that was begun to its end.
@Component
class SettleBillsJob {

  private static final Logger LOG = LoggerFactory.getLogger(SettleBillsJob.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final BillService bills;
  private final Refunds refunds;

  SettleBillsJob(BillService bills, Refunds refunds) {
    this.bills = bills;
    this.refunds = refunds;
  }

  @ApplicationModuleListener
  void on(BillPaid paid) {
    bills.paid(paid.payment());
  }

  /// Does what is due now.
  void run() {
    bills.runOut();
    for (var refund : bills.takeRefunds()) {
      switch (refunds.refund(refund.id(), refund.payment(), refund.amount(), "culture")) {
        case BEGUN -> bills.endRefund(refund.id(), "BEGUN");
        case NOT_COVERED -> LOG.warn("refund {} waits for cover", refund.id());
        case IMPOSSIBLE -> {
          LOG.warn("refund {} is impossible", refund.id());
          bills.endRefund(refund.id(), "IMPOSSIBLE");
        }
      }
    }
  }

  /// The beat.
  @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
  static class Beat {

    @Bean
    RecurringTask<Void> settleBills(SettleBillsJob job) {
      return Tasks.recurring("culture.settle-bills", FixedDelay.of(EVERY))
          .execute((task, context) -> job.run());
    }
  }
}
