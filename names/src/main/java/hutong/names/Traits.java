package hutong.names;

import java.util.List;
import java.util.regex.Pattern;

/// Which traditions a name bears the marks of. A mark is no proof; it only opens the conventions of
/// that tradition.
record Traits(
    boolean slavic,
    boolean arabic,
    boolean iberian,
    boolean portuguese,
    boolean japanese,
    boolean korean,
    boolean chinese,
    boolean vietnamese,
    boolean kanji,
    boolean toned) {

  /// An article before a sound that no European name has there.
  private static final Pattern AL = Pattern.compile("[AE]L(?:KH|GH|SH|Q|DH|HA|HU|MU|SA|SU|ZA|YA)");

  static Traits of(List<View> views, Part sequence) {
    boolean toned = false;
    boolean slavic = false;
    boolean arabic = false;
    boolean iberian = false;
    boolean portuguese = false;
    boolean romaji = sequence.size() > 1;
    for (var word : sequence.words) {
      var text = word.latin();
      toned |= !word.ascii && word.script == Script.LATIN && Signs.vietnamese(word.text);
      slavic |= word.script == Script.CYRILLIC || slavic(text);
      arabic |= word.script == Script.ARABIC || arabic(text);
      iberian |= Words.IBERIAN.contains(text) || (text.endsWith("EZ") && text.length() > 4);
      portuguese |= Words.PORTUGUESE.contains(text) || Words.PARTICLES_PORTUGUESE.contains(text);
      romaji &=
          word.script == Script.KANA
              || word.script == Script.HAN
              || (word.script == Script.LATIN && !word.keys().japanese().isEmpty());
    }
    boolean korean = false;
    boolean chinese = false;
    boolean vietnamese = false;
    boolean kanji = false;
    for (var view : views) {
      if (!view.surname().empty() && !view.given().empty()) {
        var surname = view.surname().joined().latin();
        boolean hangul = view.surname().joined().script == Script.HANGUL;
        korean |= hangul || Words.KOREAN.contains(surname);
        vietnamese |=
            Words.VIETNAMESE.contains(view.surname().words[0].latin()) && vietnamese(view.given());
        kanji |= Han.isKanjiSurname(view.surname().joined().text);
        chinese |= Han.isSurname(surname) && syllabic(view.given());
      }
    }
    return new Traits(
        slavic, arabic, iberian, portuguese, romaji, korean, chinese, vietnamese, kanji, toned);
  }

  /// Whether all given names are syllables of Chinese: of pinyin, or of the other romanisations.
  static boolean syllabic(Part given) {
    for (var word : given.words) {
      if (word.script == Script.HAN) {
        continue;
      }
      if (!word.ascii || (Han.syllables(word.text) == null && !brief(word.text))) {
        return false;
      }
    }
    return true;
  }

  private static boolean brief(String word) {
    return word.length() <= 5 && word.length() > 1 && Cantonese.isSyllable(word);
  }

  private static boolean vietnamese(Part given) {
    for (var word : given.words) {
      if (!East.vietnamese(word.latin())) {
        return false;
      }
    }
    return true;
  }

  private static boolean slavic(String word) {
    int length = word.length();
    if (length < 5) {
      return false;
    }
    for (int tail = 2; tail <= Math.min(6, length - 2); tail++) {
      if (Words.SLAVIC_ENDINGS.contains(word.substring(length - tail))) {
        return true;
      }
    }
    return word.endsWith("IN") && length > 5;
  }

  private static boolean arabic(String word) {
    return Words.ARABIC.contains(word)
        || (word.startsWith("ABD") && word.length() > 5)
        || (word.length() > 7 && AL.matcher(word).lookingAt())
        || word.equals("BIN")
        || word.equals("IBN")
        || word.equals("BINT")
        || word.equals("ABU");
  }
}
