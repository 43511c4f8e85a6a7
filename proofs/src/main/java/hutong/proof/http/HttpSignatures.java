package hutong.proof.http;

import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.Signatures;
import hutong.proof.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Verifies signed HTTP messages (RFC 9421) and the digest of their content (RFC 9530).
public final class HttpSignatures {

  private static final Map<String, SignatureAlgorithm> ALGORITHMS =
      Map.of(
          "rsa-pss-sha512", SignatureAlgorithm.PS512,
          "rsa-v1_5-sha256", SignatureAlgorithm.RS256,
          "hmac-sha256", SignatureAlgorithm.HS256,
          "ecdsa-p256-sha256", SignatureAlgorithm.ES256,
          "ecdsa-p384-sha384", SignatureAlgorithm.ES384,
          "ed25519", SignatureAlgorithm.ED25519);

  private static final int MOST_LABELS = 16;

  /// What was found.
  ///
  /// @param label of the signature that was judged; empty when there is none
  /// @param components what it covers, as written
  public record Reading(
      String label,
      List<String> components,
      Map<String, Object> parameters,
      List<Finding> findings) {

    public Reading {
      components = List.copyOf(components);
      parameters = new LinkedHashMap<>(parameters);
      findings = findings.stream().distinct().toList();
    }

    public boolean valid() {
      return findings.isEmpty();
    }
  }

  /// Verifies the signature with a label; without one, the first that holds, or the findings of
  /// the last.
  public static Reading verify(HttpMessage message, Jwk key, @Nullable String label, Instant now) {
    Map<String, Sf.Member> inputs;
    Map<String, Sf.Member> signatures;
    try {
      inputs = dictionary(message, "signature-input", Reason.SIGNATURE_INPUT_MISSING);
      signatures = dictionary(message, "signature", Reason.NO_SIGNATURE);
    } catch (UnreadableException e) {
      return new Reading("", List.of(), Map.of(), List.of(e.finding()));
    }
    var labels = label == null ? List.copyOf(inputs.keySet()) : List.of(label);
    if (labels.isEmpty() || labels.size() > MOST_LABELS) {
      var why = labels.isEmpty() ? Reason.SIGNATURE_INPUT_MISSING : Reason.TOO_LONG;
      return new Reading("", List.of(), Map.of(), List.of(Finding.of(why)));
    }
    Reading last = new Reading("", List.of(), Map.of(), List.of());
    for (var each : labels) {
      last = judge(message, each, inputs.get(each), signatures.get(each), key, now);
      if (last.valid()) {
        return last;
      }
    }
    return last;
  }

  private static Map<String, Sf.Member> dictionary(
      HttpMessage message, String field, Reason missing) throws UnreadableException {
    if (!message.headers().containsKey(field)) {
      throw new UnreadableException(missing, field);
    }
    return SfReader.dictionary(message.field(field));
  }

  private static Reading judge(
      HttpMessage message,
      String label,
      Sf.@Nullable Member input,
      Sf.@Nullable Member signature,
      Jwk key,
      Instant now) {
    var findings = new ArrayList<Finding>();
    if (!(input instanceof Sf.Inner covered)) {
      findings.add(Finding.of(Reason.SIGNATURE_INPUT_MISSING, label));
      return new Reading(label, List.of(), Map.of(), findings);
    }
    var written = covered.items().stream().map(each -> Sf.write((Sf.Member) each)).toList();
    var parameters = parameters(covered, findings);
    times(covered, now, findings);
    var algorithm = algorithm(covered, key, findings);
    var base = new StringBuilder();
    try {
      base.append(SignatureBase.of(message, covered));
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
    digest(message, findings);
    if (!(signature instanceof Sf.Item item) || !(item.value() instanceof Sf.Octets(var octets))) {
      findings.add(Finding.of(Reason.NO_SIGNATURE, label));
    } else if (algorithm.isPresent() && !base.isEmpty()) {
      byte[] content = base.toString().getBytes(StandardCharsets.UTF_8);
      Signatures.fault(algorithm.get(), key, content, octets)
          .ifPresent(reason -> findings.add(Finding.of(reason, label)));
    }
    return new Reading(label, written, parameters, findings);
  }

  private static Map<String, Object> parameters(Sf.Inner covered, List<Finding> findings) {
    var parameters = new LinkedHashMap<String, Object>();
    covered
        .parameters()
        .forEach(
            (name, value) -> {
              boolean number = name.equals("created") || name.equals("expires");
              boolean text =
                  name.equals("nonce")
                      || name.equals("alg")
                      || name.equals("keyid")
                      || name.equals("tag");
              if ((number && !(value instanceof Sf.Whole))
                  || (text && !(value instanceof Sf.Text))) {
                findings.add(Finding.of(Reason.FIELD_UNREADABLE, name));
              }
              parameters.put(
                  name,
                  switch (value) {
                    case Sf.Whole(var whole) -> whole;
                    case Sf.Text(var plain) -> plain;
                    case Sf.Bare other -> Sf.write(other);
                  });
            });
    return parameters;
  }

  private static void times(Sf.Inner covered, Instant now, List<Finding> findings) {
    long latest = now.plus(ProofLimits.CLOCK_SKEW).getEpochSecond();
    Optional<Long> created = seconds(covered, "created");
    Optional<Long> expires = seconds(covered, "expires");
    if (created.isPresent() && created.get() > latest) {
      findings.add(Finding.of(Reason.SIGNATURE_FROM_FUTURE, "created"));
    }
    if (expires.isPresent() && expires.get() < now.getEpochSecond()) {
      findings.add(Finding.of(Reason.SIGNATURE_EXPIRED, "expires"));
    }
    if (created.isPresent() && expires.isPresent() && expires.get() < created.get()) {
      findings.add(Finding.of(Reason.SIGNATURE_EXPIRED, "expires"));
    }
  }

  private static Optional<Long> seconds(Sf.Inner covered, String name) {
    return covered.parameters().get(name) instanceof Sf.Whole(var seconds)
        ? Optional.of(seconds)
        : Optional.empty();
  }

  private static Optional<SignatureAlgorithm> algorithm(
      Sf.Inner covered, Jwk key, List<Finding> findings) {
    var keyId = Sf.text(covered, "keyid");
    if (keyId.isPresent() && key.id().isPresent() && !keyId.equals(key.id())) {
      findings.add(Finding.of(Reason.KEY_ID_WRONG, "keyid"));
    }
    var named = Sf.text(covered, "alg");
    Optional<SignatureAlgorithm> chosen =
        named.isPresent()
            ? named.map(ALGORITHMS::get)
            : Json.text(key.json(), "alg").flatMap(SignatureAlgorithm::named).or(() -> usual(key));
    if (chosen.isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_UNSUPPORTED, "alg"));
      return chosen;
    }
    var faults = key.useFor(chosen.get().joseName());
    // A key that says its algorithm in HTTP's own words is taken at these.
    var own = Json.text(key.json(), "alg").map(ALGORITHMS::get);
    for (var fault : faults) {
      if (fault.reason() != Reason.KEY_NOT_FOR_ALGORITHM || !own.equals(chosen)) {
        findings.add(fault);
      }
    }
    if (!ALGORITHMS.containsValue(chosen.get()) && chosen.get() != SignatureAlgorithm.EDDSA) {
      findings.add(Finding.of(Reason.ALGORITHM_NOT_ALLOWED, "alg"));
    }
    return chosen;
  }

  private static Optional<SignatureAlgorithm> usual(Jwk key) {
    return Json.text(key.json(), "alg")
        .map(ALGORITHMS::get)
        .or(
            () ->
                Optional.ofNullable(
                    switch (key.kind()) {
                      case "RSA" -> SignatureAlgorithm.PS512;
                      case "P-256" -> SignatureAlgorithm.ES256;
                      case "P-384" -> SignatureAlgorithm.ES384;
                      case "Ed25519" -> SignatureAlgorithm.ED25519;
                      case "oct" -> SignatureAlgorithm.HS256;
                      default -> null;
                    }));
  }

  private static void digest(HttpMessage message, List<Finding> findings) {
    if (!message.headers().containsKey("content-digest")) {
      return;
    }
    try {
      int known = 0;
      for (var each : SfReader.dictionary(message.field("content-digest")).entrySet()) {
        String name =
            switch (each.getKey()) {
              case "sha-256" -> "SHA-256";
              case "sha-512" -> "SHA-512";
              default -> "";
            };
        if (name.isEmpty()) {
          continue;
        }
        known++;
        if (!(each.getValue() instanceof Sf.Item item)
            || !(item.value() instanceof Sf.Octets(var stated))) {
          findings.add(Finding.of(Reason.FIELD_UNREADABLE, "content-digest"));
        } else if (message.bodies().stream()
            .noneMatch(body -> MessageDigest.isEqual(hash(name, body), stated))) {
          findings.add(Finding.of(Reason.CONTENT_DIGEST_WRONG, "content-digest"));
        }
      }
      if (known == 0) {
        findings.add(Finding.of(Reason.DIGEST_UNSUPPORTED, "content-digest"));
      }
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
  }

  private static byte[] hash(String name, byte[] octets) {
    try {
      return MessageDigest.getInstance(name).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(name + " is part of every JDK", e);
    }
  }

  private HttpSignatures() {}
}
