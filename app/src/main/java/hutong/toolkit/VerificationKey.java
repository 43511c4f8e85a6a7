package hutong.toolkit;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A key to verify with, read from a JWK (RFC 7517, 7518, 8037). Only the public half is looked at.
///
/// @param kind `RSA`, `oct`, or the name of the curve
record VerificationKey(String kind, Key key) {

  static final int SHORTEST_RSA = 2048;
  static final int LONGEST_RSA = 16_384;

  /// Curves by their JOSE name: Java's name, and the bytes of a coordinate.
  private static final Map<String, Curve> CURVES =
      Map.of(
          "P-256", new Curve("secp256r1", 32),
          "P-384", new Curve("secp384r1", 48),
          "P-521", new Curve("secp521r1", 66));

  private record Curve(String javaName, int bytes) {}

  /// A key, or why there is none.
  record Reading(Optional<VerificationKey> key, List<String> faults) {

    static Reading of(String kind, Key key) {
      return new Reading(Optional.of(new VerificationKey(kind, key)), List.of());
    }

    static Reading refused(String fault) {
      return new Reading(Optional.empty(), List.of(fault));
    }
  }

  static Reading read(ObjectNode jwk) {
    try {
      return switch (text(jwk, "kty")) {
        case "RSA" -> rsa(jwk);
        case "EC" -> ec(jwk);
        case "OKP" -> okp(jwk);
        case "oct" -> oct(jwk);
        default -> Reading.refused("KEY_TYPE_UNSUPPORTED");
      };
    } catch (GeneralSecurityException unusable) {
      return Reading.refused("KEY_UNREADABLE");
    }
  }

  int bits() {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      default -> key.getEncoded().length * 8;
    };
  }

  /// Bytes of one coordinate, for curves; a signature is two of them.
  int coordinateBytes() {
    var curve = CURVES.get(kind);
    return curve == null ? 0 : curve.bytes();
  }

  private static Reading rsa(ObjectNode jwk) throws GeneralSecurityException {
    var n = number(jwk, "n");
    var e = number(jwk, "e");
    if (n.isEmpty() || e.isEmpty() || jwk.has("oth")) {
      return Reading.refused("KEY_UNREADABLE");
    }
    int bits = n.get().bitLength();
    if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
      return Reading.refused(bits < SHORTEST_RSA ? "KEY_TOO_WEAK" : "KEY_TOO_LONG");
    }
    if (!e.get().testBit(0) || e.get().bitLength() < 2 || e.get().bitLength() > 256) {
      return Reading.refused("KEY_TOO_WEAK");
    }
    return Reading.of(
        "RSA",
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n.get(), e.get())));
  }

  private static Reading ec(ObjectNode jwk) throws GeneralSecurityException {
    var name = text(jwk, "crv");
    var curve = CURVES.get(name);
    if (curve == null) {
      return Reading.refused("CURVE_UNSUPPORTED");
    }
    var x = bytes(jwk, "x");
    var y = bytes(jwk, "y");
    if (x.isEmpty()
        || y.isEmpty()
        || x.get().length != curve.bytes()
        || y.get().length != curve.bytes()) {
      return Reading.refused("KEY_UNREADABLE");
    }
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.javaName()));
    var spec = parameters.getParameterSpec(ECParameterSpec.class);
    var point = new ECPoint(new BigInteger(1, x.get()), new BigInteger(1, y.get()));
    if (!onCurve(point, spec)) {
      return Reading.refused("POINT_NOT_ON_CURVE");
    }
    return Reading.of(
        name, KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, spec)));
  }

  static boolean onCurve(ECPoint point, ECParameterSpec spec) {
    var curve = spec.getCurve();
    var p = ((ECFieldFp) curve.getField()).getP();
    var x = point.getAffineX();
    var y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    var right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.pow(2).mod(p).equals(right);
  }

  private static Reading okp(ObjectNode jwk) throws GeneralSecurityException {
    var name = text(jwk, "crv");
    int length = name.equals("Ed25519") ? 32 : name.equals("Ed448") ? 57 : 0;
    var x = bytes(jwk, "x");
    if (length == 0) {
      return Reading.refused("CURVE_UNSUPPORTED");
    }
    return x.isEmpty() || x.get().length != length
        ? Reading.refused("KEY_UNREADABLE")
        : Reading.of(name, edwards(name, x.get()));
  }

  /// The point is little-endian, its last bit the sign of x (RFC 8032).
  static Key edwards(String name, byte[] encoded) throws GeneralSecurityException {
    byte[] bigEndian = new byte[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      bigEndian[i] = encoded[encoded.length - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    var point = new EdECPoint(odd, new BigInteger(1, bigEndian));
    var spec = new EdECPublicKeySpec(new NamedParameterSpec(name), point);
    return KeyFactory.getInstance("EdDSA").generatePublic(spec);
  }

  private static Reading oct(ObjectNode jwk) {
    var k = bytes(jwk, "k");
    return k.isEmpty() || k.get().length == 0
        ? Reading.refused("KEY_UNREADABLE")
        : Reading.of("oct", new SecretKeySpec(k.get(), "HMAC"));
  }

  private static String text(ObjectNode jwk, String name) {
    JsonNode value = jwk.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  private static Optional<byte[]> bytes(ObjectNode jwk, String name) {
    return Base64Url.decode(text(jwk, name));
  }

  private static Optional<BigInteger> number(ObjectNode jwk, String name) {
    return bytes(jwk, name)
        .filter(bytes -> bytes.length > 0)
        .map(bytes -> new BigInteger(1, bytes));
  }
}
