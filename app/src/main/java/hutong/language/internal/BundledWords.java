package hutong.language.internal;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.language.Language;
import hutong.language.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
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

  BundledWords(Language language, Map<String, String> messages) {
    this.language = language;
    this.locale = new ULocale(language.tag());
    messages.forEach(this::keep);
    money = NumberFormat.getCurrencyInstance(locale);
    date = DateFormat.getPatternInstance("yMMMMd", locale);
    date.setTimeZone(TimeZone.getTimeZone("UTC"));
    dateTime = beijing("yMMMMdHHmm");
    time = beijing("HHmm");
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
    var midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return date.clone().format(Date.from(midnight));
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
