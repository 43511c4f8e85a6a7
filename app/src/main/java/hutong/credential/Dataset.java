package hutong.credential;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The facts that one credential can be made of, as they stand now.
///
/// @param type the key of a [CredentialType]
/// @param grounds which fact it rests on, a stable id: `document`, `stay_…`, `ticket_…`
/// @param title what the person knows it by, when a type can be held more than once; may be empty
/// @param state whether it can be issued now, or later
/// @param until the last moment for which the facts hold
/// @param claims by claim key: a [String], a [Boolean], an [Integer], a [java.time.LocalDate], an
///     [Instant], or a list of strings; what is not known is absent
public record Dataset(
    String type,
    String grounds,
    String title,
    State state,
    Instant until,
    Map<String, Object> claims) {

  /// Whether the facts stand already.
  public enum State {
    READY,
    /// Somebody else still has to decide; ask again later.
    PENDING
  }

  public Dataset {
    claims = Collections.unmodifiableMap(new TreeMap<>(claims));
  }

  /// Names no fact: what it holds is personal.
  @Override
  public String toString() {
    return "Dataset[" + type + ", " + grounds + ", " + state + "]";
  }
}
