package hutong.booking.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What happens by itself as time passes.
@Configuration(proxyBeanMethods = false)
class BookingJobs {

  @Bean
  RecurringTask<Void> expireHoldsJob(ReservationService reservations) {
    return Tasks.recurring("booking.expire-holds", FixedDelay.of(Duration.ofSeconds(10)))
        .execute((task, context) -> reservations.runOut().forEach(reservations::expire));
  }

  @Bean
  RecurringTask<Void> markNoShowsJob(ReservationService reservations) {
    return Tasks.recurring("booking.mark-no-shows", FixedDelay.of(Duration.ofMinutes(5)))
        .execute((task, context) -> missAll(reservations));
  }

  private static void missAll(ReservationService reservations) {
    int missed;
    do {
      missed = reservations.miss();
    } while (missed == BookingLimits.ENDED_AT_ONCE);
  }
}
