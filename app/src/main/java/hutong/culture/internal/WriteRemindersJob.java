package hutong.culture.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Writes due reminders every half minute.
@Configuration(proxyBeanMethods = false)
class WriteRemindersJob {

  @Bean
  RecurringTask<Void> writeReminders(ReminderService reminders) {
    return Tasks.recurring("culture.write-reminders", FixedDelay.of(Duration.ofSeconds(30)))
        .execute((task, context) -> writeAll(reminders));
  }

  private static void writeAll(ReminderService reminders) {
    int written;
    do {
      written = reminders.write();
    } while (written == CultureLimits.LETTERS_AT_ONCE);
  }
}
