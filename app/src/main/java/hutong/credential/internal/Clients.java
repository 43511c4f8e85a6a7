package hutong.credential.internal;

import hutong.credential.CredentialSettings;
import hutong.credential.CredentialSettings.Client;
import hutong.credential.CredentialSettings.ClientAuthentication;
import hutong.proof.Json;
import hutong.proof.Jwk;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Which wallet asks, and how it proves it: not at all, by a signed assertion (RFC 7523), or by its
/// provider's attestation (OAuth 2.0 Attestation-Based Client Authentication).
@Component
class Clients {

  static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int LONGEST_ID = 512;
  private static final Set<String> ASSERTION_TYPES = Set.of("", "jwt", "client-authentication+jwt");
  private static final Set<String> NEVER_A_REDIRECT =
      Set.of("javascript", "data", "vbscript", "file", "blob", "about");

  private final Map<String, Client> known = new HashMap<>();
  private final Map<String, List<Jwk>> keys = new HashMap<>();
  private final WalletProviders providers;
  private final SeenStore seen;
  private final InstantSource clock;

  Clients(
      CredentialSettings settings, WalletProviders providers, SeenStore seen, InstantSource clock) {
    for (var client : settings.clients()) {
      known.put(client.id(), client);
      var jwks = client.jwks();
      keys.put(
          client.id(),
          jwks == null || jwks.isBlank() ? List.of() : WalletProviders.keys(client.id(), jwks));
    }
    this.providers = providers;
    this.seen = seen;
    this.clock = clock;
  }

  /// A wallet that said who it is.
  ///
  /// @param proven whether it proved it
  record Caller(String id, String name, boolean proven, List<String> redirectUris) {

    /// Registered addresses count as they stand. A wallet that its provider vouches for may name
    /// any that a browser cannot be tricked with (RFC 9126, section 2.4).
    boolean mayReturnTo(String redirectUri) {
      return redirectUris.isEmpty() ? proven && harmless(redirectUri) : named(redirectUri);
    }

    private boolean named(String redirectUri) {
      return redirectUris.contains(redirectUri);
    }
  }

  /// What a request shows of its sender.
  record Shown(
      @Nullable String clientId,
      @Nullable String assertionType,
      @Nullable String assertion,
      List<String> attestations,
      List<String> attestationProofs,
      boolean authorizationHeader) {}

  Optional<Client> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  /// Who asks; empty when nobody said.
  Optional<Caller> caller(Shown shown, String issuer, boolean strict) {
    if (shown.authorizationHeader()) {
      throw OAuthFault.invalidClient("no secrets are given to clients")
          .with("WWW-Authenticate", "Basic");
    }
    int ways = (shown.assertion() == null ? 0 : 1) + (shown.attestations().isEmpty() ? 0 : 1);
    if (ways > 1) {
      throw OAuthFault.badRequest("invalid_request", "more than one client authentication");
    }
    try {
      if (shown.assertion() != null) {
        return Optional.of(asserted(shown, issuer));
      }
      if (!shown.attestations().isEmpty() || !shown.attestationProofs().isEmpty()) {
        return Optional.of(attested(shown, issuer));
      }
    } catch (Jose.Fault fault) {
      throw OAuthFault.invalidClient("client authentication: " + fault.reason());
    }
    if (strict) {
      throw OAuthFault.invalidClient("client authentication is required");
    }
    return Optional.ofNullable(shown.clientId()).map(this::unproven);
  }

  private Caller unproven(String id) {
    var client = known.get(id);
    if (client == null) {
      throw OAuthFault.invalidClient("the client is not known");
    }
    if (client.authentication() != ClientAuthentication.NONE) {
      throw OAuthFault.invalidClient("client authentication is missing");
    }
    return new Caller(id, client.name(), false, client.redirectUris());
  }

  private Caller asserted(Shown shown, String issuer) throws Jose.Fault {
    if (!ASSERTION_TYPE.equals(shown.assertionType())) {
      throw new Jose.Fault("client_assertion_type is not " + ASSERTION_TYPE);
    }
    var assertion = readAssertion(Objects.requireNonNull(shown.assertion()));
    var id = assertion.text("sub").orElseThrow(() -> new Jose.Fault("sub is missing"));
    if (!assertion.text("iss").equals(Optional.of(id))) {
      throw new Jose.Fault("iss is not sub");
    }
    if (shown.clientId() != null && !shown.clientId().equals(id)) {
      throw new Jose.Fault("client_id is not sub");
    }
    var client = known.get(id);
    if (client == null || client.authentication() != ClientAuthentication.PRIVATE_KEY_JWT) {
      throw new Jose.Fault("the client is not known");
    }
    var kid = Json.text(assertion.header(), "kid");
    boolean signed =
        keys.getOrDefault(id, List.of()).stream()
            .filter(key -> kid.isEmpty() || kid.equals(key.id()))
            .anyMatch(assertion::isSignedBy);
    if (!signed) {
      throw new Jose.Fault("signature does not verify");
    }
    if (!assertion.text("aud").equals(Optional.of(issuer))) {
      throw new Jose.Fault("aud is not " + issuer);
    }
    var now = clock.instant();
    assertion.holdsAt(now);
    var until = assertion.time("exp").orElseThrow(() -> new Jose.Fault("exp is missing"));
    if (until.isAfter(now.plus(CredentialLimits.ASSERTION))) {
      throw new Jose.Fault("exp is too far ahead");
    }
    once("assertion " + id, assertion, until);
    return new Caller(id, client.name(), true, client.redirectUris());
  }

  /// RFC 7523 names no type for an assertion; where one is named it has to be one for it.
  private static Jose.Token readAssertion(String compact) throws Jose.Fault {
    var token = Jose.readUntyped(compact, Jose.CLIENTS);
    if (!ASSERTION_TYPES.contains(token.jws().type().toLowerCase(Locale.ROOT))) {
      throw new Jose.Fault("typ is not that of an assertion");
    }
    return token;
  }

  private Caller attested(Shown shown, String issuer) throws Jose.Fault {
    if (shown.attestations().size() != 1 || shown.attestationProofs().size() != 1) {
      throw new Jose.Fault("an attestation and its proof come once each");
    }
    var now = clock.instant();
    var attestation =
        Jose.read(shown.attestations().getFirst(), "oauth-client-attestation+jwt", Jose.CLIENTS);
    var provider = providers.vouchedBy(attestation, now);
    attestation.holdsAt(now);
    if (attestation.time("exp").isEmpty()) {
      throw new Jose.Fault("exp is missing in the attestation");
    }
    var id = attestation.text("sub").orElse("");
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new Jose.Fault("sub is missing in the attestation");
    }
    if (shown.clientId() != null && !shown.clientId().equals(id)) {
      throw new Jose.Fault("client_id is not sub of the attestation");
    }
    var confirmed = attestation.claims().get("cnf");
    if (confirmed == null) {
      throw new Jose.Fault("cnf is missing in the attestation");
    }
    prove(shown.attestationProofs().getFirst(), Jose.publicKey(confirmed.get("jwk")), id, issuer);
    var client = known.get(id);
    if (client != null && client.authentication() != ClientAuthentication.WALLET_ATTESTATION) {
      throw new Jose.Fault("the client is known by another authentication");
    }
    var name =
        attestation.text("wallet_name").filter(text -> text.length() <= 100).orElse(provider);
    return client == null
        ? new Caller(id, name, true, List.of())
        : new Caller(id, client.name(), true, client.redirectUris());
  }

  private void prove(String compact, Jwk key, String id, String issuer) throws Jose.Fault {
    var proof = Jose.read(compact, "oauth-client-attestation-pop+jwt", Jose.CLIENTS);
    proof.signedBy(key);
    if (!only(proof.claims().get("aud")).equals(issuer)) {
      throw new Jose.Fault("aud of the attestation proof is not " + issuer);
    }
    if (proof.text("iss").isPresent() && !proof.text("iss").get().equals(id)) {
      throw new Jose.Fault("iss of the attestation proof is not the client");
    }
    var now = clock.instant();
    proof.holdsAt(now);
    if (proof.time("iat").isPresent()) {
      proof.madeNow(now);
    } else if (proof.time("exp").isEmpty()) {
      throw new Jose.Fault("iat is missing in the attestation proof");
    }
    once(
        "attestation " + id,
        proof,
        now.plus(CredentialLimits.PROOF_AGE).plus(CredentialLimits.CLOCK_AHEAD));
  }

  private static String only(@Nullable JsonNode audience) {
    if (audience == null) {
      return "";
    }
    var one = audience.isArray() && audience.size() == 1 ? audience.get(0) : audience;
    return one.isString() ? one.stringValue() : "";
  }

  private void once(String kind, Jose.Token token, Instant until) throws Jose.Fault {
    var identifier = token.text("jti").orElse("");
    if (identifier.isEmpty() || identifier.length() > LONGEST_ID) {
      throw new Jose.Fault("jti is missing");
    }
    if (!seen.add(kind, identifier, until)) {
      throw new Jose.Fault("jti was used before");
    }
  }

  /// An address that a browser may be sent to: https, this machine, or a wallet's own scheme.
  static boolean harmless(String redirectUri) {
    try {
      var uri = new URI(redirectUri);
      var scheme = uri.getScheme();
      if (scheme == null || uri.getRawFragment() != null || redirectUri.length() > 2000) {
        return false;
      }
      return switch (scheme) {
        case "https" -> uri.getHost() != null && uri.getUserInfo() == null;
        case "http" -> "127.0.0.1".equals(uri.getHost()) || "[::1]".equals(uri.getHost());
        default -> scheme.matches("[a-z][a-z0-9+.-]{1,60}") && !NEVER_A_REDIRECT.contains(scheme);
      };
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
