package hutong.proof.cbor;

import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Jwk;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.SignatureKey;
import hutong.proof.Signatures;
import hutong.proof.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A COSE message of one signer (`COSE_Sign1`) or one MAC (`COSE_Mac0`), RFC 9052.
///
/// @param sealed the signature or the MAC
/// @param detached true when the payload stands elsewhere
public record Cose(
    byte[] protectedOctets,
    Cbor.Members protectedHeader,
    Cbor.Members unprotectedHeader,
    byte[] payload,
    boolean detached,
    byte[] sealed) {

  public static final long SIGN1 = 18;
  public static final long MAC0 = 17;

  private static final long ALGORITHM = 1;
  private static final long CRITICAL = 2;
  private static final long KEY_ID = 4;
  private static final long TYPE = 16;
  private static final long CHAIN = 33;
  private static final int HMAC_256 = 5;

  /// The message that an item is, with or without its tag.
  public static Cose read(Cbor item, long tag, String where) throws UnreadableException {
    Cbor inner = item instanceof Cbor.Tagged tagged && tagged.tag() == tag ? tagged.value() : item;
    if (!(inner instanceof Cbor.Items list)
        || list.values().size() != 4
        || !(list.values().get(0) instanceof Cbor.Octets(var protectedOctets))
        || !(list.values().get(1) instanceof Cbor.Members unprotectedHeader)
        || !(list.values().get(3) instanceof Cbor.Octets(var sealed))) {
      throw new UnreadableException(Reason.COSE_UNREADABLE, where);
    }
    byte[] payload = new byte[0];
    boolean detached = list.values().get(2).equals(Cbor.NULL);
    if (list.values().get(2) instanceof Cbor.Octets(var octets)) {
      payload = octets;
    } else if (!detached) {
      throw new UnreadableException(Reason.COSE_UNREADABLE, where);
    }
    Cbor.Members protectedHeader = new Cbor.Members(List.of());
    if (protectedOctets.length > 0) {
      if (!(CborReader.read(protectedOctets, where) instanceof Cbor.Members members)) {
        throw new UnreadableException(Reason.COSE_UNREADABLE, where);
      }
      protectedHeader = members;
    }
    for (var member : unprotectedHeader.values()) {
      if (protectedHeader.values().stream().anyMatch(each -> each.key().equals(member.key()))) {
        throw new UnreadableException(Reason.HEADER_TWICE, where);
      }
    }
    return new Cose(protectedOctets, protectedHeader, unprotectedHeader, payload, detached, sealed);
  }

  /// Reads octets that are one message.
  public static Cose read(byte[] octets, long tag, String where) throws UnreadableException {
    return read(CborReader.read(octets, where), tag, where);
  }

  /// The algorithm in the protected header, where it is one of ours.
  public Optional<SignatureAlgorithm> algorithm() {
    return protectedHeader.find(ALGORITHM).orElse(Cbor.NULL) instanceof Cbor.Whole(var value)
            && value.bitLength() < 32
        ? SignatureAlgorithm.ofCose(value.longValue())
        : Optional.empty();
  }

  /// The type in the protected header, where it is text; empty otherwise.
  public String type() {
    return protectedHeader.find(TYPE).orElse(Cbor.NULL) instanceof Cbor.Text(var text) ? text : "";
  }

  /// The certificates of the signer, leaf first; empty where there are none.
  public List<X509Certificate> chain(String where) throws UnreadableException {
    Cbor found =
        unprotectedHeader.find(CHAIN).or(() -> protectedHeader.find(CHAIN)).orElse(Cbor.NULL);
    List<Cbor> encoded =
        switch (found) {
          case Cbor.Octets one -> List.of(one);
          case Cbor.Items many -> many.values();
          case Cbor.Simple _ -> List.of();
          default -> throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, where);
        };
    if (encoded.size() > ProofLimits.CHAIN) {
      throw new UnreadableException(Reason.TOO_LONG, where);
    }
    var chain = new ArrayList<X509Certificate>();
    for (var each : encoded) {
      if (!(each instanceof Cbor.Octets(var octets))) {
        throw new UnreadableException(Reason.CERTIFICATE_UNREADABLE, where);
      }
      chain.add(Certificates.read(octets));
    }
    return chain;
  }

  /// Every reason not to believe the signature of this key; empty when it holds.
  public List<Finding> verify(
      Jwk key, byte[] content, Set<SignatureAlgorithm> allowed, String where) {
    var findings = new ArrayList<Finding>();
    critical(where, findings);
    var algorithm = algorithm();
    if (protectedHeader.find(ALGORITHM).isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_MISSING, where));
    } else if (algorithm.isEmpty()) {
      findings.add(Finding.of(Reason.ALGORITHM_UNSUPPORTED, where));
    } else if (!allowed.contains(algorithm.get())) {
      findings.add(Finding.of(Reason.ALGORITHM_NOT_ALLOWED, where));
    } else {
      var toSign = structure("Signature1", content);
      Signatures.fault(algorithm.get(), key, toSign, sealed)
          .ifPresent(reason -> findings.add(Finding.of(reason, where)));
    }
    return findings;
  }

  /// Every reason not to believe the MAC under this secret; empty when it holds.
  public List<Finding> verifyMac(byte[] secret, byte[] content, String where) {
    var findings = new ArrayList<Finding>();
    critical(where, findings);
    if (!protectedHeader.find(ALGORITHM).equals(Optional.of(Cbor.of(HMAC_256)))) {
      findings.add(Finding.of(Reason.ALGORITHM_NOT_ALLOWED, where));
    } else if (!MessageDigest.isEqual(mac(secret, structure("MAC0", content)), sealed)) {
      findings.add(Finding.of(Reason.DEVICE_MAC_WRONG, where));
    }
    return findings;
  }

  private void critical(String where, List<Finding> findings) {
    if (protectedHeader.find(CRITICAL).isPresent()
        || unprotectedHeader.find(CRITICAL).isPresent()) {
      findings.add(Finding.of(Reason.CRITICAL_UNKNOWN, where));
    }
  }

  private byte[] structure(String context, byte[] content) {
    return structure(context, protectedOctets, content);
  }

  private static byte[] structure(String context, byte[] protectedOctets, byte[] content) {
    return CborWriter.write(
        Cbor.list(
            Cbor.of(context), Cbor.of(protectedOctets), Cbor.of(new byte[0]), Cbor.of(content)));
  }

  /// Signs content that is inside the message.
  public static Cbor.Items sign(SignatureKey key, byte[] content, boolean withChain) {
    return sign(key, List.of(), content, withChain, false);
  }

  /// Signs content that stands elsewhere.
  public static Cbor.Items signDetached(SignatureKey key, byte[] content) {
    return sign(key, List.of(), content, false, true);
  }

  /// Signs content under more protected members, naming the key where no chain does.
  public static Cbor.Items sign(
      SignatureKey key,
      List<Cbor.Member> more,
      byte[] content,
      boolean withChain,
      boolean detached) {
    var members = new ArrayList<Cbor.Member>();
    members.add(Cbor.member(ALGORITHM, Cbor.of(key.algorithm().coseId())));
    members.addAll(more);
    byte[] protectedOctets = CborWriter.write(new Cbor.Members(members));
    byte[] signature = key.sign(structure("Signature1", protectedOctets, content));
    Cbor.Members open =
        withChain && !key.chain().isEmpty()
            ? Cbor.members(Cbor.member(CHAIN, chain(key)))
            : new Cbor.Members(List.of());
    return Cbor.list(
        Cbor.of(protectedOctets),
        open,
        detached ? Cbor.NULL : Cbor.of(content),
        Cbor.of(signature));
  }

  /// Seals content that stands elsewhere with a secret both sides have.
  public static Cbor.Items macDetached(byte[] secret, byte[] content) {
    byte[] protectedOctets =
        CborWriter.write(Cbor.members(Cbor.member(ALGORITHM, Cbor.of(HMAC_256))));
    return Cbor.list(
        Cbor.of(protectedOctets),
        new Cbor.Members(List.of()),
        Cbor.NULL,
        Cbor.of(mac(secret, structure("MAC0", protectedOctets, content))));
  }

  /// A protected member that names a key.
  public static Cbor.Member keyId(String id) {
    return Cbor.member(KEY_ID, Cbor.of(id.getBytes(StandardCharsets.UTF_8)));
  }

  /// A protected member that names the type of the content.
  public static Cbor.Member typed(String type) {
    return Cbor.member(TYPE, Cbor.of(type));
  }

  /// The name of the key in either header, where there is one that is text.
  public Optional<String> keyId() {
    return protectedHeader.find(KEY_ID).or(() -> unprotectedHeader.find(KEY_ID)).orElse(Cbor.NULL)
            instanceof Cbor.Octets(var id)
        ? Optional.of(new String(id, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Cbor chain(SignatureKey key) {
    try {
      var list = new ArrayList<Cbor>();
      for (X509Certificate each : key.chain()) {
        if (list.isEmpty()
            || !each.getSubjectX500Principal().equals(each.getIssuerX500Principal())) {
          list.add(Cbor.of(each.getEncoded()));
        }
      }
      return list.size() == 1 ? list.getFirst() : Cbor.list(list);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that cannot be written", e);
    }
  }

  private static byte[] mac(byte[] secret, byte[] content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of every JDK", e);
    }
  }
}
