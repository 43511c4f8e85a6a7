package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;
import static hutong.toolkit.Operation.Field.required;

import hutong.proof.Base64Url;
import hutong.proof.Jwk;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.Signatures;
import hutong.proof.UnreadableException;
import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON web signatures (RFC 7515), checked with the one key that is given: keys and addresses of
/// keys inside the message are never believed.
final class JwsOperation {

  /// Parameters that RFC 7515 defines itself, which `crit` may not name.
  private static final Set<String> REGISTERED =
      Set.of(
          "alg",
          "jku",
          "jwk",
          "kid",
          "x5u",
          "x5c",
          "x5t",
          "x5t#S256",
          "typ",
          "cty",
          "crit",
          "enc",
          "zip",
          "epk",
          "apu",
          "apv",
          "iv",
          "tag",
          "p2s",
          "p2c");

  /// One signature: what was signed, and by what header.
  record Signed(ObjectNode header, String protectedPart, String payloadPart, byte[] signature) {}

  static Operation verify() {
    return new Operation(
        "jws.verify",
        "Verifies a JSON web signature with a given key",
        "the signature is right, its algorithm is allowed, and the key is for it",
        List.of(
            required("jwk", Kind.OBJECT, "the key as JWK, or a JWK set"),
            required("jws", Kind.ANY, "the compact form, or the JSON form as an object"),
            optional("allowed", Kind.TEXTS, "the algorithms you accept; absent: those of the key"),
            optional("payload", Kind.TEXT, "the payload where it is detached")),
        JwsOperation::answer);
  }

  private static Answer answer(Request request) {
    var jwk = request.object("jwk", "key");
    var detached = request.maybeText(ToolkitLimits.JWS, "payload");
    var allowed = request.texts(32, 40, "allowed", "algorithms");
    boolean anyAllowed = request.find("allowed", "algorithms").isEmpty();
    var faults = new ArrayList<String>();
    var signatures = signatures(request.need("jws"), faults);
    Answer best = Answer.judged(faults.isEmpty() ? List.of("NO_SIGNATURE") : faults);
    for (var signed : signatures) {
      var found = new ArrayList<>(faults);
      judge(signed, key(jwk, signed.header()), anyAllowed ? null : allowed, detached, found);
      best = Answer.judged(found).with("header", signed.header());
      if (found.isEmpty()) {
        return withPayload(best, payload(signed, detached));
      }
    }
    return best;
  }

  private static Answer withPayload(Answer answer, byte[] payload) {
    return answer
        .with("payload", utf8(payload).orElse(null))
        .with("payloadBase64", Base64.getEncoder().encodeToString(payload));
  }

  /// The signatures of a message; what cannot be read is named among the faults.
  private static List<Signed> signatures(JsonNode jws, List<String> faults) {
    if (jws.isString()) {
      if (jws.stringValue().length() > ToolkitLimits.JWS) {
        throw new Malformed(Fault.FIELD_TOO_LONG, "jws");
      }
      return compact(jws.stringValue(), faults);
    }
    if (jws instanceof ObjectNode object) {
      return json(object, faults);
    }
    throw new Malformed(Fault.FIELD_TYPE, "jws");
  }

  private static List<Signed> compact(String jws, List<String> faults) {
    var parts = jws.split("\\.", -1);
    if (parts.length != 3) {
      faults.add("NOT_THREE_PARTS");
      return List.of();
    }
    return signed(parts[0], parts[1], parts[2], null, faults);
  }

  private static List<Signed> json(ObjectNode jws, List<String> faults) {
    var payload = text(jws, "payload").orElse("");
    var all = new ArrayList<Signed>();
    if (!jws.has("signatures")) {
      all.addAll(one(jws, payload, faults));
    } else if (jws.has("signature") || jws.has("protected") || jws.has("header")) {
      faults.add("FORMS_MIXED");
    } else if (jws.get("signatures").isArray()) {
      for (var each : jws.get("signatures")) {
        if (each instanceof ObjectNode object) {
          all.addAll(one(object, payload, faults));
        }
      }
    }
    return all;
  }

  private static List<Signed> one(ObjectNode signature, String payload, List<String> faults) {
    var value = text(signature, "signature");
    if (value.isEmpty()) {
      faults.add("NO_SIGNATURE");
      return List.of();
    }
    var unprotected = signature.get("header") instanceof ObjectNode object ? object : null;
    return signed(
        text(signature, "protected").orElse(""), payload, value.get(), unprotected, faults);
  }

  private static List<Signed> signed(
      String protectedPart,
      String payloadPart,
      String signaturePart,
      @Nullable ObjectNode unprotected,
      List<String> faults) {
    var header = header(protectedPart, unprotected, faults);
    var signature = Base64Url.decode(signaturePart);
    if (signature.isEmpty()) {
      faults.add("SIGNATURE_ENCODING");
    } else if (signature.get().length == 0) {
      faults.add("NO_SIGNATURE");
    }
    return header.isEmpty() || signature.isEmpty()
        ? List.of()
        : List.of(new Signed(header.get(), protectedPart, payloadPart, signature.get()));
  }

  private static Optional<ObjectNode> header(
      String part, @Nullable ObjectNode unprotected, List<String> faults) {
    var header = Operations.JSON.createObjectNode();
    if (!part.isEmpty() || unprotected == null) {
      var json = Base64Url.decode(part).flatMap(JwsOperation::utf8);
      if (json.isEmpty()) {
        faults.add("HEADER_ENCODING");
        return Optional.empty();
      }
      try {
        header.setAll(Operations.read(json.get()));
      } catch (Malformed notAnObject) {
        faults.add("HEADER_UNREADABLE");
        return Optional.empty();
      }
    }
    if (unprotected != null) {
      for (var each : unprotected.properties()) {
        if (header.has(each.getKey()) || each.getKey().equals("crit")) {
          faults.add("HEADER_TWICE");
        }
        header.set(each.getKey(), each.getValue());
      }
    }
    return Optional.of(header);
  }

  /// The key of a set that the header names; a single key is used whatever the header says.
  private static ObjectNode key(ObjectNode jwk, ObjectNode header) {
    if (jwk.get("keys") == null || !jwk.get("keys").isArray()) {
      return jwk;
    }
    ObjectNode only = null;
    for (var each : jwk.get("keys")) {
      if (each instanceof ObjectNode key) {
        var kid = text(key, "kid");
        if (kid.isPresent() && kid.equals(text(header, "kid"))) {
          return key;
        }
        only = jwk.get("keys").size() == 1 && !header.has("kid") ? key : only;
      }
    }
    return only == null ? Operations.JSON.createObjectNode() : only;
  }

  private static void judge(
      Signed signed,
      ObjectNode jwk,
      @Nullable List<String> allowed,
      Optional<String> detached,
      List<String> faults) {
    var header = signed.header();
    critical(header, faults);
    var name = text(header, "alg");
    var algorithm = name.flatMap(SignatureAlgorithm::named);
    if (name.isEmpty()) {
      faults.add("ALGORITHM_MISSING");
    } else if (name.get().equalsIgnoreCase("none")) {
      faults.add("ALGORITHM_NONE");
    } else if (algorithm.isEmpty()) {
      faults.add("ALGORITHM_UNSUPPORTED");
    }
    if (name.isPresent() && allowed != null && !allowed.contains(name.get())) {
      faults.add("ALGORITHM_NOT_ALLOWED");
    }
    use(jwk, name.orElse(""), faults);
    boolean whole = payloadFits(signed, detached, faults);
    try {
      var key = Jwk.read(jwk);
      if (algorithm.isPresent() && !algorithm.get().fits(key.kind())) {
        faults.add("KEY_NOT_FOR_ALGORITHM");
      } else if (algorithm.isPresent() && whole) {
        Signatures.fault(algorithm.get(), key, content(signed, detached), signed.signature())
            .ifPresent(reason -> faults.add(reason.name()));
      }
    } catch (UnreadableException e) {
      faults.add(e.finding().code());
    }
  }

  /// What the key itself says it is for.
  private static void use(ObjectNode jwk, String algorithm, List<String> faults) {
    var use = jwk.get("use");
    if (use != null && !(use.isString() && use.stringValue().equals("sig"))) {
      faults.add("KEY_USE");
    }
    var operations = jwk.get("key_ops");
    if (operations != null) {
      boolean verifies = false;
      var seen = new HashSet<String>();
      for (var each : operations) {
        verifies |= each.isString() && each.stringValue().equals("verify");
        if (!seen.add(each.toString())) {
          faults.add("KEY_OPERATIONS");
        }
      }
      if (!operations.isArray() || !verifies) {
        faults.add("KEY_OPERATIONS");
      }
    }
    var own = jwk.get("alg");
    if (own != null && !(own.isString() && sameAlgorithm(own.stringValue(), algorithm))) {
      faults.add("KEY_NOT_FOR_ALGORITHM");
    }
  }

  /// RFC 9864 gave `EdDSA` a name per curve; a key may carry either.
  private static boolean sameAlgorithm(String ofKey, String ofHeader) {
    return ofKey.equals(ofHeader)
        || (ofKey.equals("EdDSA") && ofHeader.startsWith("Ed"))
        || (ofHeader.equals("EdDSA") && ofKey.startsWith("Ed"));
  }

  /// Of the extensions that may be critical we understand `b64` (RFC 7797) alone.
  private static void critical(ObjectNode header, List<String> faults) {
    var critical = header.get("crit");
    var names = new HashSet<String>();
    if (critical != null) {
      boolean sound = critical.isArray() && !critical.isEmpty();
      for (var each : critical) {
        sound &=
            each.isString()
                && names.add(each.stringValue())
                && header.has(each.stringValue())
                && !REGISTERED.contains(each.stringValue());
      }
      if (!sound) {
        faults.add("CRITICAL_UNREADABLE");
      }
      if (names.stream().anyMatch(name -> !name.equals("b64"))) {
        faults.add("CRITICAL_UNKNOWN");
      }
    }
    var b64 = header.get("b64");
    if (b64 != null && (!b64.isBoolean() || !names.contains("b64"))) {
      faults.add("B64_NOT_CRITICAL");
    }
  }

  private static boolean encoded(ObjectNode header) {
    var b64 = header.get("b64");
    return b64 == null || !b64.isBoolean() || b64.booleanValue();
  }

  private static boolean payloadFits(
      Signed signed, Optional<String> detached, List<String> faults) {
    if (detached.isPresent() && !signed.payloadPart().isEmpty()) {
      faults.add("PAYLOAD_TWICE");
      return false;
    }
    if (encoded(signed.header()) && Base64Url.decode(signed.payloadPart()).isEmpty()) {
      faults.add("PAYLOAD_ENCODING");
      return false;
    }
    return true;
  }

  /// The bytes that were signed, always from the parts as they were sent.
  private static byte[] content(Signed signed, Optional<String> detached) {
    var out = new ByteArrayOutputStream();
    out.writeBytes((signed.protectedPart() + ".").getBytes(StandardCharsets.UTF_8));
    var payload = detached.orElse(signed.payloadPart());
    if (detached.isPresent() && encoded(signed.header())) {
      payload = Base64Url.encode(payload.getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] payload(Signed signed, Optional<String> detached) {
    if (detached.isPresent()) {
      return detached.get().getBytes(StandardCharsets.UTF_8);
    }
    return encoded(signed.header())
        ? Base64Url.decode(signed.payloadPart()).orElseThrow()
        : signed.payloadPart().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<String> text(ObjectNode object, String name) {
    var value = object.get(name);
    return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private JwsOperation() {}
}
