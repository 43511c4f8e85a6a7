package hutong.rules.internal;

import hutong.rules.RuleSet;
import hutong.rules.Ruling.Fault;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A fact a rule set can be told, and how it is read.
///
/// @param words what a `word` may be
/// @param codes for a `key`: every accepted code in lower case, with the key it stands for
/// @param otherwise what holds when it is not given
record FactSpec(
    String name,
    Type type,
    List<String> words,
    Map<String, String> codes,
    boolean required,
    @Nullable String otherwise) {

  enum Type {
    COUNTRY,
    WORD,
    DATE,
    NUMBER,
    YESNO,
    KEY,
    TEXT
  }

  /// Stands for a port, a place, a kind that is real but in no table.
  static final String OTHER = "other";

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  RuleSet.Fact shown() {
    var accepted = type == Type.KEY ? codes.values().stream().distinct().sorted().toList() : words;
    return new RuleSet.Fact(name, type.name().toLowerCase(Locale.ROOT), accepted, required);
  }

  /// The value the model gets; null when it was not given or cannot be read.
  @Nullable Object read(@Nullable Object given, Consumer<Fault> faults) {
    if (given == null || given.toString().isBlank()) {
      if (required) {
        faults.accept(new Fault(name, "MISSING"));
      }
      return otherwise;
    }
    var text = given.toString().strip();
    if (text.length() > RulesLimits.TEXT) {
      faults.accept(new Fault(name, "TOO_LONG"));
      return null;
    }
    var value =
        switch (type) {
          case COUNTRY -> CountryCodes.canonical(text).orElse(null);
          case WORD -> word(text);
          case DATE -> given instanceof LocalDate day ? day : date(text);
          case NUMBER -> number(text);
          case YESNO -> yesNo(text);
          case KEY -> codes.get(text.toLowerCase(Locale.ROOT));
          case TEXT -> text;
        };
    if (value == null) {
      faults.accept(new Fault(name, faultCode()));
    }
    return value;
  }

  private String faultCode() {
    return switch (type) {
      case COUNTRY, KEY -> "UNKNOWN_CODE";
      case WORD -> "NOT_ONE_OF";
      case DATE -> "NOT_A_DATE";
      case NUMBER -> "NOT_A_NUMBER";
      case YESNO -> "NOT_YES_OR_NO";
      case TEXT -> "TOO_LONG";
    };
  }

  private @Nullable String word(String text) {
    var word = text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return words.contains(word) ? word : null;
  }

  private static @Nullable LocalDate date(String text) {
    try {
      var day = LocalDate.parse(text);
      return day.getYear() >= 1900 && day.getYear() <= 2200 ? day : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal number(String text) {
    if (!text.matches("-?[0-9]{1,10}(\\.[0-9]{1,6})?")) {
      return null;
    }
    var number = new BigDecimal(text);
    return number.abs().compareTo(MOST) <= 0 ? number : null;
  }

  private static @Nullable Boolean yesNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> Boolean.TRUE;
      case "false", "no" -> Boolean.FALSE;
      default -> null;
    };
  }
}
