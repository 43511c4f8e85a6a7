package hutong.language;

import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;

/// A language the pages are written in: its BCP 47 tag and its name in itself.
public record Language(String tag, String ownName) {

  public static final Language ENGLISH = new Language("en", "English");
  public static final Language CHINESE = new Language("zh-Hans", "简体中文");

  /// Every language whose messages are complete. A test fails when one lacks a message.
  public static final List<Language> SHIPPED = List.of(ENGLISH, CHINESE);

  public Locale locale() {
    return Locale.forLanguageTag(tag);
  }

  /// True for scripts written from right to left.
  public boolean rightToLeft() {
    return new ULocale(tag).isRightToLeft();
  }

  /// The value of the HTML attribute `dir`.
  public String direction() {
    return rightToLeft() ? "rtl" : "ltr";
  }
}
