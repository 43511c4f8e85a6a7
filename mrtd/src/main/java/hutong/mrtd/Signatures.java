package hutong.mrtd;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.function.Predicate;

/// Checks one signature: the seam where a faster provider can be put in for some schemes.
@FunctionalInterface
public interface Signatures {

  /// True when the signature over the data was made by the owner of the key. Throws
  /// [GeneralSecurityException] when it cannot say: an unsupported scheme, key or encoding.
  boolean verify(SignatureScheme scheme, PublicKey key, byte[] data, byte[] signature)
      throws GeneralSecurityException;

  /// BouncyCastle, held as an instance and never registered for the whole process: every scheme
  /// and every curve.
  static Signatures bouncyCastle() {
    return BouncyCastleSignatures.INSTANCE;
  }

  /// The fastest that this machine has, BouncyCastle for what is left.
  static Signatures fastest() {
    return CryptoProviders.fastest().signatures();
  }

  /// These signatures, with a faster verifier asked first where it serves. Its yes is taken; after
  /// its no or its exception these are asked, as strict providers refuse encodings that exist in
  /// genuine documents.
  default Signatures preferring(Predicate<SignatureScheme> serves, Signatures faster) {
    return (scheme, key, data, signature) -> {
      if (serves.test(scheme)) {
        try {
          if (faster.verify(scheme, key, data, signature)) {
            return true;
          }
        } catch (GeneralSecurityException | RuntimeException _) {
          // Whatever the faster one cannot do, these decide.
          return verify(scheme, key, data, signature);
        }
      }
      return verify(scheme, key, data, signature);
    };
  }
}
