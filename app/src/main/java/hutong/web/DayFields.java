package hutong.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The three inputs of a day, as they were typed: `<name>.year`, `<name>.month`, `<name>.day`.
public record DayFields(String year, String month, String day) {

  public static final DayFields EMPTY = new DayFields("", "", "");

  public static DayFields of(LocalDate date) {
    return new DayFields(
        String.valueOf(date.getYear()),
        String.valueOf(date.getMonthValue()),
        String.valueOf(date.getDayOfMonth()));
  }

  /// The day, if these three make one.
  public Optional<LocalDate> parse() {
    try {
      return Optional.of(LocalDate.of(number(year, 4), number(month, 2), number(day, 2)));
    } catch (DateTimeException | NumberFormatException notADay) {
      return Optional.empty();
    }
  }

  private static int number(String text, int longest) {
    var digits = text.strip();
    if (digits.length() > longest) {
      throw new NumberFormatException();
    }
    return Integer.parseInt(digits);
  }
}
