package hutong.partners.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Accounts;
import hutong.identity.CallerSource;
import hutong.identity.Role;
import hutong.identity.RoleSource;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.partners.Membership;
import hutong.partners.Membership.Rank;
import hutong.partners.Partner;
import hutong.partners.PartnerClient;
import hutong.partners.PartnerId;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who the partners are, who works at their desks, and what their systems show.
@Service
class PartnerService implements Partners, RoleSource, CallerSource {

  private static final String EMAIL = "partners.staff.email";
  private static final String EMAIL_DOMAIN = "partners.staff-email";
  private static final String TOKEN_PREFIX = "hutong_partner_";
  private static final int TOKEN_BYTES = 32;

  /// Somebody at a desk, as the operator sees her.
  record StaffMember(UUID id, Sensitive<String> email, Rank rank, Instant since) {}

  private final PartnerStore store;
  private final Accounts accounts;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  PartnerService(
      PartnerStore store,
      Accounts accounts,
      PersonKeys keys,
      KeyedIndex index,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.accounts = accounts;
    this.keys = keys;
    this.index = index;
    this.audit = audit;
    this.clock = clock;
  }

  /// What the files say is what is; who was removed by an operator stays removed.
  @Transactional
  public void load(List<PartnerFile> files) {
    var now = clock.instant();
    for (var file : files) {
      var id = store.put(PartnerId.random().value(), file, now);
      file.staff().forEach(staff -> addFromFile(id, staff, now));
    }
    int closed = store.closeOthers(files.stream().map(PartnerFile::key).toList(), now);
    if (closed > 0) {
      audit.record(
          AuditEntry.of("platform", "partners.closed").with("count", Integer.toString(closed)));
    }
  }

  private void addFromFile(UUID partner, PartnerFile.Staff staff, Instant now) {
    if (store.places(emailIndex(staff.email())).stream()
        .noneMatch(place -> place.partner().id().value().equals(partner))) {
      store.addStaff(newStaff(partner, staff.email(), staff.rank(), "file"), now);
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Partner> find(PartnerId id) {
    return store.find(id.value());
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Partner> findByKey(String key) {
    return store.findByKey(key);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Partner> list(PartnerKind kind) {
    return store.list(kind);
  }

  @Transactional(readOnly = true)
  public List<Partner> list() {
    return store.list(null);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Membership> staffOf(AccountId account) {
    return accounts
        .findEmail(account, Purpose.SECURITY)
        .map(email -> store.places(emailIndex(email.reveal(Purpose.SECURITY))))
        .orElse(List.of())
        .stream()
        .map(place -> new Membership(place.partner(), place.rank()))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Membership> findMembership(AccountId account, String partnerKey) {
    return staffOf(account).stream()
        .filter(membership -> membership.partner().key().equals(partnerKey))
        .findFirst();
  }

  @Override
  @Transactional(readOnly = true)
  public Set<Role> rolesOf(String email) {
    return store.places(emailIndex(StaffEmail.normal(email))).isEmpty()
        ? Set.of()
        : Set.of(Role.PARTNER_STAFF);
  }

  @Transactional(readOnly = true)
  public List<StaffMember> staff(PartnerId partner) {
    return store.staff(partner.value()).stream()
        .flatMap(
            row ->
                keys
                    .open(new PersonId(row.person()), EMAIL, row.email(), Purpose.SECURITY)
                    .map(
                        email ->
                            new StaffMember(row.id(), Sensitive.of(email), row.rank(), row.since()))
                    .stream())
        .toList();
  }

  /// False when she works there already.
  @Transactional
  public boolean addStaff(Partner partner, String email, Rank rank, AccountId operator) {
    var now = clock.instant();
    var staff = newStaff(partner.id().value(), email, rank, operator.toString());
    boolean added = store.addStaff(staff, now) || store.bringBack(staff, now);
    if (added) {
      record(operator, "partners.staff.added", partner, rank.name());
    }
    return added;
  }

  @Transactional
  public boolean removeStaff(Partner partner, UUID staff, AccountId operator) {
    boolean removed = store.removeStaff(partner.id().value(), staff, clock.instant());
    if (removed) {
      record(operator, "partners.staff.removed", partner, staff.toString());
    }
    return removed;
  }

  @Transactional(readOnly = true)
  public List<PartnerStore.TokenRow> tokens(PartnerId partner) {
    return store.tokens(partner.value());
  }

  /// The token itself, shown this once.
  @Transactional
  public String issueToken(Partner partner, String label, AccountId operator) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.addToken(partner.id().value(), hash(token), label, operator.toString(), clock.instant());
    record(operator, "partners.token.issued", partner, label);
    return token;
  }

  @Transactional
  public boolean revokeToken(Partner partner, UUID token, AccountId operator) {
    boolean revoked = store.revokeToken(partner.id().value(), token, clock.instant());
    if (revoked) {
      record(operator, "partners.token.revoked", partner, token.toString());
    }
    return revoked;
  }

  @Transactional(readOnly = true)
  public Optional<PartnerClient> findClient(String token) {
    return token.startsWith(TOKEN_PREFIX)
        ? store.findToken(hash(token)).map(shown -> new PartnerClient(shown.partner(), shown.id()))
        : Optional.empty();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> callerOf(String token) {
    return findClient(token).map(PartnerClient::actor);
  }

  private void record(AccountId operator, String act, Partner partner, String what) {
    audit.record(
        AuditEntry.of(operator.toString(), act)
            .with("partner", partner.id().toString())
            .with("what", what));
  }

  private PartnerStore.NewStaff newStaff(UUID partner, String email, Rank rank, String by) {
    var person = PersonId.random();
    byte[] sealed = keys.seal(person, EMAIL, email);
    return new PartnerStore.NewStaff(partner, emailIndex(email), person.value(), sealed, rank, by);
  }

  private byte[] emailIndex(String email) {
    return index.of(EMAIL_DOMAIN, email);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
