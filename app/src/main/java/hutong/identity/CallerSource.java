package hutong.identity;

import java.util.Optional;

/// Names callers of the API who are no travellers. Implemented by the modules above that give out
/// tokens of their own.
public interface CallerSource {

  /// Who shows this bearer token, as the log of what happened names her; empty for a stranger.
  Optional<String> callerOf(String token);
}
