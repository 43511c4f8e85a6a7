package hutong.credential.internal;

import hutong.credential.CredentialSettings;
import hutong.proof.Json;
import hutong.proof.Jwk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys that a wallet wants its credentials bound to, and the proof that they are its own
/// (OpenID4VCI, appendices D and F).
@Component
class KeyProofs {

  private static final Set<String> CURVES = Set.of("P-256", "P-384", "P-521");

  private final WalletProviders providers;
  private final Nonces nonces;
  private final SeenStore seen;
  private final CredentialSettings settings;
  private final InstantSource clock;

  KeyProofs(
      WalletProviders providers,
      Nonces nonces,
      SeenStore seen,
      CredentialSettings settings,
      InstantSource clock) {
    this.providers = providers;
    this.nonces = nonces;
    this.seen = seen;
    this.settings = settings;
    this.clock = clock;
  }

  /// @param issuer the credential issuer's identifier: the only audience
  /// @param clientId of the wallet; null when it did not say
  record Context(String issuer, @Nullable String clientId, boolean strict) {}

  /// What the proofs of one request yield.
  private record Yield(List<Jwk> keys, Set<String> nonces) {}

  /// The keys of a request, each proven. Its nonces are used up.
  List<Jwk> keys(@Nullable JsonNode proofs, Context context) {
    if (!(proofs instanceof ObjectNode object) || object.size() != 1) {
      throw proof("proofs must hold proofs of one type");
    }
    var yield = new Yield(new ArrayList<>(), new HashSet<>());
    try {
      var jwts = object.get("jwt");
      var attestations = object.get("attestation");
      if (jwts != null) {
        for (var jwt : list(jwts)) {
          byJwt(jwt, context, yield);
        }
      } else if (attestations != null) {
        var only = list(attestations);
        if (only.size() != 1) {
          throw proof("exactly one attestation is expected");
        }
        byAttestation(only.getFirst(), yield);
      } else {
        throw proof("the type of proof is not offered");
      }
    } catch (Jose.Fault fault) {
      throw proof("key proof: " + fault.reason());
    }
    spend(yield.nonces());
    return distinct(yield.keys());
  }

  private static List<String> list(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw proof("a list of proofs is expected");
    }
    if (node.size() > CredentialLimits.BATCH) {
      throw OAuthFault.badRequest("invalid_proof", "more proofs than the batch size");
    }
    var proofs = new ArrayList<String>();
    for (var each : node) {
      if (!each.isString()) {
        throw proof("a proof is not a JWT");
      }
      proofs.add(each.stringValue());
    }
    return proofs;
  }

  private void byJwt(String compact, Context context, Yield yield) throws Jose.Fault {
    var now = clock.instant();
    var proof = Jose.read(compact, "openid4vci-proof+jwt", Jose.HOLDERS);
    var header = proof.header();
    long named = List.of("jwk", "kid", "x5c").stream().filter(header::has).count();
    if (named != 1) {
      throw new Jose.Fault("the header names the key by exactly one of jwk, kid, x5c");
    }
    var attested = attested(header, yield, now);
    var key = key(header, attested);
    proof.signedBy(key);
    if (!proof.text("aud").equals(Optional.of(context.issuer()))) {
      throw new Jose.Fault("aud is not " + context.issuer());
    }
    var issuer = proof.text("iss");
    if (issuer.isPresent()
        && context.clientId() != null
        && !issuer.get().equals(context.clientId())) {
      throw new Jose.Fault("iss is not the client");
    }
    nonce(proof, yield); // first: a wallet that waited too long gets a fresh one and tries again
    proof.madeNow(now);
    proof.holdsAt(now);
    if (attested.isEmpty()) {
      if (context.strict() && settings.keyAttestationRequired()) {
        throw new Jose.Fault("a key attestation is required");
      }
      yield.keys().add(holderKey(key));
    } else {
      for (var each : attested) {
        yield.keys().add(holderKey(each));
      }
    }
  }

  /// The keys of the attestation in a proof's header, if there is one.
  private List<Jwk> attested(ObjectNode header, Yield yield, Instant now) throws Jose.Fault {
    if (!header.has("key_attestation")) {
      return List.of();
    }
    var attestation =
        Json.text(header, "key_attestation")
            .orElseThrow(() -> new Jose.Fault("key_attestation is not a JWT"));
    var token = attestation(attestation, now);
    if (token.time("exp").isEmpty()) {
      throw new Jose.Fault("exp is missing in the key attestation");
    }
    if (token.claims().has("nonce")) {
      nonce(token, yield);
    }
    return attestedKeys(token);
  }

  private static Jwk key(ObjectNode header, List<Jwk> attested) throws Jose.Fault {
    Jwk key;
    if (header.has("jwk")) {
      key = Jose.publicKey(header.get("jwk"));
    } else if (header.has("x5c")) {
      var chain = header.get("x5c");
      key = WalletProviders.key(WalletProviders.chain(chain).getFirst());
    } else {
      return byName(Json.text(header, "kid").orElse(""), attested);
    }
    if (!attested.isEmpty()
        && attested.stream().noneMatch(each -> each.thumbprint().equals(key.thumbprint()))) {
      throw new Jose.Fault("the key is not among the attested");
    }
    return key;
  }

  /// By its own name, or by its place in the attestation.
  private static Jwk byName(String kid, List<Jwk> attested) throws Jose.Fault {
    for (var each : attested) {
      if (each.id().equals(Optional.of(kid))) {
        return each;
      }
    }
    if (kid.matches("\\d{1,2}") && Integer.parseInt(kid) < attested.size()) {
      return attested.get(Integer.parseInt(kid));
    }
    throw new Jose.Fault("kid names no key that is known");
  }

  private void byAttestation(String compact, Yield yield) throws Jose.Fault {
    var token = attestation(compact, clock.instant());
    nonce(token, yield);
    for (var each : attestedKeys(token)) {
      yield.keys().add(holderKey(each));
    }
  }

  private Jose.Token attestation(String compact, Instant now) throws Jose.Fault {
    var token = Jose.read(compact, "key-attestation+jwt", Jose.CLIENTS);
    var vouching = providers.vouchedBy(token, now);
    if (vouching.isEmpty() || token.time("iat").isEmpty()) {
      throw new Jose.Fault("iat is missing in the key attestation");
    }
    token.holdsAt(now);
    return token;
  }

  private static List<Jwk> attestedKeys(Jose.Token token) throws Jose.Fault {
    var list = token.claims().get("attested_keys");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw new Jose.Fault("attested_keys is missing");
    }
    if (list.size() > CredentialLimits.BATCH) {
      throw new Jose.Fault("more keys are attested than the batch size");
    }
    var keys = new ArrayList<Jwk>();
    for (var each : list) {
      keys.add(Jose.publicKey(each));
    }
    return keys;
  }

  private static Jwk holderKey(Jwk key) throws Jose.Fault {
    if (!CURVES.contains(key.kind())) {
      throw new Jose.Fault("the key is on none of the curves P-256, P-384, P-521");
    }
    return key;
  }

  private void nonce(Jose.Token token, Yield yield) throws Jose.Fault {
    var nonce = token.text("nonce").orElseThrow(() -> new Jose.Fault("nonce is missing"));
    if (nonces.until(Nonces.Kind.KEY_PROOF, nonce).isEmpty()) {
      throw OAuthFault.badRequest("invalid_nonce", "the nonce is not ours or too old");
    }
    yield.nonces().add(nonce);
  }

  /// Only when everything else holds: a request that is refused leaves its nonce to the next try.
  private void spend(Set<String> used) {
    for (var nonce : used) {
      var until = nonces.until(Nonces.Kind.KEY_PROOF, nonce);
      if (until.isEmpty() || !seen.add("c_nonce", nonce, until.get())) {
        throw OAuthFault.badRequest("invalid_nonce", "the nonce was used before");
      }
    }
  }

  private static List<Jwk> distinct(List<Jwk> keys) {
    var seen = new HashSet<String>();
    var distinct = keys.stream().filter(key -> seen.add(key.thumbprint())).toList();
    if (distinct.size() > CredentialLimits.BATCH) {
      throw proof("more keys than the batch size");
    }
    return distinct;
  }

  private static OAuthFault proof(String why) {
    return OAuthFault.badRequest("invalid_proof", why);
  }
}
