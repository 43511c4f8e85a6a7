package hutong.credential.internal;

import hutong.proof.KeySource;
import java.security.cert.X509Certificate;
import java.util.List;

/// The keys that sign credentials, and the authorities that vouch for them. Where the keys live is
/// a matter of settings.
interface SignerKeys extends KeySource {

  /// The authorities' own certificates, the one that vouches now first. Never empty.
  List<X509Certificate> authorities();

  /// Lets a new key sign from now on; the old one is still accepted. False where the platform does
  /// not make the keys itself.
  boolean rotate();
}
