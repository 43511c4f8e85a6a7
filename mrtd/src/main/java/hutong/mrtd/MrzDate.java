package hutong.mrtd;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A date of a machine-readable zone: six characters, of which some may be unknown, and the year in
/// full as far as it is known. Text form: `1974-08-12`, `1974-08`, `1974` or empty.
public record MrzDate(
    String raw, @Nullable Integer year, @Nullable Integer month, @Nullable Integer day) {

  /// A fully known date.
  public static MrzDate of(LocalDate date) {
    String raw =
        String.format(
            Locale.ROOT,
            "%02d%02d%02d",
            date.getYear() % 100,
            date.getMonthValue(),
            date.getDayOfMonth());
    return new MrzDate(raw, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /// A date of which nothing is known.
  public static MrzDate unknown() {
    return new MrzDate("<<<<<<", null, null, null);
  }

  /// The date when day, month and year are known and make a real day.
  public Optional<LocalDate> date() {
    if (year == null || month == null || day == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    if (year == null) {
      return "";
    }
    if (month == null) {
      return String.format(Locale.ROOT, "%04d", year);
    }
    if (day == null) {
      return String.format(Locale.ROOT, "%04d-%02d", year, month);
    }
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }

  /// Reads six characters; empty when they are not a date, a partial date or all unknown.
  static Optional<MrzDate> readBirth(String raw, LocalDate today) {
    return read(raw).flatMap(d -> d.inCentury(birthCentury(d, today)));
  }

  static Optional<MrzDate> readExpiry(String raw, LocalDate today) {
    return read(raw).flatMap(d -> d.inCentury(expiryCentury(d, today)));
  }

  private static Optional<MrzDate> read(String raw) {
    @Nullable Integer[] part = new @Nullable Integer[3];
    for (int i = 0; i < 3; i++) {
      String two = raw.substring(2 * i, 2 * i + 2);
      if (two.equals("<<")) {
        part[i] = null;
      } else if (digit(two.charAt(0)) && digit(two.charAt(1))) {
        part[i] = Integer.valueOf(two);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new MrzDate(raw, part[0], part[1], part[2]));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  // A person was born in the latest year that is not in the future.
  private static int birthCentury(MrzDate d, LocalDate today) {
    int century = today.getYear() / 100 * 100;
    if (d.year == null) {
      return century;
    }
    int year = century + d.year;
    boolean future =
        year > today.getYear()
            || (year == today.getYear() && d.month != null && later(d.month, d.day, today));
    return future ? century - 100 : century;
  }

  private static boolean later(int month, @Nullable Integer day, LocalDate today) {
    return month > today.getMonthValue()
        || (month == today.getMonthValue() && day != null && day > today.getDayOfMonth());
  }

  // Documents are valid for some years only: the year within half a century of today.
  private static int expiryCentury(MrzDate d, LocalDate today) {
    int century = today.getYear() / 100 * 100;
    if (d.year == null) {
      return century;
    }
    int year = century + d.year;
    if (year > today.getYear() + 50) {
      return century - 100;
    }
    return year < today.getYear() - 50 ? century + 100 : century;
  }

  private Optional<MrzDate> inCentury(int century) {
    Integer full = year == null ? null : Integer.valueOf(century + year);
    if ((month != null && (month < 1 || month > 12)) || (day != null && (day < 1 || day > 31))) {
      return Optional.empty();
    }
    var dated = new MrzDate(raw, full, month, day);
    if (full != null && month != null && day != null && dated.date().isEmpty()) {
      return Optional.empty();
    }
    if (full == null && month != null && day != null && day > longest(month)) {
      return Optional.empty();
    }
    return Optional.of(dated);
  }

  private static int longest(int month) {
    return switch (month) {
      case 2 -> 29;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }
}
