package hutong.payment.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/// Leads every payment and refund that was left in the middle to its end, after a power cut as
/// after a silent rail.
@Configuration(proxyBeanMethods = false)
class RecoverPaymentsJob {

  private static final Logger LOG = LoggerFactory.getLogger(RecoverPaymentsJob.class);
  private static final int EVERY_SECONDS = 3;

  @Bean
  RecurringTask<Void> recoverPayments(
      PaymentService payments, RefundService refunds, Cashier cashier, InstantSource clock) {
    return Tasks.recurring("payment-recover", FixedDelay.ofSeconds(EVERY_SECONDS))
        .execute((instance, context) -> recover(payments, refunds, cashier, clock));
  }

  static void recover(
      PaymentService payments, RefundService refunds, Cashier cashier, InstantSource clock) {
    var before = clock.instant().minus(PaymentLimits.ASK_AGAIN);
    for (var entry : payments.pending(before)) {
      quietly(
          () -> LOG.info("{} is {}", entry.id(), cashier.recover(entry.id()).payment().status()));
    }
    for (var entry : payments.givenUp(clock.instant().minus(PaymentLimits.WATCH_AGAIN))) {
      quietly(
          () -> LOG.info("{} was {}", entry.id(), cashier.recover(entry.id()).payment().status()));
    }
    for (var refund : refunds.pending(before)) {
      quietly(
          () -> LOG.info("refund {} {}", refund.id(), cashier.recoverRefund(refund.id()).state()));
    }
  }

  /// One that cannot be led on does not stop the others.
  private static void quietly(Runnable step) {
    try {
      step.run();
    } catch (DataAccessException | IllegalStateException failure) {
      LOG.warn("a payment could not be led on: {}", failure.getClass().getSimpleName());
    }
  }

  @Bean
  RecurringTask<Void> forgetTills(PaymentService payments) {
    return Tasks.recurring("payment-forget", FixedDelay.ofHours(1))
        .execute((instance, context) -> payments.forgetTills());
  }
}
