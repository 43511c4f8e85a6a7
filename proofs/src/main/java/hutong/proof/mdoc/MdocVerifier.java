package hutong.proof.mdoc;

import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.Cose;
import hutong.proof.cbor.CoseKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies what a device answers: the issuer's signature up to a trusted authority, each element
/// against its digest, the times, and that the device holds its key in this very session.
public final class MdocVerifier {

  private static final int MOST_DOCUMENTS = 16;

  private final Set<X509Certificate> authorities;

  /// Trusts what these authorities certify; a signer's own certificate among them is trusted as it
  /// stands.
  public MdocVerifier(Set<X509Certificate> authorities) {
    this.authorities = Set.copyOf(authorities);
  }

  /// Every finding about a `DeviceResponse`.
  public MdocReading verify(byte[] deviceResponse, MdocExpectation expected) {
    var findings = new ArrayList<Finding>();
    var notes = new ArrayList<Finding>();
    var documents = new ArrayList<MdocReading.Document>();
    try {
      if (!(CborReader.read(deviceResponse, "response") instanceof Cbor.Members response)) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "response");
      }
      if (!(response.find("version").orElse(Cbor.NULL) instanceof Cbor.Text(var version))
          || !version.startsWith("1.")) {
        findings.add(Finding.of(Reason.MDOC_VERSION, "version"));
      }
      if (!response.find("status").equals(Optional.of(Cbor.of(0)))) {
        findings.add(Finding.of(Reason.MDOC_STATUS, "status"));
      }
      Cbor list = response.find("documents").orElse(Cbor.list());
      if (!(list instanceof Cbor.Items items)) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "documents");
      }
      if (items.values().isEmpty()) {
        findings.add(Finding.of(Reason.MDOC_NO_DOCUMENT, "documents"));
      }
      if (items.values().size() > MOST_DOCUMENTS) {
        throw new UnreadableException(Reason.TOO_LONG, "documents");
      }
      for (var each : items.values()) {
        new DocumentCheck(expected, findings, notes).check(each).ifPresent(documents::add);
      }
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
    return new MdocReading(
        documents, findings.stream().distinct().toList(), notes.stream().distinct().toList());
  }

  /// Every finding about a document as its issuer sent it, with no device involved.
  public MdocReading verifyIssued(byte[] issuerSigned, Instant now) {
    var findings = new ArrayList<Finding>();
    var notes = new ArrayList<Finding>();
    var documents = new ArrayList<MdocReading.Document>();
    try {
      var check = new DocumentCheck(new MdocExpectation(now, null, null), findings, notes);
      check.issuer(IssuerSigned.read(issuerSigned), null).ifPresent(documents::add);
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
    return new MdocReading(
        documents, findings.stream().distinct().toList(), notes.stream().distinct().toList());
  }

  /// One document being checked.
  private final class DocumentCheck {

    private final MdocExpectation expected;
    private final List<Finding> findings;
    private final List<Finding> notes;
    private Optional<SecurityObject> signedObject = Optional.empty();

    DocumentCheck(MdocExpectation expected, List<Finding> findings, List<Finding> notes) {
      this.expected = expected;
      this.findings = findings;
      this.notes = notes;
    }

    Optional<MdocReading.Document> check(Cbor item) throws UnreadableException {
      if (!(item instanceof Cbor.Members map)
          || !(map.find("docType").orElse(Cbor.NULL) instanceof Cbor.Text(var docType))) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "document");
      }
      var issued = IssuerSigned.of(map.find("issuerSigned").orElse(Cbor.NULL));
      var document = issuer(issued, docType);
      Optional<Cbor> device = map.find("deviceSigned");
      if (device.isEmpty()) {
        findings.add(Finding.of(Reason.DEVICE_AUTH_MISSING, docType));
        return document;
      }
      var deviceElements = device(device.get(), docType);
      return document.map(
          read ->
              new MdocReading.Document(
                  read.docType(),
                  read.elements(),
                  deviceElements,
                  read.validUntil(),
                  read.issuer(),
                  read.status()));
    }

    Optional<MdocReading.Document> issuer(IssuerSigned issued, @Nullable String docType) {
      try {
        var cose = Cose.read(issued.issuerAuth(), Cose.SIGN1, "issuerAuth");
        if (cose.detached()) {
          throw new UnreadableException(Reason.COSE_UNREADABLE, "issuerAuth");
        }
        var object = SecurityObject.read(cose.payload());
        signedObject = Optional.of(object);
        var signer = signer(cose, object);
        object(object, docType, signer);
        var elements = elements(issued, object);
        return Optional.of(
            new MdocReading.Document(
                object.docType(),
                elements,
                Map.of(),
                object.validity().until(),
                signer.map(each -> each.getSubjectX500Principal().getName()).orElse(""),
                object.statusReference().stream().toList()));
      } catch (UnreadableException e) {
        findings.add(e.finding());
        return Optional.empty();
      }
    }

    private Optional<X509Certificate> signer(Cose cose, SecurityObject object) {
      List<X509Certificate> chain;
      try {
        chain = cose.chain("issuerAuth");
      } catch (UnreadableException e) {
        findings.add(e.finding());
        return Optional.empty();
      }
      if (chain.isEmpty()) {
        findings.add(Finding.of(Reason.CERTIFICATE_MISSING, "issuerAuth"));
        return Optional.empty();
      }
      var leaf = chain.getFirst();
      try {
        Certificates.check(chain, authorities, expected.now());
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
      SignerProfile.check(leaf, object.docType(), findings, notes);
      country(leaf);
      try {
        findings.addAll(
            cose.verify(
                Certificates.key(leaf),
                cose.payload(),
                SignatureAlgorithm.forCredentials(),
                "issuerAuth"));
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
      return Optional.of(leaf);
    }

    private void country(X509Certificate leaf) {
      var own = SignerProfile.country(leaf.getSubjectX500Principal().getName());
      var authority = SignerProfile.country(leaf.getIssuerX500Principal().getName());
      if (own.isPresent() && authority.isPresent() && !own.equals(authority)) {
        findings.add(Finding.of(Reason.CERTIFICATE_COUNTRY, "signer"));
      }
    }

    private void object(
        SecurityObject object, @Nullable String docType, Optional<X509Certificate> signer) {
      if (!object.version().startsWith("1.")) {
        findings.add(Finding.of(Reason.MSO_VERSION, "mso"));
      }
      if (docType != null && !docType.equals(object.docType())) {
        findings.add(Finding.of(Reason.DOCUMENT_TYPE_WRONG, "docType"));
      }
      var validity = object.validity();
      if (expected.now().isBefore(validity.from())) {
        findings.add(Finding.of(Reason.NOT_YET_VALID, "validityInfo"));
      }
      if (expected.now().isAfter(validity.until())) {
        findings.add(Finding.of(Reason.EXPIRED, "validityInfo"));
      }
      if (validity.from().isBefore(validity.signed())
          || validity.until().isBefore(validity.from())) {
        findings.add(Finding.of(Reason.TIME_UNREADABLE, "validityInfo"));
      }
      signer.ifPresent(
          certificate -> {
            if (validity.signed().isBefore(certificate.getNotBefore().toInstant())
                || validity.signed().isAfter(certificate.getNotAfter().toInstant())) {
              findings.add(Finding.of(Reason.SIGNED_OUTSIDE_CERTIFICATE, "validityInfo"));
            }
          });
    }

    private Map<String, Map<String, Cbor>> elements(IssuerSigned issued, SecurityObject object) {
      var all = new LinkedHashMap<String, Map<String, Cbor>>();
      var digest = digest(object.digestAlgorithm());
      if (digest.isEmpty()) {
        findings.add(Finding.of(Reason.MSO_DIGEST_ALGORITHM, "mso"));
      }
      for (var space : issued.nameSpaces().entrySet()) {
        var values = new LinkedHashMap<String, Cbor>();
        var ids = new HashSet<Long>();
        Cbor digests = object.valueDigests().find(space.getKey()).orElse(Cbor.NULL);
        for (var embedded : space.getValue()) {
          try {
            var item = IssuerSigned.item(embedded, space.getKey());
            var where = space.getKey() + "/" + item.name();
            if (item.random().length < 16) {
              findings.add(Finding.of(Reason.ELEMENT_RANDOM_SHORT, where));
            }
            if (!ids.add(item.digestId()) || values.put(item.name(), item.value()) != null) {
              findings.add(Finding.of(Reason.ELEMENT_TWICE, where));
            }
            digest.ifPresent(hash -> element(embedded, item.digestId(), digests, hash, where));
          } catch (UnreadableException e) {
            findings.add(e.finding());
          }
        }
        all.put(space.getKey(), values);
      }
      return all;
    }

    private void element(
        Cbor.Tagged embedded, long id, Cbor digests, MessageDigest hash, String where) {
      if (digests instanceof Cbor.Members map
          && map.find(id).orElse(Cbor.NULL) instanceof Cbor.Octets(var signed)) {
        if (!MessageDigest.isEqual(hash.digest(embedded.encoded()), signed)) {
          findings.add(Finding.of(Reason.DIGEST_WRONG, where));
        }
      } else {
        findings.add(Finding.of(Reason.DIGEST_MISSING, where));
      }
    }

    private static Optional<MessageDigest> digest(String name) {
      if (!Set.of("SHA-256", "SHA-384", "SHA-512").contains(name)) {
        return Optional.empty();
      }
      try {
        return Optional.of(MessageDigest.getInstance(name));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(name + " is part of every JDK", e);
      }
    }

    private Map<String, Map<String, Cbor>> device(Cbor item, String docType)
        throws UnreadableException {
      if (!(item instanceof Cbor.Members map)
          || !(map.find("nameSpaces").orElse(Cbor.NULL) instanceof Cbor.Tagged spaces)
          || !(spaces.value() instanceof Cbor.Octets(var octets))
          || spaces.tag() != Cbor.EMBEDDED
          || !(map.find("deviceAuth").orElse(Cbor.NULL) instanceof Cbor.Members auth)) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "deviceSigned");
      }
      var elements = deviceElements(CborReader.read(octets, "deviceSigned"));
      authorized(elements);
      Optional<Cbor> signature = auth.find("deviceSignature");
      Optional<Cbor> mac = auth.find("deviceMac");
      if (signature.isPresent() == mac.isPresent()) {
        findings.add(
            Finding.of(
                signature.isPresent() ? Reason.DEVICE_AUTH_TWICE : Reason.DEVICE_AUTH_MISSING,
                docType));
        return elements;
      }
      var session = expected.session();
      if (session == null) {
        findings.add(Finding.of(Reason.TRANSCRIPT_MISSING, docType));
        return elements;
      }
      var key = deviceKey();
      if (key.isPresent()) {
        byte[] content = session.deviceAuthentication(docType, spaces);
        if (signature.isPresent()) {
          signature(signature.get(), key.get(), content);
        } else {
          mac(mac.orElseThrow(), key.get(), content, session);
        }
      }
      return elements;
    }

    private Map<String, Map<String, Cbor>> deviceElements(Cbor item) throws UnreadableException {
      if (!(item instanceof Cbor.Members spaces)) {
        throw new UnreadableException(Reason.MDOC_UNREADABLE, "deviceSigned");
      }
      var all = new LinkedHashMap<String, Map<String, Cbor>>();
      for (var space : spaces.values()) {
        if (!(space.key() instanceof Cbor.Text(var name))
            || !(space.value() instanceof Cbor.Members members)) {
          throw new UnreadableException(Reason.MDOC_UNREADABLE, "deviceSigned");
        }
        var values = new LinkedHashMap<String, Cbor>();
        for (var each : members.values()) {
          if (!(each.key() instanceof Cbor.Text(var element))) {
            throw new UnreadableException(Reason.MDOC_UNREADABLE, "deviceSigned");
          }
          values.put(element, each.value());
        }
        all.put(name, values);
      }
      return all;
    }

    private void authorized(Map<String, Map<String, Cbor>> elements) {
      Cbor.Members none = new Cbor.Members(List.of());
      Cbor.Members rights =
          signedObject
                      .map(SecurityObject::deviceKeyInfo)
                      .flatMap(
                          info ->
                              info instanceof Cbor.Members map
                                  ? map.find("keyAuthorizations")
                                  : Optional.empty())
                      .orElse(none)
                  instanceof Cbor.Members map
              ? map
              : none;
      elements.forEach(
          (space, values) -> {
            for (var name : values.keySet()) {
              if (!mayName(rights, space) && !mayElement(rights, space, name)) {
                findings.add(Finding.of(Reason.DEVICE_ELEMENT_NOT_AUTHORIZED, space + "/" + name));
              }
            }
          });
    }

    private static boolean mayName(Cbor.Members rights, String space) {
      return rights.find("nameSpaces").orElse(Cbor.NULL) instanceof Cbor.Items list
          && list.values().contains(Cbor.of(space));
    }

    private static boolean mayElement(Cbor.Members rights, String space, String name) {
      return rights.find("dataElements").orElse(Cbor.NULL) instanceof Cbor.Members spaces
          && spaces.find(space).orElse(Cbor.NULL) instanceof Cbor.Items list
          && list.values().contains(Cbor.of(name));
    }

    private Optional<Jwk> deviceKey() {
      if (signedObject.isEmpty()) {
        return Optional.empty();
      }
      try {
        if (signedObject.get().deviceKeyInfo() instanceof Cbor.Members info) {
          return Optional.of(CoseKey.read(info.find("deviceKey").orElse(Cbor.NULL), "deviceKey"));
        }
        throw new UnreadableException(Reason.DEVICE_KEY_UNREADABLE, "deviceKey");
      } catch (UnreadableException e) {
        findings.add(Finding.of(Reason.DEVICE_KEY_UNREADABLE, "deviceKey"));
        findings.add(e.finding());
        return Optional.empty();
      }
    }

    private void signature(Cbor item, Jwk key, byte[] content) throws UnreadableException {
      var cose = Cose.read(item, Cose.SIGN1, "deviceSignature");
      if (!cose.detached()) {
        findings.add(Finding.of(Reason.PAYLOAD_TWICE, "deviceSignature"));
      }
      for (var fault :
          cose.verify(key, content, SignatureAlgorithm.forCredentials(), "deviceSignature")) {
        boolean wrong = fault.reason() == Reason.SIGNATURE_WRONG;
        findings.add(wrong ? Finding.of(Reason.DEVICE_SIGNATURE_WRONG, fault.where()) : fault);
      }
    }

    private void mac(Cbor item, Jwk key, byte[] content, SessionTranscript session)
        throws UnreadableException {
      var cose = Cose.read(item, Cose.MAC0, "deviceMac");
      var readerKey = expected.readerKey();
      if (readerKey == null) {
        findings.add(Finding.of(Reason.READER_KEY_MISSING, "deviceMac"));
        return;
      }
      if (!cose.detached()) {
        findings.add(Finding.of(Reason.PAYLOAD_TWICE, "deviceMac"));
      }
      try {
        byte[] secret = DeviceMac.key(readerKey, key, session);
        findings.addAll(cose.verifyMac(secret, content, "deviceMac"));
      } catch (GeneralSecurityException otherCurve) {
        findings.add(Finding.of(Reason.DEVICE_MAC_WRONG, "deviceMac"));
      }
    }
  }
}
