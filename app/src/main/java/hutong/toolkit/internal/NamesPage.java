package hutong.toolkit.internal;

import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two writings of a name, what we make of them, and how each place writes the first.
///
/// @param found null before anything was asked
public record NamesPage(
    Asked asked, List<Choice> places, List<FieldError> errors, @Nullable Found found) {

  public NamesPage {
    places = List.copyOf(places);
    errors = List.copyOf(errors);
  }

  /// What was typed.
  public record Asked(String first, String second, String place) {}

  /// The verdict with its reasons, and the forms.
  public record Found(
      Tone tone, String title, String advice, List<Reason> reasons, List<Form> forms) {

    public Found {
      reasons = List.copyOf(reasons);
      forms = List.copyOf(forms);
    }
  }

  /// One reason, and the words it speaks of; empty when it speaks of the whole name.
  public record Reason(String text, String words, Tone tone) {}

  /// How one place writes the name.
  public record Form(String place, String text, String length, boolean cut) {}
}
