package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.vault.KeyedIndex;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Passkeys: signing up with one alone, signing in, adding and removing.
@Service
class PasskeyService {

  /// How removing one ends.
  enum Removal {
    REMOVED,
    /// It is the only way in: there is no e-mail address and no other passkey.
    LAST,
    UNKNOWN
  }

  private final PasskeyStore store;
  private final PasskeyCheck check;
  private final AccountService accounts;
  private final KeyedIndex index;
  private final IdentitySettings settings;
  private final Audit audit;
  private final InstantSource clock;

  PasskeyService(
      PasskeyStore store,
      PasskeyCheck check,
      AccountService accounts,
      KeyedIndex index,
      IdentitySettings settings,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.check = check;
    this.accounts = accounts;
    this.index = index;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /// How signing up with a passkey alone ends.
  sealed interface SignUp {
    record Opened(AccountId account) implements SignUp {}

    /// The answer of the device does not fit.
    record Refused() implements SignUp {}

    /// Too many accounts were opened from this network address.
    record TooMany() implements SignUp {}
  }

  /// A new account that has this passkey and no address.
  ///
  /// @param source the network address
  @Transactional
  public SignUp signUp(
      String json,
      byte[] challenge,
      PersonId owner,
      Language language,
      String label,
      String source) {
    var made = check.registration(json, challenge);
    if (made.isEmpty() || store.find(made.get().credentialId()).isPresent()) {
      return new SignUp.Refused();
    }
    var now = clock.instant();
    byte[] where = index.of("identity.passkey-source", source);
    if (store.signUps(where, now.minus(IdentityLimits.SIGN_UP_WINDOW))
        >= settings.passkeysPerSource()) {
      return new SignUp.TooMany();
    }
    store.addSignUp(where, now);
    var account = accounts.openWithoutEmail(owner, language, "");
    if (!add(account, made.get(), label)) {
      throw new IllegalStateException("two devices made the same passkey at the same moment");
    }
    return new SignUp.Opened(account);
  }

  /// Forgets where accounts were opened from, once it no longer counts.
  @Transactional
  public void forgetSignUps() {
    store.forgetSignUps(clock.instant().minus(IdentityLimits.SIGN_UP_WINDOW));
  }

  /// One more passkey for an account.
  @Transactional
  public boolean add(AccountId account, String json, byte[] challenge, String label) {
    var made = check.registration(json, challenge);
    return made.isPresent()
        && store.list(account.value()).size() < IdentityLimits.PASSKEYS
        && add(account, made.get(), label);
  }

  private boolean add(AccountId account, PasskeyCheck.Made made, String label) {
    var use = new PasskeyStore.Use(made.counter(), label, clock.instant(), null);
    var row =
        new PasskeyStore.Row(
            Ids.next(), account.value(), made.credentialId(), made.credential(), use);
    boolean added = store.add(row);
    if (added) {
      audit.record(
          AuditEntry.of(account.toString(), "identity.passkey.added").because(Purpose.SECURITY));
    }
    return added;
  }

  @Transactional
  public Optional<AccountId> signIn(String json, byte[] challenge) {
    var known = check.credentialId(json).flatMap(store::find);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return check
        .authentication(json, challenge, known.get())
        .filter(counter -> store.used(known.get().id(), counter, clock.instant()))
        .map(counter -> new AccountId(known.get().account()));
  }

  @Transactional(readOnly = true)
  public List<PasskeyStore.Row> list(AccountId account) {
    return store.list(account.value());
  }

  @Transactional
  public Removal remove(AccountId account, UUID passkey) {
    if (!accounts.hold(account)
        || store.list(account.value()).stream().noneMatch(row -> row.id().equals(passkey))) {
      return Removal.UNKNOWN;
    }
    if (store.list(account.value()).size() == 1
        && accounts.findEmail(account, Purpose.SECURITY).isEmpty()) {
      return Removal.LAST;
    }
    if (!store.remove(account.value(), passkey)) {
      return Removal.UNKNOWN;
    }
    audit.record(
        AuditEntry.of(account.toString(), "identity.passkey.removed").because(Purpose.SECURITY));
    return Removal.REMOVED;
  }
}
