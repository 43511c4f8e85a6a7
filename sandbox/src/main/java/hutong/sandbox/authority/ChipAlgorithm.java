package hutong.sandbox.authority;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a signer signs with.
public enum ChipAlgorithm {
  ECDSA_P256_SHA256("SHA256withECDSA", "SHA-256", "P-256", false),
  ECDSA_BRAINPOOL_P256_SHA256("SHA256withECDSA", "SHA-256", "brainpoolP256r1", false),
  ECDSA_BRAINPOOL_P384_SHA384_EXPLICIT("SHA384withECDSA", "SHA-384", "brainpoolP384r1", true),
  RSA_2048_SHA256("SHA256withRSA", "SHA-256", "", false),
  RSA_PSS_SHA256("SHA256withRSAandMGF1", "SHA-256", "", false),
  RSA_2048_SHA1("SHA1withRSA", "SHA-1", "", false),
  ECDSA_P521_SHA512("SHA512withECDSA", "SHA-512", "P-521", false);

  private final String signature;
  private final String digest;
  private final String curve;
  private final boolean explicit;

  ChipAlgorithm(String signature, String digest, String curve, boolean explicit) {
    this.signature = signature;
    this.digest = digest;
    this.curve = curve;
    this.explicit = explicit;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String signature() {
    return signature;
  }

  String digest() {
    return digest;
  }

  String curve() {
    return curve;
  }

  boolean isRsa() {
    return curve.isEmpty();
  }

  /// Some states write out the curve instead of naming it.
  boolean isExplicit() {
    return explicit;
  }

  public static Optional<ChipAlgorithm> find(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
