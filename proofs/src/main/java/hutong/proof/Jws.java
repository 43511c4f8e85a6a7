package hutong.proof;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A JSON web signature in compact form (RFC 7515). Keys and addresses of keys inside a message
/// are never believed: whoever verifies brings the key.
///
/// @param header empty when it cannot be read
/// @param content the octets that were signed
/// @param faults what is wrong with its form; a message with any is never valid
public record Jws(
    ObjectNode header, byte[] payload, byte[] signature, byte[] content, List<Finding> faults) {

  /// Parameters that RFC 7515 and 7518 define themselves, which `crit` may not name.
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

  public Jws {
    faults = List.copyOf(faults);
  }

  /// Reads a token; what is wrong with it is among its [#faults].
  public static Jws read(String compact) {
    var faults = new ArrayList<Finding>();
    if (compact.length() > ProofLimits.TOKEN) {
      return unreadable(Finding.of(Reason.TOO_LONG, "jws"));
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      return unreadable(Finding.of(Reason.NOT_THREE_PARTS, "jws"));
    }
    ObjectNode header = Json.object();
    try {
      header = header(compact.substring(0, first));
      criticalFaults(header, faults);
    } catch (UnreadableException e) {
      faults.add(e.finding());
    }
    Optional<byte[]> payload = Base64Url.decode(compact.substring(first + 1, second));
    if (payload.isEmpty()) {
      faults.add(Finding.of(Reason.PAYLOAD_ENCODING, "payload"));
    }
    Optional<byte[]> signature = Base64Url.decode(compact.substring(second + 1));
    if (signature.isEmpty()) {
      faults.add(Finding.of(Reason.SIGNATURE_ENCODING, "signature"));
    } else if (signature.get().length == 0) {
      faults.add(Finding.of(Reason.NO_SIGNATURE, "signature"));
    }
    return new Jws(
        header,
        payload.orElse(new byte[0]),
        signature.orElse(new byte[0]),
        compact.substring(0, second).getBytes(StandardCharsets.UTF_8),
        faults);
  }

  private static Jws unreadable(Finding why) {
    return new Jws(Json.object(), new byte[0], new byte[0], new byte[0], List.of(why));
  }

  private static ObjectNode header(String part) throws UnreadableException {
    if (part.length() > ProofLimits.HEADER) {
      throw new UnreadableException(Reason.TOO_LONG, "header");
    }
    byte[] octets =
        Base64Url.decode(part)
            .orElseThrow(() -> new UnreadableException(Reason.HEADER_ENCODING, "header"));
    return Json.object(octets, Reason.HEADER_UNREADABLE, "header");
  }

  // No extension is understood in tokens, so that every critical one is refused.
  private static void criticalFaults(ObjectNode header, List<Finding> faults) {
    var critical = header.get("crit");
    if (critical != null) {
      boolean sound = critical.isArray() && !critical.isEmpty();
      var names = new HashSet<String>();
      for (var each : critical) {
        sound &=
            each.isString()
                && names.add(each.stringValue())
                && header.has(each.stringValue())
                && !REGISTERED.contains(each.stringValue());
      }
      faults.add(Finding.of(sound ? Reason.CRITICAL_UNKNOWN : Reason.CRITICAL_UNREADABLE, "crit"));
    }
    if (header.has("b64")) {
      faults.add(Finding.of(Reason.B64_NOT_CRITICAL, "b64"));
    }
  }

  /// The type in the header, without the prefix that may be left out; empty where there is none.
  public String type() {
    var type = Json.text(header, "typ").orElse("");
    var prefix = "application/";
    return type.regionMatches(true, 0, prefix, 0, prefix.length())
        ? type.substring(prefix.length())
        : type;
  }

  /// The algorithm that the header names, where it is one of ours.
  public Optional<SignatureAlgorithm> algorithm() {
    return Json.text(header, "alg").flatMap(SignatureAlgorithm::named);
  }

  /// The payload as one JSON object.
  public ObjectNode claims() throws UnreadableException {
    return Json.object(payload, Reason.PAYLOAD_UNREADABLE, "payload");
  }

  /// Every reason not to believe this message with this key; empty when it holds.
  public List<Finding> verify(Jwk key, Set<SignatureAlgorithm> allowed) {
    var findings = new ArrayList<>(faults);
    var name = Json.text(header, "alg");
    var algorithm = algorithm();
    if (header.isEmpty()) {
      return findings;
    }
    findings.addAll(algorithmFaults(allowed));
    findings.addAll(key.useFor(name.orElse("")));
    if (algorithm.isPresent() && signature.length > 0) {
      Signatures.fault(algorithm.get(), key, content, signature)
          .ifPresent(reason -> findings.add(Finding.of(reason, "signature")));
    }
    return findings.stream().distinct().toList();
  }

  /// What is wrong with the algorithm alone, before any key is known.
  List<Finding> algorithmFaults(Set<SignatureAlgorithm> allowed) {
    var name = Json.text(header, "alg");
    var algorithm = algorithm();
    var findings = new ArrayList<Finding>();
    if (name.isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_MISSING, "alg"));
    } else if (name.get().equalsIgnoreCase("none")) {
      findings.add(Finding.of(Reason.ALGORITHM_NONE, "alg"));
    } else if (algorithm.isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_UNSUPPORTED, "alg"));
    } else if (!allowed.contains(algorithm.get())) {
      findings.add(Finding.of(Reason.ALGORITHM_NOT_ALLOWED, "alg"));
    }
    return findings;
  }

  /// Signs claims: a token of the type, naming the key by `kid`.
  public static String sign(SignatureKey key, String type, ObjectNode claims) {
    ObjectNode header = Json.object();
    header.put("typ", type).put("kid", key.id());
    return sign(key, header, Json.octets(claims));
  }

  /// Signs claims: a token of the type, carrying the certificates of the key in `x5c`.
  public static String signWithChain(SignatureKey key, String type, ObjectNode claims) {
    ObjectNode header = Json.object();
    header.put("typ", type);
    addChain(header, key);
    return sign(key, header, Json.octets(claims));
  }

  /// Signs octets under this header, to which the algorithm is added.
  public static String sign(SignatureKey key, ObjectNode header, byte[] payload) {
    ObjectNode whole = Json.object();
    whole.put("alg", key.algorithm().joseName());
    whole.setAll(header);
    String content = Base64Url.encode(Json.octets(whole)) + "." + Base64Url.encode(payload);
    byte[] signature = key.sign(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64Url.encode(signature);
  }

  /// Adds `x5c`: the certificates of the key without the root, as HAIP wants it.
  public static void addChain(ObjectNode header, SignatureKey key) {
    var list = header.putArray("x5c");
    try {
      for (X509Certificate each : key.chain()) {
        if (list.isEmpty()
            || !each.getSubjectX500Principal().equals(each.getIssuerX500Principal())) {
          list.add(Base64.getEncoder().encodeToString(each.getEncoded()));
        }
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that cannot be written", e);
    }
  }
}
