package hutong.proof.mdoc;

import hutong.proof.Reason;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import java.time.Instant;
import java.util.Optional;

/// The mobile security object: what the issuer signed.
record SecurityObject(
    String version,
    String digestAlgorithm,
    Cbor.Members valueDigests,
    Cbor deviceKeyInfo,
    String docType,
    Validity validity,
    Cbor status) {

  record Validity(Instant signed, Instant from, Instant until) {}

  static SecurityObject read(byte[] payload) throws UnreadableException {
    Cbor outer = CborReader.read(payload, "mso");
    if (outer instanceof Cbor.Tagged(long tag, Cbor.Octets(var octets), _)
        && tag == Cbor.EMBEDDED
        && CborReader.read(octets, "mso") instanceof Cbor.Members map
        && map.find("valueDigests").orElse(Cbor.NULL) instanceof Cbor.Members digests
        && map.find("validityInfo").orElse(Cbor.NULL) instanceof Cbor.Members validity) {
      return new SecurityObject(
          text(map, "version"),
          text(map, "digestAlgorithm"),
          digests,
          map.find("deviceKeyInfo").orElse(Cbor.NULL),
          text(map, "docType"),
          new Validity(
              time(validity, "signed"), time(validity, "validFrom"), time(validity, "validUntil")),
          map.find("status").orElse(Cbor.NULL));
    }
    throw new UnreadableException(Reason.MSO_UNREADABLE, "mso");
  }

  /// The entry in a status list, where the document has one.
  Optional<StatusReference> statusReference() {
    if (status instanceof Cbor.Members map
        && map.find("status_list").orElse(Cbor.NULL) instanceof Cbor.Members list
        && list.find("idx").orElse(Cbor.NULL) instanceof Cbor.Whole(var index)
        && index.signum() >= 0
        && index.bitLength() < 63
        && list.find("uri").orElse(Cbor.NULL) instanceof Cbor.Text(var uri)) {
      return Optional.of(new StatusReference(uri, index.longValue()));
    }
    return Optional.empty();
  }

  private static String text(Cbor.Members map, String name) throws UnreadableException {
    if (map.find(name).orElse(Cbor.NULL) instanceof Cbor.Text(var text)) {
      return text;
    }
    throw new UnreadableException(Reason.MSO_UNREADABLE, "mso." + name);
  }

  private static Instant time(Cbor.Members map, String name) throws UnreadableException {
    return map.find(name)
        .flatMap(Elements::readTime)
        .orElseThrow(() -> new UnreadableException(Reason.MSO_UNREADABLE, "mso." + name));
  }
}
