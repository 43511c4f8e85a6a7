package hutong.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A device that holds one passkey, in software: ES256, user verified, no attestation.
final class SoftPasskey {

  private static final int VERIFIED = 0x05;
  private static final int WITH_KEY = 0x45;

  private final String origin;
  private final String site;
  private final KeyPair key;
  private final byte[] id = new byte[32];
  private int counter;

  SoftPasskey(String origin, String site) throws GeneralSecurityException {
    this.origin = origin;
    this.site = site;
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    key = generator.generateKeyPair();
    new SecureRandom().nextBytes(id);
  }

  /// What a browser sends after making the key.
  String made(String challenge) throws GeneralSecurityException {
    byte[] data = data(WITH_KEY, attested());
    var object = new ByteArrayOutputStream();
    object.writeBytes(hex("a363666d74646e6f6e656761747453746d74a068617574684461746158"));
    object.write(data.length);
    object.writeBytes(data);
    return """
    {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
     "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal"]}}
    """
        .formatted(
            text(id), text(client("webauthn.create", challenge)), text(object.toByteArray()));
  }

  /// What a browser sends after using it.
  String shown(String challenge) throws GeneralSecurityException {
    byte[] data = data(VERIFIED, new byte[0]);
    byte[] client = client("webauthn.get", challenge);
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(data);
    signature.update(sha256(client));
    return """
    {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
     "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s"}}
    """
        .formatted(text(id), text(client), text(data), text(signature.sign()));
  }

  private byte[] client(String type, String challenge) {
    return """
    {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}"""
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(int flags, byte[] more) throws GeneralSecurityException {
    counter++;
    return ByteBuffer.allocate(37 + more.length)
        .put(sha256(site.getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt(counter)
        .put(more)
        .array();
  }

  private byte[] attested() {
    var point = ((ECPublicKey) key.getPublic()).getW();
    var all = new ByteArrayOutputStream();
    all.writeBytes(new byte[16]);
    all.write(0);
    all.write(id.length);
    all.writeBytes(id);
    all.writeBytes(hex("a5010203262001215820"));
    all.writeBytes(fixed(point.getAffineX().toByteArray()));
    all.writeBytes(hex("225820"));
    all.writeBytes(fixed(point.getAffineY().toByteArray()));
    return all.toByteArray();
  }

  private static byte[] fixed(byte[] number) {
    byte[] result = new byte[32];
    int length = Math.min(number.length, 32);
    System.arraycopy(number, number.length - length, result, 32 - length, length);
    return result;
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
