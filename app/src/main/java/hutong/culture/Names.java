package hutong.culture;

import hutong.language.Language;

/// What a thing is called, for the reader and for the clerk.
public record Names(String english, String chinese) {

  /// The Chinese name for readers of Chinese, the English one for everybody else.
  public String in(Language language) {
    return language.equals(Language.CHINESE) ? chinese : english;
  }
}
