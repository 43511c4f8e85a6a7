package hutong.credential.internal;

import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Jws;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Signed tokens that wallets send, read strictly: one of our algorithms, the type that belongs to
/// the place, a public key that fits the algorithm.
final class Jose {

  /// What holder keys may sign with.
  static final Set<SignatureAlgorithm> HOLDERS =
      EnumSet.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512);

  /// What clients and attesters may sign with.
  static final Set<SignatureAlgorithm> CLIENTS =
      EnumSet.of(
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384,
          SignatureAlgorithm.ES512,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.EDDSA);

  /// Why a token is not what it should be: a phrase for the wallet's developers.
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /// A token that was read, its signature not yet looked at.
  record Token(Jws jws, ObjectNode claims, Set<SignatureAlgorithm> allowed) {

    ObjectNode header() {
      return jws.header();
    }

    void signedBy(Jwk key) throws Fault {
      var findings = jws.verify(key, allowed);
      if (!findings.isEmpty()) {
        throw new Fault(findings.getFirst().detail());
      }
    }

    boolean isSignedBy(Jwk key) {
      return jws.verify(key, allowed).isEmpty();
    }

    Optional<String> text(String claim) {
      return Json.text(claims, claim);
    }

    Optional<Instant> time(String claim) throws Fault {
      var value = claims.get(claim);
      if (value == null) {
        return Optional.empty();
      }
      if (!value.isNumber()) {
        throw new Fault(claim + " is not a number");
      }
      try {
        return Optional.of(Instant.ofEpochSecond(value.decimalValue().longValue()));
      } catch (DateTimeException | ArithmeticException e) {
        throw new Fault(claim + " is out of range");
      }
    }

    /// The time it was made must be now, give or take.
    void madeNow(Instant now) throws Fault {
      var made = time("iat").orElseThrow(() -> new Fault("iat is missing"));
      if (made.isAfter(now.plus(CredentialLimits.CLOCK_AHEAD))) {
        throw new Fault("iat is in the future");
      }
      if (made.isBefore(now.minus(CredentialLimits.PROOF_AGE))) {
        throw new Fault("iat is too long ago");
      }
    }

    /// Expiry and start, where they are named, must hold.
    void holdsAt(Instant now) throws Fault {
      var until = time("exp");
      if (until.isPresent() && !until.get().isAfter(now)) {
        throw new Fault("it has expired");
      }
      var latest = now.plus(CredentialLimits.CLOCK_AHEAD);
      for (var start : List.of("nbf", "iat")) {
        var from = time(start);
        if (from.isPresent() && from.get().isAfter(latest)) {
          throw new Fault(start + " is in the future");
        }
      }
    }
  }

  static Token read(String compact, String type, Set<SignatureAlgorithm> allowed) throws Fault {
    var token = readUntyped(compact, allowed);
    if (!token.jws().type().equalsIgnoreCase(type)) {
      throw new Fault("typ is not " + type);
    }
    return token;
  }

  /// For the one place where the specification names no type.
  static Token readUntyped(String compact, Set<SignatureAlgorithm> allowed) throws Fault {
    if (compact.length() > CredentialLimits.JWT) {
      throw new Fault("the token is too long");
    }
    var jws = Jws.read(compact);
    if (!jws.faults().isEmpty()) {
      throw new Fault(jws.faults().getFirst().detail());
    }
    if (jws.algorithm().filter(allowed::contains).isEmpty()) {
      throw new Fault("alg is not one of " + String.join(" ", names(allowed)));
    }
    try {
      return new Token(jws, jws.claims(), allowed);
    } catch (UnreadableException e) {
      throw new Fault(e.finding().detail());
    }
  }

  /// A public key as a token carries it.
  static Jwk publicKey(@Nullable JsonNode json) throws Fault {
    if (!(json instanceof ObjectNode object)) {
      throw new Fault("the key is not a JWK");
    }
    if (Jwk.holdsPrivateHalf(object)) {
      throw new Fault("the key is not a public key");
    }
    try {
      return Jwk.read(object);
    } catch (UnreadableException e) {
      throw new Fault("the key: " + e.finding().detail());
    }
  }

  static List<String> names(Set<SignatureAlgorithm> algorithms) {
    return algorithms.stream().map(SignatureAlgorithm::joseName).toList();
  }

  private Jose() {}
}
