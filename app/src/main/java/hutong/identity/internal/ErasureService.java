package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.PersonErased;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.vault.PersonKeys;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Erases an account and everybody it acted for: the keys go, and nothing they sealed can be read
/// again. What the law wants kept stays under random ids that no longer lead to anybody.
@Service
class ErasureService {

  private final AccountStore accounts;
  private final SignInStore signIns;
  private final PasskeyStore passkeys;
  private final DocumentStore documents;
  private final PersonKeys keys;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  ErasureService(
      AccountStore accounts,
      SignInStore signIns,
      PasskeyStore passkeys,
      DocumentStore documents,
      PersonKeys keys,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.accounts = accounts;
    this.signIns = signIns;
    this.passkeys = passkeys;
    this.documents = documents;
    this.keys = keys;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /// False when there was nothing left to erase.
  @Transactional
  public boolean erase(AccountId account) {
    var now = clock.instant();
    if (!accounts.erase(account.value(), now)) {
      return false;
    }
    signIns.revokeTokens(account.value(), now);
    passkeys.removeAll(account.value());
    for (var id : accounts.allPeople(account.value())) {
      erasePerson(account.toString(), new PersonId(id));
    }
    return true;
  }

  /// Destroys one person's key, and what could still find her document.
  @Transactional
  public void erasePerson(String actor, PersonId person) {
    signIns.forgetLinksOf(person.value());
    documents.forget(person);
    keys.erase(person);
    audit.record(
        AuditEntry.of(actor, "identity.person.erased").about(person).because(Purpose.LEGAL_DUTY));
    events.publishEvent(new PersonErased(person, clock.instant()));
  }
}
