package hutong.command;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Who asks, under which Idempotency-Key, for what.
///
/// @param caller account or partner id
/// @param fingerprint keyed hash of the whole request
@SuppressWarnings("ArrayRecordComponent") // compared by value in one place only
public record Command(String caller, String key, byte[] fingerprint) {

  /// The id of what this command makes: the same command done again finds what it made before.
  public UUID id() {
    return UUID.nameUUIDFromBytes((caller + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  /// Caller and key in one text: equal for two requests under one key, whatever they say.
  public String name() {
    return caller + "\n" + key;
  }
}
