package hutong.names;

/// The scripts in which names are read.
enum Script {
  LATIN,
  CYRILLIC,
  GREEK,
  ARABIC,
  HEBREW,
  HAN,
  KANA,
  HANGUL,
  ARMENIAN,
  GEORGIAN,
  INDIC,
  THAI,
  ETHIOPIC,
  OTHER;

  static Script of(int c) {
    if (c < 0x250) {
      return LATIN;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case LATIN -> LATIN;
      case CYRILLIC -> CYRILLIC;
      case GREEK -> GREEK;
      case ARABIC -> ARABIC;
      case HEBREW -> HEBREW;
      case HAN -> HAN;
      case HIRAGANA, KATAKANA -> KANA;
      case HANGUL -> HANGUL;
      case ARMENIAN -> ARMENIAN;
      case GEORGIAN -> GEORGIAN;
      case DEVANAGARI, BENGALI, GURMUKHI, GUJARATI, ORIYA, TAMIL, TELUGU, KANNADA, MALAYALAM ->
          INDIC;
      case THAI -> THAI;
      case ETHIOPIC -> ETHIOPIC;
      default -> OTHER;
    };
  }

  /// Whether a name in this script is written without spaces, family name first.
  boolean unspaced() {
    return this == HAN || this == HANGUL;
  }
}
