package hutong.presentation;

import hutong.language.Words;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/// Says facts in a reader's language.
public final class FactWords {

  /// The name of a fact: `Date of birth`.
  public static String name(Fact fact, Words words) {
    return words.t("presentation.fact." + fact.key());
  }

  /// What a credential says, as people write it.
  public static String say(Fact fact, String value, Words words) {
    return switch (fact) {
      case BIRTH_DATE, DOCUMENT_EXPIRY, ENTERED_ON, MAY_STAY_UNTIL -> day(value, words);
      case OVER_14, OVER_18, OVER_60 ->
          words.t(value.equals("true") ? "presentation.value.yes" : "presentation.value.no");
      case SEX -> coded("presentation.sex.", sex(value), words, value);
      case DOCUMENT_KIND -> coded("presentation.document.", value, words, value);
      case VERIFICATION -> coded("presentation.verification.", value, words, value);
      case NATIONALITY, DOCUMENT_ISSUER -> words.country(value);
      case NAME, SURNAME, GIVEN_NAMES, DOCUMENT_NUMBER, PORTRAIT -> value;
    };
  }

  /// ISO/IEC 5218 and the letters of ICAO 9303 are one.
  private static String sex(String value) {
    return switch (value) {
      case "1", "M" -> "M";
      case "2", "F" -> "F";
      default -> "X";
    };
  }

  private static String coded(String beginning, String code, Words words, String otherwise) {
    var key = beginning + code.toUpperCase(Locale.ROOT);
    return code.matches("[A-Za-z_]{1,40}") && words.has(key) ? words.t(key) : otherwise;
  }

  private static String day(String value, Words words) {
    try {
      return words.date(LocalDate.parse(value));
    } catch (DateTimeException notADay) {
      return value;
    }
  }

  private FactWords() {}
}
