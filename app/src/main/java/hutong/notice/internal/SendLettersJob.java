package hutong.notice.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.vault.PersonKeys;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Takes letters to the mail server: at once when written, and again while it does not answer.
/// Each statement is a transaction of its own; none is open while the server is asked.
@Component
class SendLettersJob {

  private static final Logger LOG = LoggerFactory.getLogger(SendLettersJob.class);

  private final LetterStore store;
  private final PersonKeys keys;
  private final MailGateway mail;
  private final NoticeSettings settings;
  private final InstantSource clock;

  SendLettersJob(
      LetterStore store,
      PersonKeys keys,
      MailGateway mail,
      NoticeSettings settings,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.mail = mail;
    this.settings = settings;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Setup {
    @Bean
    Task<Void> sendLetters(SendLettersJob job) {
      return Tasks.recurring("send-letters", FixedDelay.ofSeconds(5))
          .execute((instance, context) -> job.sendDue());
    }
  }

  @Async
  @TransactionalEventListener
  void on(LetterWritten event) {
    if (settings.enabled()) {
      send(event.letter());
    }
  }

  void sendDue() {
    if (settings.enabled()) {
      store.due(clock.instant(), NoticeLimits.BATCH).forEach(this::send);
    }
  }

  private void send(UUID id) {
    var now = clock.instant();
    store.claim(id, now, now.plus(NoticeLimits.CLAIM)).ifPresent(this::send);
  }

  private void send(LetterStore.Claimed claimed) {
    var letter = claimed.letter();
    var person = new PersonId(letter.person());
    byte[] sealedRecipient = letter.recipient();
    byte[] sealedBody = letter.body();
    if (sealedRecipient == null || sealedBody == null) {
      return;
    }
    var recipient = keys.open(person, NoticeService.RECIPIENT, sealedRecipient, Purpose.NOTICE);
    var subject = keys.open(person, NoticeService.SUBJECT, letter.subject(), Purpose.NOTICE);
    var body = keys.open(person, NoticeService.BODY, sealedBody, Purpose.NOTICE);
    if (recipient.isEmpty() || subject.isEmpty() || body.isEmpty()) {
      giveUp(letter.id(), "its person was erased");
      return;
    }
    try {
      mail.send(letter.id(), recipient.get(), subject.get(), body.get());
    } catch (MailException failure) {
      later(claimed, failure);
      return;
    }
    if (!store.sent(letter.id(), clock.instant())) {
      LOG.warn("letter {} was sent although another node had ended it", letter.id());
    }
  }

  private void later(LetterStore.Claimed claimed, MailException failure) {
    var id = claimed.letter().id();
    if (claimed.tries() >= NoticeLimits.TRIES) {
      giveUp(id, failure.getClass().getSimpleName());
      return;
    }
    LOG.info("letter {} waits: {}", id, failure.getClass().getSimpleName());
    var next = clock.instant().plus(NoticeLimits.pauseAfter(claimed.tries()));
    if (!store.retry(id, next)) {
      LOG.warn("letter {} was ended by another node", id);
    }
  }

  private void giveUp(UUID id, String why) {
    if (store.giveUp(id)) {
      LOG.warn("letter {} given up: {}", id, why);
    }
  }
}
