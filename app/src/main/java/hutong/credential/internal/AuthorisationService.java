package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.internal.AuthorisationStore.Row;
import hutong.credential.internal.PermissionStore.Item;
import hutong.kernel.AccountId;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A wallet asks, the traveller decides (RFC 6749, section 4.1; RFC 9126; RFC 7636).
@Service
class AuthorisationService {

  static final String URI = "urn:ietf:params:oauth:request_uri:";
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int LONGEST_STATE = 2000;

  private final AuthorisationStore store;
  private final PermissionStore permissions;
  private final Configurations configurations;
  private final Issuers issuers;
  private final Audit audit;
  private final InstantSource clock;

  AuthorisationService(
      AuthorisationStore store,
      PermissionStore permissions,
      Configurations configurations,
      Issuers issuers,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.permissions = permissions;
    this.configurations = configurations;
    this.issuers = issuers;
    this.audit = audit;
    this.clock = clock;
  }

  /// Where the answer goes, once it is sure that it may go there.
  record Return(String redirectUri, @Nullable String state) {}

  /// A request that is refused at the wallet's own address.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Return to;
    private final transient OAuthFault fault;

    Refused(Return to, OAuthFault fault) {
      super(fault.error(), null, false, false);
      this.to = to;
      this.fault = fault;
    }

    Return to() {
      return to;
    }

    OAuthFault fault() {
      return fault;
    }
  }

  /// Where the answer goes; refused on the spot when it may not go there.
  Return returnOf(Form form, Clients.Caller caller) {
    var redirectUri = form.need("redirect_uri");
    if (!caller.mayReturnTo(redirectUri)) {
      throw OAuthFault.badRequest("invalid_request", "redirect_uri is not registered");
    }
    var state = form.get("state");
    if (state != null && state.length() > LONGEST_STATE) {
      throw OAuthFault.badRequest("invalid_request", "state is too long");
    }
    return new Return(redirectUri, state);
  }

  /// Reads what is asked for, and keeps it until the traveller decides.
  ///
  /// @param thumbprint the key that the code will be bound to, if the wallet showed one
  /// @return the `request_uri`
  @Transactional
  public String ask(
      IssuerProfile profile,
      Form form,
      Clients.Caller caller,
      Return to,
      @Nullable String thumbprint,
      boolean pushed) {
    if (!form.need("response_type").equals("code")) {
      throw OAuthFault.badRequest("unsupported_response_type", "response_type is not code");
    }
    if (form.find("response_mode").filter(mode -> !mode.equals("query")).isPresent()) {
      throw OAuthFault.badRequest("invalid_request", "response_mode is not query");
    }
    if (form.has("request")) {
      throw OAuthFault.badRequest("request_not_supported", "request objects are not supported");
    }
    var challenge = form.need("code_challenge");
    if (!form.need("code_challenge_method").equals("S256")) {
      throw OAuthFault.badRequest("invalid_request", "code_challenge_method is not S256");
    }
    if (!CHALLENGE.matcher(challenge).matches()) {
      throw OAuthFault.badRequest("invalid_request", "code_challenge is not a SHA-256");
    }
    var bound = bound(form, thumbprint);
    var wanted = wanted(form, issuers.identifier(profile));
    var now = clock.instant();
    var secret = Codes.fresh();
    var row =
        new Row(
            UUID.randomUUID(),
            profile,
            caller.id(),
            caller.name(),
            to.redirectUri(),
            to.state(),
            challenge,
            bound,
            List.copyOf(wanted.configurations()),
            wanted.withDetails(),
            pushed,
            now.plus(CredentialLimits.PUSHED),
            false);
    store.add(row, Codes.hash(secret), now);
    return URI + secret;
  }

  private static @Nullable String bound(Form form, @Nullable String thumbprint) {
    var named = form.get("dpop_jkt");
    if (named != null && thumbprint != null && !named.equals(thumbprint)) {
      throw OAuthFault.badRequest("invalid_dpop_proof", "dpop_jkt is not the key of the proof");
    }
    return thumbprint != null ? thumbprint : named;
  }

  /// What a wallet wants.
  record Wanted(LinkedHashSet<String> configurations, boolean withDetails) {}

  private Wanted wanted(Form form, String issuer) {
    var wanted = new LinkedHashSet<String>();
    var details = details(form, issuer);
    details.ifPresent(wanted::addAll);
    form.find("scope")
        .ifPresent(
            scope -> {
              for (var each : scope.split(" ", -1)) {
                configurations.find(each).ifPresent(known -> wanted.add(known.id()));
              }
            });
    if (wanted.isEmpty()) {
      throw OAuthFault.badRequest("invalid_scope", "no credential of ours is asked for");
    }
    if (wanted.size() > CredentialLimits.ITEMS) {
      throw OAuthFault.badRequest("invalid_request", "too many credentials are asked for");
    }
    return new Wanted(wanted, details.isPresent());
  }

  /// The configurations that `authorization_details` (RFC 9396) names; empty when it is absent.
  Optional<List<String>> details(Form form, String issuer) {
    var text = form.get("authorization_details");
    if (text == null) {
      return Optional.empty();
    }
    try {
      var root = Json.read(text, Reason.PAYLOAD_UNREADABLE, "authorization_details");
      if (!root.isArray() || root.isEmpty() || root.size() > CredentialLimits.ITEMS) {
        throw details("it is not a list");
      }
      var ids = new ArrayList<String>();
      for (var each : root) {
        if (!Json.text(each, "type").equals(Optional.of("openid_credential"))) {
          throw details("type is not openid_credential");
        }
        var id = Json.text(each, "credential_configuration_id").orElse("");
        if (configurations.find(id).isEmpty()) {
          throw details("credential_configuration_id is not known");
        }
        var locations = each.get("locations");
        if (locations != null && !names(locations, issuer)) {
          throw details("locations does not name this issuer");
        }
        ids.add(id);
      }
      return Optional.of(ids);
    } catch (UnreadableException e) {
      throw details("it cannot be read");
    }
  }

  private static boolean names(tools.jackson.databind.JsonNode locations, String issuer) {
    if (locations.isArray()) {
      for (var each : locations) {
        if (each.isString() && each.stringValue().equals(issuer)) {
          return true;
        }
      }
    }
    return false;
  }

  private static OAuthFault details(String why) {
    return OAuthFault.badRequest("invalid_authorization_details", "authorization_details: " + why);
  }

  /// A request that a wallet sends a browser with; opening it gives time to think.
  @Transactional
  public Optional<Row> open(IssuerProfile profile, String clientId, String uri) {
    if (!uri.startsWith(URI)) {
      return Optional.empty();
    }
    var now = clock.instant();
    var found =
        store
            .findByUri(Codes.hash(uri.substring(URI.length())))
            .filter(row -> row.issuer() == profile && row.clientId().equals(clientId))
            .filter(row -> row.open(now));
    return found.filter(row -> store.extend(row.id(), now, now.plus(CredentialLimits.DECISION)));
  }

  @Transactional(readOnly = true)
  public Optional<Row> find(UUID id) {
    return store.find(id).filter(row -> row.open(clock.instant()));
  }

  /// She agrees: a code for exactly these. Empty when she had decided before, or too late.
  @Transactional
  public Optional<String> allow(Row row, AccountId account, List<OfferStore.Item> chosen) {
    var now = clock.instant();
    if (chosen.isEmpty() || !store.decide(row.id(), now)) {
      return Optional.empty();
    }
    var code = Codes.fresh();
    var permission =
        new PermissionStore.Row(
            UUID.randomUUID(),
            row.issuer(),
            row.clientId(),
            account,
            row.redirectUri(),
            row.challenge(),
            row.thumbprint(),
            row.withDetails(),
            null,
            now.plus(CredentialLimits.CODE),
            false,
            now.plus(CredentialLimits.REFRESH_TOKEN),
            false);
    permissions.add(permission, Codes.hash(code), items(chosen), now);
    for (var item : chosen) {
      audit.record(
          AuditEntry.of(account.toString(), "credential.permission.given")
              .about(item.person())
              .because(Purpose.IDENTITY_PROOF)
              .with("configuration", item.configuration()));
    }
    return Optional.of(code);
  }

  /// Each credential under a name of its own that stays the same as long as its grounds do.
  static List<Item> items(List<OfferStore.Item> chosen) {
    return chosen.stream()
        .map(
            item ->
                new Item(
                    item.configuration(),
                    item.person(),
                    item.grounds(),
                    item.configuration()
                        + "."
                        + Codes.encode(Codes.hash(item.person() + " " + item.grounds()))
                            .substring(0, 16)))
        .toList();
  }

  /// She says no.
  @Transactional
  public boolean deny(Row row) {
    return store.decide(row.id(), clock.instant());
  }
}
