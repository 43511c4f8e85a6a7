package hutong.identity.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address in the one form that is compared: trimmed, lower case.
record Email(String text) {

  /// Loose on purpose: only the letter proves an address. No spaces, no quotes, one `@`.
  private static final Pattern FORM =
      Pattern.compile(
          "[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,64}@[^\\s@<>\"(),:;\\\\\\[\\]_/]{3,190}");

  static Optional<Email> parse(String typed) {
    var text = typed.strip().toLowerCase(Locale.ROOT);
    boolean fits =
        text.length() <= IdentityLimits.EMAIL
            && FORM.matcher(text).matches()
            && !text.contains("..")
            && !text.endsWith(".");
    return fits ? Optional.of(new Email(text)) : Optional.empty();
  }

  /// What stands before the `@`: a first idea of what she may be called.
  String beginning() {
    return text.substring(0, text.indexOf('@'));
  }

  @Override
  public String toString() {
    return "[email]";
  }
}
