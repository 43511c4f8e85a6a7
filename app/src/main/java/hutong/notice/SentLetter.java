package hutong.notice;

import hutong.kernel.Sensitive;
import java.time.Instant;
import java.util.UUID;

/// A letter as its reader finds it again.
///
/// @param body empty when the text was dropped after sending
public record SentLetter(
    UUID id, Sensitive<String> subject, Sensitive<String> body, State state, Instant writtenAt) {

  /// How far a letter came.
  public enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }
}
