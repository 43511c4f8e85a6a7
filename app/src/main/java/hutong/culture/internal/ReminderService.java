package hutong.culture.internal;

import hutong.culture.Museum;
import hutong.identity.Accounts;
import hutong.kernel.AccountId;
import hutong.web.WebSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Letters shortly before sales open, for those who asked.
@Service
class ReminderService {

  private static final String LETTER = "culture.letter.opening.";

  private final ReminderStore store;
  private final MuseumFiles museums;
  private final Accounts accounts;
  private final WebSettings settings;
  private final InstantSource clock;

  ReminderService(
      ReminderStore store,
      MuseumFiles museums,
      Accounts accounts,
      WebSettings settings,
      InstantSource clock) {
    this.store = store;
    this.museums = museums;
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  /// Asking twice is asking once.
  @Transactional
  public void remind(AccountId account, Museum museum, LocalDate day) {
    var at = MuseumRules.opensAt(museum, day).minus(CultureLimits.REMIND_BEFORE);
    store.add(account, museum.key(), day, at);
  }

  /// Writes the letters that are due; says how many reminders it took off the list.
  @Transactional
  public int write() {
    var due = store.takeDue(clock.instant());
    due.forEach(this::write);
    return due.size();
  }

  private void write(ReminderStore.Reminder reminder) {
    var museum = museums.find(reminder.museum());
    if (museum.isEmpty()) {
      return;
    }
    Instant opensAt = MuseumRules.opensAt(museum.get(), reminder.day());
    boolean ignored =
        accounts.write(
            reminder.account(),
            LETTER,
            museum.get().name().english() + " " + museum.get().name().chinese(),
            reminder.day().toString(),
            hutong.kernel.Beijing.clock(opensAt).toLocalTime().toString(),
            settings.publicUrl() + "/museums/" + reminder.museum());
  }
}
