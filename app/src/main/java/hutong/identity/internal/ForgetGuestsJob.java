package hutong.identity.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Guests without an account cannot erase themselves: time does it.
@Configuration(proxyBeanMethods = false)
class ForgetGuestsJob {

  @Bean
  Task<Void> forgetGuests(GuestService guests) {
    return Tasks.recurring("forget-guests", FixedDelay.ofHours(6))
        .execute((instance, context) -> guests.forget());
  }
}
