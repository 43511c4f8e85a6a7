package hutong.language;

import hutong.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;

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

  /// The country or region of an ISO 3166-1 code, alpha-2 or alpha-3; the code itself if unknown.
  String country(String code);
}
