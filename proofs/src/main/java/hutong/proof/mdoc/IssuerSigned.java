package hutong.proof.mdoc;

import hutong.proof.Reason;
import hutong.proof.SignatureKey;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import hutong.proof.cbor.Cose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A document as its holder keeps it: the elements, each with its random value, and the issuer's
/// signature over all their digests.
///
/// @param nameSpaces the items of each namespace, as they were signed
public record IssuerSigned(Map<String, List<Cbor.Tagged>> nameSpaces, Cbor issuerAuth) {

  /// One element as the issuer wrote it.
  record Item(long digestId, byte[] random, String name, Cbor value) {}

  /// Reads what an issuer sent.
  public static IssuerSigned read(byte[] octets) throws UnreadableException {
    return of(CborReader.read(octets, "issuerSigned"));
  }

  static IssuerSigned of(Cbor item) throws UnreadableException {
    if (!(item instanceof Cbor.Members map)) {
      throw new UnreadableException(Reason.MDOC_UNREADABLE, "issuerSigned");
    }
    Cbor auth =
        map.find("issuerAuth")
            .orElseThrow(() -> new UnreadableException(Reason.MDOC_UNREADABLE, "issuerAuth"));
    var spaces = new LinkedHashMap<String, List<Cbor.Tagged>>();
    Cbor all = map.find("nameSpaces").orElse(new Cbor.Members(List.of()));
    if (!(all instanceof Cbor.Members members)) {
      throw new UnreadableException(Reason.MDOC_UNREADABLE, "nameSpaces");
    }
    for (var space : members.values()) {
      if (!(space.key() instanceof Cbor.Text(var name))
          || !(space.value() instanceof Cbor.Items items)) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "nameSpaces");
      }
      var list = new ArrayList<Cbor.Tagged>();
      for (var each : items.values()) {
        if (!(each instanceof Cbor.Tagged tagged) || tagged.tag() != Cbor.EMBEDDED) {
          throw new UnreadableException(Reason.MDOC_UNREADABLE, name);
        }
        list.add(tagged);
      }
      spaces.put(name, list);
    }
    return new IssuerSigned(spaces, auth);
  }

  /// The element inside an item.
  static Item item(Cbor.Tagged embedded, String where) throws UnreadableException {
    if (embedded.value() instanceof Cbor.Octets(var octets)
        && CborReader.read(octets, where) instanceof Cbor.Members map
        && map.find("digestID").orElse(Cbor.NULL) instanceof Cbor.Whole(var id)
        && id.signum() >= 0
        && id.bitLength() < 32
        && map.find("random").orElse(Cbor.NULL) instanceof Cbor.Octets(var random)
        && map.find("elementIdentifier").orElse(Cbor.NULL) instanceof Cbor.Text(var name)) {
      Optional<Cbor> value = map.find("elementValue");
      if (value.isPresent()) {
        return new Item(id.longValue(), random, name, value.get());
      }
    }
    throw new UnreadableException(Reason.MDOC_UNREADABLE, where);
  }

  /// The names of what can be shown, by namespace.
  public Map<String, List<String>> names() throws UnreadableException {
    var names = new LinkedHashMap<String, List<String>>();
    for (var space : nameSpaces.entrySet()) {
      var list = new ArrayList<String>();
      for (var each : space.getValue()) {
        list.add(item(each, space.getKey()).name());
      }
      names.put(space.getKey(), list);
    }
    return names;
  }

  /// The values of all elements, by namespace and name. No signature is looked at.
  public Map<String, Map<String, Cbor>> elements() throws UnreadableException {
    var values = new LinkedHashMap<String, Map<String, Cbor>>();
    for (var space : nameSpaces.entrySet()) {
      var inSpace = new LinkedHashMap<String, Cbor>();
      for (var each : space.getValue()) {
        var item = item(each, space.getKey());
        inSpace.put(item.name(), item.value());
      }
      values.put(space.getKey(), inSpace);
    }
    return values;
  }

  /// The type of the document, from the signed object.
  public String docType() throws UnreadableException {
    var cose = Cose.read(issuerAuth, Cose.SIGN1, "issuerAuth");
    return SecurityObject.read(cose.payload()).docType();
  }

  /// Shows only these elements.
  ///
  /// @param chosen the names to show, by namespace
  public IssuerSigned showing(Map<String, Set<String>> chosen) throws UnreadableException {
    var shown = new LinkedHashMap<String, List<Cbor.Tagged>>();
    for (var space : nameSpaces.entrySet()) {
      var wanted = chosen.getOrDefault(space.getKey(), Set.of());
      var list = new ArrayList<Cbor.Tagged>();
      for (var each : space.getValue()) {
        if (wanted.contains(item(each, space.getKey()).name())) {
          list.add(each);
        }
      }
      if (!list.isEmpty()) {
        shown.put(space.getKey(), list);
      }
    }
    return new IssuerSigned(shown, issuerAuth);
  }

  /// A `DeviceResponse` with this document, signed by the device for one session.
  public byte[] signedBy(SignatureKey device, SessionTranscript session)
      throws UnreadableException {
    var nothing = Cbor.embedded(new Cbor.Members(List.of()));
    byte[] content = session.deviceAuthentication(docType(), nothing);
    return response(nothing, "deviceSignature", Cose.signDetached(device, content));
  }

  /// A `DeviceResponse` with this document, sealed for one session with the secret of both sides.
  public byte[] sealedWith(byte[] macKey, SessionTranscript session) throws UnreadableException {
    var nothing = Cbor.embedded(new Cbor.Members(List.of()));
    byte[] content = session.deviceAuthentication(docType(), nothing);
    return response(nothing, "deviceMac", Cose.macDetached(macKey, content));
  }

  private byte[] response(Cbor deviceSpaces, String kind, Cbor auth) throws UnreadableException {
    var deviceSigned = new LinkedHashMap<String, Cbor>();
    deviceSigned.put("nameSpaces", deviceSpaces);
    deviceSigned.put("deviceAuth", Cbor.map(Map.of(kind, auth)));
    var document = new LinkedHashMap<String, Cbor>();
    document.put("docType", Cbor.of(docType()));
    document.put("issuerSigned", item());
    document.put("deviceSigned", Cbor.map(deviceSigned));
    var response = new LinkedHashMap<String, Cbor>();
    response.put("version", Cbor.of("1.0"));
    response.put("documents", Cbor.list(Cbor.map(document)));
    response.put("status", Cbor.of(0));
    return CborWriter.write(Cbor.map(response));
  }

  private Cbor item() {
    var spaces = new LinkedHashMap<String, Cbor>();
    nameSpaces.forEach((name, items) -> spaces.put(name, Cbor.list(items)));
    var signed = new LinkedHashMap<String, Cbor>();
    if (!spaces.isEmpty()) {
      signed.put("nameSpaces", Cbor.map(spaces));
    }
    signed.put("issuerAuth", issuerAuth);
    return Cbor.map(signed);
  }
}
