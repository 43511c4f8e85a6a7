package hutong.insight.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who saw a person's data.
///
/// @param older where the next page is, if there is one
public record AccessPage(List<Day> days, @Nullable String older, boolean first) {

  public AccessPage {
    days = List.copyOf(days);
  }

  /// One day's acts, the newest first.
  public record Day(String date, List<Act> acts) {}

  /// @param why may be empty
  public record Act(
      String who, String what, String why, String when, String entry, boolean yours) {}
}
