package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.CredentialFormat;
import hutong.credential.CredentialId;
import hutong.credential.CredentialIssued;
import hutong.credential.CredentialRevoked;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.credential.Dataset;
import hutong.credential.RevocationReason;
import hutong.credential.internal.IssuedStore.Handing;
import hutong.credential.internal.IssuedStore.Row;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.proof.Jwk;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Issues and revokes. Each credential has a place of its own in a status list before it is signed.
@Service
class IssuanceService {

  private static final int THROWS = 64;

  private final IssuedStore store;
  private final CredentialMaker maker;
  private final FactService facts;
  private final CredentialTypes types;
  private final StatusLists lists;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  IssuanceService(
      IssuedStore store,
      CredentialMaker maker,
      FactService facts,
      CredentialTypes types,
      StatusLists lists,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.maker = maker;
    this.facts = facts;
    this.types = types;
    this.lists = lists;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /// A credential, and where it stands.
  record Issued(CredentialId id, String credential, Instant expiresAt) {}

  /// Where credentials go, and how they are told of afterwards.
  record Destination(
      String holder,
      @org.jspecify.annotations.Nullable UUID grant,
      byte @org.jspecify.annotations.Nullable [] notification) {

    static final Destination OWN_PAGES = new Destination("HUTONG", null, null);
  }

  /// The last moment a credential of this type from this dataset holds when issued now.
  static Instant expiry(CredentialType type, Dataset dataset, Instant now) {
    var latest = rounded(now).atOffset(ZoneOffset.UTC).plus(type.valid()).toInstant();
    return dataset.until().isBefore(latest) ? dataset.until() : latest;
  }

  /// The beginning of the day: what is signed at two moments of a day cannot be told apart by it.
  static Instant rounded(Instant now) {
    long span = CredentialLimits.ROUNDED.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), span) * span);
  }

  /// One credential for each key.
  @Transactional
  public List<Issued> issue(
      PersonId person,
      Dataset dataset,
      CredentialFormat format,
      List<Jwk> holders,
      Destination destination) {
    var type = types.find(dataset.type()).orElseThrow();
    var now = clock.instant();
    var expires = expiry(type, dataset, now);
    if (!expires.isAfter(now) || dataset.state() != Dataset.State.READY) {
      throw new IllegalStateException("the facts do not hold: " + dataset);
    }
    var issued = new ArrayList<Issued>();
    for (var holder : holders) {
      var place = place(person, type, dataset, format, destination, now, expires);
      var made =
          maker.make(
              new CredentialMaker.Order(
                  type,
                  dataset,
                  format,
                  holder,
                  lists.address(place.list()),
                  place.index(),
                  rounded(now),
                  expires));
      issued.add(new Issued(place.id(), made, expires));
    }
    audit.record(
        AuditEntry.of("platform", "credential.issued")
            .about(person)
            .because(Purpose.IDENTITY_PROOF)
            .with("type", type.key())
            .with("format", format.name())
            .with("number", Integer.toString(issued.size()))
            .with("credentials", names(issued))
            .with("holder", destination.holder()));
    for (var each : issued) {
      events.publishEvent(new CredentialIssued(each.id(), person, type.key(), now));
    }
    return issued;
  }

  private static String names(List<Issued> issued) {
    return String.join(" ", issued.stream().map(each -> each.id().toString()).toList());
  }

  private Row place(
      PersonId person,
      CredentialType type,
      Dataset dataset,
      CredentialFormat format,
      Destination destination,
      Instant now,
      Instant expires) {
    var names = List.copyOf(dataset.claims().keySet());
    var digest = facts.digest(type, dataset, names);
    var handing =
        new Handing(
            destination.holder(), destination.grant(), destination.notification(), maker.signer());
    var list = list(type, now);
    for (int i = 0; i < THROWS; i++) {
      var row =
          new Row(
              CredentialId.random(),
              person,
              type.key(),
              format,
              dataset.grounds(),
              names,
              digest,
              list,
              Codes.below(CredentialLimits.STATUS_LIST_SIZE),
              destination.holder(),
              now,
              expires,
              false);
      if (store.add(row, handing)) {
        return row;
      }
      if (store.places(list) > CredentialLimits.STATUS_LIST_FULL) {
        store.openList(UUID.randomUUID(), type.key(), now);
        list = list(type, now);
      }
    }
    throw new IllegalStateException("no free place in the status list of " + type.key());
  }

  private UUID list(CredentialType type, Instant now) {
    var current = store.currentList(type.key());
    if (current.isEmpty()) {
      store.openList(UUID.randomUUID(), type.key(), now);
      current = store.currentList(type.key());
    }
    return current.orElseThrow();
  }

  /// False when it was revoked before.
  @Transactional
  public boolean revoke(String actor, Row row, RevocationReason reason) {
    var now = clock.instant();
    if (!store.revoke(row.id(), reason, now)) {
      return false;
    }
    audit.record(
        AuditEntry.of(actor, "credential.revoked")
            .about(row.person())
            .because(Purpose.IDENTITY_PROOF)
            .with("type", row.type())
            .with("credential", row.id().toString())
            .with("reason", reason.name()));
    events.publishEvent(new CredentialRevoked(row.id(), row.person(), row.type(), reason, now));
    return true;
  }
}
