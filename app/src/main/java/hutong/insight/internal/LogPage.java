package hutong.insight.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log as an operator sees it.
///
/// @param head absent while the log is empty
/// @param older where the next page is, if there is one
/// @param export the same choice as JSON lines
public record LogPage(
    Filter filter, @Nullable Head head, List<Row> rows, @Nullable String older, String export) {

  public LogPage {
    rows = List.copyOf(rows);
  }

  /// What was asked for, as it was typed.
  public record Filter(String act, String actor, String day) {}

  public record Head(String size, String root, String at) {}

  public record Row(
      long index, String when, String what, String act, String who, String subject, String why) {}
}
