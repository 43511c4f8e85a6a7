package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.CredentialFormat;
import hutong.credential.CredentialId;
import hutong.credential.CredentialType;
import hutong.credential.CredentialType.Claim;
import hutong.credential.CredentialTypes;
import hutong.credential.Credentials;
import hutong.credential.Dataset;
import hutong.credential.HeldCredential;
import hutong.credential.HeldCredential.State;
import hutong.credential.Presented;
import hutong.credential.Printed;
import hutong.credential.RevocationReason;
import hutong.credential.internal.IssuanceService.Destination;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.SdJwt;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.vault.PersonKeys;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A wallet for people who have none: what she holds in her pages, sealed under her own key.
@Service
class HoldingService implements Credentials {

  private static final Logger LOG = LoggerFactory.getLogger(HoldingService.class);
  private static final String TITLE = "credential.held.title";
  private static final String CLAIMS = "credential.held.claims";
  private static final String SD_JWT = "credential.held.sd_jwt";
  private static final String MDOC = "credential.held.mdoc";
  private static final String KEY = "credential.held.holder_key";

  private final HeldStore store;
  private final IssuedStore issued;
  private final IssuanceService issuance;
  private final FactService facts;
  private final CredentialTypes types;
  private final PersonKeys keys;
  private final Audit audit;
  private final InstantSource clock;

  HoldingService(
      HeldStore store,
      IssuedStore issued,
      IssuanceService issuance,
      FactService facts,
      CredentialTypes types,
      PersonKeys keys,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.issued = issued;
    this.issuance = issuance;
    this.facts = facts;
    this.types = types;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  @Transactional
  public List<HeldCredential> held(PersonId person, Purpose purpose) {
    refresh(person);
    var order = types.list().stream().map(CredentialType::key).toList();
    var oldest = clock.instant().minus(CredentialLimits.SHOWN_AFTER);
    return store.list(person, MOST).stream()
        .filter(row -> row.expiresAt().isAfter(oldest))
        .flatMap(row -> view(row, purpose).stream())
        .sorted(
            java.util.Comparator.comparing((HeldCredential each) -> each.state())
                .thenComparingInt(each -> order.indexOf(each.type().key())))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<HeldCredential> find(PersonId person, CredentialId id, Purpose purpose) {
    return store.find(person, id).flatMap(row -> view(row, purpose));
  }

  private Optional<HeldCredential> view(HeldStore.Row row, Purpose purpose) {
    var type = types.find(row.type());
    var title = keys.open(row.person(), TITLE, row.title(), purpose);
    var claims = keys.openBytes(row.person(), CLAIMS, row.claims(), purpose);
    if (type.isEmpty() || title.isEmpty() || claims.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HeldCredential(
            row.id(),
            type.get(),
            row.grounds(),
            Sensitive.of(title.get()),
            Sensitive.of(ClaimJson.read(type.get(), claims.get())),
            row.issuedAt(),
            row.expiresAt(),
            state(row),
            Optional.ofNullable(row.reason())));
  }

  private State state(HeldStore.Row row) {
    if (row.revoked()) {
      return State.REVOKED;
    }
    return row.expiresAt().isAfter(clock.instant()) ? State.VALID : State.EXPIRED;
  }

  @Override
  @Transactional
  public Presented presentSdJwt(
      PersonId person, CredentialId id, Set<String> claims, String audience, String nonce) {
    var row = store.find(person, id).orElse(null);
    var refused = refused(row, claims);
    if (row == null || refused != null) {
      return refused == null ? new Presented.NotHeld() : refused;
    }
    var text = keys.open(person, SD_JWT, row.sdJwt(), Purpose.IDENTITY_PROOF);
    var pair = pair(row);
    if (text.isEmpty() || pair.isEmpty()) {
      return new Presented.NotHeld();
    }
    try {
      var pointers = claims.stream().map(claim -> "/" + claim).collect(Collectors.toSet());
      var shown = SdJwt.read(text.get()).showing(pointers);
      var signed = shown.signedBy(HolderKeys.signing(pair.get()), audience, nonce, clock.instant());
      record(row, "SD_JWT_VC", claims);
      return new Presented.Shown(signed.text());
    } catch (UnreadableException e) {
      throw new IllegalStateException("a credential of our own cannot be read", e);
    }
  }

  @Override
  @Transactional
  public Presented presentMdoc(
      PersonId person, CredentialId id, Set<String> elements, byte[] sessionTranscript) {
    var row = store.find(person, id).orElse(null);
    var refused = refused(row, elements);
    if (row == null || refused != null) {
      return refused == null ? new Presented.NotHeld() : refused;
    }
    var mdoc = keys.openBytes(person, MDOC, row.mdoc(), Purpose.IDENTITY_PROOF);
    var pair = pair(row);
    if (mdoc.isEmpty() || pair.isEmpty()) {
      return new Presented.NotHeld();
    }
    var type = types.find(row.type()).orElseThrow();
    var all = new HashSet<>(elements);
    type.claims().stream().filter(CredentialType.Claim::always).forEach(c -> all.add(c.key()));
    record(row, "MDOC", all);
    return new Presented.Shown(
        CredentialMaker.presentMdoc(
            type, mdoc.get(), all, HolderKeys.signing(pair.get()), sessionTranscript));
  }

  @Override
  @Transactional
  public Optional<Printed> print(PersonId person, CredentialId id) {
    var row = store.find(person, id).filter(each -> state(each) == State.VALID).orElse(null);
    var held = row == null ? null : view(row, Purpose.IDENTITY_PROOF).orElse(null);
    if (row == null || held == null || !held.type().printable()) {
      return Optional.empty();
    }
    var text = keys.open(person, SD_JWT, row.sdJwt(), Purpose.IDENTITY_PROOF);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var printed = new TreeMap<>(held.claims().reveal(Purpose.IDENTITY_PROOF));
    printed.keySet().removeIf(key -> held.type().claim(key).filter(Claim::paper).isEmpty());
    try {
      var status = StatusReference.of(SdJwt.read(text.get()).claims());
      record(row, "PAPER", printed.keySet());
      return Optional.of(new Printed(held.type(), Sensitive.of(printed), held.expiresAt(), status));
    } catch (UnreadableException e) {
      throw new IllegalStateException("a credential of our own cannot be read", e);
    }
  }

  private @Nullable Presented refused(HeldStore.@Nullable Row row, Set<String> claims) {
    if (row == null) {
      return new Presented.NotHeld();
    }
    var state = state(row);
    if (state != State.VALID) {
      return new Presented.NotValid(state);
    }
    var said =
        view(row, Purpose.IDENTITY_PROOF)
            .map(held -> held.claims().reveal(Purpose.IDENTITY_PROOF).keySet())
            .orElse(Set.of());
    return claims.stream()
        .filter(claim -> !said.contains(claim))
        .findFirst()
        .map(Presented.NoSuchClaim::new)
        .orElse(null);
  }

  private void record(HeldStore.Row row, String format, Set<String> claims) {
    audit.record(
        AuditEntry.of("platform", "credential.presented")
            .about(row.person())
            .because(Purpose.IDENTITY_PROOF)
            .with("type", row.type())
            .with("format", format)
            .with("claims", String.join(" ", claims.stream().sorted().toList())));
  }

  private Optional<KeyPair> pair(HeldStore.Row row) {
    return keys.openBytes(row.person(), KEY, row.key(), Purpose.IDENTITY_PROOF)
        .map(HolderKeys::read);
  }

  @Override
  @Transactional
  public void refresh(PersonId person) {
    if (keys.erased(person)) {
      return;
    }
    store.lock(person);
    var now = clock.instant();
    var standing = new HashMap<String, Dataset>();
    for (var dataset : facts.of(person)) {
      if (dataset.state() == Dataset.State.READY) {
        standing.put(dataset.type() + " " + dataset.grounds(), dataset);
      }
    }
    var lost = new HashSet<String>();
    for (var row : issued.live(person, now)) {
      var dataset = standing.get(row.type() + " " + row.grounds());
      if ((dataset == null || !holds(row, dataset))
          && issuance.revoke("platform", row, RevocationReason.FACTS_CHANGED)) {
        lost.add(row.type() + " " + row.grounds());
      }
    }
    var held = new HashMap<String, HeldStore.Row>();
    for (var row : store.list(person, MOST)) {
      var key = row.type() + " " + row.grounds();
      held.put(key, row);
      if (!standing.containsKey(key) && !row.revoked() && row.expiresAt().isAfter(now)) {
        boolean ignored = store.revoke(row.id(), RevocationReason.FACTS_CHANGED, now);
      }
    }
    for (var entry : standing.entrySet()) {
      var row = held.get(entry.getKey());
      if (row == null || lost.contains(entry.getKey()) || due(row, entry.getValue(), now)) {
        hold(person, entry.getValue(), row, now);
      }
    }
  }

  @Override
  @Transactional
  public void recheck(String type, String grounds) {
    issued.restingOn(type, grounds, clock.instant()).forEach(this::refresh);
  }

  private boolean holds(IssuedStore.Row row, Dataset dataset) {
    var type = types.find(row.type());
    return type.isPresent()
        && java.security.MessageDigest.isEqual(
            row.digest(), facts.digest(type.get(), dataset, row.names()));
  }

  /// Whether what she holds should be renewed: it ends soon, or there is more to say. What she gave
  /// up herself stays given up while nothing changes.
  private boolean due(HeldStore.Row row, Dataset dataset, Instant now) {
    if (row.revoked()) {
      return row.reason() == RevocationReason.FACTS_CHANGED;
    }
    var type = types.find(row.type()).orElseThrow();
    var soon = now.plus(CredentialLimits.RENEWED_BEFORE);
    boolean ends =
        row.expiresAt().isBefore(soon)
            && IssuanceService.expiry(type, dataset, now).isAfter(row.expiresAt());
    return ends || !said(row, type).equals(dataset.claims());
  }

  private Map<String, Object> said(HeldStore.Row row, CredentialType type) {
    return keys.openBytes(row.person(), CLAIMS, row.claims(), Purpose.OWN_VIEW)
        .map(bytes -> ClaimJson.read(type, bytes))
        .orElse(Map.of());
  }

  private void hold(PersonId person, Dataset dataset, HeldStore.@Nullable Row before, Instant now) {
    var pair = HolderKeys.fresh();
    var holder = List.of(Jwk.of(pair.getPublic()));
    var sdJwt =
        issuance
            .issue(person, dataset, CredentialFormat.SD_JWT_VC, holder, Destination.OWN_PAGES)
            .getFirst();
    var mdoc =
        issuance
            .issue(person, dataset, CredentialFormat.MDOC, holder, Destination.OWN_PAGES)
            .getFirst();
    if (before != null) {
      revokeIssued("platform", before, RevocationReason.RENEWED);
    }
    store.put(
        new HeldStore.Row(
            before == null ? CredentialId.random() : before.id(),
            person,
            dataset.type(),
            dataset.grounds(),
            keys.seal(person, TITLE, dataset.title()),
            keys.seal(person, CLAIMS, Json.octets(ClaimJson.write(dataset.claims()))),
            keys.seal(person, SD_JWT, sdJwt.credential()),
            keys.seal(person, MDOC, CredentialMaker.bytes(mdoc.credential())),
            keys.seal(person, KEY, HolderKeys.write(pair)),
            sdJwt.id().value(),
            mdoc.id().value(),
            now,
            sdJwt.expiresAt(),
            false,
            null));
  }

  private void revokeIssued(String actor, HeldStore.Row row, RevocationReason reason) {
    for (var id : List.of(row.sdJwtIssued(), row.mdocIssued())) {
      issued
          .find(new CredentialId(id))
          .filter(found -> !found.revoked())
          .ifPresent(
              found -> {
                boolean ignored = issuance.revoke(actor, found, reason);
              });
    }
  }

  /// She gives one up, and with it those of the same facts in other wallets.
  @Transactional
  public boolean giveUp(String actor, PersonId person, CredentialId id) {
    store.lock(person);
    var row = store.find(person, id);
    if (row.isEmpty()) {
      return false;
    }
    var now = clock.instant();
    boolean revoked = store.revoke(id, RevocationReason.HOLDER_ASKED, now);
    for (var each : issued.live(person, now)) {
      if (each.type().equals(row.get().type()) && each.grounds().equals(row.get().grounds())) {
        boolean ignored = issuance.revoke(actor, each, RevocationReason.HOLDER_ASKED);
      }
    }
    return revoked;
  }

  /// She wants one back that she had given up.
  @Transactional
  public boolean takeBack(PersonId person, CredentialId id) {
    store.lock(person);
    var row = store.find(person, id).filter(HeldStore.Row::revoked);
    var dataset = row.flatMap(r -> facts.find(person, r.type(), r.grounds()));
    if (row.isEmpty() || dataset.filter(d -> d.state() == Dataset.State.READY).isEmpty()) {
      return false;
    }
    hold(person, dataset.get(), row.get(), clock.instant());
    return true;
  }

  /// An operator revokes a credential by its id: one in a person's pages goes in both formats.
  @Transactional
  public boolean revoke(String operator, CredentialId id, RevocationReason reason) {
    var one = issued.find(id);
    if (one.isEmpty() || !reason.forOperators()) {
      return false;
    }
    boolean revoked = issuance.revoke(operator, one.get(), reason);
    store
        .byIssued(id)
        .ifPresent(
            row -> {
              revokeIssued(operator, row, reason);
              boolean ignored = store.revoke(row.id(), reason, clock.instant());
            });
    return revoked;
  }

  /// A person was erased: nothing of hers is left to show, and all of it is revoked.
  @Transactional
  public void forget(PersonId person) {
    store.lock(person);
    for (var row : issued.live(person, clock.instant())) {
      boolean ignored = issuance.revoke("platform", row, RevocationReason.PERSON_ERASED);
    }
    int forgotten = store.forget(person);
    LOG.debug("erased person: {} credentials forgotten", forgotten);
  }
}
