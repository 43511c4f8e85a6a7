package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.Attestations;
import hutong.credential.CredentialSource;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.credential.Credentials;
import hutong.credential.Dataset;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.vault.PersonKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What organisations state of people.
@Service
class AttestationService implements Attestations, CredentialSource {

  private static final String CLAIMS = "credential.attestation.claims";
  private static final String GROUNDS = "attestation_";

  private final HeldStore store;
  private final FactService facts;
  private final Credentials credentials;
  private final CredentialTypes types;
  private final PersonKeys keys;
  private final Audit audit;
  private final InstantSource clock;

  AttestationService(
      HeldStore store,
      @Lazy FactService facts,
      @Lazy Credentials credentials,
      CredentialTypes types,
      PersonKeys keys,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.facts = facts;
    this.credentials = credentials;
    this.types = types;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  @Transactional
  public UUID state(
      String by, PersonId person, String type, Map<String, Object> claims, Instant until) {
    facts.check(type, claims.keySet());
    if (types.find(type).filter(CredentialType::stated).isEmpty()) {
      throw new IllegalArgumentException("no organisation states facts of type " + type);
    }
    var id = UUID.randomUUID();
    byte[] json = Json.octets(ClaimJson.write(claims));
    ClaimJson.read(types.find(type).orElseThrow(), json);
    store.add(
        new HeldStore.Statement(id, person, type, keys.seal(person, CLAIMS, json), until),
        by,
        clock.instant());
    audit.record(
        AuditEntry.of(by, "credential.stated")
            .about(person)
            .because(Purpose.IDENTITY_PROOF)
            .with("type", type));
    credentials.refresh(person);
    return id;
  }

  @Override
  @Transactional
  public boolean withdraw(String by, UUID attestation) {
    var person = store.withdraw(attestation, by, clock.instant());
    person.ifPresent(
        of -> {
          audit.record(
              AuditEntry.of(by, "credential.statement.withdrawn")
                  .about(of)
                  .because(Purpose.IDENTITY_PROOF));
          credentials.refresh(of);
        });
    return person.isPresent();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Dataset> of(PersonId person) {
    return store.statements(person, clock.instant()).stream()
        .flatMap(
            statement ->
                keys
                    .openBytes(person, CLAIMS, statement.claims(), Purpose.IDENTITY_PROOF)
                    .flatMap(
                        json ->
                            types
                                .find(statement.type())
                                .map(type -> dataset(statement, ClaimJson.read(type, json))))
                    .stream())
        .toList();
  }

  private static Dataset dataset(HeldStore.Statement statement, Map<String, Object> claims) {
    var title = claims.getOrDefault("title", claims.getOrDefault("school", ""));
    return new Dataset(
        statement.type(),
        GROUNDS + statement.id().toString().replace("-", ""),
        String.valueOf(title),
        Dataset.State.READY,
        statement.until(),
        claims);
  }
}
