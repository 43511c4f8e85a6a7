package hutong.proof.mdoc;

import hutong.proof.Jwk;
import hutong.proof.cbor.Cbor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A document about to be issued.
///
/// @param docType such as `org.iso.18013.5.1.mDL`
/// @param elements by namespace and name
/// @param deviceKey the key of the phone that will hold it
/// @param status a further member `status` of the signed object; null-like [Cbor#NULL] for none
public record NewMdoc(
    String docType,
    Map<String, Map<String, Cbor>> elements,
    Jwk deviceKey,
    Instant signed,
    Instant validFrom,
    Instant validUntil,
    Cbor status) {

  public NewMdoc {
    var copy = new LinkedHashMap<String, Map<String, Cbor>>();
    elements.forEach((space, values) -> copy.put(space, new LinkedHashMap<>(values)));
    elements = copy;
    if (validUntil.isBefore(validFrom) || validFrom.isBefore(signed)) {
      throw new IllegalArgumentException("signed, valid from, valid until: in this order");
    }
  }

  /// Valid from the moment it is signed, with no status.
  public static NewMdoc of(
      String docType,
      Map<String, Map<String, Cbor>> elements,
      Jwk deviceKey,
      Instant now,
      Instant until) {
    return new NewMdoc(docType, elements, deviceKey, now, now, until, Cbor.NULL);
  }

  /// With its entry in a token status list.
  public NewMdoc withStatus(String listUri, long index) {
    var list = new LinkedHashMap<String, Cbor>();
    list.put("idx", Cbor.of(index));
    list.put("uri", Cbor.of(listUri));
    return new NewMdoc(
        docType,
        elements,
        deviceKey,
        signed,
        validFrom,
        validUntil,
        Cbor.map(Map.of("status_list", Cbor.map(list))));
  }

  Optional<Cbor> statusOrNone() {
    return status.equals(Cbor.NULL) ? Optional.empty() : Optional.of(status);
  }
}
