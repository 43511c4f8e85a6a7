package hutong.sandbox.wallet;

import hutong.sandbox.web.Refused;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The network's signature over the raw bytes of a message, and the check of others' signatures.
final class Seal {

  private static final String PREFIX = "algorithm=RSA256, keyVersion=1, signature=";
  private static final String ALGORITHM = "SHA256withRSA";
  private static final int BITS = 2048;

  private final KeyPair keys;

  private Seal(KeyPair keys) {
    this.keys = keys;
  }

  static Seal load(Path file) {
    try {
      if (!Files.exists(file)) {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        var encoded = generator.generateKeyPair().getPrivate().getEncoded();
        Files.writeString(fresh, pem("PRIVATE KEY", encoded));
        Files.move(fresh, file);
      }
      var factory = KeyFactory.getInstance("RSA");
      var spec = new PKCS8EncodedKeySpec(bytes(Files.readString(file)));
      var key = (RSAPrivateCrtKey) factory.generatePrivate(spec);
      var publicKey =
          factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return new Seal(new KeyPair(publicKey, key));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The network's key cannot be read or made.", e);
    }
  }

  String publicKeyPem() {
    return pem("PUBLIC KEY", keys.getPublic().getEncoded());
  }

  /// The header for a message.
  String header(String path, String clientId, String time, byte[] body) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.getPrivate());
      update(signature, path, clientId, time, body);
      var text = Base64.getEncoder().encodeToString(signature.sign());
      return PREFIX + URLEncoder.encode(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isValid(
      String publicKeyPem,
      @Nullable String header,
      String path,
      String clientId,
      String time,
      byte[] body) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(publicKey(publicKeyPem));
      update(signature, path, clientId, time, body);
      return signature.verify(Base64.getDecoder().decode(signatureIn(header)));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  /// Reads a public key, with or without its PEM frame.
  static PublicKey publicKey(String pem) {
    try {
      var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(pem)));
      if (!(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() < BITS) {
        throw new Refused(422, "KEY_TOO_SHORT", "The key must be RSA with at least 2048 bits.");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new Refused(422, "KEY_UNREADABLE", "The public key must be an RSA key in PEM.");
    }
  }

  private static void update(
      Signature signature, String path, String clientId, String time, byte[] body)
      throws GeneralSecurityException {
    var head = "POST " + path + "\n" + clientId + "." + time + ".";
    signature.update(head.getBytes(StandardCharsets.UTF_8));
    signature.update(body);
  }

  private static String signatureIn(@Nullable String header) {
    if (header != null) {
      for (var part : header.split(",")) {
        var pair = part.strip();
        if (pair.startsWith("signature=")) {
          return URLDecoder.decode(pair.substring("signature=".length()), StandardCharsets.UTF_8);
        }
      }
    }
    throw new IllegalArgumentException("No signature");
  }

  private static String pem(String name, byte[] encoded) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }

  private static byte[] bytes(String pem) {
    return Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
  }
}
