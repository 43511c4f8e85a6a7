package hutong.entry.internal;

import hutong.entry.EntryPath;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the templates of the stay may know.
public final class StayPage {

  /// The counter.
  ///
  /// @param left days left after today; null when nobody knows the last day
  public record Counter(
      String entered,
      String port,
      EntryPath path,
      @Nullable String last,
      int used,
      @Nullable Integer left,
      int total,
      boolean ending,
      String entryDay) {

    public boolean over() {
      return left != null && left < 0;
    }
  }

  /// One question of the record, with the answers so far.
  ///
  /// @param step `entered`, `port`, `path`, `last` or `check`
  public record Step(
      String step,
      String entered,
      String port,
      String path,
      String last,
      Shown shown,
      List<Choice> choices,
      DayFields day,
      List<FieldError> errors) {

    public Step {
      choices = List.copyOf(choices);
      errors = List.copyOf(errors);
    }

    public @Nullable String fault() {
      return FieldError.in(errors, step);
    }
  }

  /// The answers in the reader's language.
  public record Shown(String entered, String port, String path, String last) {}

  private StayPage() {}
}
