package hutong.presentation;

import org.jspecify.annotations.Nullable;

/// A wish to ask a traveller.
///
/// @param id of the question to be: the same id asks once
/// @param purpose the id of an [AskingPurpose]
/// @param returnTo where the traveller's browser goes after she answered on the same device; null
///     when she answers on another one, such as at a counter
public record NewPresentation(
    PresentationId id,
    RelyingParty party,
    String purpose,
    @Nullable String returnTo,
    Manner manner) {

  /// How the question is put; what is absent is as the platform is set.
  ///
  /// @param prefix of the client identifier
  /// @param encrypted whether the answer must be encrypted (`direct_post.jwt`)
  /// @param wallet the address that opens the wallet: `openid4vp://`, or a wallet's own
  public record Manner(
      @Nullable Prefix prefix, @Nullable Boolean encrypted, @Nullable String wallet) {

    public static final Manner USUAL = new Manner(null, null, null);
  }

  /// How the verifier names itself (OpenID4VP 1.0, 5.9.3).
  public enum Prefix {
    X509_SAN_DNS("x509_san_dns"),
    X509_HASH("x509_hash"),
    REDIRECT_URI("redirect_uri");

    private final String text;

    Prefix(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /// Asked at a counter: the traveller scans or types a code.
  public static NewPresentation atCounter(RelyingParty party, String purpose) {
    return new NewPresentation(PresentationId.random(), party, purpose, null, Manner.USUAL);
  }
}
