package hutong.language.internal;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Language;
import hutong.language.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One language's messages. ICU formats are not thread-safe, so each use clones its own.
class BundledWords implements Words {

  private static final Map<String, String> ALPHA3 = alpha3();

  private final Language language;
  private final ULocale locale;
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, MessageFormat> patterns = new HashMap<>();
  private final NumberFormat money;
  private final DateFormat date;
  private final DateFormat dateTime;
  private final DateFormat time;
  private final DateFormat shortDate;
  private final DateFormat weekday;
  private final LengthWords lengths;

  BundledWords(Language language, Map<String, String> messages) {
    this.language = language;
    // English is everybody's second language: days as most of the world writes them, 3 Dec.
    this.locale = new ULocale(language.equals(Language.ENGLISH) ? "en-001" : language.tag());
    messages.forEach(this::keep);
    money = NumberFormat.getCurrencyInstance(locale);
    date = day("yMMMMd");
    shortDate = day("MMMd");
    weekday = day("EEEMMMd");
    lengths = new LengthWords(locale);
    dateTime = beijing("yMMMMdHHmm");
    time = beijing("HHmm");
  }

  private DateFormat day(String skeleton) {
    var format = DateFormat.getPatternInstance(skeleton, locale);
    format.setTimeZone(TimeZone.getTimeZone("UTC"));
    return format;
  }

  private DateFormat beijing(String skeleton) {
    var format = DateFormat.getPatternInstance(skeleton, locale);
    format.setTimeZone(TimeZone.getTimeZone(Beijing.ZONE.getId()));
    return format;
  }

  /// Messages without placeholders skip the formatter: most of a page is made of them.
  private void keep(String key, String text) {
    if (text.indexOf('{') < 0) {
      plain.put(key, text);
    } else {
      patterns.put(key, new MessageFormat(text, locale));
    }
  }

  @Override
  public Language language() {
    return language;
  }

  @Override
  public String t(String key, Object... arguments) {
    var text = plain.get(key);
    if (text != null) {
      return text;
    }
    var pattern = patterns.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no message " + key + " in " + language.tag());
    }
    return pattern.clone().format(arguments);
  }

  @Override
  public boolean has(String key) {
    return plain.containsKey(key) || patterns.containsKey(key);
  }

  @Override
  public String money(Money amount) {
    var format = money.clone();
    format.setCurrency(com.ibm.icu.util.Currency.getInstance(amount.currency().getCurrencyCode()));
    return format.format(new BigDecimal(amount.decimal()));
  }

  @Override
  public String date(LocalDate day) {
    return write(date, day);
  }

  @Override
  public String shortDate(LocalDate day) {
    return write(shortDate, day);
  }

  @Override
  public String weekday(LocalDate day) {
    return write(weekday, day);
  }

  private static String write(DateFormat format, LocalDate day) {
    var midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return format.clone().format(Date.from(midnight));
  }

  @Override
  public String duration(Duration length) {
    return lengths.duration(length);
  }

  @Override
  public String relative(Instant now, Instant then) {
    return lengths.relative(Duration.between(now, then));
  }

  @Override
  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  @Override
  public String percent(long basisPoints) {
    var format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(2);
    return format.format(BigDecimal.valueOf(basisPoints, 4));
  }

  @Override
  public String list(List<String> words) {
    return ListFormatter.getInstance(locale).format(words);
  }

  @Override
  public String languageName(String tag) {
    return ULocale.getDisplayName(tag, locale);
  }

  @Override
  public String dateTime(Instant instant) {
    return dateTime.clone().format(Date.from(instant));
  }

  @Override
  public String time(Instant instant) {
    return time.clone().format(Date.from(instant));
  }

  @Override
  public String country(String code) {
    var region = ALPHA3.getOrDefault(code, code);
    var name = ULocale.getDisplayCountry("und-" + region, locale);
    return name.isEmpty() ? code : name;
  }

  private static Map<String, String> alpha3() {
    var codes = new HashMap<String, String>();
    for (var alpha2 : Locale.getISOCountries()) {
      codes.put(Locale.of("", alpha2).getISO3Country(), alpha2);
    }
    return Map.copyOf(codes);
  }
}
