package hutong.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries somebody looks for; what is absent does not matter. Newest first.
///
/// @param act an act, or the beginning of one up to a dot: `lodging.`
/// @param from not before this moment
/// @param until before this moment
/// @param before only entries before this place in the log: how the next page is asked for
/// @param most at most this many, and never more than [#MOST]
public record LogQuery(
    @Nullable String act,
    @Nullable String actor,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long before,
    int most) {

  public static final int MOST = 1000;

  public LogQuery {
    most = Math.clamp(most, 1, MOST);
  }
}
