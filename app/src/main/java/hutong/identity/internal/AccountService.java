package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Accounts;
import hutong.identity.Document;
import hutong.identity.Traveller;
import hutong.identity.Traveller.Relation;
import hutong.identity.Travellers;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Language;
import hutong.language.Languages;
import hutong.notice.Letter;
import hutong.notice.Notices;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Opens accounts, and keeps the people each acts for.
@Service
class AccountService implements Accounts, Travellers {

  static final String EMAIL = "identity.account.email";
  static final String CALL_NAME = "identity.traveller.call_name";
  static final String EMAIL_DOMAIN = "identity.email";

  private final AccountStore store;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Notices notices;
  private final Languages languages;
  private final ObjectProvider<DocumentSource> documents;
  private final Audit audit;
  private final InstantSource clock;

  AccountService(
      AccountStore store,
      PersonKeys keys,
      KeyedIndex index,
      Notices notices,
      Languages languages,
      ObjectProvider<DocumentSource> documents,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.index = index;
    this.notices = notices;
    this.languages = languages;
    this.documents = documents;
    this.audit = audit;
    this.clock = clock;
  }

  /// The account of this address, opened now for `candidate` when there was none.
  @Transactional
  public AccountId openFor(Email email, PersonId candidate, Language language) {
    var known = findByEmail(email.text());
    if (known.isPresent()) {
      return known.get();
    }
    var fresh = open(email, candidate, language, email.beginning());
    return fresh == null ? findByEmail(email.text()).orElseThrow() : fresh;
  }

  /// An account without an address, for somebody who signs in with a passkey.
  @Transactional
  public AccountId openWithoutEmail(PersonId owner, Language language, String callName) {
    var fresh = open(null, owner, language, callName);
    if (fresh == null) {
      throw new IllegalStateException("an account without an address meets no other");
    }
    return fresh;
  }

  private @Nullable AccountId open(
      @Nullable Email email, PersonId owner, Language language, String callName) {
    var id = AccountId.random();
    byte[] sealed = email == null ? null : keys.seal(owner, EMAIL, email.text());
    byte[] found = email == null ? null : index.of(EMAIL_DOMAIN, email.text());
    var row = new AccountStore.AccountRow(id.value(), owner.value(), sealed, language.tag());
    if (!store.addAccount(row, found, clock.instant())) {
      return null;
    }
    addTraveller(id, owner, Relation.SELF, Sensitive.of(cut(callName)));
    audit.record(AuditEntry.of(id.toString(), "identity.account.opened").about(owner));
    return id;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<AccountId> findByEmail(String email) {
    return Email.parse(email)
        .flatMap(parsed -> store.findByEmail(index.of(EMAIL_DOMAIN, parsed.text())))
        .map(row -> new AccountId(row.id()));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<PersonId> findOwner(AccountId account) {
    return store.find(account.value()).map(row -> new PersonId(row.owner()));
  }

  @Override
  @Transactional
  public boolean write(AccountId account, String template, Object... arguments) {
    var row = store.find(account.value());
    var address = findEmail(account, Purpose.NOTICE);
    if (row.isEmpty() || address.isEmpty()) {
      return false;
    }
    var language = languages.choose(row.get().language(), null);
    var owner = new PersonId(row.get().owner());
    notices.send(Letter.of(owner, address.get(), language, template, arguments));
    return true;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Sensitive<String>> findEmail(AccountId account, Purpose purpose) {
    return store
        .find(account.value())
        .flatMap(
            row -> {
              byte[] sealed = row.email();
              return sealed == null
                  ? Optional.empty()
                  : keys.open(new PersonId(row.owner()), EMAIL, sealed, purpose);
            })
        .map(Sensitive::of);
  }

  /// Holds the account until the transaction ends; false when it is gone.
  @Transactional
  public boolean hold(AccountId account) {
    return store.lock(account.value());
  }

  @Override
  @Transactional(readOnly = true)
  public List<Traveller> list(AccountId account) {
    return store.travellers(account.value()).stream()
        .flatMap(row -> traveller(row).stream())
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Traveller> find(AccountId account, PersonId person) {
    return store.traveller(account.value(), person.value()).flatMap(this::traveller);
  }

  @Override
  @Transactional
  public Optional<Traveller> add(AccountId account, Relation relation, Sensitive<String> callName) {
    if (relation == Relation.SELF) {
      throw new IllegalArgumentException("an account has one self, made with it");
    }
    if (!store.lock(account.value())
        || store.travellers(account.value()).size() >= Traveller.MOST) {
      return Optional.empty();
    }
    var person = PersonId.random();
    addTraveller(account, person, relation, callName);
    audit.record(AuditEntry.of(account.toString(), "identity.traveller.added").about(person));
    return find(account, person);
  }

  @Override
  @Transactional
  public boolean rename(AccountId account, PersonId person, Sensitive<String> callName) {
    if (store.traveller(account.value(), person.value()).isEmpty()) {
      return false;
    }
    byte[] sealed = keys.seal(person, CALL_NAME, cut(callName.reveal(Purpose.OWN_VIEW)));
    return store.rename(account.value(), person.value(), sealed);
  }

  @Override
  @Transactional
  public boolean remove(AccountId account, PersonId person) {
    boolean removed = store.remove(account.value(), person.value(), clock.instant());
    if (removed) {
      audit.record(AuditEntry.of(account.toString(), "identity.traveller.removed").about(person));
    }
    return removed;
  }

  private void addTraveller(
      AccountId account, PersonId person, Relation relation, Sensitive<String> callName) {
    byte[] sealed = keys.seal(person, CALL_NAME, cut(callName.reveal(Purpose.OWN_VIEW)));
    var row = new AccountStore.TravellerRow(person.value(), relation, sealed);
    store.addTraveller(account.value(), row, clock.instant());
  }

  private Optional<Traveller> traveller(AccountStore.TravellerRow row) {
    var person = new PersonId(row.person());
    return keys.open(person, CALL_NAME, row.callName(), Purpose.OWN_VIEW)
        .map(name -> new Traveller(person, row.relation(), Sensitive.of(name), document(person)));
  }

  private Optional<Document> document(PersonId person) {
    return documents.stream().flatMap(source -> source.current(person).stream()).findFirst();
  }

  private static String cut(String name) {
    var plain = name.strip().replaceAll("\\p{Cntrl}+", " ");
    int end = Math.min(plain.codePointCount(0, plain.length()), IdentityLimits.CALL_NAME);
    return plain.substring(0, plain.offsetByCodePoints(0, end));
  }
}
