package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.internal.PermissionStore.Item;
import hutong.credential.internal.PermissionStore.Row;
import hutong.vault.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Access tokens for codes (RFC 6749), pre-authorised codes (OpenID4VCI, section 6) and refresh
/// tokens.
@Service
class TokenService {

  static final String PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
  static final String TX_CODE = "credential.offer.tx_code";
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final PermissionStore store;
  private final OfferStore offers;
  private final AuthorisationService authorisations;
  private final Issuers issuers;
  private final KeyedIndex index;
  private final Audit audit;
  private final InstantSource clock;

  TokenService(
      PermissionStore store,
      OfferStore offers,
      AuthorisationService authorisations,
      Issuers issuers,
      KeyedIndex index,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.offers = offers;
    this.authorisations = authorisations;
    this.issuers = issuers;
    this.index = index;
    this.audit = audit;
    this.clock = clock;
  }

  /// Who asks with what.
  ///
  /// @param thumbprint the key of the DPoP proof, if there was one
  record Asker(
      IssuerProfile profile, Optional<Clients.Caller> caller, @Nullable String thumbprint) {

    @Nullable String clientId() {
      return caller.map(Clients.Caller::id).orElse(null);
    }
  }

  /// How asking for a token can end.
  sealed interface Granting {

    /// @param details what `authorization_details` answers, by configuration; null when not asked
    record Granted(
        String accessToken,
        boolean bound,
        @Nullable String refreshToken,
        List<String> scopes,
        @Nullable Map<String, List<String>> details)
        implements Granting {
      @Override
      public String toString() {
        return "Granted[" + scopes + "]";
      }
    }

    record Refused(String error, String description) implements Granting {}
  }

  @Transactional
  public Granting grant(Form form, Asker asker) {
    return switch (form.need("grant_type")) {
      case "authorization_code" -> byCode(form, asker);
      case PRE_AUTHORISED -> byOffer(form, asker);
      case "refresh_token" -> byRefresh(form, asker);
      default ->
          new Granting.Refused("unsupported_grant_type", "grant_type is not one of the offered");
    };
  }

  private Granting byCode(Form form, Asker asker) {
    var code = form.need("code");
    var found = store.findByCode(Codes.hash(code)).filter(row -> row.issuer() == asker.profile());
    if (asker.caller().isEmpty()) {
      throw OAuthFault.invalidClient("client_id is missing");
    }
    if (found.isEmpty() || !asker.caller().get().id().equals(found.get().clientId())) {
      return new Granting.Refused("invalid_grant", "the code is not known");
    }
    var row = found.get();
    if (row.codeUsed()) {
      boolean ended = store.revoke(row.id(), clock.instant());
      if (ended) {
        audit.record(
            AuditEntry.of("platform", "credential.code.reused")
                .with("permission", row.id().toString()));
      }
      return new Granting.Refused("invalid_grant", "the code was used before");
    }
    if (!form.find("redirect_uri").equals(Optional.ofNullable(row.redirectUri()))) {
      return new Granting.Refused("invalid_grant", "redirect_uri is not that of the request");
    }
    var verifier = form.get("code_verifier");
    if (verifier == null) {
      return new Granting.Refused("invalid_grant", "code_verifier is missing");
    }
    if (!VERIFIER.matcher(verifier).matches()
        || !Codes.encode(Codes.hash(verifier)).equals(row.challenge())) {
      return new Granting.Refused("invalid_grant", "code_verifier does not fit the challenge");
    }
    if (row.thumbprint() != null && !row.thumbprint().equals(asker.thumbprint())) {
      return new Granting.Refused("invalid_grant", "the code is bound to another DPoP key");
    }
    if (!store.useCode(row.id(), clock.instant())) {
      return new Granting.Refused("invalid_grant", "the code has expired");
    }
    return issue(form, asker, row, mayRefresh(asker));
  }

  private Granting byOffer(Form form, Asker asker) {
    var code = form.need("pre-authorized_code");
    if (asker.profile().strict() && asker.caller().isEmpty()) {
      throw OAuthFault.invalidClient("client authentication is required");
    }
    var now = clock.instant();
    var found = offers.findByCode(Codes.hash(code)).filter(o -> o.issuer() == asker.profile());
    if (found.isEmpty() || !found.get().open(now)) {
      return new Granting.Refused("invalid_grant", "the pre-authorized code is of no use");
    }
    var offer = found.get();
    var typed = form.get("tx_code");
    byte[] wanted = offer.txCode();
    if (wanted == null && typed != null) {
      return new Granting.Refused("invalid_request", "no tx_code is expected");
    }
    if (wanted != null && typed == null) {
      return new Granting.Refused("invalid_request", "tx_code is missing");
    }
    if (wanted != null && typed != null && !fits(offer.id(), typed, wanted)) {
      boolean counted = offers.countWrong(offer.id());
      return new Granting.Refused(
          "invalid_grant", counted ? "tx_code is wrong" : "tx_code was wrong too often");
    }
    if (!offers.use(offer.id(), now)) {
      return new Granting.Refused("invalid_grant", "the pre-authorized code is of no use");
    }
    var row =
        new Row(
            UUID.randomUUID(),
            asker.profile(),
            asker.clientId(),
            offer.account(),
            null,
            null,
            null,
            false,
            null,
            now,
            true,
            now.plus(CredentialLimits.REFRESH_TOKEN),
            false);
    store.add(row, null, AuthorisationService.items(offers.items(offer.id())), now);
    return issue(form, asker, row, mayRefresh(asker));
  }

  private boolean fits(UUID offer, String typed, byte[] wanted) {
    return typed.length() <= 100
        && MessageDigest.isEqual(index.of(TX_CODE, offer + " " + typed), wanted);
  }

  private Granting byRefresh(Form form, Asker asker) {
    var token = form.need("refresh_token");
    var found = store.findByRefresh(Codes.hash(token));
    var now = clock.instant();
    if (found.isEmpty()
        || found.get().issuer() != asker.profile()
        || found.get().revoked()
        || !found.get().endsAt().isAfter(now)) {
      return new Granting.Refused("invalid_grant", "the refresh token is of no use");
    }
    var row = found.get();
    if (!java.util.Objects.equals(row.clientId(), asker.clientId())) {
      return new Granting.Refused("invalid_grant", "the refresh token is another client's");
    }
    if (row.refreshThumbprint() != null && !row.refreshThumbprint().equals(asker.thumbprint())) {
      return new Granting.Refused("invalid_grant", "the refresh token is bound to another key");
    }
    return issue(form, asker, row, false);
  }

  /// A refresh token is worth something to its thief unless it is bound to a key or a client that
  /// proves itself.
  private static boolean mayRefresh(Asker asker) {
    return asker.thumbprint() != null || asker.caller().filter(Clients.Caller::proven).isPresent();
  }

  private Granting issue(Form form, Asker asker, Row row, boolean withRefresh) {
    var items = store.items(row.id());
    var byConfiguration = new LinkedHashMap<String, List<String>>();
    for (var item : items) {
      byConfiguration
          .computeIfAbsent(item.configuration(), _ -> new java.util.ArrayList<>())
          .add(item.identifier());
    }
    var asked = authorisations.details(form, issuers.identifier(asker.profile()));
    if (asked.isPresent()) {
      if (!byConfiguration.keySet().containsAll(asked.get())) {
        return new Granting.Refused(
            "invalid_authorization_details", "more is asked for than was permitted");
      }
      byConfiguration.keySet().retainAll(asked.get());
    }
    var scope = form.get("scope");
    if (scope != null && asked.isEmpty()) {
      var scopes = List.of(scope.split(" ", -1));
      if (byConfiguration.keySet().stream().noneMatch(scopes::contains)) {
        return new Granting.Refused("invalid_scope", "more is asked for than was permitted");
      }
      byConfiguration.keySet().retainAll(scopes);
    }
    boolean details = row.withDetails() || asked.isPresent();
    var access = Codes.fresh();
    Instant now = clock.instant();
    store.addToken(
        Codes.hash(access),
        new PermissionStore.Token(
            row.id(),
            row.issuer(),
            row.clientId(),
            asker.thumbprint(),
            details,
            List.copyOf(byConfiguration.keySet()),
            now.plus(CredentialLimits.ACCESS_TOKEN)));
    String refresh = null;
    if (withRefresh) {
      refresh = Codes.fresh();
      boolean publicClient = asker.caller().filter(Clients.Caller::proven).isEmpty();
      boolean kept =
          store.keepRefresh(
              row.id(), Codes.hash(refresh), publicClient ? asker.thumbprint() : null);
      refresh = kept ? refresh : null;
    }
    return new Granting.Granted(
        access,
        asker.thumbprint() != null,
        refresh,
        List.copyOf(byConfiguration.keySet()),
        details ? byConfiguration : null);
  }

  /// What an access token lets its bearer fetch.
  record Access(PermissionStore.Token token, List<Item> items) {}

  /// The token of a request to a protected endpoint, if it is one of ours and still holds.
  @Transactional(readOnly = true)
  public Optional<Access> access(String token, IssuerProfile profile) {
    return store
        .findToken(Codes.hash(token.getBytes(StandardCharsets.UTF_8)))
        .filter(found -> found.issuer() == profile)
        .filter(found -> found.expiresAt().isAfter(clock.instant()))
        .map(
            found ->
                new Access(
                    found,
                    store.items(found.permission()).stream()
                        .filter(item -> found.configurations().contains(item.configuration()))
                        .toList()));
  }

  static OAuthFault fault(Granting.Refused refused) {
    return OAuthFault.of(HttpStatus.BAD_REQUEST, refused.error(), refused.description());
  }
}
