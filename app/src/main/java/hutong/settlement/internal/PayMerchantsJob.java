package hutong.settlement.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Pays merchants for the day that is over.
@Configuration(proxyBeanMethods = false)
class PayMerchantsJob {

  @Bean
  RecurringTask<Void> payMerchants(Paymaster paymaster) {
    return Tasks.recurring("settlement-pay-merchants", FixedDelay.ofMinutes(30))
        .execute((instance, context) -> paymaster.run());
  }
}
