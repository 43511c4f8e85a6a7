package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.identity.Accounts;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// One code for a family or a tour: a counter scans it once and sees who belongs to it, each by her
/// own credential. Whoever leads it made it, and can end it; every look is in the log of each.
@Service
class PartyService {

  private static final String CODE = "credential.party.code";
  private static final String TITLE = "credential.party.title";

  private final PartyStore store;
  private final Credentials credentials;
  private final Travellers travellers;
  private final Accounts accounts;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Audit audit;
  private final InstantSource clock;

  PartyService(
      PartyStore store,
      Credentials credentials,
      Travellers travellers,
      Accounts accounts,
      PersonKeys keys,
      KeyedIndex index,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.credentials = credentials;
    this.travellers = travellers;
    this.accounts = accounts;
    this.keys = keys;
    this.index = index;
    this.audit = audit;
    this.clock = clock;
  }

  /// A party, opened.
  record Party(UUID id, String title, String code, Instant expiresAt, boolean open) {
    @Override
    public String toString() {
      return "Party[" + id + "]";
    }
  }

  /// One of a party and what proves her.
  record Member(PersonId person, String callName, Optional<HeldCredential> proof) {}

  /// Empty when nobody of hers was named, or too many.
  @Transactional
  public Optional<UUID> make(AccountId account, String title, List<PersonId> wanted) {
    var own =
        travellers.list(account).stream().map(Traveller::id).filter(wanted::contains).toList();
    var owner = accounts.findOwner(account);
    if (own.isEmpty()
        || own.size() > CredentialLimits.PARTY
        || own.size() != wanted.stream().distinct().count()
        || owner.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant();
    var code = Codes.encode(Codes.random(16));
    var id = UUID.randomUUID();
    store.add(
        new PartyStore.Row(
            id,
            account,
            owner.get(),
            keys.seal(owner.get(), CODE, code),
            keys.seal(owner.get(), TITLE, title),
            now.plus(CredentialLimits.PARTY_CODE),
            false),
        index.of(CODE, code),
        own,
        now);
    audit.record(
        AuditEntry.of(account.toString(), "credential.party.made")
            .because(Purpose.IDENTITY_PROOF)
            .with("people", Integer.toString(own.size())));
    return Optional.of(id);
  }

  @Transactional(readOnly = true)
  public List<Party> list(AccountId account) {
    return store.list(account, CredentialLimits.PARTIES).stream()
        .flatMap(row -> open(row).stream())
        .toList();
  }

  @Transactional(readOnly = true)
  public Optional<Party> find(AccountId account, UUID id) {
    return store.find(id, account).flatMap(this::open);
  }

  private Optional<Party> open(PartyStore.Row row) {
    var code = keys.open(row.owner(), CODE, row.code(), Purpose.OWN_VIEW);
    var title = keys.open(row.owner(), TITLE, row.title(), Purpose.OWN_VIEW);
    if (code.isEmpty() || title.isEmpty()) {
      return Optional.empty();
    }
    boolean open = !row.closed() && row.expiresAt().isAfter(clock.instant());
    return Optional.of(new Party(row.id(), title.get(), code.get(), row.expiresAt(), open));
  }

  /// Who is in it: only those the account still acts for.
  @Transactional
  public List<Member> members(AccountId account, UUID party) {
    return store.find(party, account).map(this::members).orElse(List.of());
  }

  private List<Member> members(PartyStore.Row row) {
    return store.members(row.id()).stream()
        .flatMap(person -> travellers.find(row.account(), person).stream())
        .map(
            traveller ->
                new Member(
                    traveller.id(),
                    traveller.callName().reveal(Purpose.OWN_VIEW),
                    proof(traveller.id())))
        .toList();
  }

  private Optional<HeldCredential> proof(PersonId person) {
    return credentials.held(person, Purpose.IDENTITY_PROOF).stream()
        .filter(held -> held.type().key().equals(DocumentFacts.VERIFIED_TRAVELLER))
        .filter(held -> held.state() == HeldCredential.State.VALID)
        .findFirst();
  }

  @Transactional
  public boolean close(AccountId account, UUID party) {
    return store.close(party, account, clock.instant());
  }

  /// What a counter sees.
  record Check(Instant expiresAt, List<Member> members) {}

  /// A counter scanned the code; the look is written down for each of the party.
  @Transactional
  public Optional<Check> check(String actor, String code) {
    if (code.length() > 64) {
      return Optional.empty();
    }
    return store
        .findByCode(index.of(CODE, code), clock.instant())
        .map(
            row -> {
              var members = members(row);
              for (var member : members) {
                audit.record(
                    AuditEntry.of(actor, "credential.party.checked")
                        .about(member.person())
                        .because(Purpose.IDENTITY_PROOF)
                        .with("claims", "name nationality age_over_18"));
              }
              return new Check(row.expiresAt(), members);
            });
  }
}
