package hutong.credential.internal;

import hutong.credential.Dataset;
import hutong.credential.RevocationReason;
import hutong.credential.internal.Configurations.Configuration;
import hutong.credential.internal.IssuanceService.Destination;
import hutong.credential.internal.PermissionStore.Item;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.JwkSet;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a wallet does with its token: fetch, fetch later, say what became of it.
@Service
class CredentialService {

  static final Set<String> EVENTS =
      Set.of("credential_accepted", "credential_failure", "credential_deleted");

  private final PermissionStore permissions;
  private final IssuedStore issued;
  private final IssuanceService issuance;
  private final FactService facts;
  private final Configurations configurations;
  private final InstantSource clock;

  CredentialService(
      PermissionStore permissions,
      IssuedStore issued,
      IssuanceService issuance,
      FactService facts,
      Configurations configurations,
      InstantSource clock) {
    this.permissions = permissions;
    this.issued = issued;
    this.issuance = issuance;
    this.facts = facts;
    this.configurations = configurations;
    this.clock = clock;
  }

  /// How fetching can end.
  sealed interface Fetched {

    record Handed(List<String> credentials, String notification) implements Fetched {
      @Override
      public String toString() {
        return "Handed[" + credentials.size() + "]";
      }
    }

    /// Somebody still has to decide.
    record Later(String transaction) implements Fetched {
      @Override
      public String toString() {
        return "Later[]";
      }
    }

    /// The facts no longer hold.
    record Denied() implements Fetched {}

    /// No such transaction, or it is over.
    record UnknownTransaction() implements Fetched {}
  }

  @Transactional
  public Fetched fetch(UUID permission, Item item, List<Jwk> holders) {
    var configuration = configurations.find(item.configuration()).orElseThrow();
    var dataset = dataset(item, configuration);
    if (dataset.isEmpty()) {
      return new Fetched.Denied();
    }
    return switch (dataset.get().state()) {
      case READY -> hand(permission, item, configuration, dataset.get(), holders);
      case PENDING -> {
        var transaction = Codes.fresh();
        var now = clock.instant();
        permissions.addDeferral(
            Codes.hash(transaction),
            new PermissionStore.Deferral(
                permission, item.identifier(), Json.write(new JwkSet(holders).json())),
            now,
            now.plus(CredentialLimits.DEFERRAL));
        yield new Fetched.Later(transaction);
      }
    };
  }

  private Optional<Dataset> dataset(Item item, Configuration configuration) {
    return facts.find(item.person(), configuration.type().key(), item.grounds());
  }

  private Fetched hand(
      UUID permission, Item item, Configuration configuration, Dataset dataset, List<Jwk> holders) {
    var notification = Codes.fresh();
    var made =
        issuance.issue(
            item.person(),
            dataset,
            configuration.format(),
            holders,
            new Destination("WALLET", permission, Codes.hash(notification)));
    return new Fetched.Handed(
        made.stream().map(IssuanceService.Issued::credential).toList(), notification);
  }

  /// Asks again for what was put off.
  @Transactional
  public Fetched fetchLater(TokenService.Access access, String transaction) {
    var now = clock.instant();
    var hash = Codes.hash(transaction);
    var deferral =
        permissions
            .findDeferral(hash, now)
            .filter(found -> found.permission().equals(access.token().permission()));
    if (deferral.isEmpty()) {
      return new Fetched.UnknownTransaction();
    }
    var item =
        access.items().stream()
            .filter(each -> each.identifier().equals(deferral.get().identifier()))
            .findFirst();
    if (item.isEmpty()) {
      return new Fetched.UnknownTransaction();
    }
    var configuration = configurations.find(item.get().configuration()).orElseThrow();
    var dataset = dataset(item.get(), configuration);
    if (dataset.isEmpty()) {
      boolean ended = permissions.endDeferral(hash, now);
      return ended ? new Fetched.Denied() : new Fetched.UnknownTransaction();
    }
    if (dataset.get().state() == Dataset.State.PENDING) {
      return new Fetched.Later(transaction);
    }
    if (!permissions.endDeferral(hash, now)) {
      return new Fetched.UnknownTransaction();
    }
    return hand(
        access.token().permission(),
        item.get(),
        configuration,
        dataset.get(),
        keys(deferral.get().keys()));
  }

  private static List<Jwk> keys(String json) {
    try {
      return JwkSet.read(Json.object(json, Reason.KEY_UNREADABLE, "keys")).keys();
    } catch (UnreadableException e) {
      throw new IllegalStateException("kept keys cannot be read", e);
    }
  }

  /// What became of the credentials of one answer. False when this wallet got none under that id.
  @Transactional
  public boolean notified(UUID permission, String notification, String event) {
    var hash = Codes.hash(notification);
    var rows = issued.byNotification(hash, permission);
    if (rows.isEmpty()) {
      return false;
    }
    issued.noted(hash, permission, event);
    if (!event.equals("credential_accepted")) {
      for (var row : rows) {
        boolean ignored = issuance.revoke("platform", row, RevocationReason.NOT_KEPT);
      }
    }
    return true;
  }
}
