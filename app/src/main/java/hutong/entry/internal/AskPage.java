package hutong.entry.internal;

import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the template `entry/ask` may know.
///
/// @param given the answers so far, carried along as hidden fields
/// @param number which question this is, from 1
/// @param prefilled what a verified document answered, as a sentence; may be absent
public record AskPage(
    Asking asking,
    List<Choice> choices,
    Map<String, String> given,
    DayFields day,
    List<FieldError> errors,
    int number,
    @Nullable String back,
    @Nullable String prefilled) {

  public AskPage {
    choices = List.copyOf(choices);
    errors = List.copyOf(errors);
  }

  public String fact() {
    return asking.fact();
  }

  public String kind() {
    return asking.kind().name();
  }

  public String question() {
    return "entry.ask." + fact();
  }

  public boolean mayBeUnknown() {
    return asking == Asking.DEPARTURE;
  }

  public @Nullable String fault() {
    return FieldError.in(errors, fact());
  }
}
