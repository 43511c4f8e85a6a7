package hutong.presentation.internal;

import hutong.presentation.Fact;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an answer was worth.
sealed interface Verdict {

  /// Genuine, hers, valid, and what was asked.
  ///
  /// @param credential the id of the credential type she showed
  record Good(String credential, Map<Fact, String> facts) implements Verdict {
    public Good {
      facts = Map.copyOf(facts);
    }

    @Override
    public String toString() {
      return "Good[" + credential + "]";
    }
  }

  /// Readable, but not good: every reason, each once.
  record Bad(List<String> findings, @Nullable String credential) implements Verdict {
    public Bad {
      findings = List.copyOf(findings);
    }
  }

  /// She said no.
  record Declined() implements Verdict {}
}
