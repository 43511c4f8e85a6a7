package hutong.taxrefund.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Looks for money given at a purchase whose goods did not leave by the promised day.
@Configuration(proxyBeanMethods = false)
class MarkLateFormsJob {

  @Bean
  RecurringTask<Void> markLateForms(TaxFormService forms) {
    return Tasks.recurring("tax-refund-late", FixedDelay.ofMinutes(10))
        .execute(
            (task, context) -> {
              int marked;
              do {
                marked = forms.markLate();
              } while (marked == TaxLimits.DUE_AT_ONCE);
            });
  }
}
