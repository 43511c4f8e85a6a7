package hutong.names;

import java.util.HashSet;
import java.util.Set;

/// The syllables in which Hong Kong writes Cantonese names.
final class Cantonese {

  private static final Set<String> SYLLABLES = syllables();

  private Cantonese() {}

  private static Set<String> syllables() {
    var all = new HashSet<String>();
    for (var line : Words.lines("cantonese.txt")) {
      all.add(line.substring(0, line.indexOf(' ')));
    }
    return Set.copyOf(all);
  }

  static boolean isSyllable(String word) {
    return SYLLABLES.contains(word);
  }
}
