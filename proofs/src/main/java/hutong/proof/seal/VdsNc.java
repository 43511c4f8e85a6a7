package hutong.proof.seal;

import hutong.proof.Base64Url;
import hutong.proof.Certificates;
import hutong.proof.Json;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.SignatureKey;
import hutong.proof.UnreadableException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A visible digital seal for non-constrained environments (ICAO VDS-NC): JSON that carries its
/// own certificate, signed in canonical form (RFC 8785).
///
/// @param type `t` of the header, such as `icao.vacc`
/// @param issuer `is` of the header
/// @param signed the canonical octets under the signature
public record VdsNc(
    String type,
    int version,
    String issuer,
    ObjectNode message,
    byte[] signed,
    Optional<SignatureAlgorithm> algorithm,
    X509Certificate certificate,
    byte[] signature) {

  /// Reads the text of a seal.
  public static VdsNc read(String text) throws UnreadableException {
    if (text.length() > ProofLimits.SEAL) {
      throw new UnreadableException(Reason.TOO_LONG, "seal");
    }
    var json = Json.object(text, Reason.SEAL_UNREADABLE, "seal");
    if (!(json.get("data") instanceof ObjectNode data)
        || !(json.get("sig") instanceof ObjectNode sig)
        || !(data.get("hdr") instanceof ObjectNode header)
        || !(data.get("msg") instanceof ObjectNode message)) {
      throw new UnreadableException(Reason.SEAL_UNREADABLE, "seal");
    }
    if (json.size() != 2 || data.size() != 2) {
      throw new UnreadableException(Reason.SEAL_TRAILING, "seal", "more members than are signed");
    }
    var version = header.path("v");
    if (!version.isIntegralNumber() || version.asInt(0) != 1) {
      throw new UnreadableException(Reason.SEAL_VERSION, "hdr.v");
    }
    byte[] certificate = octets(sig, "cer");
    return new VdsNc(
        text(header, "t"),
        1,
        text(header, "is"),
        message,
        CanonicalJson.write(data),
        SignatureAlgorithm.named(text(sig, "alg")),
        Certificates.read(certificate),
        octets(sig, "sigvl"));
  }

  private static String text(ObjectNode json, String name) throws UnreadableException {
    return Json.text(json, name)
        .orElseThrow(() -> new UnreadableException(Reason.SEAL_UNREADABLE, name));
  }

  private static byte[] octets(ObjectNode json, String name) throws UnreadableException {
    return Base64Url.decode(text(json, name))
        .orElseThrow(() -> new UnreadableException(Reason.SEAL_UNREADABLE, name));
  }

  /// Makes a seal of a message. The key must have a certificate.
  public static String sign(SignatureKey key, String type, String issuer, ObjectNode message) {
    ObjectNode data = Json.object();
    data.putObject("hdr").put("is", issuer).put("t", type).put("v", 1);
    data.set("msg", message);
    ObjectNode sig = Json.object();
    try {
      sig.put("alg", key.algorithm().joseName());
      sig.put("cer", Base64Url.encode(key.chain().getFirst().getEncoded()));
      sig.put("sigvl", Base64Url.encode(key.sign(CanonicalJson.write(data))));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that cannot be written", e);
    }
    ObjectNode seal = Json.object();
    seal.set("data", data);
    seal.set("sig", sig);
    return Json.write(seal);
  }
}
