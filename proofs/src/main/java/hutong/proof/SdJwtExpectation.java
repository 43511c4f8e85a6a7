package hutong.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a verifier expects of a presentation.
///
/// @param types the values of `typ` that are accepted; empty accepts any SD-JWT
/// @param algorithms the algorithms accepted of the issuer and of the holder
/// @param binding whether the holder's key must have signed
/// @param audience who the presentation must be for; null when there is no request to answer
/// @param nonce what the presentation must answer; null when there is no request to answer
/// @param bindingAge how long ago the holder may have signed
public record SdJwtExpectation(
    Set<String> types,
    Set<SignatureAlgorithm> algorithms,
    Binding binding,
    @Nullable String audience,
    @Nullable String nonce,
    Duration bindingAge,
    Instant now) {

  /// Whether the holder must prove to have the key.
  public enum Binding {
    REQUIRED,
    WHEN_GIVEN
  }

  public SdJwtExpectation {
    types = Set.copyOf(types);
    algorithms = Set.copyOf(algorithms);
  }

  /// An SD-JWT VC, presented by its holder in answer to this request.
  public static SdJwtExpectation presented(String audience, String nonce, Instant now) {
    return new SdJwtExpectation(
        Set.of("dc+sd-jwt", "vc+sd-jwt"),
        SignatureAlgorithm.forCredentials(),
        Binding.REQUIRED,
        audience,
        nonce,
        ProofLimits.BINDING_AGE,
        now);
  }

  /// An SD-JWT VC as it was issued, with no presentation around it.
  public static SdJwtExpectation issued(Instant now) {
    return new SdJwtExpectation(
        Set.of("dc+sd-jwt", "vc+sd-jwt"),
        SignatureAlgorithm.forCredentials(),
        Binding.WHEN_GIVEN,
        null,
        null,
        ProofLimits.BINDING_AGE,
        now);
  }
}
