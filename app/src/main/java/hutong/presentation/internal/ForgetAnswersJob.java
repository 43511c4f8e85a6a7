package hutong.presentation.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What was disclosed is forgotten when its time is over.
@Configuration(proxyBeanMethods = false)
class ForgetAnswersJob {

  @Bean
  Task<Void> forgetAnswers(PresentationService presentations) {
    return Tasks.recurring("forget-presented-facts", FixedDelay.ofMinutes(1))
        .execute((instance, context) -> presentations.forget());
  }
}
