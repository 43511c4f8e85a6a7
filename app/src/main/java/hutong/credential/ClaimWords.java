package hutong.credential;

import hutong.language.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a credential says, in the reader's words.
public final class ClaimWords {

  private static final Set<String> COUNTRIES = Set.of("nationality", "document_issuer");

  /// One line: what it is called, what it says, whether it is always shown.
  public record Said(String label, String value, boolean always) {}

  /// The claims that are there, in the order of the type.
  public static List<Said> said(CredentialType type, Map<String, Object> claims, Words words) {
    var said = new ArrayList<Said>();
    for (var claim : type.claims()) {
      var value = claims.get(claim.key());
      if (value != null) {
        said.add(
            new Said(
                claim.name().in(words.language()),
                text(claim.key(), value, words),
                claim.always()));
      }
    }
    return said;
  }

  private static String text(String claim, Object value, Words words) {
    return switch (value) {
      case LocalDate day -> words.date(day);
      case Instant at -> words.dateTime(at);
      case Boolean yes -> words.t("credential.value." + (yes ? "yes" : "no"));
      case Integer number -> words.number(number);
      case List<?> list -> words.list(list.stream().map(String::valueOf).toList());
      case String text when COUNTRIES.contains(claim) -> words.country(text);
      case String text -> named(claim, text, words);
      default -> value.toString();
    };
  }

  /// A code that has words of its own.
  private static String named(String claim, String code, Words words) {
    var key = "credential.value." + claim + "." + code.toLowerCase(Locale.ROOT);
    return key.matches("[a-z0-9_.-]+") && words.has(key) ? words.t(key) : code;
  }

  private ClaimWords() {}
}
