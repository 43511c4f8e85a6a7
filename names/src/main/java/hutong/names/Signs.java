package hutong.names;

import java.text.Normalizer;

/// Signs above and below Latin letters: left out in one writing, or others.
final class Signs {

  static final int LEFT_OUT = 1;
  static final int OTHERS = 2;
  static final int OTHER_LETTERS = 3;

  /// Grave, acute, tilde, hook above, dot below: the tones of Vietnamese.
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

  /// A sign of Vietnamese alone: who writes it writes the tones too.
  private static final char HORN = '\u031B';

  private Signs() {}

  /// Whether both words bear the same tones, on whichever vowel.
  static boolean sameTones(String a, String b) {
    return tones(Normalizer.normalize(a, Normalizer.Form.NFD))
        .equals(tones(Normalizer.normalize(b, Normalizer.Form.NFD)));
  }

  /// Whether the word bears a sign that only Vietnamese has.
  static boolean vietnamese(String word) {
    var text = Normalizer.normalize(word, Normalizer.Form.NFD);
    return text.indexOf(HORN) >= 0 || text.indexOf('\u0323') >= 0 || text.indexOf('\u0309') >= 0;
  }

  /// Compares words that differ. Where both letters carry signs and not the same ones, they are two
  /// names, except that the tone of a Vietnamese syllable may stand on either of two vowels.
  static int compare(String a, String b) {
    var first = decomposed(a);
    var second = decomposed(b);
    int i = 0;
    int j = 0;
    boolean conflict = false;
    while (i < first.length() && j < second.length()) {
      if (first.charAt(i) != second.charAt(j)) {
        return OTHER_LETTERS;
      }
      int from = ++i;
      i = marks(first, i);
      int other = ++j;
      j = marks(second, j);
      conflict |= conflict(first, from, i, second, other, j);
    }
    if (i < first.length() || j < second.length()) {
      return OTHER_LETTERS;
    }
    if (conflict || tonesDiffer(first, second)) {
      return OTHERS;
    }
    boolean vietnamese = first.indexOf(HORN) >= 0 && second.indexOf(HORN) >= 0;
    return vietnamese && !tones(first).equals(tones(second)) ? OTHERS : LEFT_OUT;
  }

  private static String decomposed(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFD)
        .replace('Đ', 'D')
        .replace('Ł', 'L')
        .replace('Ø', 'O')
        .replace('ı', 'I')
        .replace('Ħ', 'H')
        .replace('Ŧ', 'T');
  }

  /// The letters without their signs, joined letters taken apart.
  static String bare(String word) {
    var out = new StringBuilder();
    decomposed(word)
        .replace("ẞ", "SS")
        .replace("Æ", "AE")
        .replace("Œ", "OE")
        .replace("Þ", "TH")
        .replace('Ð', 'D')
        .chars()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> out.append((char) c));
    return out.toString();
  }

  private static int marks(String text, int at) {
    int i = at;
    while (i < text.length() && Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK) {
      i++;
    }
    return i;
  }

  private static boolean conflict(String a, int i, int iEnd, String b, int j, int jEnd) {
    if (i == iEnd || j == jEnd) {
      return false;
    }
    // each sign of the one with fewer must be among those of the other
    boolean fewer = iEnd - i <= jEnd - j;
    var small = fewer ? a.substring(i, iEnd) : b.substring(j, jEnd);
    var large = fewer ? b.substring(j, jEnd) : a.substring(i, iEnd);
    return small.chars().anyMatch(c -> large.indexOf(c) < 0);
  }

  /// Hòa and Hoà are one name, Hòa and Hóa are two, also where each vowel alone would pass.
  private static boolean tonesDiffer(String a, String b) {
    var first = tones(a);
    var second = tones(b);
    return !first.isEmpty()
        && !second.isEmpty()
        && !first.equals(second)
        && first.length() == second.length();
  }

  private static String tones(String text) {
    var out = new StringBuilder();
    text.chars().filter(c -> TONES.indexOf(c) >= 0).forEach(c -> out.append((char) c));
    return out.toString();
  }
}
