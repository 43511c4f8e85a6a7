package hutong.proof;

import hutong.mrtd.CryptoProviders;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/// A key to verify with (RFC 7517, 7518, 8037). Of a key pair only the public half is kept.
///
/// @param json the public members
/// @param kind `RSA`, `oct`, or the name of the curve
public record Jwk(ObjectNode json, String kind, Key key) {

  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");

  /// Curves by their JOSE name: Java's name, and the bytes of a coordinate.
  private static final Map<String, Curve> CURVES =
      Map.of(
          "P-256", new Curve("secp256r1", 32),
          "P-384", new Curve("secp384r1", 48),
          "P-521", new Curve("secp521r1", 66));

  private static final Map<String, ECParameterSpec> SPECS = new ConcurrentHashMap<>();

  private record Curve(String javaName, int bytes) {}

  /// The key that a JSON object is.
  ///
  /// @throws UnreadableException when it is none that can be used, with the reason
  public static Jwk read(ObjectNode jwk) throws UnreadableException {
    try {
      return switch (Json.text(jwk, "kty").orElse("")) {
        case "RSA" -> rsa(jwk);
        case "EC" -> ec(jwk);
        case "OKP" -> okp(jwk);
        case "oct" -> oct(jwk);
        default -> throw new UnreadableException(Reason.KEY_TYPE_UNSUPPORTED, "kty");
      };
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "jwk");
    }
  }

  /// The JWK of a public key.
  public static Jwk of(PublicKey key) {
    ObjectNode json = Json.object();
    String kind =
        switch (key) {
          case RSAPublicKey rsa -> {
            json.put("kty", "RSA");
            json.put("n", Base64Url.encode(unsigned(rsa.getModulus(), 0)));
            json.put("e", Base64Url.encode(unsigned(rsa.getPublicExponent(), 0)));
            yield "RSA";
          }
          case ECPublicKey ec -> {
            String name = curveOf(ec.getParams());
            int bytes = coordinateBytes(name);
            json.put("kty", "EC").put("crv", name);
            json.put("x", Base64Url.encode(unsigned(ec.getW().getAffineX(), bytes)));
            json.put("y", Base64Url.encode(unsigned(ec.getW().getAffineY(), bytes)));
            yield name;
          }
          case EdECPublicKey ed -> {
            json.put("kty", "OKP").put("crv", ed.getParams().getName());
            json.put("x", Base64Url.encode(encoded(ed)));
            yield ed.getParams().getName();
          }
          default -> throw new IllegalArgumentException("No JWK for " + key.getAlgorithm());
        };
    return new Jwk(json, kind, key);
  }

  /// True when the JSON holds the private half of a key, which nobody may send.
  public static boolean holdsPrivateHalf(ObjectNode jwk) {
    return PRIVATE.stream().anyMatch(jwk::has)
        || Json.text(jwk, "kty").filter("oct"::equals).isPresent();
  }

  /// This key with a name, its algorithm and its use.
  public Jwk forSigning(String id, SignatureAlgorithm algorithm) {
    ObjectNode more = json.deepCopy();
    more.put("kid", id).put("use", "sig").put("alg", algorithm.joseName());
    return new Jwk(more, kind, key);
  }

  /// The name of the key, where it has one.
  public Optional<String> id() {
    return Json.text(json, "kid");
  }

  /// The SHA-256 thumbprint of RFC 7638, in base64url.
  public String thumbprint() {
    List<String> members =
        switch (Json.text(json, "kty").orElse("")) {
          case "RSA" -> List.of("e", "kty", "n");
          case "EC" -> List.of("crv", "kty", "x", "y");
          case "OKP" -> List.of("crv", "kty", "x");
          default -> List.of("k", "kty");
        };
    ObjectNode required = Json.object();
    members.forEach(name -> required.set(name, json.get(name)));
    return Base64Url.encode(Digests.sha256(Json.write(required).getBytes(StandardCharsets.UTF_8)));
  }

  /// The public key, for those that hold one.
  public Optional<PublicKey> publicKey() {
    return key instanceof PublicKey open ? Optional.of(open) : Optional.empty();
  }

  int bits() {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      default -> key.getEncoded().length * 8;
    };
  }

  /// Bytes of one coordinate, for curves; a signature is two of them.
  public int coordinateBytes() {
    return coordinateBytes(kind);
  }

  static int coordinateBytes(String kind) {
    var curve = CURVES.get(kind);
    return curve == null ? 0 : curve.bytes();
  }

  /// What the key itself says it is not for.
  public List<Finding> useFor(String algorithm) {
    var findings = new ArrayList<Finding>();
    var use = json.get("use");
    if (use != null && !(use.isString() && use.stringValue().equals("sig"))) {
      findings.add(Finding.of(Reason.KEY_USE, "use"));
    }
    var operations = json.get("key_ops");
    if (operations != null) {
      boolean verifies = false;
      boolean once = operations.isArray();
      var seen = new HashSet<String>();
      for (var each : operations) {
        verifies |= each.isString() && each.stringValue().equals("verify");
        once &= each.isString() && seen.add(each.stringValue());
      }
      if (!once || !verifies) {
        findings.add(Finding.of(Reason.KEY_OPERATIONS, "key_ops"));
      }
    }
    var own = json.get("alg");
    if (own != null && !(own.isString() && sameAlgorithm(own.stringValue(), algorithm))) {
      findings.add(Finding.of(Reason.KEY_NOT_FOR_ALGORITHM, "alg"));
    }
    return findings;
  }

  // RFC 9864 gave `EdDSA` a name per curve; a key may carry either.
  private static boolean sameAlgorithm(String ofKey, String ofHeader) {
    return ofKey.equals(ofHeader)
        || (ofKey.equals("EdDSA") && ofHeader.startsWith("Ed"))
        || (ofHeader.equals("EdDSA") && ofKey.startsWith("Ed"));
  }

  private static Jwk rsa(ObjectNode jwk) throws GeneralSecurityException, UnreadableException {
    byte[] n = bytes(jwk, "n");
    byte[] e = bytes(jwk, "e");
    if (n.length == 0 || e.length == 0 || jwk.has("oth") || n[0] == 0 || e[0] == 0) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "n");
    }
    var modulus = new BigInteger(1, n);
    var exponent = new BigInteger(1, e);
    if (modulus.bitLength() > ProofLimits.RSA_LONGEST) {
      throw new UnreadableException(Reason.KEY_TOO_LONG, "n");
    }
    if (modulus.bitLength() < ProofLimits.RSA_SHORTEST
        || !modulus.testBit(0)
        || !exponent.testBit(0)
        || exponent.bitLength() < 2
        || exponent.bitLength() > 256) {
      throw new UnreadableException(Reason.KEY_TOO_WEAK, "n");
    }
    var key =
        CryptoProviders.fastest()
            .keyFactory("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    return new Jwk(open(jwk), "RSA", key);
  }

  private static Jwk ec(ObjectNode jwk) throws GeneralSecurityException, UnreadableException {
    var name = Json.text(jwk, "crv").orElse("");
    byte[] x = bytes(jwk, "x");
    byte[] y = bytes(jwk, "y");
    return new Jwk(open(jwk), name, point(name, x, y));
  }

  /// The public key at a point of a curve, after checking that it lies there.
  public static PublicKey point(String curveName, byte[] x, byte[] y)
      throws GeneralSecurityException, UnreadableException {
    var curve = CURVES.get(curveName);
    if (curve == null) {
      throw new UnreadableException(Reason.CURVE_UNSUPPORTED, "crv");
    }
    if (x.length != curve.bytes() || y.length != curve.bytes()) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "x");
    }
    var spec = spec(curve.javaName());
    var point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    if (!onCurve(point, spec)) {
      throw new UnreadableException(Reason.POINT_NOT_ON_CURVE, "x");
    }
    return CryptoProviders.fastest()
        .keyFactory("EC")
        .generatePublic(new ECPublicKeySpec(point, spec));
  }

  static ECParameterSpec spec(String javaName) throws GeneralSecurityException {
    var known = SPECS.get(javaName);
    if (known != null) {
      return known;
    }
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(javaName));
    var made = parameters.getParameterSpec(ECParameterSpec.class);
    SPECS.put(javaName, made);
    return made;
  }

  static boolean onCurve(ECPoint point, ECParameterSpec spec) {
    var curve = spec.getCurve();
    var p = ((ECFieldFp) curve.getField()).getP();
    var x = point.getAffineX();
    var y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    var right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  /// The private half of a key on a curve of NIST, after checking the public one beside it.
  public static PrivateKey secret(ObjectNode jwk)
      throws GeneralSecurityException, UnreadableException {
    var curve = CURVES.get(Jwk.read(jwk).kind());
    byte[] d = bytes(jwk, "d");
    if (curve == null || d.length != curve.bytes()) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "d");
    }
    return KeyFactory.getInstance("EC")
        .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, d), spec(curve.javaName())));
  }

  private static Jwk okp(ObjectNode jwk) throws GeneralSecurityException, UnreadableException {
    var name = Json.text(jwk, "crv").orElse("");
    int length = name.equals("Ed25519") ? 32 : name.equals("Ed448") ? 57 : 0;
    if (length == 0) {
      throw new UnreadableException(Reason.CURVE_UNSUPPORTED, "crv");
    }
    byte[] x = bytes(jwk, "x");
    if (x.length != length) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "x");
    }
    return new Jwk(open(jwk), name, edwards(name, x));
  }

  /// The point is little-endian, its last bit the sign of x (RFC 8032). A point that is none, or
  /// one of the few of small order, fits everybody's signature and is refused.
  public static PublicKey edwards(String name, byte[] encoded)
      throws GeneralSecurityException, UnreadableException {
    byte[] bigEndian = reversed(encoded);
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    var y = new BigInteger(1, bigEndian);
    EdwardsPoints.check(name, y);
    var spec = new EdECPublicKeySpec(new NamedParameterSpec(name), new EdECPoint(odd, y));
    return KeyFactory.getInstance("EdDSA").generatePublic(spec);
  }

  private static byte[] encoded(EdECPublicKey key) {
    int length = key.getParams().getName().equals("Ed448") ? 57 : 32;
    byte[] bytes = reversed(unsigned(key.getPoint().getY(), length));
    if (key.getPoint().isXOdd()) {
      bytes[length - 1] |= (byte) 0x80;
    }
    return bytes;
  }

  private static Jwk oct(ObjectNode jwk) throws UnreadableException {
    byte[] k = bytes(jwk, "k");
    if (k.length == 0) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "k");
    }
    return new Jwk(jwk.deepCopy(), "oct", new SecretKeySpec(k, "HMAC"));
  }

  private static ObjectNode open(ObjectNode jwk) {
    ObjectNode open = jwk.deepCopy();
    PRIVATE.forEach(open::remove);
    return open;
  }

  private static byte[] bytes(ObjectNode jwk, String name) throws UnreadableException {
    return Json.text(jwk, name)
        .flatMap(Base64Url::decode)
        .orElseThrow(() -> new UnreadableException(Reason.KEY_UNREADABLE, name));
  }

  static String curveOf(ECParameterSpec spec) {
    return switch (spec.getCurve().getField().getFieldSize()) {
      case 256 -> named(spec, "P-256");
      case 384 -> named(spec, "P-384");
      case 521 -> named(spec, "P-521");
      default -> throw new IllegalArgumentException("A curve without a JOSE name");
    };
  }

  private static String named(ECParameterSpec spec, String name) {
    try {
      var curve = CURVES.get(name);
      if (curve != null && spec.getCurve().equals(spec(curve.javaName()).getCurve())) {
        return name;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The curves of NIST are part of every JDK", e);
    }
    throw new IllegalArgumentException("A curve without a JOSE name");
  }

  /// A number without sign, at the length given; 0 for the shortest.
  static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    int from = signed.length > 1 && signed[0] == 0 ? 1 : 0;
    int size = length == 0 ? signed.length - from : length;
    byte[] bytes = new byte[size];
    System.arraycopy(signed, from, bytes, size - (signed.length - from), signed.length - from);
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
