package hutong.proof.cbor;

import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Public keys as COSE writes them (RFC 9053).
public final class CoseKey {

  private static final long TYPE = 1;
  private static final long OPERATIONS = 4;
  private static final long CURVE = -1;
  private static final long X = -2;
  private static final long Y = -3;
  private static final long PRIVATE = -4;
  private static final long VERIFY = 2;

  /// The key that a map is. A private half makes it unusable: nobody may send one.
  public static Jwk read(Cbor item, String where) throws UnreadableException {
    if (!(item instanceof Cbor.Members map)) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, where);
    }
    if (map.find(PRIVATE).isPresent()) {
      throw new UnreadableException(Reason.KEY_PRIVATE, where);
    }
    if (map.find(OPERATIONS).isPresent() && !mayVerify(map)) {
      throw new UnreadableException(Reason.KEY_OPERATIONS, where);
    }
    ObjectNode jwk = Json.object();
    switch (number(map, TYPE)) {
      case 2 -> {
        jwk.put("kty", "EC").put("crv", weierstrass(number(map, CURVE), where));
        jwk.put("x", octets(map, X, where));
        jwk.put("y", octets(map, Y, where));
      }
      case 1 -> {
        jwk.put("kty", "OKP").put("crv", edwards(number(map, CURVE), where));
        jwk.put("x", octets(map, X, where));
      }
      default -> throw new UnreadableException(Reason.KEY_TYPE_UNSUPPORTED, where);
    }
    return Jwk.read(jwk);
  }

  private static boolean mayVerify(Cbor.Members map) {
    return map.find(OPERATIONS).orElse(Cbor.NULL) instanceof Cbor.Items list
        && list.values().stream()
            .anyMatch(each -> each.equals(Cbor.of(VERIFY)) || each.equals(Cbor.of("verify")));
  }

  private static String weierstrass(int curve, String where) throws UnreadableException {
    return switch (curve) {
      case 1 -> "P-256";
      case 2 -> "P-384";
      case 3 -> "P-521";
      default -> throw new UnreadableException(Reason.CURVE_UNSUPPORTED, where);
    };
  }

  private static String edwards(int curve, String where) throws UnreadableException {
    return switch (curve) {
      case 6 -> "Ed25519";
      case 7 -> "Ed448";
      default -> throw new UnreadableException(Reason.CURVE_UNSUPPORTED, where);
    };
  }

  private static int number(Cbor.Members map, long label) {
    return map.find(label).orElse(Cbor.NULL) instanceof Cbor.Whole(var value)
            && value.bitLength() < 31
        ? value.intValue()
        : 0;
  }

  private static String octets(Cbor.Members map, long label, String where)
      throws UnreadableException {
    Optional<Cbor> value = map.find(label);
    if (value.isPresent() && value.get() instanceof Cbor.Octets(var octets)) {
      return Base64Url.encode(octets);
    }
    throw new UnreadableException(Reason.KEY_UNREADABLE, where);
  }

  /// A public key as COSE writes it.
  public static Cbor.Members of(Jwk key) {
    List<Cbor.Member> members = new ArrayList<>();
    boolean edwards = key.kind().startsWith("Ed");
    members.add(Cbor.member(TYPE, Cbor.of(edwards ? 1 : 2)));
    members.add(
        Cbor.member(
            CURVE,
            Cbor.of(
                switch (key.kind()) {
                  case "P-256" -> 1;
                  case "P-384" -> 2;
                  case "P-521" -> 3;
                  case "Ed25519" -> 6;
                  case "Ed448" -> 7;
                  default -> throw new IllegalArgumentException("No COSE key of " + key.kind());
                })));
    members.add(Cbor.member(X, Cbor.of(coordinate(key, "x"))));
    if (!edwards) {
      members.add(Cbor.member(Y, Cbor.of(coordinate(key, "y"))));
    }
    return new Cbor.Members(members);
  }

  private static byte[] coordinate(Jwk key, String name) {
    return Json.text(key.json(), name).flatMap(Base64Url::decode).orElseThrow();
  }

  private CoseKey() {}
}
