package hutong.names;

import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One word of a name: capitals, composed, without apostrophes.
final class Token {

  final String text;
  final Script script;
  final boolean ascii;
  final boolean hyphen;
  final boolean dotted;
  final boolean optional;
  final boolean mixed;

  /// Where the word stands among the words of its name, or -1 when it was made of several.
  int place = -1;
  private @Nullable Spelling spelling;
  private @Nullable Spelling surname;
  private @Nullable String usual;
  private @Nullable Keys keys;

  Token(String text, boolean hyphen, boolean dotted, boolean optional) {
    this.hyphen = hyphen;
    this.dotted = dotted;
    this.optional = optional;
    boolean plain = true;
    Script found = null;
    boolean several = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= c < 0x80;
      var script = Script.of(c);
      if (Character.isLetter(c) && script != found) {
        several |= found != null && !japanese(found, script);
        found = found == null || !japanese(found, script) ? script : Script.HAN;
      }
    }
    this.mixed = several;
    this.text = several ? lookalikes(text) : text;
    this.ascii = plain || (several && this.text.chars().allMatch(c -> c < 0x80));
    this.script = several ? Script.LATIN : found == null ? Script.LATIN : found;
  }

  private static boolean japanese(Script a, Script b) {
    return (a == Script.HAN || a == Script.KANA) && (b == Script.HAN || b == Script.KANA);
  }

  private static final String LOOKS = "АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

  private static String lookalikes(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int at = LOOKS.indexOf(text.charAt(i));
      out.append(at >= 0 && at % 2 == 0 ? LOOKS.charAt(at + 1) : text.charAt(i));
    }
    return out.toString();
  }

  boolean initial() {
    return text.length() == 1 && (script == Script.LATIN || script == Script.CYRILLIC);
  }

  Spelling spelling() {
    var made = spelling;
    if (made == null) {
      made = Letters.spelling(text, script);
      spelling = made;
    }
    return made;
  }

  /// The spelling as a family name, which some characters have a reading of their own for.
  Spelling spelling(boolean asSurname) {
    if (!asSurname || !script.unspaced()) {
      return spelling();
    }
    var made = surname;
    if (made == null) {
      made = script == Script.HAN ? Han.spelling(text, true) : Hangul.spelling(text, true);
      surname = made;
    }
    return made;
  }

  /// The usual writing in A to Z.
  String latin() {
    if (ascii) {
      return text;
    }
    var made = usual;
    if (made == null) {
      made = spelling().usual();
      usual = made;
    }
    return made;
  }

  Keys keys() {
    var made = keys;
    if (made == null) {
      made = new Keys(latin());
      keys = made;
    }
    return made;
  }

  boolean unreadable() {
    return script == Script.OTHER;
  }

  // Comparing

  /// How near two words are in their letters, whatever their place in the name.
  static Link link(Token a, Token b, boolean surname) {
    if (a.text.equals(b.text)) {
      return a.mixed != b.mixed ? Link.doubt(NameConvention.MIXED_SCRIPTS) : Link.SAME;
    }
    if (a.ascii && b.ascii) {
      return Link.NO;
    }
    if (a.script == b.script) {
      return within(a, b);
    }
    if (a.unreadable() || b.unreadable()) {
      return Link.doubt(NameConvention.SCRIPT_UNREAD);
    }
    return across(a, b, surname);
  }

  private static Link within(Token a, Token b) {
    return switch (a.script) {
      case LATIN -> latin(a, b);
      case HAN ->
          Han.simplified(a.text).equals(Han.simplified(b.text))
              ? Link.sure(NameConvention.SCRIPT_FORM)
              : Link.NO;
      case KANA ->
          Kana.hiragana(a.text).equals(Kana.hiragana(b.text))
              ? Link.sure(NameConvention.SCRIPT_FORM)
              : Link.NO;
      case ARABIC -> {
        var first = ArabicNames.plain(a.text);
        var second = ArabicNames.plain(b.text);
        yield first.equals(second)
            ? Link.sure(NameConvention.SIGNS_LEFT_OUT)
            : first
                    .replace('\u0649', '\u064A')
                    .replace('\u0629', '\u0647')
                    .equals(second.replace('\u0649', '\u064A').replace('\u0629', '\u0647'))
                ? Link.sure(NameConvention.SPELLING)
                : Link.NO;
      }
      case CYRILLIC, GREEK, HEBREW ->
          bare(a.text).equals(bare(b.text)) ? Link.sure(NameConvention.SIGNS_LEFT_OUT) : Link.NO;
      case OTHER -> Link.NO;
      case HANGUL, ARMENIAN, GEORGIAN, INDIC, THAI, ETHIOPIC -> Link.NO;
    };
  }

  private static String bare(String text) {
    return Normalizer.normalize(text.replace('Й', 'й'), Normalizer.Form.NFD)
        .replaceAll("[\\p{M}]", "")
        .replace('ς', 'Σ');
  }

  /// A plain letter at either end stays what it is in every convention of writing.
  private static boolean endsDiffer(String a, String b) {
    char first = a.charAt(0);
    char other = b.charAt(0);
    if (first != other && first < 0x80 && other < 0x80) {
      return true;
    }
    first = a.charAt(a.length() - 1);
    other = b.charAt(b.length() - 1);
    return first != other && first < 0x80 && other < 0x80;
  }

  private static Link latin(Token a, Token b) {
    if (a.text.isEmpty() || b.text.isEmpty() || endsDiffer(a.text, b.text)) {
      return Link.NO;
    }
    int signs = Signs.compare(a.text, b.text);
    if (signs == Signs.LEFT_OUT) {
      return Link.sure(NameConvention.SIGNS_LEFT_OUT);
    }
    if (signs == Signs.OTHERS) {
      return Link.NO;
    }
    if (a.ascii || b.ascii) {
      var signed = a.ascii ? b : a;
      var plain = a.ascii ? a.text : b.text;
      return Link.of(
          signed.spelling().degree(plain),
          NameConvention.TRANSLITERATION,
          NameConvention.OTHER_ROMANISATION);
    }
    return any(a.spelling().all(), b.spelling());
  }

  private static Link any(Set<String> writings, Spelling other) {
    int best = Link.NONE;
    for (var writing : writings) {
      best = Math.min(best, other.degree(writing));
    }
    return Link.of(best, NameConvention.TRANSLITERATION, NameConvention.OTHER_ROMANISATION);
  }

  private static Link across(Token a, Token b, boolean surname) {
    var foreign = a.script == Script.LATIN ? b : a;
    var latin = a.script == Script.LATIN ? a : b;
    if (latin.script != Script.LATIN) {
      // two scripts, neither of them Latin: through the usual writing of either
      int best =
          Math.min(
              foreign.spelling(surname).degree(latin.spelling(surname).usual()),
              latin.spelling(surname).degree(foreign.spelling(surname).usual()));
      return best == Link.NONE ? Link.NO : Link.doubt(NameConvention.OTHER_ROMANISATION);
    }
    if (foreign.script == Script.ARABIC) {
      return arabic(foreign, latin);
    }
    var spelling = foreign.spelling(surname);
    var writings = latin.ascii ? List.of(latin.text) : latin.spelling().all();
    int best = Link.NONE;
    for (var writing : writings) {
      best = Math.min(best, spelling.degree(writing));
    }
    if (best == Link.NONE && latin.ascii) {
      int known = Words.spellings(spelling.usual(), latin.text);
      best = known == Link.NONE ? Link.NONE : Link.DOUBT;
    }
    return Link.of(best, NameConvention.TRANSLITERATION, NameConvention.OTHER_ROMANISATION);
  }

  private static Link arabic(Token arabic, Token latin) {
    var written = latin.latin();
    var known = ArabicNames.known(arabic.text);
    if (!known.isEmpty()) {
      if (known.equals(written) || Words.spellings(known, written) == Link.CONVENTION) {
        return Link.sure(NameConvention.ROMANISATION);
      }
    }
    if (Letters.icaoArabic(arabic.text).equals(written)
        || Letters.icaoArabic(arabic.text).replaceFirst("XTA$", "XAH").equals(written)) {
      return Link.sure(NameConvention.TRANSLITERATION);
    }
    boolean otherKnown =
        !known.isEmpty() && (Words.known(written) || Words.ARABIC.contains(written));
    return !otherKnown && arabic.spelling().degree(written) == Link.DOUBT
        ? Link.doubt(NameConvention.OTHER_ROMANISATION)
        : Link.NO;
  }
}
