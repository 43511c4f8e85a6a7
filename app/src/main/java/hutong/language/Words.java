package hutong.language;

import hutong.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Every word, number and date of one language. Immutable and shared between requests.
public interface Words {

  Language language();

  /// The message of this key with its ICU placeholders filled. A missing key is a bug and says so.
  String t(String key, Object... arguments);

  /// Whether this key has a message.
  boolean has(String key);

  /// An amount as this language writes it, with its currency: `€12.50`, `CN¥80.00`.
  String money(Money amount);

  /// A day with its month's name: `3 December 2026`.
  String date(LocalDate day);

  /// A day and time on the clocks of Beijing: `3 December 2026, 14:00`.
  String dateTime(Instant instant);

  /// A time of day on the clocks of Beijing: `14:00`.
  String time(Instant instant);

  /// A day without its year: `3 Dec`.
  String shortDate(LocalDate day);

  /// A day with its weekday, without its year: `Thu 3 Dec`.
  String weekday(LocalDate day);

  /// A length of time in its two largest units: `9 h 20 min`, `24 days`.
  String duration(Duration length);

  /// When something is, seen from now: `in 3 hr.`, `2 days ago`.
  String relative(Instant now, Instant then);

  /// A whole number with its thousands apart: `40,000`.
  String number(long number);

  /// A share in hundredths of a percent: 150 is `1.5%`.
  String percent(long basisPoints);

  /// Several words as one: `card, wallet and cash`.
  String list(List<String> words);

  /// The name of a language of a BCP 47 tag, in this language: `Portuguese`.
  String languageName(String tag);

  /// The country or region of an ISO 3166-1 code, alpha-2 or alpha-3; the code itself if unknown.
  String country(String code);
}
