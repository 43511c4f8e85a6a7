package hutong.settlement.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Fetches the rails' files of the days that are over, until each was read and nothing is open.
@Configuration(proxyBeanMethods = false)
class ReconcileRailsJob {

  @Bean
  RecurringTask<Void> reconcileRails(Reconciler reconciler) {
    return Tasks.recurring("settlement-reconcile", FixedDelay.ofHours(1))
        .execute((instance, context) -> reconciler.catchUp());
  }
}
