package hutong.vault;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// The platform's own signing keys (ECDSA P-256), one per use, made at first use and kept.
public interface SigningKeys {

  /// What a key may sign. A signature made for one use is worth nothing for another.
  enum Use {
    TICKET,
    SEAL,
    LOG_HEAD,
    /// The authority over our certificates as a verifier.
    VERIFIER_AUTHORITY,
    /// Questions to wallets.
    VERIFIER,
    /// Credentials, and what says whether they still hold.
    CREDENTIAL,
    /// The certificates of keys that sign credentials.
    CREDENTIAL_AUTHORITY
  }

  /// A key, its public half in a self-signed certificate, and the id that verifiers look it up by.
  record SigningKey(String id, PrivateKey privateKey, X509Certificate certificate) {}

  /// The key to sign with today.
  SigningKey current(Use use);

  /// Every key a verifier should still accept, the current one first.
  List<SigningKey> accepted(Use use);

  /// Lets a new key sign from now on. The one before is still accepted; other nodes follow within
  /// a minute.
  SigningKey rotate(Use use);
}
