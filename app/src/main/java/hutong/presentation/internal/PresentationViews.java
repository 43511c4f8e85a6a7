package hutong.presentation.internal;

import hutong.presentation.AskingPurpose;
import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Problem;
import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the templates of presentations may know. Public because templates are compiled apart.
public final class PresentationViews {

  private PresentationViews() {}

  /// Where a code is typed.
  public record CodePage(String code, List<FieldError> errors) {}

  /// One fact, and what it says of her; empty when it is not known.
  public record FactLine(String key, String label, String value) {

    /// A fact is personal.
    @Override
    public String toString() {
      return "FactLine[" + key + "]";
    }
  }

  /// Somebody she can answer for.
  ///
  /// @param able whether a credential of hers fits
  public record Person(String id, String name, String text, boolean able, boolean chosen) {}

  /// How it ended for one of several.
  public record Member(String name, Tone tone, String state) {}

  /// Who asks for what, and why.
  ///
  /// @param people whom she can answer for at once; empty when there is only herself
  ///
  /// @param credential what she would show; empty when she holds nothing that fits
  /// @param wallet opens another wallet with the same question
  public record AskedPage(
      String path,
      String party,
      String chinese,
      AskingPurpose.Text text,
      List<FactLine> needed,
      List<FactLine> extras,
      String credential,
      String credentialName,
      List<Choice> choices,
      List<Person> people,
      String until,
      String wallet,
      @Nullable Problem problem) {}

  /// How it ended.
  ///
  /// @param back where she goes on, outside; empty when nowhere
  public record EndedPage(
      String state,
      String party,
      AskingPurpose.Text text,
      List<String> facts,
      List<String> reasons,
      List<Member> members,
      String back,
      String host) {}
}
