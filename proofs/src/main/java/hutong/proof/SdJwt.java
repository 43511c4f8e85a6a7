package hutong.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// An SD-JWT as its holder keeps it: the signed token, the disclosures, and perhaps the holder's
/// own signature over what is presented.
///
/// @param token the issuer's signed part
/// @param disclosures as they were sent, in base64url
/// @param keyBinding empty where the holder did not sign
public record SdJwt(String token, List<String> disclosures, String keyBinding) {

  public SdJwt {
    disclosures = List.copyOf(disclosures);
  }

  /// Takes the text apart without judging it.
  ///
  /// @throws UnreadableException when it is no SD-JWT at all
  public static SdJwt read(String text) throws UnreadableException {
    if (text.length() > ProofLimits.TOKEN) {
      throw new UnreadableException(Reason.TOO_LONG, "sdJwt");
    }
    if (text.startsWith("{")) {
      return SdJwtJson.read(Json.object(text, Reason.NOT_AN_SDJWT, "sdJwt"));
    }
    int first = text.indexOf('~');
    int last = text.lastIndexOf('~');
    if (first < 0) {
      throw new UnreadableException(Reason.NOT_AN_SDJWT, "sdJwt");
    }
    var disclosures = new ArrayList<String>();
    for (int from = first + 1; from <= last; ) {
      int to = text.indexOf('~', from);
      if (disclosures.size() == ProofLimits.DISCLOSURES) {
        throw new UnreadableException(Reason.TOO_MANY_DISCLOSURES, "sdJwt");
      }
      disclosures.add(text.substring(from, to));
      from = to + 1;
    }
    return new SdJwt(text.substring(0, first), disclosures, text.substring(last + 1));
  }

  /// What the holder can show: each disclosure with the place of what it discloses.
  ///
  /// @throws UnreadableException when the parts do not fit together
  public List<Disclosed> disclosed() throws UnreadableException {
    var payload = Jws.read(token).claims();
    var faults = new ArrayList<Finding>();
    var work = Disclosing.of(payload, disclosures, faults);
    if (!faults.isEmpty()) {
      var first = faults.getFirst();
      throw new UnreadableException(first.reason(), first.where(), first.detail());
    }
    return work.places();
  }

  /// All claims, the hidden ones put back in their places; the signature is not looked at.
  ///
  /// @throws UnreadableException when the parts do not fit together
  public ObjectNode claims() throws UnreadableException {
    var faults = new ArrayList<Finding>();
    var work = Disclosing.of(Jws.read(token).claims(), disclosures, faults);
    if (!faults.isEmpty()) {
      var first = faults.getFirst();
      throw new UnreadableException(first.reason(), first.where(), first.detail());
    }
    return work.claims();
  }

  /// Shows only these things (JSON pointers) and whatever they stand in.
  ///
  /// @throws UnreadableException when the parts do not fit together
  public SdJwt showing(Set<String> pointers) throws UnreadableException {
    return showing(
        place ->
            pointers.stream()
                .anyMatch(
                    wanted ->
                        wanted.equals(place.pointer())
                            || wanted.startsWith(place.pointer() + "/")
                            || place.pointer().startsWith(wanted + "/")));
  }

  /// Shows the disclosures that are chosen, and keeps back the others.
  ///
  /// @throws UnreadableException when the parts do not fit together
  public SdJwt showing(Predicate<Disclosed> chosen) throws UnreadableException {
    var shown = disclosed().stream().filter(chosen).map(Disclosed::disclosure).toList();
    return new SdJwt(token, disclosures.stream().filter(shown::contains).toList(), "");
  }

  /// Presented by its holder: signed with the holder's key for one verifier and one request.
  public SdJwt signedBy(SignatureKey holder, String audience, String nonce, Instant now) {
    ObjectNode claims = Json.object();
    claims.put("iat", now.getEpochSecond());
    claims.put("aud", audience);
    claims.put("nonce", nonce);
    claims.put("sd_hash", hash(hashName()));
    ObjectNode header = Json.object();
    header.put("typ", "kb+jwt");
    return new SdJwt(token, disclosures, Jws.sign(holder, header, Json.octets(claims)));
  }

  private String hashName() {
    try {
      return Json.text(Jws.read(token).claims(), "_sd_alg").orElse("sha-256");
    } catch (UnreadableException _) {
      return "sha-256";
    }
  }

  /// The hash of the token with its disclosures, over the text as it was sent.
  String hash(String algorithm) {
    byte[] text = withoutBinding().getBytes(StandardCharsets.US_ASCII);
    return Base64Url.encode(Digests.named(Disclosing.javaName(algorithm)).digest(text));
  }

  private String withoutBinding() {
    var text = new StringBuilder(token).append('~');
    disclosures.forEach(each -> text.append(each).append('~'));
    return text.toString();
  }

  /// The text that is sent.
  public String text() {
    return withoutBinding() + keyBinding;
  }

  /// A disclosure and the place of what it discloses, as JSON pointer in the whole credential.
  public record Disclosed(String pointer, String disclosure) {}
}
