package hutong.proof;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The holder's own signature over what is presented (RFC 9901, section 7.3).
final class KeyBinding {

  static void check(
      SdJwt presented, ObjectNode payload, SdJwtExpectation expected, List<Finding> findings) {
    var binding = Jws.read(presented.keyBinding());
    var faults = binding.faults();
    if (!faults.isEmpty()) {
      findings.add(Finding.of(Reason.KEY_BINDING_UNREADABLE, "kb"));
      findings.addAll(faults);
    }
    if (!binding.type().equals("kb+jwt")) {
      findings.add(Finding.of(Reason.KEY_BINDING_TYPE, "kb.typ"));
    }
    var algorithm = binding.algorithm();
    if (algorithm.isEmpty() || !expected.algorithms().contains(algorithm.get())) {
      findings.add(Finding.of(Reason.KEY_BINDING_ALGORITHM, "kb.alg"));
    }
    holder(payload, findings)
        .ifPresent(
            key -> {
              if (algorithm.isPresent() && faults.isEmpty()) {
                signature(binding, algorithm.get(), key, findings);
              }
            });
    try {
      claims(presented, payload, binding.claims(), expected, findings);
    } catch (UnreadableException e) {
      findings.add(Finding.of(Reason.KEY_BINDING_UNREADABLE, "kb"));
      findings.add(e.finding());
    }
  }

  private static void signature(
      Jws binding, SignatureAlgorithm algorithm, Jwk key, List<Finding> findings) {
    boolean wrong =
        Signatures.fault(algorithm, key, binding.content(), binding.signature()).isPresent();
    if (wrong) {
      findings.add(Finding.of(Reason.KEY_BINDING_SIGNATURE, "kb"));
    }
    for (var misuse : key.useFor(algorithm.joseName())) {
      findings.add(Finding.of(misuse.reason(), "cnf"));
    }
  }

  private static Optional<Jwk> holder(ObjectNode payload, List<Finding> findings) {
    if (!(payload.get("cnf") instanceof ObjectNode confirmation)
        || !(confirmation.get("jwk") instanceof ObjectNode jwk)) {
      findings.add(Finding.of(Reason.HOLDER_KEY_MISSING, "cnf"));
      return Optional.empty();
    }
    try {
      if (Jwk.holdsPrivateHalf(jwk)) {
        findings.add(Finding.of(Reason.KEY_PRIVATE, "cnf"));
        return Optional.empty();
      }
      return Optional.of(Jwk.read(jwk));
    } catch (UnreadableException e) {
      findings.add(Finding.of(Reason.HOLDER_KEY_UNREADABLE, "cnf"));
      findings.add(e.finding());
      return Optional.empty();
    }
  }

  private static void claims(
      SdJwt presented,
      ObjectNode payload,
      ObjectNode claims,
      SdJwtExpectation expected,
      List<Finding> findings) {
    var audience = claims.get("aud");
    if (audience == null || !audience.isString()) {
      findings.add(Finding.of(Reason.AUDIENCE_MISSING, "kb.aud"));
    } else if (expected.audience() != null && !audience.stringValue().equals(expected.audience())) {
      findings.add(Finding.of(Reason.AUDIENCE_WRONG, "kb.aud"));
    }
    var nonce = claims.get("nonce");
    if (nonce == null || !nonce.isString() || nonce.stringValue().isEmpty()) {
      findings.add(Finding.of(Reason.NONCE_MISSING, "kb.nonce"));
    } else if (expected.nonce() != null && !nonce.stringValue().equals(expected.nonce())) {
      findings.add(Finding.of(Reason.NONCE_WRONG, "kb.nonce"));
    }
    time(claims, expected, findings);
    var hash = claims.get("sd_hash");
    if (hash == null || !hash.isString()) {
      findings.add(Finding.of(Reason.SD_HASH_MISSING, "kb.sd_hash"));
    } else if (!same(
        hash.stringValue(), presented.hash(Json.text(payload, "_sd_alg").orElse("sha-256")))) {
      findings.add(Finding.of(Reason.SD_HASH_WRONG, "kb.sd_hash"));
    }
  }

  private static void time(ObjectNode claims, SdJwtExpectation expected, List<Finding> findings) {
    var issued = claims.get("iat");
    if (issued == null || !issued.isNumber()) {
      findings.add(Finding.of(Reason.BINDING_TIME_MISSING, "kb.iat"));
      return;
    }
    var now = expected.now();
    var latest = BigDecimal.valueOf(now.plus(ProofLimits.CLOCK_SKEW).getEpochSecond());
    var earliest = BigDecimal.valueOf(now.minus(expected.bindingAge()).getEpochSecond());
    if (issued.decimalValue().compareTo(latest) > 0) {
      findings.add(Finding.of(Reason.BINDING_IN_FUTURE, "kb.iat"));
    } else if (issued.decimalValue().compareTo(earliest) < 0) {
      findings.add(Finding.of(Reason.BINDING_TOO_OLD, "kb.iat"));
    }
    var expires = claims.get("exp");
    if (expires != null
        && (!expires.isNumber()
            || expires.decimalValue().compareTo(BigDecimal.valueOf(now.getEpochSecond())) <= 0)) {
      findings.add(Finding.of(Reason.BINDING_TOO_OLD, "kb.exp"));
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private KeyBinding() {}
}
