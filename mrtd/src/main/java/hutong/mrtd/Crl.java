package hutong.mrtd;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/// A revocation list (RFC 5280) as it stands.
final class Crl {

  private static final String REASON = "2.5.29.21";
  private static final String CERTIFICATE_ISSUER = "2.5.29.29";
  private static final String DELTA = "2.5.29.27";
  private static final String DISTRIBUTION_POINT = "2.5.29.28";
  private static final Set<String> KNOWN_IN_ENTRIES =
      Set.of(REASON, CERTIFICATE_ISSUER, "2.5.29.24", "2.5.29.23");
  private static final int REMOVED = 8;
  private static final Set<String> KNOWN_CRITICAL =
      Set.of("2.5.29.20", "2.5.29.35", DELTA, DISTRIBUTION_POINT, "2.5.29.46", "2.5.29.18");

  final String fingerprint;
  final X500Name issuer;
  final String issuerKey;
  final Instant thisUpdate;
  final @Nullable Instant nextUpdate;
  private final byte[] tbs;
  private final AlgorithmIdentifier algorithm;
  private final byte[] signature;
  private final Map<String, Set<BigInteger>> revoked = new HashMap<>();
  private final ConcurrentMap<String, Boolean> signers = new ConcurrentHashMap<>();
  private byte @Nullable [] authorityKey;
  private boolean unknownCritical;
  private boolean delta;
  private boolean onlyUsers;
  private boolean onlyAuthorities;
  private boolean otherScope;

  static Crl parse(byte[] raw) throws MalformedException {
    Tlv.bound(raw, MrtdLimits.TRUST_ASN1_VALUES);
    return new Crl(Tlv.read(raw));
  }

  private Crl(Tlv whole) throws MalformedException {
    List<Tlv> outer = whole.expect(Tlv.SEQUENCE, "revocation list").children();
    if (outer.size() != 3) {
      throw new MalformedException(Reason.CRL_MALFORMED, "not a revocation list");
    }
    fingerprint = java.util.HexFormat.of().formatHex(Hash.SHA256.of(whole.raw()));
    Tlv body = outer.get(0).expect(Tlv.SEQUENCE, "revocation list");
    tbs = body.raw();
    algorithm = Cert.algorithm(outer.get(1));
    Tlv bits = outer.get(2).expect(Tlv.BIT_STRING, "signature");
    signature = Asn1.bits(bits);
    List<Tlv> fields = new ArrayList<>(body.children());
    if (!fields.isEmpty() && fields.getFirst().tag() == Tlv.INTEGER) {
      fields.removeFirst();
    }
    if (fields.size() < 3) {
      throw new MalformedException(Reason.CRL_MALFORMED, "incomplete");
    }
    issuer = Names.read(fields.get(1));
    issuerKey = Names.key(issuer);
    thisUpdate = Asn1.time(fields.get(2));
    Instant next = null;
    for (Tlv field : fields.subList(3, fields.size())) {
      switch (field.tag()) {
        case 0x17, 0x18 -> next = Asn1.time(field);
        case Tlv.SEQUENCE -> entries(field);
        case 0xA0 -> extensions(Tlv.read(field.content()));
        default -> throw new MalformedException(Reason.CRL_MALFORMED, "an unknown field");
      }
    }
    nextUpdate = next;
  }

  private void entries(Tlv list) throws MalformedException {
    String owner = issuerKey;
    int count = 0;
    for (Tlv entry : list.children()) {
      if (++count > MrtdLimits.CRL_ENTRIES) {
        throw new MalformedException(Reason.CRL_MALFORMED, "too many entries");
      }
      List<Tlv> parts = entry.expect(Tlv.SEQUENCE, "entry").children();
      if (parts.size() < 2 || parts.getFirst().expect(Tlv.INTEGER, "serial").length() == 0) {
        throw new MalformedException(Reason.CRL_MALFORMED, "an entry");
      }
      boolean removed = false;
      if (parts.size() > 2) {
        for (Tlv extension : parts.get(2).expect(Tlv.SEQUENCE, "extensions").children()) {
          List<Tlv> fields = extension.children();
          if (fields.size() < 2) {
            throw new MalformedException(Reason.CRL_MALFORMED, "an entry's extension");
          }
          String oid = Asn1.oid(fields.getFirst());
          byte[] value = fields.getLast().octets();
          unknownCritical |= critical(fields) && !KNOWN_IN_ENTRIES.contains(oid);
          if (oid.equals(REASON)) {
            Tlv code = Tlv.read(value);
            removed = code.length() == 1 && code.content()[0] == REMOVED;
          } else if (oid.equals(CERTIFICATE_ISSUER)) {
            owner = directoryName(value, owner);
          }
        }
      }
      if (!removed) {
        revoked
            .computeIfAbsent(owner, _ -> new HashSet<>())
            .add(new BigInteger(parts.getFirst().content()));
      }
    }
  }

  private static String directoryName(byte[] value, String otherwise) throws MalformedException {
    Tlv.bound(value, MrtdLimits.ASN1_VALUES);
    return Asn1.lenient(
        () -> {
          for (GeneralName name : GeneralNames.getInstance(value).getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
              return Names.key(X500Name.getInstance(name.getName()));
            }
          }
          return otherwise;
        });
  }

  private void extensions(Tlv list) throws MalformedException {
    for (Tlv extension : list.expect(Tlv.SEQUENCE, "extensions").children()) {
      List<Tlv> parts = extension.expect(Tlv.SEQUENCE, "extension").children();
      if (parts.size() < 2) {
        throw new MalformedException(Reason.CRL_MALFORMED, "extension");
      }
      String oid = Asn1.oid(parts.getFirst());
      unknownCritical |= critical(parts) && !KNOWN_CRITICAL.contains(oid);
      delta |= oid.equals(DELTA);
      if (oid.equals(Cert.AUTHORITY_KEY)) {
        for (Tlv part : Tlv.read(parts.getLast().octets()).children()) {
          if (part.tag() == 0x80) {
            authorityKey = part.content();
          }
        }
      }
      if (oid.equals(DISTRIBUTION_POINT)) {
        for (Tlv part : Tlv.read(parts.getLast().octets()).children()) {
          boolean set = part.length() == 1 && part.content()[0] != 0;
          switch (part.tag()) {
            case 0x81 -> onlyUsers = set;
            case 0x82 -> onlyAuthorities = set;
            case 0x83, 0xA3 -> otherScope = true;
            case 0x85 -> otherScope |= set;
            default -> {}
          }
        }
      }
    }
  }

  private static boolean critical(List<Tlv> extension) {
    return extension.size() == 3
        && extension.get(1).length() == 1
        && extension.get(1).content()[0] != 0;
  }

  boolean revokes(Cert cert) {
    Set<BigInteger> serials = revoked.getOrDefault(cert.issuerKey, Set.of());
    return serials.contains(cert.serial) || serials.contains(Cert.unsigned(cert.serial));
  }

  /// Whose certificates this list names: its own issuer's, and in an indirect list others'.
  Set<String> owners() {
    Set<String> owners = new HashSet<>(revoked.keySet());
    owners.add(issuerKey);
    return owners;
  }

  int size() {
    return revoked.values().stream().mapToInt(Set::size).sum();
  }

  /// True when this list by its scope can also tell that the certificate is not revoked.
  boolean covers(Cert cert) {
    boolean authority = Boolean.TRUE.equals(cert.authority());
    return !unknownCritical
        && !delta
        && !otherScope
        && !(onlyUsers && authority)
        && !(onlyAuthorities && !authority);
  }

  /// True when the list names a key that is not this certificate's.
  boolean namesAnotherKeyThan(Cert cert) {
    return authorityKey != null && !cert.hasKeyIdentifier(authorityKey);
  }

  boolean unknownCritical() {
    return unknownCritical;
  }

  /// Whether the owner of this certificate signed the list. Checked once for each certificate.
  boolean signedBy(Cert cert, Signatures signatures) {
    return signers.computeIfAbsent(
        cert.fingerprint,
        _ -> {
          try {
            return Algorithms.verify(
                    signatures, algorithm, cert.key(), null, List.of(tbs), signature, "CRL")
                .held();
          } catch (MalformedException _) {
            return false;
          }
        });
  }
}
