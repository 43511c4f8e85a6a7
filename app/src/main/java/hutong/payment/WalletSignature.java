package hutong.payment;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Signatures of the wallet network: RSA with SHA-256 over method, path, client id, time and the
/// raw bytes of the body. A body that was parsed and printed again is another body.
public final class WalletSignature {

  private static final String ALGORITHM = "SHA256withRSA";
  private static final int SHORTEST_KEY = 2048;
  private static final int LONGEST_HEADER = 4096;

  /// How a check can end. The names are stable codes.
  public enum Verdict {
    RIGHT,
    SIGNATURE_MISSING,
    SIGNATURE_UNREADABLE,
    ALGORITHM_UNSUPPORTED,
    CLIENT_ID_MISSING,
    TIME_MISSING,
    URI_UNREADABLE,
    KEY_UNREADABLE,
    KEY_TOO_SHORT,
    SIGNATURE_WRONG
  }

  /// Checks a message with a public key as PEM or as base64 of its SubjectPublicKeyInfo.
  public static Verdict verify(
      String method, String uri, Map<String, String> headers, byte[] body, String publicKey) {
    var key = publicKey(publicKey);
    return key.isEmpty() ? Verdict.KEY_UNREADABLE : verify(method, uri, headers, body, key.get());
  }

  /// Checks a request or notification (`Request-Time`) or an answer (`Response-Time`).
  public static Verdict verify(
      String method, String uri, Map<String, String> headers, byte[] body, PublicKey key) {
    var lower = new HashMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value.strip()));
    var signature = lower.getOrDefault("signature", "");
    if (signature.isEmpty()) {
      return Verdict.SIGNATURE_MISSING;
    }
    var parts = parts(signature);
    if (!parts.getOrDefault("algorithm", "RSA256").equalsIgnoreCase("RSA256")) {
      return Verdict.ALGORITHM_UNSUPPORTED;
    }
    var client = lower.getOrDefault("client-id", "");
    if (client.isEmpty()) {
      return Verdict.CLIENT_ID_MISSING;
    }
    var time = lower.getOrDefault("request-time", lower.getOrDefault("response-time", ""));
    if (time.isEmpty()) {
      return Verdict.TIME_MISSING;
    }
    var path = path(uri);
    if (path.isEmpty()) {
      return Verdict.URI_UNREADABLE;
    }
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_KEY) {
      return Verdict.KEY_TOO_SHORT;
    }
    var given = signatureBytes(parts.getOrDefault("signature", ""));
    if (given.isEmpty()) {
      return Verdict.SIGNATURE_UNREADABLE;
    }
    return matches(key, content(method, path.get(), client, time, body), given.get())
        ? Verdict.RIGHT
        : Verdict.SIGNATURE_WRONG;
  }

  /// The value of the `Signature` header for a message of ours.
  public static String sign(
      String method, String uri, String clientId, String time, byte[] body, PrivateKey key) {
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(content(method, path(uri).orElse(uri), clientId, time, body));
      var text = Base64.getEncoder().encodeToString(signer.sign());
      return "algorithm=RSA256, keyVersion=1, signature="
          + URLEncoder.encode(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this key cannot sign", e);
    }
  }

  /// An RSA public key as PEM or bare base64.
  public static Optional<PublicKey> publicKey(String text) {
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(text))));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// An RSA private key (PKCS#8) as PEM or bare base64.
  public static Optional<PrivateKey> privateKey(String text) {
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(text))));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static byte[] der(String text) {
    return Base64.getDecoder()
        .decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
  }

  private static boolean matches(PublicKey key, byte[] content, byte[] signature) {
    try {
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException unfit) {
      return false;
    }
  }

  private static byte[] content(
      String method, String path, String client, String time, byte[] body) {
    var out = new ByteArrayOutputStream();
    var head = method.toUpperCase(Locale.ROOT) + " " + path + "\n" + client + "." + time + ".";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /// The path and query that are signed, of an absolute or relative address.
  private static Optional<String> path(String uri) {
    if (uri.startsWith("/")) {
      return Optional.of(uri);
    }
    try {
      var parsed = URI.create(uri);
      if (parsed.getHost() == null) {
        return Optional.empty();
      }
      var path = parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath();
      return Optional.of(parsed.getRawQuery() == null ? path : path + "?" + parsed.getRawQuery());
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Map<String, String> parts(String header) {
    var parts = new HashMap<String, String>();
    if (header.length() <= LONGEST_HEADER) {
      for (var part : header.split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          parts.putIfAbsent(
              part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              part.substring(equals + 1).strip());
        }
      }
    }
    return parts;
  }

  /// Base64, percent-encoded or bare; a bare plus sign stays a plus sign.
  private static Optional<byte[]> signatureBytes(String text) {
    try {
      var plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      var bytes = Base64.getMimeDecoder().decode(plain);
      boolean clean = plain.matches("[A-Za-z0-9+/]+={0,2}");
      return clean && bytes.length > 0 ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private WalletSignature() {}
}
