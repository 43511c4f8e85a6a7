package hutong.language.internal;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeDateTimeUnit;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.time.Duration;

/// How long, and how long until: in the units a person would say.
class LengthWords {

  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration HOUR = Duration.ofHours(1);

  private final ULocale locale;
  private final MeasureFormat measures;

  LengthWords(ULocale locale) {
    this.locale = locale;
    this.measures = MeasureFormat.getInstance(locale, FormatWidth.SHORT);
  }

  /// Days from two days on; below that hours and minutes; at least one minute.
  String duration(Duration length) {
    if (length.compareTo(TWO_DAYS) >= 0) {
      return measures.format(new Measure(length.toDays(), MeasureUnit.DAY));
    }
    var minutes = new Measure(length.toMinutesPart(), MeasureUnit.MINUTE);
    if (length.compareTo(HOUR) < 0) {
      return length.toMinutes() < 1
          ? measures.format(new Measure(Math.max(0, length.toSeconds()), MeasureUnit.SECOND))
          : measures.format(minutes);
    }
    var hours = new Measure(length.toHours(), MeasureUnit.HOUR);
    return length.toMinutesPart() == 0
        ? measures.format(hours)
        : measures.formatMeasures(hours, minutes);
  }

  String relative(Duration untilThen) {
    var length = untilThen.abs();
    var unit = RelativeDateTimeUnit.MINUTE;
    double number = (double) Math.max(1, length.toMinutes());
    if (length.compareTo(TWO_DAYS) >= 0) {
      unit = RelativeDateTimeUnit.DAY;
      number = (double) length.toDays();
    } else if (length.compareTo(HOUR) >= 0) {
      unit = RelativeDateTimeUnit.HOUR;
      number = (double) length.toHours();
    }
    return RelativeDateTimeFormatter.getInstance(locale)
        .formatNumeric(untilThen.isNegative() ? -number : number, unit);
  }
}
