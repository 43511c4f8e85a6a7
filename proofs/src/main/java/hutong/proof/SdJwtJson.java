package hutong.proof;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON forms of an SD-JWT (RFC 9901, section 8): disclosures and key binding stand in the
/// unprotected header of the first signature.
final class SdJwtJson {

  static SdJwt read(ObjectNode json) throws UnreadableException {
    ObjectNode signature = json;
    if (json.has("signatures")) {
      var list = json.get("signatures");
      if (json.has("signature") || json.has("protected") || json.has("header")) {
        throw new UnreadableException(Reason.FORMS_MIXED, "sdJwt");
      }
      if (list.isArray() && list.size() > 0 && list.get(0) instanceof ObjectNode first) {
        signature = first;
      } else {
        throw new UnreadableException(Reason.NO_SIGNATURE, "signatures");
      }
    }
    var header =
        signature.get("header") instanceof ObjectNode unprotected ? unprotected : Json.object();
    var token =
        text(signature, "protected")
            + "."
            + text(json, "payload")
            + "."
            + text(signature, "signature");
    var protectedHeader = Jws.read(token).header();
    for (var member : header.properties()) {
      if (protectedHeader.has(member.getKey())) {
        throw new UnreadableException(Reason.HEADER_TWICE, "header");
      }
    }
    return new SdJwt(token, disclosures(header), Json.text(header, "kb_jwt").orElse(""));
  }

  private static List<String> disclosures(ObjectNode header) throws UnreadableException {
    var all = new ArrayList<String>();
    JsonNode list = header.get("disclosures");
    if (list == null) {
      return all;
    }
    if (!list.isArray()) {
      throw new UnreadableException(Reason.NOT_AN_SDJWT, "disclosures");
    }
    if (list.size() > ProofLimits.DISCLOSURES) {
      throw new UnreadableException(Reason.TOO_MANY_DISCLOSURES, "disclosures");
    }
    for (var each : list) {
      if (!each.isString()) {
        throw new UnreadableException(Reason.DISCLOSURE_ENCODING, "disclosures");
      }
      all.add(each.stringValue());
    }
    return all;
  }

  private static String text(ObjectNode json, String name) throws UnreadableException {
    return Json.text(json, name)
        .orElseThrow(() -> new UnreadableException(Reason.NOT_AN_SDJWT, name));
  }

  private SdJwtJson() {}
}
