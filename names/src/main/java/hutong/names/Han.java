package hutong.names;

import hutong.names.Spelling.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chinese characters in names: Mandarin readings by convention; Cantonese, Hokkien, Wade-Giles and
/// Japanese readings perhaps.
final class Han {

  private static final Map<Integer, String> PINYIN = new HashMap<>();
  private static final Map<Integer, Integer> SIMPLE = new HashMap<>();
  private static final Map<String, String[]> READINGS = new HashMap<>();
  private static final Map<String, Set<String>> OTHER = new HashMap<>();
  private static final Map<Integer, Set<String>> CANTONESE = new HashMap<>();
  private static final Map<String, String> KANJI = new HashMap<>();
  private static final Map<String, Set<Integer>> ROMANISED = new HashMap<>();
  private static final Map<String, Set<Integer>> PINYIN_SURNAMES = new HashMap<>();
  private static final Set<String> LONG_SURNAMES = new HashSet<>();
  private static final Set<String> SYLLABLES = new HashSet<>();

  /// A family name of two characters that has no line of its own in the list.
  private static final String MORE_LONG_SURNAMES =
      """
      慕容 夏侯 东方 皇甫 公孙 宇文 令狐 端木 轩辕 独孤 南宫 西门 百里 呼延 东郭
      淳于 单于 公冶 太史 申屠 钟离 濮阳 闻人 赫连 公羊 拓跋 完颜 纳兰 叶赫 爱新
      """;

  private static final Set<String> TWO_SYLLABLES =
      Set.of("OUYANG", "SITU", "SIMA", "SHANGGUAN", "ZHUGE");

  static {
    for (var line : Words.lines("pinyin.txt")) {
      int space = line.indexOf(' ');
      var reading = line.substring(0, space);
      SYLLABLES.add(reading);
      line.substring(space + 1).codePoints().forEach(c -> PINYIN.put(c, reading));
    }
    SYLLABLES.removeAll(Set.of("M", "NG", "FIAO", "EN", "EI", "DIA", "YO", "GEI", "SHEI", "KEI"));
    SYLLABLES.addAll(List.of("EN", "LYU", "NYU", "LYUE", "NYUE", "LUE", "NUE", "FIAO"));
    for (var line : Words.lines("simplified.txt")) {
      var pairs = line.codePoints().toArray();
      for (int i = 0; i + 1 < pairs.length; i += 2) {
        SIMPLE.put(pairs[i], pairs[i + 1]);
      }
    }
    for (var line : Words.lines("han-readings.txt")) {
      var parts = line.split(" +");
      var readings = new String[parts.length - 1];
      System.arraycopy(parts, 1, readings, 0, readings.length);
      boolean compound =
          readings[0].endsWith("!") && readings[0].length() > 4 && longWord(parts[0]);
      if (compound) {
        LONG_SURNAMES.add(simplified(parts[0].substring(0, 2)));
      } else {
        parts[0].codePoints().forEach(c -> READINGS.put(Character.toString(c), readings));
      }
    }
    int number = 0;
    for (var line : Words.lines("chinese-surnames.txt")) {
      surname(line, number++);
    }
    for (var line : Words.lines("cantonese.txt")) {
      int space = line.indexOf(' ');
      var reading = line.substring(0, space);
      line.substring(space)
          .replace(" ", "")
          .codePoints()
          .forEach(
              c -> {
                CANTONESE.computeIfAbsent(c, _ -> new LinkedHashSet<>()).add(reading);
                CANTONESE.computeIfAbsent(simple(c), _ -> new LinkedHashSet<>()).add(reading);
              });
    }
    for (var line : Words.lines("kanji-surnames.txt")) {
      var parts = line.split(" +");
      KANJI.put(parts[0], parts[1]);
    }
    LONG_SURNAMES.addAll(List.of(MORE_LONG_SURNAMES.strip().split("\\s+")));
  }

  private Han() {}

  private static boolean longWord(String word) {
    // 尉迟尉遲 and the like: two characters, and the same two in the traditional form
    return word.codePointCount(0, word.length()) >= 2
        && !simplified(word.substring(0, 1)).equals(simplified(word.substring(1, 2)));
  }

  private static void surname(String line, int number) {
    var sides = line.split("\\|");
    var left = sides[0].strip().split(" +");
    boolean twoCharacters = TWO_SYLLABLES.contains(left[1]);
    for (int i = 1; i < left.length; i++) {
      PINYIN_SURNAMES.computeIfAbsent(left[i], _ -> new HashSet<>()).add(number);
      ROMANISED.computeIfAbsent(left[i], _ -> new HashSet<>()).add(number);
    }
    var others = new LinkedHashSet<>(List.of(sides[1].strip().split(" +")));
    for (var other : others) {
      ROMANISED.computeIfAbsent(other, _ -> new HashSet<>()).add(number);
    }
    if (twoCharacters) {
      LONG_SURNAMES.add(left[0].substring(0, 2));
      OTHER.put(left[0].substring(0, 2), others);
    } else {
      left[0].codePoints().forEach(c -> OTHER.put(Character.toString(c), others));
    }
  }

  /// The character in its simplified form.
  static int simple(int c) {
    return SIMPLE.getOrDefault(c, c);
  }

  static String simplified(String text) {
    var out = new StringBuilder();
    text.codePoints().map(Han::simple).forEach(out::appendCodePoint);
    return out.toString();
  }

  /// How many characters the family name of an unspaced name may have, the likeliest first.
  static int[] surnameLengths(String name) {
    int length = name.length();
    if (length < 3) {
      return new int[] {1};
    }
    var two = simplified(name.substring(0, 2));
    boolean known = LONG_SURNAMES.contains(two);
    boolean kanji = KANJI.containsKey(name.substring(0, 2));
    if (known || kanji) {
      return new int[] {2, 1};
    }
    return length >= 4 ? new int[] {1, 2} : new int[] {1};
  }

  /// Whether the characters are a Japanese family name that cannot well be a Chinese one.
  static boolean isKanjiSurname(String word) {
    return word.length() > 1 && KANJI.containsKey(word);
  }

  static Spelling spelling(String word, boolean surname) {
    var units = new ArrayList<Unit>();
    int[] characters = word.codePoints().toArray();
    for (int c : characters) {
      units.add(unit(c, surname && characters.length == 1));
    }
    var whole = new HashSet<String>();
    if (surname) {
      whole.addAll(OTHER.getOrDefault(simplified(word), Set.of()));
      var japanese = KANJI.get(word);
      if (japanese != null) {
        whole.add(japanese);
      }
    }
    return new Spelling(units, false, whole);
  }

  private static Unit unit(int c, boolean surname) {
    var sure = new LinkedHashSet<String>();
    var perhaps = new LinkedHashSet<String>();
    var listed = READINGS.get(Character.toString(c));
    if (listed != null) {
      for (var reading : listed) {
        boolean asSurname = reading.endsWith("!");
        var plain = asSurname ? reading.substring(0, reading.length() - 1) : reading;
        boolean fits = !surname || asSurname || !listed[0].endsWith("!");
        (fits ? sure : perhaps).addAll(romanised(plain));
      }
    } else {
      var reading = PINYIN.get(c);
      if (reading != null) {
        sure.addAll(romanised(reading));
      }
    }
    for (var reading : List.copyOf(sure)) {
      perhaps.add(WadeGiles.of(reading));
    }
    perhaps.addAll(CANTONESE.getOrDefault(c, Set.of()));
    perhaps.addAll(CANTONESE.getOrDefault(simple(c), Set.of()));
    perhaps.removeAll(sure);
    if (sure.isEmpty()) {
      sure.add("?");
    }
    return new Unit(sure.toArray(String[]::new), perhaps.toArray(String[]::new));
  }

  /// The passport writes LYU, older documents LV; a plain U is left to a person.
  private static List<String> romanised(String reading) {
    if (reading.endsWith("VE")) {
      return List.of(reading.replace("VE", "UE"), reading.replace("VE", "YUE"), reading);
    }
    return reading.endsWith("V") ? List.of(reading.replace("V", "YU"), reading) : List.of(reading);
  }

  // Latin writings

  /// Whether the two Latin words are romanisations of one Chinese family name.
  static boolean sameSurname(String a, String b) {
    var first = ROMANISED.get(a);
    var second = ROMANISED.get(b);
    if (first == null || second == null) {
      return false;
    }
    boolean shared = first.stream().anyMatch(second::contains);
    if (!shared) {
      return false;
    }
    // two words of pinyin are two names, unless one may be the other in Wade-Giles
    boolean both = isPinyinSurname(a) && isPinyinSurname(b);
    return !both
        || WadeGiles.of(a).equals(b)
        || WadeGiles.of(b).equals(a)
        || (first.size() == 1 && second.size() == 1 && first.equals(second));
  }

  static boolean isSurname(String word) {
    return ROMANISED.containsKey(word);
  }

  static boolean isPinyinSurname(String word) {
    return PINYIN_SURNAMES.containsKey(word);
  }

  static boolean isSyllable(String word) {
    return SYLLABLES.contains(word);
  }

  /// The word divided into syllables of pinyin, or null when it is none; at most four.
  static @Nullable List<String> syllables(String word) {
    return word.length() > 24 ? null : syllables(word, 0, 4);
  }

  private static @Nullable List<String> syllables(String word, int at, int most) {
    if (at == word.length()) {
      return List.of();
    }
    for (int length = Math.min(6, word.length() - at); length > 0 && most > 0; length--) {
      var first = word.substring(at, at + length);
      if (SYLLABLES.contains(first)) {
        var rest = syllables(word, at + length, most - 1);
        if (rest != null) {
          var all = new ArrayList<String>();
          all.add(first);
          all.addAll(rest);
          return all;
        }
      }
    }
    return null;
  }
}
