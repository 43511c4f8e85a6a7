package hutong.names;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the words of a name: what is a title, a suffix or a filler, and where it may be divided.
final class NameReader {

  /// The words of a name and the ways to divide them.
  ///
  /// @param divided whether the name itself says where the family name ends
  /// @param sequence all words in the order given names, family name
  record Read(
      boolean divided,
      List<View> views,
      Part sequence,
      String suffix,
      boolean titled,
      boolean filled,
      Set<NameConvention> remarks,
      Traits traits) {}

  private final Set<NameConvention> remarks = EnumSet.noneOf(NameConvention.class);
  private final List<PersonName> aliases = new ArrayList<>();
  private String suffix = "";
  private boolean titled;
  private boolean filled;

  private NameReader() {}

  static PersonName labelled(String surname, String given) {
    var reader = new NameReader();
    var family = reader.field(reader.clean(surname));
    var first = reader.field(reader.clean(given));
    var part = reader.part(family, !first.isEmpty());
    var givenPart = reader.part(first, !part.empty());
    var read = reader.divided(part, givenPart);
    return PersonName.made(surname, given, true, read, reader.aliases);
  }

  static PersonName full(String text) {
    var reader = new NameReader();
    var clean = reader.clean(text);
    var read = reader.whole(clean);
    return PersonName.made("", text, false, read, reader.aliases);
  }

  private String clean(String raw) {
    var clean = CleanText.of(raw);
    remarks.addAll(clean.remarks());
    return clean.text();
  }

  // One text

  private Read whole(String given) {
    var text = aliases(given);
    int gap = text.indexOf("<<");
    if (gap >= 0) {
      return divide(text.substring(0, gap), text.substring(gap + 2));
    }
    var segments = segments(text);
    if (segments.size() > 1) {
      return divide(segments.getFirst(), String.join(" ", segments.subList(1, segments.size())));
    }
    int slash = text.indexOf('/');
    if (slash > 1 && slash == text.lastIndexOf('/') && !relation(text, slash)) {
      return divide(text.substring(0, slash), text.substring(slash + 1));
    }
    var words = part(words(segments.isEmpty() ? "" : segments.getFirst()), false);
    return undivided(words);
  }

  private Read divide(String surname, String given) {
    var family = words(surname);
    var first = words(given);
    var part = part(family, !first.isEmpty());
    return divided(part, part(first, !part.empty()));
  }

  /// What commas divide, without segments that hold only titles and suffixes.
  private List<String> segments(String text) {
    var segments = new ArrayList<String>();
    for (var segment : text.split("[,，、;]")) {
      var words = words(segment);
      boolean aside = true;
      for (var word : words) {
        var generation = Words.generation(word.text);
        if (generation != null && segments.size() > 0) {
          suffix = generation;
        } else {
          boolean title = Words.TITLES.contains(word.text) || Words.DEGREES.contains(word.text);
          titled |= title;
          aside &= title;
        }
      }
      if (!words.isEmpty() && !aside) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static boolean relation(String text, int slash) {
    char before = Character.toUpperCase(text.charAt(slash - 1));
    boolean alone = slash == 1 || text.charAt(slash - 2) == ' ';
    return alone && "ASDWC".indexOf(before) >= 0;
  }

  /// Takes declared other names out of the text.
  private String aliases(String text) {
    var rest = text;
    int at = rest.indexOf('@');
    if (at > 0) {
      alias(rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    rest = brackets(rest);
    var word = rest.split(" +");
    for (int i = 1; i + 1 < word.length; i++) {
      var plain = word[i].toUpperCase(Locale.ROOT).replace(".", "").replace("/", "");
      var before = String.join(" ", List.of(word).subList(0, i));
      var after = String.join(" ", List.of(word).subList(i + 1, word.length));
      if (Words.ALIAS.contains(plain)) {
        alias(after);
        return before;
      }
      if (Words.BIRTH_NAME.contains(plain)) {
        birthName(before, after);
        return before;
      }
    }
    return rest;
  }

  private String brackets(String text) {
    int open = Math.max(text.indexOf('('), text.indexOf('['));
    int close = Math.max(text.indexOf(')'), text.indexOf(']'));
    if (open < 0 || close < open) {
      return text;
    }
    var inside = text.substring(open + 1, close).strip();
    var outside = (text.substring(0, open) + " " + text.substring(close + 1)).strip();
    var first = inside.split(" +")[0].toUpperCase(Locale.ROOT).replace(".", "");
    boolean born = Words.BIRTH_NAME.contains(first) && inside.indexOf(' ') > 0;
    if (born) {
      birthName(outside, inside.substring(inside.indexOf(' ') + 1));
      return outside;
    }
    boolean other =
        !inside.isEmpty()
            && !outside.isEmpty()
            && Script.of(inside.codePointAt(0)) != Script.of(outside.codePointAt(0));
    if (other || inside.indexOf(' ') > 0) {
      alias(inside);
      return outside;
    }
    // a further given name in brackets may be left out
    return text.substring(0, open) + " \u0001" + inside + " " + text.substring(close + 1);
  }

  private void alias(String other) {
    if (!other.isBlank() && aliases.isEmpty() && other.indexOf('@') < 0) {
      aliases.add(full(other.strip()));
    }
  }

  /// The same given names with the family name of birth.
  private void birthName(String name, String birth) {
    var view = full(name).views();
    if (!view.isEmpty() && aliases.isEmpty()) {
      aliases.add(of(birth, view.getFirst().given().shown()));
    }
  }

  private static PersonName of(String surname, String given) {
    return labelled(surname, given);
  }

  // Words

  private List<Token> field(String text) {
    return words(aliasesOfField(text));
  }

  private String aliasesOfField(String text) {
    int at = text.indexOf('@');
    var rest = at > 0 ? text.substring(0, at) : text;
    int open = rest.indexOf('(');
    int close = rest.indexOf(')');
    if (open > 0 && close > open) {
      return rest.substring(0, open)
          + " \u0001"
          + rest.substring(open + 1, close)
          + " "
          + rest.substring(close + 1);
    }
    return rest;
  }

  private List<Token> words(String text) {
    var words = new ArrayList<Token>();
    var word = new StringBuilder();
    boolean hyphen = false;
    boolean optional = false;
    var relations =
        text.indexOf('/') > 0 ? text.replaceAll("(?i)\\b([asdwc])/([lpo])\\b", "$1$2") : text;
    var capitals = capitals(relations);
    for (int i = 0; i <= capitals.length(); i++) {
      char c = i < capitals.length() ? capitals.charAt(i) : ' ';
      if (inWord(c)) {
        word.append(c);
      } else if (CleanText.apostrophe(c)) {
        // joins what it stands between
      } else {
        if (!word.isEmpty()) {
          words.add(new Token(word.toString(), hyphen, c == '.', optional));
          word.setLength(0);
          hyphen = false;
          optional = false;
        }
        hyphen = hyphen(c) || (hyphen && c == ' ');
        optional |= c == '\u0001';
      }
    }
    return words;
  }

  private static boolean inWord(char c) {
    if (Character.isSurrogate(c) || Character.isLetterOrDigit(c) || c == '々') {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (c == 'ー');
  }

  private static boolean hyphen(char c) {
    return c == '-' || Character.getType(c) == Character.DASH_PUNCTUATION;
  }

  private static String capitals(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 'ß' -> out.append('ẞ');
        case 'ŉ' -> out.append('N');
        case 'ς' -> out.append('Σ');
        // Georgian has capitals that nobody uses in names
        default -> out.append(c >= 0x10D0 && c <= 0x10FF ? c : Character.toUpperCase(c));
      }
    }
    return greekTones(out);
  }

  /// Greek capitals are written without their accent; a diaeresis stays.
  private static String greekTones(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      int at = "ΆΈΉΊΌΎΏΐΰ".indexOf(text.charAt(i));
      if (at >= 0) {
        text.setCharAt(i, "ΑΕΗΙΟΥΩΪΫ".charAt(at));
      }
    }
    return text.toString();
  }

  /// The words of one part without titles, suffixes and fillers.
  private Part part(List<Token> all, boolean otherPart) {
    var words = new ArrayList<>(all);
    if (words.size() > 1 || otherPart) {
      filled |= words.removeIf(word -> Words.FILLERS.contains(word.text));
      var joined = new StringBuilder();
      words.forEach(word -> joined.append(word.text));
      if (otherPart && Words.FILLERS.contains(joined.toString())) {
        filled = true;
        words.clear();
      }
    }
    // a title first, a suffix last
    while (!words.isEmpty() && title(words.getFirst()) && words.size() > 1) {
      titled = true;
      words.removeFirst();
    }
    int before = words.size();
    while (words.size() > 1 && last(words.getLast(), otherPart || words.size() > 2)) {
      words.removeLast();
    }
    if (before > words.size() + 1 && words.isEmpty()) {
      return Part.of(all);
    }
    return Part.of(words);
  }

  private static boolean title(Token word) {
    return word.ascii && Words.TITLES.contains(word.text);
  }

  private boolean last(Token word, boolean enough) {
    var generation = Words.generation(word.text);
    if (generation != null && enough) {
      suffix = generation;
      return true;
    }
    if (enough && Words.DEGREES.contains(word.text)) {
      titled = true;
      return true;
    }
    boolean airline =
        enough && Set.of("MR", "MRS", "MS", "MISS", "MSTR", "CHD", "INF", "DR").contains(word.text);
    titled |= airline;
    return airline;
  }

  // Views

  private Read divided(Part surname, Part given) {
    var family = surname;
    var first = given;
    // Dutch and German indexes put the particles behind the given name
    int end = first.size();
    while (end > 1
        && Words.TRAILING.contains(first.words[end - 1].text)
        && !Words.VIETNAMESE.contains(surname.empty() ? "" : surname.words[0].text)) {
      end--;
    }
    if (end < first.size() && end > 0 && !surname.empty() && allLower(first, end)) {
      remarks.add(NameConvention.PARTICLE);
      family = first.from(end, first.size()).and(surname);
      first = first.from(0, end);
    }
    // the family name written again among the given names
    if (first.size() > family.size() && !family.empty()) {
      int from = first.size() - family.size();
      if (first.from(from, first.size()).shown().equals(family.shown()) && from > 0) {
        remarks.add(NameConvention.REPEATED);
        first = first.from(0, from);
      }
    }
    var views = new ArrayList<View>();
    boolean unspaced = first.empty() && family.size() == 1 && family.words[0].script.unspaced();
    if (unspaced) {
      unspaced(family.words[0], views);
    }
    views.add(new View(family, first, View.Order.LABELLED));
    return read(!unspaced, views, first.and(family));
  }

  private static boolean allLower(Part given, int from) {
    // a single short word such as LE or DO may be a name of its own
    return given.size() - from > 1 || given.words[from].text.length() > 2;
  }

  private Read undivided(Part words) {
    var views = new ArrayList<View>();
    int size = words.size();
    if (size == 1) {
      var only = words.words[0];
      if (only.script.unspaced() && only.text.length() > 1) {
        unspaced(only, views);
      }
      views.add(new View(words, Part.EMPTY, View.Order.SURNAME_LAST));
      return read(false, views, words);
    }
    int most = Math.min(size - 1, NameLimits.MOST_WORDS);
    boolean eastern = size > 1 && words.words[0].script.unspaced();
    for (int k = 1; k <= most; k++) {
      if (!eastern) {
        views.add(
            new View(words.from(size - k, size), words.from(0, size - k), View.Order.SURNAME_LAST));
      }
      if (k <= 4) {
        views.add(new View(words.from(0, k), words.from(k, size), View.Order.SURNAME_FIRST));
      }
    }
    if (size > NameLimits.MOST_WORDS) {
      views.clear();
      views.add(new View(words, Part.EMPTY, View.Order.SURNAME_LAST));
    }
    return read(false, views, words);
  }

  private static void unspaced(Token word, List<View> views) {
    int[] lengths =
        word.script == Script.HAN
            ? Han.surnameLengths(word.text)
            : Hangul.surnameLengths(word.text);
    for (int length : lengths) {
      if (word.text.length() > length) {
        views.add(
            new View(
                Part.of(List.of(piece(word, 0, length))),
                Part.of(List.of(piece(word, length, word.text.length()))),
                View.Order.LABELLED));
      }
    }
  }

  private static Token piece(Token word, int from, int to) {
    return new Token(word.text.substring(from, to), false, false, false);
  }

  private Read read(boolean divided, List<View> views, Part sequence) {
    for (int i = 0; i < sequence.words.length; i++) {
      var word = sequence.words[i];
      word.place = i;
      if (word.mixed) {
        remarks.add(NameConvention.MIXED_SCRIPTS);
      }
    }
    return new Read(
        divided,
        List.copyOf(views),
        sequence,
        suffix,
        titled,
        filled,
        Set.copyOf(remarks),
        Traits.of(views, sequence));
  }

  static @Nullable View labelledView(PersonName name) {
    return name.read().divided() ? name.views().getLast() : null;
  }
}
