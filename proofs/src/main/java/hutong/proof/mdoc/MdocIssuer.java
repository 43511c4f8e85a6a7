package hutong.proof.mdoc;

import hutong.proof.SignatureKey;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborWriter;
import hutong.proof.cbor.Cose;
import hutong.proof.cbor.CoseKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Issues documents, signed with a document signer's key whose certificate they carry.
public final class MdocIssuer {

  private static final int RANDOM = 32;

  private final SignatureKey key;
  private final SecureRandom random;

  public MdocIssuer(SignatureKey key, SecureRandom random) {
    if (key.chain().isEmpty()) {
      throw new IllegalArgumentException("A document signer needs its certificate");
    }
    this.key = key;
    this.random = random;
  }

  /// The `IssuerSigned` structure, as a wallet receives it.
  public byte[] issue(NewMdoc document) {
    var spaces = new LinkedHashMap<String, Cbor>();
    var digests = new LinkedHashMap<String, Cbor>();
    for (var space : document.elements().entrySet()) {
      List<Cbor> items = new ArrayList<>();
      List<Cbor.Member> hashes = new ArrayList<>();
      long id = 0;
      for (var element : space.getValue().entrySet()) {
        byte[] salt = new byte[RANDOM];
        random.nextBytes(salt);
        var members = new LinkedHashMap<String, Cbor>();
        members.put("digestID", Cbor.of(id));
        members.put("random", Cbor.of(salt));
        members.put("elementIdentifier", Cbor.of(element.getKey()));
        members.put("elementValue", element.getValue());
        var item = Cbor.embedded(Cbor.map(members));
        items.add(item);
        hashes.add(Cbor.member(id, Cbor.of(SessionTranscript.sha256(item.encoded()))));
        id++;
      }
      spaces.put(space.getKey(), Cbor.list(items));
      digests.put(space.getKey(), new Cbor.Members(hashes));
    }
    byte[] payload = CborWriter.write(Cbor.embedded(securityObject(document, digests)));
    var signed = new LinkedHashMap<String, Cbor>();
    signed.put("nameSpaces", Cbor.map(spaces));
    signed.put("issuerAuth", Cose.sign(key, payload, true));
    return CborWriter.write(Cbor.map(signed));
  }

  private static Cbor securityObject(NewMdoc document, Map<String, Cbor> digests) {
    var validity = new LinkedHashMap<String, Cbor>();
    validity.put("signed", Elements.time(document.signed()));
    validity.put("validFrom", Elements.time(document.validFrom()));
    validity.put("validUntil", Elements.time(document.validUntil()));
    var object = new LinkedHashMap<String, Cbor>();
    object.put("version", Cbor.of("1.0"));
    object.put("digestAlgorithm", Cbor.of("SHA-256"));
    object.put("valueDigests", Cbor.map(digests));
    object.put("deviceKeyInfo", Cbor.map(Map.of("deviceKey", CoseKey.of(document.deviceKey()))));
    object.put("docType", Cbor.of(document.docType()));
    object.put("validityInfo", Cbor.map(validity));
    document.statusOrNone().ifPresent(status -> object.put("status", status));
    return Cbor.map(object);
  }
}
