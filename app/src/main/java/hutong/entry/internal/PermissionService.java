package hutong.entry.internal;

import hutong.entry.EntryAnswer;
import hutong.entry.EntryQuestion;
import hutong.entry.NewEntry;
import hutong.entry.Permissions;
import hutong.entry.Recording;
import hutong.entry.StayPermission;
import hutong.entry.StayRecorded;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class PermissionService implements Permissions {

  private final EntryRules rules;
  private final StayStore stays;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  PermissionService(
      EntryRules rules, StayStore stays, InstantSource clock, ApplicationEventPublisher events) {
    this.rules = rules;
    this.stays = stays;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public EntryAnswer decide(EntryQuestion question) {
    return rules.decide(question);
  }

  @Override
  @Transactional
  public Recording record(PersonId person, NewEntry entry) {
    var now = clock.instant();
    var refusal = rules.refusal(entry, Beijing.day(now));
    if (refusal.isPresent()) {
      return new Recording.Refused(refusal.get());
    }
    var last = entry.lastDay().or(() -> rules.ownLastDay(entry.path(), entry.entered()));
    var stay =
        new StayPermission(
            person, entry.entered(), entry.port(), entry.path(), last, rules.set().version());
    stays.save(stay, now);
    events.publishEvent(new StayRecorded(person, now));
    return new Recording.Recorded(stay);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<StayPermission> of(PersonId person) {
    return stays.latest(person);
  }

  @Transactional(readOnly = true)
  public List<StayPermission> list(PersonId person) {
    return stays.list(person);
  }

  @Transactional
  public void forgetAll(PersonId person) {
    stays.forget(person);
  }

  @Override
  @Transactional
  public boolean forget(PersonId person, LocalDate entered) {
    return stays.forget(person, entered);
  }
}
