package hutong.identity.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Sign-in letters are forgotten once they no longer count towards a limit.
@Configuration(proxyBeanMethods = false)
class ForgetLettersJob {

  @Bean
  Task<Void> forgetLetters(SignInService signIns, PasskeyService passkeys) {
    return Tasks.recurring("forget-sign-in-letters", FixedDelay.ofMinutes(10))
        .execute(
            (instance, context) -> {
              signIns.forgetLetters();
              passkeys.forgetSignUps();
            });
  }
}
