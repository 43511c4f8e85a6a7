package hutong.mrtd;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/// Reads public keys within bounds. Explicit curve parameters must be those of a standard curve in
/// every part, generator included: otherwise a forger could choose the generator that suits her.
final class PublicKeys {

  /// A key and what must be said of it.
  record Key(PublicKey key, String title, int bits, boolean elliptic) {}

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String RSA_OAEP = "1.2.840.113549.1.1.7";
  private static final String RSA_PSS = "1.2.840.113549.1.1.10";
  private static final String X500_RSA = "2.5.8.1.1";
  private static final String EC = "1.2.840.10045.2.1";
  private static final String ECDH = "1.3.132.1.12";
  private static final String DSA = "1.2.840.10040.4.1";
  private static final String PRIME_FIELD = "1.2.840.10045.1.1";

  private record Named(String name, int bits) {}

  private static final Map<String, Named> QUICK =
      Map.of(
          "1.2.840.10045.3.1.7", new Named("prime256v1", 256),
          "1.3.132.0.34", new Named("secp384r1", 384),
          "1.3.132.0.35", new Named("secp521r1", 521));

  private record Curve(String name, X9ECParameters parameters) {}

  private static final ConcurrentMap<String, Optional<Curve>> BY_NAME = new ConcurrentHashMap<>();

  private PublicKeys() {}

  /// A key as a certificate holds it. The kinds that most documents have are made by the provider
  /// that will check with them, so that nothing is converted; the others by BouncyCastle.
  static Key read(byte[] encoded) throws MalformedException {
    Key key = quick(encoded);
    return key != null
        ? key
        : read(
            Asn1.lenient(
                () -> SubjectPublicKeyInfo.getInstance(Asn1.primitive(Tlv.read(encoded)))));
  }

  private static @Nullable Key quick(byte[] encoded) throws MalformedException {
    List<Tlv> parts = Tlv.read(encoded).children();
    List<Tlv> algorithm = parts.getFirst().children();
    if (parts.size() != 2
        || algorithm.size() != 2
        || algorithm.getFirst().tag() != Tlv.OBJECT_IDENTIFIER
        || Tlv.bound(encoded, MrtdLimits.ASN1_VALUES).wordy()) {
      return null;
    }
    String kind = Asn1.oid(algorithm.getFirst());
    try {
      if (kind.equals(RSA)) {
        return quickRsa(encoded, Asn1.bits(parts.get(1)));
      }
      boolean named = algorithm.get(1).tag() == Tlv.OBJECT_IDENTIFIER;
      boolean checks = CryptoProviders.fastest().hasNative();
      Named curve =
          checks && kind.equals(EC) && named ? QUICK.get(Asn1.oid(algorithm.get(1))) : null;
      if (curve != null && Asn1.bits(parts.get(1))[0] == 4) {
        PublicKey made =
            CryptoProviders.fastest()
                .keyFactory("EC")
                .generatePublic(new X509EncodedKeySpec(encoded));
        return new Key(made, curve.name(), curve.bits(), true);
      }
      return null;
    } catch (GeneralSecurityException | RuntimeException _) {
      // BouncyCastle looks again, and names what is wrong.
      return null;
    }
  }

  private static @Nullable Key quickRsa(byte[] encoded, byte[] octets)
      throws GeneralSecurityException, MalformedException {
    List<Tlv> numbers = Tlv.read(octets).children();
    if (numbers.size() != 2 || Tlv.bound(octets, MrtdLimits.ASN1_VALUES).wordy()) {
      return null;
    }
    byte[] modulus = numbers.get(0).content();
    byte[] exponent = numbers.get(1).content();
    boolean usual = modulus.length > 257 - 1 && modulus.length <= 513 && modulus[0] == 0;
    boolean odd = exponent.length <= 4 && (exponent[exponent.length - 1] & 1) == 1;
    if (!usual || modulus[1] >= 0 || !odd || exponent[0] < 0 || exponent.length < 2) {
      return null;
    }
    int bits = (modulus.length - 1) * 8;
    PublicKey made =
        CryptoProviders.fastest().keyFactory("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    return new Key(made, "RSA " + bits, bits, false);
  }

  static Key read(SubjectPublicKeyInfo info) throws MalformedException {
    String algorithm = info.getAlgorithm().getAlgorithm().getId();
    if (!algorithm.equals(EC) && !algorithm.equals(ECDH)) {
      byte[] octets = Asn1.lenient(() -> info.getPublicKeyData().getOctets());
      Tlv.bound(octets, MrtdLimits.ASN1_VALUES);
    }
    try {
      return switch (algorithm) {
        case RSA, RSA_OAEP, RSA_PSS, X500_RSA -> rsa(info);
        case EC, ECDH -> elliptic(info);
        case DSA -> dsa(info);
        default -> throw unsupported("key of type " + algorithm);
      };
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      throw new MalformedException(Reason.KEY_MALFORMED, "a key that cannot be read");
    }
  }

  private static MalformedException unsupported(String what) {
    return new MalformedException(Reason.ALGORITHM_UNSUPPORTED, what);
  }

  private static Key rsa(SubjectPublicKeyInfo info)
      throws IOException, GeneralSecurityException, MalformedException {
    ASN1Sequence key = ASN1Sequence.getInstance(info.parsePublicKey());
    BigInteger modulus = ASN1Integer.getInstance(key.getObjectAt(0)).getPositiveValue();
    BigInteger exponent = ASN1Integer.getInstance(key.getObjectAt(1)).getPositiveValue();
    int bits = modulus.bitLength();
    if (bits > MrtdLimits.MODULUS_BITS || exponent.bitLength() > MrtdLimits.EXPONENT_BITS) {
      throw unsupported("RSA key of " + bits + " bits");
    }
    if (bits < 1024 || !exponent.testBit(0) || exponent.equals(BigInteger.ONE)) {
      throw new MalformedException(Reason.ALGORITHM_WEAK, "RSA key of " + bits + " bits");
    }
    PublicKey made =
        KeyFactory.getInstance("RSA", BouncyCastleSignatures.PROVIDER)
            .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    return new Key(made, "RSA " + bits, bits, false);
  }

  private static Key dsa(SubjectPublicKeyInfo info)
      throws IOException, GeneralSecurityException, MalformedException {
    DSAParameter domain = DSAParameter.getInstance(info.getAlgorithm().getParameters());
    BigInteger y = ASN1Integer.getInstance(info.parsePublicKey()).getPositiveValue();
    int bits = domain.getP().bitLength();
    if (bits > MrtdLimits.MODULUS_BITS || bits < 1024 || domain.getQ().bitLength() > 512) {
      throw unsupported("DSA key of " + bits + " bits");
    }
    PublicKey made =
        KeyFactory.getInstance("DSA", BouncyCastleSignatures.PROVIDER)
            .generatePublic(new DSAPublicKeySpec(y, domain.getP(), domain.getQ(), domain.getG()));
    return new Key(made, "DSA " + bits, bits, false);
  }

  private static Key elliptic(SubjectPublicKeyInfo info)
      throws GeneralSecurityException, MalformedException {
    Curve curve = curve(info.getAlgorithm().getParameters());
    X9ECParameters domain = curve.parameters();
    ECPoint point = domain.getCurve().decodePoint(info.getPublicKeyData().getOctets());
    if (point.isInfinity() || !point.isValid()) {
      throw new MalformedException(Reason.KEY_MALFORMED, "the point is not on the curve");
    }
    var named =
        new ECNamedCurveParameterSpec(
            curve.name(), domain.getCurve(), domain.getG(), domain.getN(), domain.getH());
    PublicKey made =
        KeyFactory.getInstance("EC", BouncyCastleSignatures.PROVIDER)
            .generatePublic(new ECPublicKeySpec(point, named));
    return new Key(made, curve.name(), domain.getN().bitLength(), true);
  }

  private static Curve curve(@Nullable ASN1Encodable parameters) throws MalformedException {
    if (parameters == null) {
      throw new MalformedException(Reason.CURVE_UNKNOWN, "no curve parameters");
    }
    ASN1Primitive primitive = parameters.toASN1Primitive();
    if (primitive instanceof ASN1ObjectIdentifier oid) {
      String name = ECNamedCurveTable.getName(oid);
      return named(name)
          .orElseThrow(() -> new MalformedException(Reason.CURVE_UNKNOWN, oid.getId()));
    }
    if (primitive instanceof ASN1Null) {
      throw new MalformedException(Reason.CURVE_UNKNOWN, "curve parameters left to the issuer");
    }
    return explicit(ASN1Sequence.getInstance(primitive));
  }

  // ECParameters ::= SEQUENCE { version, fieldID, curve { a, b, seed? }, base, order, cofactor? }
  private static Curve explicit(ASN1Sequence domain) throws MalformedException {
    ASN1Sequence field = ASN1Sequence.getInstance(domain.getObjectAt(1));
    if (!ASN1ObjectIdentifier.getInstance(field.getObjectAt(0)).getId().equals(PRIME_FIELD)) {
      throw new MalformedException(Reason.CURVE_UNKNOWN, "explicit curve over a binary field");
    }
    BigInteger p = ASN1Integer.getInstance(field.getObjectAt(1)).getPositiveValue();
    if (p.bitLength() > MrtdLimits.FIELD_BITS) {
      throw new MalformedException(Reason.CURVE_UNKNOWN, "field of " + p.bitLength() + " bits");
    }
    ASN1Sequence coefficients = ASN1Sequence.getInstance(domain.getObjectAt(2));
    BigInteger a = unsigned(coefficients.getObjectAt(0));
    BigInteger b = unsigned(coefficients.getObjectAt(1));
    byte[] base = ASN1OctetString.getInstance(domain.getObjectAt(3)).getOctets();
    BigInteger order = ASN1Integer.getInstance(domain.getObjectAt(4)).getPositiveValue();
    Enumeration<?> names = ECNamedCurveTable.getNames();
    while (names.hasMoreElements()) {
      Curve curve = named((String) names.nextElement()).orElse(null);
      if (curve != null && same(curve.parameters(), p, a, b, order)) {
        ECPoint generator = curve.parameters().getCurve().decodePoint(base);
        if (generator.equals(curve.parameters().getG()) && cofactor(domain, curve)) {
          return curve;
        }
      }
    }
    throw new MalformedException(Reason.CURVE_UNKNOWN, "explicit parameters of no standard curve");
  }

  private static boolean cofactor(ASN1Sequence domain, Curve curve) {
    return domain.size() < 6
        || !(domain.getObjectAt(5).toASN1Primitive() instanceof ASN1Integer stated)
        || stated.getPositiveValue().equals(curve.parameters().getH());
  }

  private static boolean same(
      X9ECParameters known, BigInteger p, BigInteger a, BigInteger b, BigInteger order) {
    return known.getN().equals(order)
        && known.getCurve().getField().getDimension() == 1
        && known.getCurve().getField().getCharacteristic().equals(p)
        && known.getCurve().getA().toBigInteger().equals(a)
        && known.getCurve().getB().toBigInteger().equals(b);
  }

  private static BigInteger unsigned(ASN1Encodable octets) {
    return new BigInteger(1, ASN1OctetString.getInstance(octets).getOctets());
  }

  // The implementations made for one curve are many times faster than the general ones.
  private static Optional<Curve> named(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    return BY_NAME.computeIfAbsent(
        name,
        n -> {
          X9ECParameters fast = CustomNamedCurves.getByName(n);
          X9ECParameters known = fast != null ? fast : ECNamedCurveTable.getByName(n);
          return known == null ? Optional.empty() : Optional.of(new Curve(n, known));
        });
  }
}
