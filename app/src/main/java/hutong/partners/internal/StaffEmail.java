package hutong.partners.internal;

import java.util.Locale;
import java.util.Optional;

/// Work addresses in the one form in which sign-in compares them.
final class StaffEmail {

  static String normal(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  static Optional<String> parse(String typed) {
    var text = normal(typed);
    boolean fits =
        text.length() <= PartnerLimits.EMAIL && text.matches("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;]+");
    return fits ? Optional.of(text) : Optional.empty();
  }

  private StaffEmail() {}
}
