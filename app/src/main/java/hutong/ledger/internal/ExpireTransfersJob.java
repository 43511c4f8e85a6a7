package hutong.ledger.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives back what was held and never settled.
@Configuration(proxyBeanMethods = false)
class ExpireTransfersJob {

  @Bean
  RecurringTask<Void> expireTransfers(LedgerService ledger) {
    return Tasks.recurring("ledger-expire-transfers", FixedDelay.ofSeconds(30))
        .execute((instance, context) -> ledger.expire());
  }

  /// Months are opened long before they come, so one missed run does no harm.
  @Bean
  RecurringTask<Void> openMonths(LedgerService ledger) {
    return Tasks.recurring("ledger-open-months", FixedDelay.ofHours(6))
        .execute((instance, context) -> ledger.openMonths());
  }
}
