package hutong.voucher.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Timed work of vouchers.
@Configuration(proxyBeanMethods = false)
class VoucherJobs {

  @Bean
  RecurringTask<Void> expireVouchers(VoucherService vouchers) {
    return Tasks.recurring("voucher-expire", FixedDelay.ofMinutes(1))
        .execute(
            (task, context) -> {
              int ended;
              do {
                ended = vouchers.expire();
              } while (ended == VoucherLimits.EXPIRED_AT_ONCE);
            });
  }
}
