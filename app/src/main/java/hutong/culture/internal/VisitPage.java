package hutong.culture.internal;

import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the template `culture/visit` may know: one step of booking a visit.
///
/// @param held what was answered so far, carried along as name and value
/// @param choices the answers to this step's question
/// @param absent people who cannot come, and why
/// @param check what is about to be booked, on the last step
public record VisitPage(
    Step step,
    String action,
    String museum,
    String chinese,
    String day,
    String back,
    List<Held> held,
    List<Choice> choices,
    List<Absent> absent,
    @Nullable Check check,
    List<FieldError> errors,
    @Nullable Problem refusal) {

  /// The steps after the day, which is chosen on the museum's own page.
  public enum Step {
    TIME,
    WHO,
    CHECK
  }

  /// A hidden field.
  public record Held(String name, String value) {}

  /// Somebody who cannot come with the document she has.
  public record Absent(String name, String why) {}

  /// What is about to be booked.
  public record Check(
      String time,
      List<String> party,
      String price,
      boolean free,
      long holdMinutes,
      int refundPercent,
      boolean cancellable,
      String cancelUntil,
      String changeDay,
      String changeTime,
      String changeParty) {}
}
