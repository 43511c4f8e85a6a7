package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;
import static hutong.toolkit.Operation.Field.required;

import hutong.mrtd.CryptoProviders;
import hutong.mrtd.Signatures;
import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.IssuerTrust;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.JwkSet;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtExpectation.Binding;
import hutong.proof.SdJwtVerifier;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.UnreadableException;
import hutong.proof.http.HttpMessage;
import hutong.proof.http.HttpSignatures;
import hutong.proof.mdoc.MdocExpectation;
import hutong.proof.mdoc.MdocReading;
import hutong.proof.mdoc.MdocVerifier;
import hutong.proof.mdoc.SessionTranscript;
import hutong.proof.seal.SealReader;
import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Proofs that a person carries, on a phone or on paper, and signed HTTP messages.
final class ProofOperations {

  // Without a moment of the asker's the nonce alone says whether a presentation is fresh.
  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private static final int CERTIFICATES = 64;
  private static final int CERTIFICATE = 64 << 10;

  /// The first signature decides who computes, so that a program that needs none starts at once.
  static final Signatures SIGNATURES =
      (scheme, key, data, signature) ->
          CryptoProviders.fastest().signatures().verify(scheme, key, data, signature);

  static List<Operation> all() {
    return List.of(sdJwt(), mdoc(), seal(), httpSignature());
  }

  // SD-JWT

  private static Operation sdJwt() {
    return new Operation(
        "sdjwt.verify",
        "Verifies a credential in SD-JWT form (RFC 9901, SD-JWT VC)",
        "signature, disclosures, times and, where given or asked for, key binding are right",
        List.of(
            required("sdJwt", Kind.ANY, "as presented: the text, or the JSON form as an object"),
            required("issuerJwk", Kind.OBJECT, "the issuer's key as JWK, or a JWK set"),
            optional("aud", Kind.TEXT, "who it must be presented to; asks for key binding"),
            optional("nonce", Kind.TEXT, "what it must answer; asks for key binding"),
            optional("typ", Kind.TEXT, "the type it must have, such as dc+sd-jwt"),
            optional(
                "now",
                Kind.INSTANT,
                "the moment to check for; only with it is the age of a key binding judged")),
        ProofOperations::sdJwt);
  }

  private static Answer sdJwt(Request request) {
    var given = request.need("sdJwt");
    var text = given.isString() ? given.stringValue() : Operations.write(given);
    var aud = request.maybeText(ToolkitLimits.TEXT, "aud", "audience").orElse(null);
    var nonce = request.maybeText(ToolkitLimits.TEXT, "nonce").orElse(null);
    var types = new HashSet<>(request.texts(8, 200, "typ"));
    var expected =
        new SdJwtExpectation(
            types,
            SignatureAlgorithm.forCredentials(),
            Binding.WHEN_GIVEN,
            aud,
            nonce,
            request.find("now").isPresent() ? ProofLimits.BINDING_AGE : ANY_AGE,
            request.now());
    var reading =
        new SdJwtVerifier(trust(request.object("issuerJwk", "jwk"))).verify(text, expected);
    var answer = judged(reading.findings());
    return answer
        .with("claims", reading.claims())
        .with("header", reading.header())
        .with("disclosed", reading.disclosed())
        .with("keyBound", reading.bound());
  }

  private static IssuerTrust trust(ObjectNode jwk) {
    return (header, _, _) -> {
      if (!jwk.has("keys")) {
        return Jwk.read(jwk);
      }
      return JwkSet.read(jwk)
          .find(header)
          .orElseThrow(() -> new UnreadableException(Reason.KEY_MISSING, "kid"));
    };
  }

  private static Answer judged(Collection<Finding> findings) {
    var answer = Answer.judged(Finding.codes(findings));
    return findings.isEmpty() ? answer : answer.with("findings", written(findings));
  }

  private static List<Map<String, String>> written(Collection<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                Map.of(
                    "code", finding.code(),
                    "where", finding.where(),
                    "detail", finding.detail()))
        .toList();
  }

  // mdoc

  private static Operation mdoc() {
    return new Operation(
        "mdoc.verify",
        "Verifies a device response with documents of ISO/IEC 18013-5",
        "issuer and device authentication, digests and times are right",
        List.of(
            required("deviceResponse", Kind.BINARY, "what the device answered, in CBOR"),
            optional("trust", Kind.BINARIES, "certificates of issuing authorities"),
            optional("transcript", Kind.BINARY, "the session transcript, in CBOR"),
            optional(
                "readerKey", Kind.ANY, "the reader's private key of the session, for a device MAC"),
            optional("now", Kind.INSTANT, "the moment to check for, instead of this one")),
        ProofOperations::mdoc);
  }

  private static Answer mdoc(Request request) {
    var findings = new ArrayList<Finding>();
    var certificates = certificates(request, "trust", findings);
    byte[] response = request.binary(ProofLimits.CBOR, "deviceResponse");
    SessionTranscript session = null;
    var transcript = request.maybeBinary(ProofLimits.CBOR, "transcript", "sessionTranscript");
    if (transcript.isPresent()) {
      try {
        session = SessionTranscript.read(transcript.get());
      } catch (UnreadableException e) {
        findings.add(Finding.of(Reason.TRANSCRIPT_UNREADABLE, "transcript"));
      }
    }
    var readerKey = request.find("readerKey").map(ProofOperations::secret).orElse(null);
    var reading =
        new MdocVerifier(Set.copyOf(certificates))
            .verify(response, new MdocExpectation(request.now(), session, readerKey));
    boolean open = findings.isEmpty() && reading.incomplete();
    findings.addAll(reading.findings());
    var verdict = findings.isEmpty() ? Verdict.VALID : open ? Verdict.INCOMPLETE : Verdict.INVALID;
    var answer = Answer.of(verdict, Finding.codes(findings));
    if (!reading.documents().isEmpty()) {
      var document = reading.documents().getFirst();
      answer =
          answer
              .with("docType", document.docType())
              .with("elements", document.json())
              .with("validUntil", document.validUntil().toString())
              .with("issuer", document.issuer())
              .with("documents", reading.documents().stream().map(ProofOperations::said).toList());
    }
    return answer.with("findings", written(findings)).with("notes", written(reading.notes()));
  }

  private static Map<String, Object> said(MdocReading.Document document) {
    return Map.of("docType", document.docType(), "elements", document.json());
  }

  private static List<X509Certificate> certificates(
      Request request, String name, List<Finding> findings) {
    var certificates = new ArrayList<X509Certificate>();
    for (var text : request.texts(CERTIFICATES, CERTIFICATE, name)) {
      try {
        certificates.add(Certificates.read(octets(text)));
      } catch (UnreadableException e) {
        findings.add(Finding.of(e.finding().reason(), name));
      }
    }
    return certificates;
  }

  private static byte[] octets(String text) {
    if (text.startsWith("-----BEGIN")) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    return base64(text);
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new Malformed(Fault.NOT_BASE64, "");
    }
  }

  /// A private key as JWK on a curve of NIST, or in PKCS 8.
  private static PrivateKey secret(JsonNode key) {
    try {
      var factory = KeyFactory.getInstance("EC");
      if (key.isString()) {
        return factory.generatePrivate(new PKCS8EncodedKeySpec(base64(key.stringValue())));
      }
      if (key instanceof ObjectNode jwk) {
        return Jwk.secret(jwk);
      }
    } catch (GeneralSecurityException | UnreadableException unreadable) {
      throw new Malformed(Fault.FIELD_TYPE, "readerKey");
    }
    throw new Malformed(Fault.FIELD_TYPE, "readerKey");
  }

  // Seals

  private static Operation seal() {
    return new Operation(
        "vds.parse",
        "Reads a visible digital seal of ICAO: VDS (Doc 9303-13, TR-03137) or VDS-NC",
        "the signature is right, and its signer is among the certificates or issued by one",
        List.of(
            required("seal", Kind.TEXT, "what the barcode holds: base64, hexadecimal or JSON"),
            optional("certs", Kind.BINARIES, "certificates of signers and of their authorities"),
            optional("now", Kind.INSTANT, "judge for this moment, not for the day of sealing")),
        ProofOperations::seal);
  }

  private static Answer seal(Request request) {
    var findings = new ArrayList<Finding>();
    var certificates = certificates(request, "certs", findings);
    var given = request.need("seal");
    var text =
        given.isString()
            ? request.text(2 * ProofLimits.SEAL, "seal")
            : Operations.write(request.object("seal"));
    Instant now = request.find("now").isPresent() ? request.now() : null;
    var reading = new SealReader(certificates).read(text, now, request.now());
    boolean open = findings.isEmpty() && reading.incomplete();
    findings.addAll(reading.findings());
    var verdict = findings.isEmpty() ? Verdict.VALID : open ? Verdict.INCOMPLETE : Verdict.INVALID;
    return Answer.of(verdict, Finding.codes(findings))
        .with("format", reading.format())
        .with("type", reading.type())
        .with("issuer", reading.issuer())
        .with("fields", reading.fields())
        .with("findings", written(findings))
        .with("notes", written(reading.notes()));
  }

  // Signed HTTP messages

  private static Operation httpSignature() {
    return new Operation(
        "httpsig.verify",
        "Verifies a signed HTTP message (RFC 9421) and the digest of its content (RFC 9530)",
        "signature, covered components, times and content digest are right",
        List.of(
            optional("method", Kind.TEXT, "of the request"),
            optional("url", Kind.TEXT, "the whole address of the request"),
            optional("status", Kind.WHOLE, "of a response, instead of method and url"),
            required("headers", Kind.OBJECT, "texts, or lists of texts, by name"),
            optional("body", Kind.TEXT, "the content as text, or in base64"),
            required("key", Kind.ANY, "JWK or set, PEM, or a shared secret in base64"),
            optional("label", Kind.TEXT, "which signature, where there are several"),
            optional("now", Kind.INSTANT, "the moment to check for, instead of this one")),
        ProofOperations::httpSignature);
  }

  private static int status(Request request) {
    var status = request.whole("status");
    if (status.signum() < 0 || status.bitLength() > 10) {
      throw new Malformed(Malformed.Fault.FIELD_TYPE, "status");
    }
    return status.intValueExact();
  }

  private static Answer httpSignature(Request request) {
    int status = request.find("status").isPresent() ? status(request) : 0;
    var message =
        new HttpMessage(
            request.maybeText(100, "method").orElse(""),
            request.maybeText(ToolkitLimits.TEXT, "url").orElse(""),
            status,
            headers(request.need("headers")),
            bodies(request.maybeText(ToolkitLimits.MESSAGE, "body").orElse("")));
    var label = request.maybeText(200, "label").orElse(null);
    Jwk key;
    try {
      key = key(request.need("key"), message);
    } catch (UnreadableException e) {
      return judged(List.of(e.finding()));
    }
    var reading = HttpSignatures.verify(message, key, label, request.now());
    return judged(reading.findings())
        .with("label", reading.label())
        .with("components", reading.components())
        .with("parameters", reading.parameters());
  }

  private static Map<String, List<String>> headers(JsonNode given) {
    var headers = new LinkedHashMap<String, List<String>>();
    if (given instanceof ObjectNode object) {
      for (var each : object.properties()) {
        var lines = headers.computeIfAbsent(each.getKey(), _ -> new ArrayList<>());
        if (each.getValue().isArray()) {
          each.getValue().forEach(line -> lines.add(line(line)));
        } else {
          lines.add(line(each.getValue()));
        }
      }
    } else if (given.isArray()) {
      for (var pair : given) {
        if (pair.size() != 2 || !pair.isArray()) {
          throw new Malformed(Fault.FIELD_TYPE, "headers");
        }
        headers.computeIfAbsent(line(pair.get(0)), _ -> new ArrayList<>()).add(line(pair.get(1)));
      }
    } else {
      throw new Malformed(Fault.FIELD_TYPE, "headers");
    }
    return headers;
  }

  private static String line(JsonNode value) {
    if (value.isString() || value.isNumber()) {
      return value.asString();
    }
    throw new Malformed(Fault.FIELD_TYPE, "headers");
  }

  // A body comes as text or in base64; the digest says which of the two it was.
  private static List<byte[]> bodies(String body) {
    var forms = new ArrayList<byte[]>();
    forms.add(body.getBytes(StandardCharsets.UTF_8));
    try {
      forms.add(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException _) {
      // Then it is text.
    }
    return forms;
  }

  private static Jwk key(JsonNode given, HttpMessage message) throws UnreadableException {
    if (given instanceof ObjectNode jwk) {
      if (!jwk.has("keys")) {
        return Jwk.read(jwk);
      }
      ObjectNode header = Json.object();
      var named = message.headers().getOrDefault("signature-input", List.of()).toString();
      return JwkSet.read(jwk).keys().stream()
          .filter(key -> key.id().filter(id -> named.contains("\"" + id + "\"")).isPresent())
          .findFirst()
          .or(() -> findOnly(jwk, header))
          .orElseThrow(() -> new UnreadableException(Reason.KEY_MISSING, "key"));
    }
    if (!given.isString()) {
      throw new Malformed(Fault.FIELD_TYPE, "key");
    }
    var text = given.stringValue().strip();
    if (text.startsWith("{")) {
      return key(Operations.read(text), message);
    }
    if (!text.startsWith("-----BEGIN")) {
      ObjectNode secret = Json.object();
      secret.put("kty", "oct");
      secret.put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(base64(text)));
      return Jwk.read(secret);
    }
    if (text.contains("CERTIFICATE")) {
      return Certificates.key(Certificates.read(octets(text)));
    }
    return Jwk.read(Jwk.of(pem(text)).json());
  }

  private static Optional<Jwk> findOnly(ObjectNode set, ObjectNode header) {
    try {
      return JwkSet.read(set).find(header);
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  private static PublicKey pem(String text) throws UnreadableException {
    var lines = text.lines().filter(line -> !line.startsWith("-----")).toList();
    byte[] octets = base64(String.join("", lines).replace(" ", ""));
    for (var kind : List.of("EC", "RSA", "EdDSA", "RSASSA-PSS")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(octets));
      } catch (InvalidKeySpecException _) {
        // Of another kind.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(kind + " is part of every JDK", e);
      }
    }
    throw new UnreadableException(Reason.KEY_UNREADABLE, "key");
  }

  private ProofOperations() {}
}
