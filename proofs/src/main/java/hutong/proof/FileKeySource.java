package hutong.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// Keys in a folder: `NAME.pem` holds a private key (PKCS #8) and may hold its certificates, leaf
/// first. The names are the ids; in the order of names the last key signs, so that a new key is
/// added by a later name (a date does well) and an old one retires by taking its file away.
public final class FileKeySource implements KeySource {

  private final List<SignatureKey> keys;

  private FileKeySource(List<SignatureKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// The keys of a folder.
  ///
  /// @throws KeyUnavailableException when there is none, or one cannot be read
  public static FileKeySource of(Path folder) {
    try (var files = Files.list(folder)) {
      var keys = new ArrayList<SignatureKey>();
      var names =
          files
              .filter(file -> file.getFileName().toString().endsWith(".pem"))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (var file : names) {
        keys.add(key(file));
      }
      if (keys.isEmpty()) {
        throw new IOException("no key");
      }
      return new FileKeySource(keys);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyUnavailableException("No keys in " + folder, e);
    }
  }

  /// Writes a new key with its certificates to a folder, readable for its owner alone.
  public static void write(Path folder, String id, PrivateKey secret, List<X509Certificate> chain) {
    var text = new StringBuilder(pem("PRIVATE KEY", secret.getEncoded()));
    try {
      for (var each : chain) {
        text.append(pem("CERTIFICATE", each.getEncoded()));
      }
      Files.createDirectories(folder);
      var file = folder.resolve(id + ".pem");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyUnavailableException("Cannot write " + id, e);
    }
  }

  private static String pem(String kind, byte[] octets) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  @Override
  public List<SignatureKey> keys() {
    return keys;
  }

  private static SignatureKey key(Path file) throws IOException, GeneralSecurityException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    var name = file.getFileName().toString();
    var id = name.substring(0, name.length() - ".pem".length());
    var secret = secret(text);
    var chain = chain(text);
    var open = chain.isEmpty() ? open(secret) : chain.getFirst().getPublicKey();
    var key = SignatureKeys.of(id, secret, open, chain);
    byte[] probe = id.getBytes(StandardCharsets.UTF_8);
    if (Signatures.fault(key.algorithm(), key.publicKey(), probe, key.sign(probe)).isPresent()) {
      throw new GeneralSecurityException("key and certificate of " + id + " are not a pair");
    }
    return key;
  }

  private static PrivateKey secret(String text) throws GeneralSecurityException {
    var begin = "-----BEGIN PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("no private key");
    }
    byte[] octets = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
      } catch (InvalidKeySpecException _) {
        // Of another kind.
      }
    }
    throw new GeneralSecurityException("a private key of no known kind");
  }

  private static List<X509Certificate> chain(String text) throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    int from = text.indexOf("-----BEGIN CERTIFICATE-----");
    if (from >= 0) {
      byte[] octets = text.substring(from).getBytes(StandardCharsets.US_ASCII);
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(octets))) {
        chain.add((X509Certificate) each);
      }
    }
    return chain;
  }

  /// The public half of a private key that came without a certificate.
  static PublicKey open(PrivateKey secret) throws GeneralSecurityException {
    return switch (secret) {
      case RSAPrivateCrtKey rsa ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      case ECPrivateKey ec -> {
        var name =
            switch (Jwk.curveOf(ec.getParams())) {
              case "P-256" -> "secp256r1";
              case "P-384" -> "secp384r1";
              default -> "secp521r1";
            };
        var point =
            new FixedPointCombMultiplier()
                .multiply(ECNamedCurveTable.getParameterSpec(name).getG(), ec.getS())
                .normalize();
        yield KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger()),
                    ec.getParams()));
      }
      default -> throw new GeneralSecurityException("this kind of key needs its certificate");
    };
  }
}
