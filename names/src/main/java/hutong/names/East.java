package hutong.names;

import java.util.regex.Pattern;

/// Syllables of which Chinese and Korean given names are made.
final class East {

  private static final Pattern KOREAN =
      Pattern.compile(
          "(?:KK|TT|PP|SS|JJ|CH|SH|KW|GW|HW|[GKNDTRLMBPSJHYW])?"
              + "(?:YEO|YOU|YOO|YAE|WAE|EUI|AE|EO|EU|EE|OE|OO|OU|UI|WA|WO|WI|YA|YE|YO|YU|A|E|I|O|U)"
              + "(?:NG|CK|[NMKLPTGBH])?");

  private static final Pattern VIETNAMESE =
      Pattern.compile(
          "(?:CH|GH|GI|KH|NGH|NG|NH|PH|QU|TH|TR|[BCDGHKLMNRSTVX])?[AEIOUY]{1,3}"
              + "(?:CH|NG|NH|[CMNPT])?");

  private East() {}

  static boolean vietnamese(String word) {
    return VIETNAMESE.matcher(word).matches();
  }

  static boolean syllable(String word) {
    return word.length() <= 6
        && (Han.isSyllable(word) || Cantonese.isSyllable(word) || KOREAN.matcher(word).matches());
  }
}
