package hutong.paper.internal;

import hutong.credential.ClaimWords.Said;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pages of paper show; public, for the templates are in another package.
public final class PaperViews {

  private PaperViews() {}

  /// @param sheet null when she has shown no document yet
  /// @param others what else she can carry on paper, by address
  public record SheetPage(@Nullable Sheet sheet, List<Other> others) {}

  /// Another sheet.
  public record Other(String path, String kind, String title) {}

  /// A printable sheet: its code and, in words, all that the code says.
  ///
  /// @param seal the same in the form of ICAO's VDS-NC, where there is one
  /// @param revocable whether it ends with the credential it rests on
  public record Sheet(
      String code,
      @Nullable String seal,
      String kind,
      List<Said> facts,
      boolean revocable,
      Instant until) {}

  /// @param result null until something was checked by the server
  /// @param labels what claims are called, for the browser's own check
  public record VerifyPage(
      @Nullable Result result, List<String> verdicts, Map<String, String> labels) {}

  /// @param facts what the code says, where it could be read
  public record Result(String verdict, List<Said> facts, @Nullable Instant until) {}
}
