package hutong.names;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How near two words are, given the traditions in evidence and where the words stand.
final class WordMatch {

  enum Role {
    SURNAME,
    GIVEN,
    SEQUENCE
  }

  /// Japanese names of which one has a long vowel where the other has a short one.
  private static final Set<String> SHORT_AND_LONG =
      Set.of(
          "ONO", "YUKI", "YUKO", "YUKA", "YUMI", "YUMA", "YUTO", "YUTA", "OI", "KONO", "OSAWA",
          "YUI", "YURI", "OTA");

  private static final Pattern UE = Pattern.compile("(?<![AEQG])UE");

  private static final Set<String> GLUED_TITLES =
      Set.of("MR", "MRS", "MS", "MISS", "MSTR", "MASTER", "DR", "PROF");

  /// Words of either name whose links are kept.
  private static final int MOST = 6;

  private final Traits a;
  private final Traits b;
  private final boolean boarding;
  private final @Nullable Link[] links = new Link[6 * MOST * MOST];

  WordMatch(Traits a, Traits b, Set<NameContext> contexts) {
    this.a = a;
    this.b = b;
    this.boarding = contexts.contains(NameContext.BOARDING_PASS);
  }

  /// The link of a word of the first name and one of the second, found once for each pair.
  Link link(Token x, Token y, Role role, boolean first) {
    if (x.place < 0 || y.place < 0 || x.place >= MOST || y.place >= MOST) {
      return found(x, y, role, first);
    }
    int kind = (role == Role.SURNAME ? 0 : role == Role.GIVEN ? 1 : 2) * 2 + (first ? 1 : 0);
    int at = (kind * MOST + x.place) * MOST + y.place;
    var known = links[at];
    if (known == null) {
      known = found(x, y, role, first);
      links[at] = known;
    }
    return known;
  }

  private Link found(Token x, Token y, Role role, boolean first) {
    var plain = Token.link(x, y, role == Role.SURNAME);
    boolean toneless = plain.why() == NameConvention.SIGNS_LEFT_OUT && a.toned() && b.toned();
    toneless = toneless && !Signs.sameTones(x.text, y.text);
    if (plain.degree() != Link.NONE) {
      // both writers know the tones, so a missing one may be another name
      return toneless ? Link.doubt(NameConvention.SIGNS_LEFT_OUT) : plain;
    }
    if (x.initial() || y.initial()) {
      return initial(x, y, role, first);
    }
    if (x.script == Script.LATIN && y.script == Script.LATIN) {
      return latin(x, y, role);
    }
    boolean kanji = a.kanji() || b.kanji();
    if (kanji && role == Role.GIVEN && (japanese(x, y) || japanese(y, x))) {
      // given names in kanji have many readings; only a person can tell
      return Link.doubt(NameConvention.OTHER_ROMANISATION);
    }
    return Link.NO;
  }

  private static boolean japanese(Token han, Token latin) {
    return han.script == Script.HAN
        && latin.script == Script.LATIN
        && !latin.keys().japanese().isEmpty();
  }

  private static Link initial(Token x, Token y, Role role, boolean first) {
    var p = x.latin();
    var q = y.latin();
    if (p.isEmpty() || q.isEmpty() || p.charAt(0) != q.charAt(0)) {
      return Link.NO;
    }
    if (p.equals(q)) {
      return Link.sure(NameConvention.SIGNS_LEFT_OUT);
    }
    if (x.script != y.script && x.script.unspaced() == y.script.unspaced() && first) {
      return Link.doubt(NameConvention.INITIAL);
    }
    return role == Role.GIVEN && !first
        ? Link.sure(NameConvention.INITIAL)
        : Link.doubt(NameConvention.INITIAL);
  }

  private Link latin(Token x, Token y, Role role) {
    var p = x.latin();
    var q = y.latin();
    if (p.equals(q)) {
      // each carries other signs: told apart before
      return Link.NO;
    }
    int known = Words.spellings(p, q);
    if (known != Link.NONE && !(role == Role.SURNAME && Math.min(p.length(), q.length()) < 3)) {
      boolean brief =
          Math.min(p.length(), q.length()) <= 4 && Math.abs(p.length() - q.length()) > 2;
      return Link.of(
          known,
          brief ? NameConvention.ABBREVIATION : NameConvention.SPELLING,
          NameConvention.SHORT_NAME);
    }
    if (boarding && glued(p, q)) {
      return Link.sure(NameConvention.TITLE);
    }
    if (role == Role.SURNAME) {
      boolean evident = a.chinese() || b.chinese();
      evident |= Han.isPinyinSurname(p) || Han.isPinyinSurname(q);
      if (evident && Han.sameSurname(p, q)) {
        return Link.doubt(NameConvention.OTHER_ROMANISATION);
      }
      if (a.korean() && b.korean() && Hangul.sameSurname(p, q)) {
        return Link.doubt(NameConvention.OTHER_ROMANISATION);
      }
    }
    if (a.korean() && b.korean() && x.keys().korean().equals(y.keys().korean())) {
      return Link.doubt(NameConvention.OTHER_ROMANISATION);
    }
    if (p.length() < 3 || q.length() < 3) {
      return Link.NO;
    }
    var tradition = tradition(x, y);
    return tradition.degree() != Link.NONE ? tradition : spelt(p, q);
  }

  private Link tradition(Token x, Token y) {
    boolean bothKnown = Words.known(x.latin()) && Words.known(y.latin());
    if ((a.slavic() || b.slavic()) && x.keys().slavic().equals(y.keys().slavic())) {
      return Link.sure(NameConvention.ROMANISATION);
    }
    if (a.japanese() && b.japanese() && !x.keys().japanese().isEmpty()) {
      var key = x.keys().japanese();
      if (key.equals(y.keys().japanese())) {
        return SHORT_AND_LONG.contains(key)
            ? Link.doubt(NameConvention.OTHER_ROMANISATION)
            : Link.sure(NameConvention.ROMANISATION);
      }
      if (Keys.school(key).equals(Keys.school(y.keys().japanese()))) {
        return Link.doubt(NameConvention.OTHER_ROMANISATION);
      }
    }
    var compound = x.keys().compound();
    if (!compound.isEmpty() && compound.equals(y.keys().compound())) {
      return Link.sure(NameConvention.COMPOUND);
    }
    if (a.arabic() || b.arabic()) {
      var article = article(x.latin(), y.latin());
      if (article.degree() != Link.NONE) {
        return article;
      }
      if (!bothKnown && x.latin().length() > 3 && x.keys().arabic().equals(y.keys().arabic())) {
        return Link.doubt(NameConvention.OTHER_ROMANISATION);
      }
    }
    return Link.NO;
  }

  /// ALRASHID and RASHID, ELMASRI and ALMASRI.
  static Link article(String p, String q) {
    var first = withoutArticle(p);
    var second = withoutArticle(q);
    boolean one = !first.equals(p) || !second.equals(q);
    if (!one || first.length() < 3) {
      return Link.NO;
    }
    boolean same = first.equals(second) || Words.spellings(first, second) == Link.CONVENTION;
    boolean both = !first.equals(p) && !second.equals(q);
    if (!same) {
      return Link.NO;
    }
    return both || Words.ARABIC.contains(first) || Words.known(first)
        ? Link.sure(NameConvention.CONNECTIVE)
        : Link.doubt(NameConvention.PARTICLE);
  }

  private static String withoutArticle(String word) {
    boolean article = word.startsWith("AL") || word.startsWith("EL") || word.startsWith("UL");
    return article && word.length() > 5 ? word.substring(2) : word;
  }

  private static boolean glued(String p, String q) {
    var longer = p.length() > q.length() ? p : q;
    var shorter = p.length() > q.length() ? q : p;
    return longer.startsWith(shorter) && GLUED_TITLES.contains(longer.substring(shorter.length()));
  }

  /// Habits of spelling that belong to no tradition in evidence.
  private static Link spelt(String p, String q) {
    boolean start = p.charAt(0) == q.charAt(0);
    start |= "TDJ0158".indexOf(p.charAt(0)) >= 0 || "TDJ0158".indexOf(q.charAt(0)) >= 0;
    if (!start || Math.abs(p.length() - q.length()) > 4) {
      return Link.NO;
    }
    var old = oldIndonesian(p);
    var other = oldIndonesian(q);
    if (old.equals(other)) {
      return indonesian(p) || indonesian(q)
          ? Link.sure(NameConvention.OLD_SPELLING)
          : Link.doubt(NameConvention.OLD_SPELLING);
    }
    if (umlauts(p).equals(umlauts(q))) {
      return Link.doubt(NameConvention.OTHER_ROMANISATION);
    }
    if (mac(p).equals(mac(q)) && p.length() > 4) {
      return Link.doubt(NameConvention.SPELLING);
    }
    if (p.replace("IJ", "Y").equals(q.replace("IJ", "Y")) || off(p).equals(off(q))) {
      return Link.doubt(NameConvention.SPELLING);
    }
    if (digits(p).equals(digits(q))) {
      return Link.doubt(NameConvention.MIXED_SCRIPTS);
    }
    return Link.NO;
  }

  private static String oldIndonesian(String word) {
    if (word.indexOf("OE") < 0 && word.indexOf('J') < 0) {
      return word;
    }
    boolean old = word.contains("OE") || word.contains("TJ") || word.contains("DJ");
    var vowels = word.replace("OE", "U");
    return old
        ? vowels
            .replace("TJ", "C")
            .replace("DJ", "\u0002")
            .replace("NJ", "NY")
            .replace("SJ", "SY")
            .replace("J", "Y")
            .replace("\u0002", "J")
        : vowels;
  }

  private static boolean indonesian(String word) {
    for (int tail = 2; tail <= Math.min(7, word.length() - 2); tail++) {
      if (Words.INDONESIAN_ENDINGS.contains(word.substring(word.length() - tail))) {
        return true;
      }
    }
    return word.startsWith("SOE");
  }

  private static String umlauts(String word) {
    if (word.indexOf('E') < 0 && !word.contains("AA")) {
      return word;
    }
    var plain = word.replace("AE", "A").replace("OE", "O").replace("AA", "A");
    return plain.contains("UE") ? UE.matcher(plain).replaceAll("U") : plain;
  }

  private static String off(String word) {
    return word.endsWith("OFF") ? word.substring(0, word.length() - 2) + "V" : word;
  }

  private static String mac(String word) {
    return word.startsWith("MAC") ? "MC" + word.substring(3) : word;
  }

  private static String digits(String word) {
    boolean any = false;
    for (int i = 0; i < word.length(); i++) {
      any |= word.charAt(i) <= '9';
    }
    return any
        ? word.replace('0', 'O').replace('1', 'I').replace('5', 'S').replace('8', 'B')
        : word;
  }
}
