package hutong.names;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The word lists beside the code, read once.
final class Words {

  private static final Map<String, Set<String>> SECTIONS = sections();
  private static final Map<String, int[]> SPELLINGS = spellings();
  private static final Map<String, String> SUFFIXES = suffixes();

  static final Set<String> TITLES = section("title");
  static final Set<String> DEGREES = section("degree");
  static final Set<String> FILLERS = section("filler");
  static final Set<String> CONNECTIVES = section("connective");
  static final Set<String> PARTICLES = section("particle");
  static final Set<String> GENERIC = section("generic");
  static final Set<String> BIRTH_NAME = section("prefix-surname");
  static final Set<String> ALIAS = section("alias-word");
  static final Set<String> BOTH = section("both");
  static final Set<String> IBERIAN = section("iberian");
  static final Set<String> PORTUGUESE = section("portuguese");
  static final Set<String> PARTICLES_PORTUGUESE = Set.of("DA", "DO", "DOS", "DAS");
  static final Set<String> TRAILING =
      Set.of(
          "VAN", "DER", "DEN", "DE", "VON", "ZU", "ZUR", "ZUM", "VOM", "TER", "TEN", "HET", "T",
          "DA", "DOS", "DAS", "DI", "DELLA", "DU", "AF", "AV", "DEL", "LA");
  static final Set<String> VIETNAMESE = section("vietnamese");
  static final Set<String> KOREAN = section("korean");
  static final Set<String> ARABIC = section("arabic");
  static final Set<String> INDONESIAN_ENDINGS = section("indonesian-ending");
  static final Set<String> SLAVIC_ENDINGS = section("slavic-ending");

  private Words() {}

  private static Set<String> section(String name) {
    return Objects.requireNonNull(SECTIONS.get(name), name);
  }

  /// The generation that a suffix stands for, or null.
  static @org.jspecify.annotations.Nullable String generation(String word) {
    return SUFFIXES.get(word);
  }

  /// 1 when a line holds both before its bar, 2 when one of them stands behind it, else 3.
  static int spellings(String a, String b) {
    int[] first = SPELLINGS.get(a);
    int[] second = SPELLINGS.get(b);
    if (first == null || second == null) {
      return Link.NONE;
    }
    int best = Link.NONE;
    for (int x : first) {
      for (int y : second) {
        if (x >> 1 == y >> 1 && (x & y & 1) == 1) {
          return Link.CONVENTION;
        }
        if (x >> 1 == y >> 1 && ((x | y) & 1) == 1) {
          best = Link.DOUBT;
        }
      }
    }
    return best;
  }

  /// Whether both words are names that we know, so that likeness says nothing.
  static boolean known(String word) {
    return SPELLINGS.containsKey(word);
  }

  /// The lines of a resource without comments and empty ones.
  static List<String> lines(String file) {
    try (var in = Words.class.getResourceAsStream(file)) {
      var text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && l.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> sections() {
    var all = new HashMap<String, Set<String>>();
    Set<String> section = new HashSet<>();
    for (var line : lines("words.txt")) {
      if (line.charAt(0) == '[') {
        section = new HashSet<>();
        all.put(line.substring(1, line.length() - 1), section);
      } else {
        for (var word : line.split(" +")) {
          if (!word.endsWith("_")) {
            section.add(word);
          }
        }
      }
    }
    return all;
  }

  private static Map<String, String> suffixes() {
    var all = new HashMap<String, String>();
    for (var word : section("suffix")) {
      int at = word.indexOf('=');
      all.put(word.substring(0, at), word.substring(at + 1));
    }
    return all;
  }

  private static Map<String, int[]> spellings() {
    var all = new HashMap<String, List<Integer>>();
    int group = 0;
    for (var line : lines("spellings.txt")) {
      int bar = line.indexOf('|');
      int sure = 1;
      for (var word :
          (bar < 0 ? line : line.substring(0, bar) + " | " + line.substring(bar + 1)).split(" +")) {
        if (word.equals("|")) {
          sure = 0;
        } else if (!word.isEmpty() && !word.endsWith("_")) {
          all.computeIfAbsent(word, _ -> new ArrayList<>()).add(group << 1 | sure);
        }
      }
      group++;
    }
    var map = new HashMap<String, int[]>();
    all.forEach((word, groups) -> map.put(word, groups.stream().mapToInt(g -> g).toArray()));
    return map;
  }
}
