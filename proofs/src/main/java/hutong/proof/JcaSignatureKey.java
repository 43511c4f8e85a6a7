package hutong.proof;

import hutong.mrtd.CryptoProviders;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key whose private half the JDK's interfaces can use, wherever it lives.
///
/// @param provider what holds the private half; null for one in memory
record JcaSignatureKey(
    String id,
    SignatureAlgorithm algorithm,
    Jwk publicKey,
    List<X509Certificate> chain,
    PrivateKey secret,
    @Nullable Provider provider)
    implements SignatureKey {

  JcaSignatureKey {
    chain = List.copyOf(chain);
  }

  static JcaSignatureKey inMemory(
      String id,
      SignatureAlgorithm algorithm,
      PrivateKey secret,
      PublicKey open,
      List<X509Certificate> chain) {
    var publicKey = Jwk.of(open).forSigning(id, algorithm);
    return new JcaSignatureKey(id, algorithm, publicKey, chain, converted(secret), null);
  }

  // The chosen provider is fastest with keys of its own making.
  private static PrivateKey converted(PrivateKey secret) {
    try {
      var name = secret.getAlgorithm();
      KeyFactory factory =
          name.equals("EC") || name.equals("RSA")
              ? CryptoProviders.fastest().keyFactory(name)
              : KeyFactory.getInstance(name);
      return factory.generatePrivate(new PKCS8EncodedKeySpec(secret.getEncoded()));
    } catch (GeneralSecurityException _) {
      return secret;
    }
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      Signature signer =
          provider == null
              ? Signatures.ready(algorithm, publicKey.kind())
              : Signature.getInstance(name(), provider);
      if (provider != null && algorithm.javaName().equals("RSASSA-PSS")) {
        int bits = algorithm.hashBits();
        signer.setParameter(CryptoProviders.pss("SHA-" + bits, bits / 8));
      }
      signer.initSign(secret);
      signer.update(content);
      byte[] signature = signer.sign();
      int coordinate = publicKey.coordinateBytes();
      return coordinate == 0
          ? signature
          : Signatures.raw(signature, coordinate)
              .orElseThrow(() -> new GeneralSecurityException("not an ECDSA signature"));
    } catch (GeneralSecurityException e) {
      throw new KeyUnavailableException("Key " + id + " did not sign", e);
    }
  }

  private String name() {
    return algorithm == SignatureAlgorithm.EDDSA ? publicKey.kind() : algorithm.javaName();
  }

  @Override
  public String toString() {
    return "key " + id + " (" + algorithm + ")";
  }
}
