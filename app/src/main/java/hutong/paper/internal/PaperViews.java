package hutong.paper.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of paper show; public, for the templates are in another package.
public final class PaperViews {

  private PaperViews() {}

  /// @param sheet null when she has shown no document yet
  public record SheetPage(@Nullable Sheet sheet) {}

  /// A printable sheet: its code and, in words, all that the code says.
  public record Sheet(
      String code,
      String name,
      String nationality,
      boolean byChip,
      Instant issued,
      Instant until) {}

  /// @param result null until something was checked by the server
  public record VerifyPage(@Nullable Result result, List<String> verdicts) {}

  /// @param name the holder, where the text could be read and holds
  public record Result(String verdict, String name, String nationality, @Nullable Instant until) {}
}
