package hutong.proof;

import java.security.cert.X509Certificate;
import java.util.List;

/// A key that signs. Where its private half lives is its own affair: a file, a token, a cloud.
public interface SignatureKey {

  /// The name that others find the public half by.
  String id();

  SignatureAlgorithm algorithm();

  /// The public half, with `kid`, `alg` and `use`.
  Jwk publicKey();

  /// The certificate of this key first, then those that issued it; empty where there is none.
  List<X509Certificate> chain();

  /// The signature in the form of JOSE and COSE: for ECDSA both numbers at full length.
  ///
  /// @throws KeyUnavailableException when the place that holds the key does not answer
  byte[] sign(byte[] content);
}
