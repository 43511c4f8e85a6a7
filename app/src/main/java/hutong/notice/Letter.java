package hutong.notice;

import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import hutong.language.Language;
import java.util.List;

/// A letter to be written.
///
/// @param person whose letter it is; her key seals it
/// @param address where it goes
/// @param template the beginning of its message keys up to and with the dot, such as
///     `identity.letter.signIn.`; `subject` and `body` are its ends
/// @param arguments fill the placeholders of both
/// @param passing true when the text must not be kept once it was sent, as it opens something
public record Letter(
    PersonId person,
    Sensitive<String> address,
    Language language,
    String template,
    List<Object> arguments,
    boolean passing) {

  public Letter {
    arguments = List.copyOf(arguments);
    if (!template.endsWith(".")) {
      throw new IllegalArgumentException("a template ends with a dot: " + template);
    }
  }

  public static Letter of(
      PersonId person,
      Sensitive<String> address,
      Language language,
      String template,
      Object... arguments) {
    return new Letter(person, address, language, template, List.of(arguments), false);
  }

  /// The same letter, its text forgotten once it was sent.
  public Letter forgottenOnceSent() {
    return new Letter(person, address, language, template, arguments, true);
  }
}
