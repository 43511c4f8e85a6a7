package hutong.proof.mdoc;

import java.security.PrivateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a verifier knows of the session it is in.
///
/// @param session null when it is not known; the device then cannot be checked
/// @param readerKey the reader's own key of this session; needed where the device seals with a MAC
public record MdocExpectation(
    Instant now, @Nullable SessionTranscript session, @Nullable PrivateKey readerKey) {

  /// A session in which the device signs.
  public static MdocExpectation of(SessionTranscript session, Instant now) {
    return new MdocExpectation(now, session, null);
  }
}
