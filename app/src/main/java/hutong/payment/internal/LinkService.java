package hutong.payment.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Actor;
import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.payment.Rail;
import hutong.payment.internal.RailGateway.Linked;
import hutong.vault.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The wallets and cards somebody linked. Their tokens are sealed with her key.
@Service
class LinkService {

  private static final String TOKEN = "payment.rail_link.token";
  private static final String LABEL = "payment.rail_link.label";
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final LinkStore store;
  private final PersonKeys keys;
  private final Audit audit;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.builder().build();

  LinkService(LinkStore store, PersonKeys keys, Audit audit, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /// A link that waits for her to come back from the provider.
  record Waiting(UUID id, Rail rail, String provider, Map<String, String> remembered) {}

  @Transactional
  public void begin(
      UUID id, Actor actor, Rail rail, String provider, String state, Map<String, String> memory) {
    store.add(
        new LinkStore.Row(
            id,
            actor.account(),
            actor.traveller(),
            rail.name(),
            provider,
            null,
            null,
            keys.seal(actor.traveller(), TOKEN, json.writeValueAsString(new TreeMap<>(memory)))),
        hash(state),
        clock.instant());
  }

  /// Only the account that began it finds it, and only for a while.
  @Transactional(readOnly = true)
  public Optional<Waiting> waiting(Actor actor, String state) {
    var since = clock.instant().minus(PaymentLimits.LINKING_TAKES);
    return store
        .waiting(actor.account(), hash(state), since)
        .map(
            row ->
                new Waiting(
                    row.id(), Rail.valueOf(row.rail()), row.provider(), texts(row, row.token())));
  }

  @Transactional
  public boolean finish(Actor actor, Waiting waiting, Linked linked) {
    var row = store.find(waiting.id()).orElseThrow();
    boolean done =
        store.activate(
            waiting.id(),
            linked.provider(),
            linked.currency(),
            keys.seal(row.person(), LABEL, linked.label()),
            keys.seal(row.person(), TOKEN, json.writeValueAsString(new TreeMap<>(linked.token()))),
            clock.instant());
    if (done) {
      audit.record(
          AuditEntry.of(actor.account().toString(), "payment.rail.linked")
              .about(row.person())
              .because(Purpose.PAYMENT)
              .with("rail", row.rail()));
    }
    return done;
  }

  @Transactional(readOnly = true)
  public List<Link> list(AccountId account) {
    return store.list(account).stream().flatMap(row -> link(row).stream()).toList();
  }

  @Transactional(readOnly = true)
  public List<Link> list(PersonId person) {
    return store.list(person).stream().flatMap(row -> link(row).stream()).toList();
  }

  /// Nothing that was linked for her can be charged any more.
  @Transactional
  public void forget(PersonId person) {
    store.forget(person, clock.instant());
  }

  @Transactional(readOnly = true)
  public Optional<Link> find(UUID id) {
    return store.find(id).flatMap(this::link);
  }

  /// What was unlinked, so that its provider can be told.
  @Transactional
  public Optional<Link> remove(Actor actor, UUID id) {
    var link = store.find(id).flatMap(this::link);
    if (link.isEmpty() || !store.remove(id, actor.account(), clock.instant())) {
      return Optional.empty();
    }
    audit.record(
        AuditEntry.of(actor.account().toString(), "payment.rail.unlinked")
            .about(link.get().person())
            .because(Purpose.PAYMENT));
    return link;
  }

  static String freshState() {
    return Ids.print("", Ids.next()) + Ids.print("", Ids.next());
  }

  private Optional<Link> link(LinkStore.Row row) {
    var currency = row.currency();
    if (currency == null || row.token() == null || row.label() == null) {
      return Optional.empty();
    }
    return keys.open(row.person(), LABEL, row.label(), Purpose.PAYMENT)
        .map(
            label ->
                new Link(
                    row.id(),
                    row.account(),
                    row.person(),
                    Rail.valueOf(row.rail()),
                    row.provider(),
                    Currency.getInstance(currency),
                    Sensitive.of(label),
                    Sensitive.of(texts(row, row.token()))));
  }

  private Map<String, String> texts(LinkStore.Row row, byte @Nullable [] sealed) {
    return sealed == null
        ? Map.of()
        : keys.open(row.person(), TOKEN, sealed, Purpose.PAYMENT)
            .map(text -> json.readValue(text, TEXTS))
            .orElse(Map.of());
  }

  private static byte[] hash(String state) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
