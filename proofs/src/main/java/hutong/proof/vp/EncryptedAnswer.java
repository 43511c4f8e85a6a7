package hutong.proof.vp;

import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer encrypted to a key made for one request (RFC 7516 with ECDH-ES in direct key
/// agreement, P-256, AES-GCM): the only form that `direct_post.jwt` takes here.
public final class EncryptedAnswer {

  /// What may encrypt the content, the best first.
  public static final java.util.List<String> CONTENT = java.util.List.of("A256GCM", "A128GCM");

  private static final Set<String> HEADERS =
      Set.of("alg", "enc", "epk", "kid", "apu", "apv", "typ", "cty");
  private static final int COORDINATE = 32;
  private static final int TAG_BITS = 128;
  private static final int IV = 12;
  private static final int PARTY = 1_024;

  private EncryptedAnswer() {}

  /// A fresh key for one request.
  public static KeyPair freshKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  /// The public half as a wallet needs it, its thumbprint as its name.
  public static ObjectNode jwk(ECPublicKey key) {
    var jwk = bare(key);
    jwk.put("use", "enc").put("alg", "ECDH-ES").put("kid", Base64Url.encode(thumbprint(key)));
    return jwk;
  }

  /// The SHA-256 thumbprint of RFC 7638.
  public static byte[] thumbprint(ECPublicKey key) {
    try {
      byte[] canonical = Json.write(bare(key)).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(canonical);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ObjectNode bare(ECPublicKey key) {
    return Json.object()
        .put("crv", "P-256")
        .put("kty", "EC")
        .put("x", Base64Url.encode(coordinate(key.getW().getAffineX())))
        .put("y", Base64Url.encode(coordinate(key.getW().getAffineY())));
  }

  /// The object that was encrypted.
  public static ObjectNode open(String compact, ECPrivateKey own, ECPublicKey ownPublic)
      throws UnreadableException {
    var parts = compact.split("\\.", -1);
    if (parts.length != 5 || !parts[1].isEmpty()) {
      throw new UnreadableException(Reason.ENCRYPTION_UNREADABLE, "response", "not five parts");
    }
    var header = Json.object(decode(parts[0], "header"), Reason.ENCRYPTION_UNREADABLE, "header");
    int keyBytes = checked(header, ownPublic);
    var sender = senderKey(header.get("epk"), own.getParams());
    byte[] key = contentKey(own, sender, header, Json.text(header, "enc").orElseThrow(), keyBytes);
    byte[] iv = decode(parts[2], "iv");
    byte[] tag = decode(parts[4], "tag");
    if (iv.length != IV || tag.length != TAG_BITS / 8) {
      throw new UnreadableException(Reason.ENCRYPTION_UNREADABLE, "response", "iv or tag");
    }
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(parts[0].getBytes(StandardCharsets.US_ASCII));
      byte[] content = cipher.doFinal(join(decode(parts[3], "ciphertext"), tag));
      return Json.object(content, Reason.PAYLOAD_UNREADABLE, "response");
    } catch (GeneralSecurityException wrongKey) {
      throw new UnreadableException(Reason.ENCRYPTION_WRONG, "response");
    }
  }

  /// The number of key octets; throws when the header asks for what is not done here.
  private static int checked(ObjectNode header, ECPublicKey ownPublic) throws UnreadableException {
    for (var name : header.propertyNames()) {
      if (!HEADERS.contains(name)) {
        throw new UnreadableException(
            Reason.ENCRYPTION_NOT_ALLOWED, "header", "has " + known(name));
      }
    }
    if (!Json.text(header, "alg").orElse("").equals("ECDH-ES")) {
      throw new UnreadableException(Reason.ENCRYPTION_NOT_ALLOWED, "header", "alg");
    }
    if (header.has("kid")
        && !Json.text(header, "kid").orElse("").equals(Base64Url.encode(thumbprint(ownPublic)))) {
      throw new UnreadableException(Reason.KEY_ID_WRONG, "header");
    }
    return switch (Json.text(header, "enc").orElse("")) {
      case "A128GCM" -> 16;
      case "A256GCM" -> 32;
      default -> throw new UnreadableException(Reason.ENCRYPTION_NOT_ALLOWED, "header", "enc");
    };
  }

  private static String known(String name) {
    return Set.of("zip", "crit", "jwk", "jku", "x5c", "x5u").contains(name) ? name : "another name";
  }

  private static ECPublicKey senderKey(JsonNode epk, ECParameterSpec curve)
      throws UnreadableException {
    if (!(epk instanceof ObjectNode jwk)
        || !Json.text(jwk, "kty").orElse("").equals("EC")
        || !Json.text(jwk, "crv").orElse("").equals("P-256")
        || jwk.has("d")) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "epk");
    }
    byte[] x = decode(Json.text(jwk, "x").orElse("!"), "epk");
    byte[] y = decode(Json.text(jwk, "y").orElse("!"), "epk");
    if (x.length != COORDINATE || y.length != COORDINATE) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "epk");
    }
    var point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    if (!onCurve(point, curve)) {
      throw new UnreadableException(Reason.POINT_NOT_ON_CURVE, "epk");
    }
    try {
      return (ECPublicKey)
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    } catch (GeneralSecurityException e) {
      throw new UnreadableException(Reason.KEY_UNREADABLE, "epk");
    }
  }

  private static boolean onCurve(ECPoint point, ECParameterSpec spec) {
    var p = ((ECFieldFp) spec.getCurve().getField()).getP();
    var x = point.getAffineX();
    var y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    var right =
        x.modPow(BigInteger.valueOf(3), p)
            .add(spec.getCurve().getA().multiply(x))
            .add(spec.getCurve().getB())
            .mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  /// RFC 7518, 4.6: one round of the Concat KDF, which is enough for 256 bits.
  private static byte[] contentKey(
      ECPrivateKey own, ECPublicKey other, ObjectNode header, String enc, int keyBytes)
      throws UnreadableException {
    try {
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(own);
      agreement.doPhase(other, true);
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(number(1));
      digest.update(agreement.generateSecret());
      for (byte[] each :
          new byte[][] {
            enc.getBytes(StandardCharsets.US_ASCII), party(header, "apu"), party(header, "apv")
          }) {
        digest.update(number(each.length));
        digest.update(each);
      }
      digest.update(number(keyBytes * 8));
      return Arrays.copyOf(digest.digest(), keyBytes);
    } catch (GeneralSecurityException e) {
      throw new UnreadableException(Reason.ENCRYPTION_WRONG, "response");
    }
  }

  private static byte[] party(ObjectNode header, String name) throws UnreadableException {
    if (!header.has(name)) {
      return new byte[0];
    }
    byte[] value = decode(Json.text(header, name).orElse("!"), name);
    if (value.length > PARTY) {
      throw new UnreadableException(Reason.TOO_LONG, name);
    }
    return value;
  }

  /// Encrypts an answer to a verifier's key: the wallet's side.
  public static String seal(ObjectNode content, ECPublicKey verifier, String kid, String enc) {
    try {
      var pair = freshKey();
      var epk = bare((ECPublicKey) pair.getPublic());
      var header = Json.object().put("alg", "ECDH-ES").put("enc", enc).put("kid", kid);
      header.set("epk", epk);
      int keyBytes = enc.equals("A256GCM") ? 32 : 16;
      byte[] key = contentKey((ECPrivateKey) pair.getPrivate(), verifier, header, enc, keyBytes);
      byte[] iv = new byte[IV];
      new java.security.SecureRandom().nextBytes(iv);
      var written = Base64Url.encode(Json.octets(header));
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(written.getBytes(StandardCharsets.US_ASCII));
      byte[] sealed = cipher.doFinal(Json.octets(content));
      int split = sealed.length - TAG_BITS / 8;
      return String.join(
          ".",
          written,
          "",
          Base64Url.encode(iv),
          Base64Url.encode(Arrays.copyOf(sealed, split)),
          Base64Url.encode(Arrays.copyOfRange(sealed, split, sealed.length)));
    } catch (GeneralSecurityException | UnreadableException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  private static byte[] decode(String text, String where) throws UnreadableException {
    return Base64Url.decode(text)
        .orElseThrow(
            () -> new UnreadableException(Reason.ENCRYPTION_UNREADABLE, where, "encoding"));
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
    return fixed;
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
