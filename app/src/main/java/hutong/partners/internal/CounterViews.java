package hutong.partners.internal;

import hutong.presentation.Presentation;
import hutong.web.Choice;
import hutong.web.Tone;
import java.util.List;

/// All that the templates of a counter may know. Public because templates are compiled apart.
public final class CounterViews {

  private CounterViews() {}

  /// A question asked lately.
  public record Row(String title, String at, String path, Tone tone, String state) {}

  /// What to ask.
  public record AskPage(String path, String partner, List<Choice> purposes, List<Row> latest) {}

  /// A label in Chinese and in the traveller's language, and a value in both where they differ.
  public record Line(String chinese, String hers, String value, String other) {

    /// A fact is personal.
    @Override
    public String toString() {
      return "Line[" + chinese + "]";
    }
  }

  /// One of several a leader answered for.
  public record Member(String name, String path, Tone tone, String state) {

    /// A name is personal.
    @Override
    public String toString() {
      return "Member[" + path + "]";
    }
  }

  /// What came back.
  ///
  /// @param members everybody a leader answered for, herself first; empty when she answered alone
  /// @param verified how many of them were accepted
  ///
  /// @param other the headline in the traveller's language; empty when that is Chinese
  /// @param picture an image as a data address; may be empty
  public record ResultPage(
      String path,
      String id,
      String partner,
      String purpose,
      Presentation.State state,
      Presentation.Request request,
      Tone tone,
      String chinese,
      String other,
      String text,
      String language,
      List<Line> facts,
      String picture,
      List<Line> reasons,
      List<Step> steps,
      List<Member> members,
      int verified,
      List<Row> latest) {}

  /// What to do now.
  public record Step(String titleKey, String path) {}
}
