package hutong.credential.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Deletes what can no longer be used: nonces, codes, requests, offers, tokens, old credentials.
@Configuration(proxyBeanMethods = false)
class ForgetSecretsJob {

  private static final Logger LOG = LoggerFactory.getLogger(ForgetSecretsJob.class);

  @Bean
  RecurringTask<Void> forgetCredentialSecrets(
      SeenStore seen,
      AuthorisationStore authorisations,
      OfferStore offers,
      PermissionStore permissions,
      HeldStore held,
      PartyStore parties,
      InstantSource clock) {
    return Tasks.recurring("credential.forget-secrets", FixedDelay.ofMinutes(10))
        .execute(
            (task, context) -> {
              var now = clock.instant();
              int forgotten = seen.forget(now);
              forgotten += authorisations.forget(now.minus(CredentialLimits.DECISION));
              forgotten += offers.forget(now.minus(CredentialLimits.OFFER));
              forgotten += held.forgetOld(now.minus(CredentialLimits.SHOWN_AFTER));
              forgotten += parties.forget(now.minus(CredentialLimits.SHOWN_AFTER));
              permissions.forget(now);
              LOG.debug("{} spent secrets forgotten", forgotten);
            });
  }
}
