package hutong.payment.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the reference rates: asks soon after the start, and every half hour once it has some.
@Configuration(proxyBeanMethods = false)
class FetchRatesJob {

  private static final int EVERY_SECONDS = 30;

  @Bean
  RecurringTask<Void> fetchRates(RateGateway gateway, RateService rates) {
    return Tasks.recurring("payment-fetch-rates", FixedDelay.ofSeconds(EVERY_SECONDS))
        .execute(
            (instance, context) -> {
              if (rates.isDue()) {
                gateway.fetch().ifPresent(rates::keep);
              }
            });
  }
}
