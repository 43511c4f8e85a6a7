package hutong.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether one writing is the other, cut where its field ended.
final class Cut {

  /// Names of documents: the field of a zone (39, 31, 30), with its two fillers.
  private static final Set<Integer> ZONES = Set.of(39, 31, 30, 38);

  private final Set<NameContext> contexts;

  Cut(Set<NameContext> contexts) {
    this.contexts = contexts;
  }

  /// One writing in the letters of a zone; where the family name ends, if it says so.
  private record Line(String letters, int width, List<String> words, int surnameWords) {}

  Link link(PersonName a, PersonName b) {
    if (a.read().sequence().empty() || b.read().sequence().empty()) {
      return Link.NO;
    }
    int lettersA = latinLetters(a.read().sequence());
    int lettersB = latinLetters(b.read().sequence());
    boolean first = lettersA < lettersB;
    var cut = first ? a : b;
    var whole = first ? b : a;
    if (Math.min(lettersA, lettersB) < NameLimits.CUT_AS_SAID || lettersA == lettersB) {
      return Link.NO;
    }
    boolean told = !contexts.isEmpty();
    int least = told ? NameLimits.CUT_AS_SAID : NameLimits.CUT_AT_KNOWN_LENGTH;
    if (Math.min(lettersA, lettersB) < least || !begin(cut, whole)) {
      return Link.NO;
    }
    int best = Link.NONE;
    for (var line : lines(cut)) {
      for (var full : lines(whole)) {
        best = Math.min(best, degree(line, full));
      }
    }
    return Link.of(best, NameConvention.TRUNCATED, NameConvention.POSSIBLY_TRUNCATED);
  }

  /// Whether any word of the one begins with the letter that the other begins with.
  private static boolean begin(PersonName cut, PersonName whole) {
    for (var word : whole.read().sequence().words) {
      for (var other : cut.read().sequence().words) {
        var x = word.latin();
        var y = other.latin();
        if (!x.isEmpty() && !y.isEmpty() && x.charAt(0) == y.charAt(0)) {
          int same = Math.min(3, Math.min(x.length(), y.length()));
          if (x.regionMatches(0, y, 0, same) || !word.ascii || !other.ascii) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int latinLetters(Part part) {
    int letters = 0;
    for (var word : part.words) {
      letters += word.latin().length();
    }
    return letters;
  }

  private int degree(Line cut, Line full) {
    boolean begins = full.letters.startsWith(cut.letters) && divided(cut, full);
    boolean known = knownWidth(cut);
    if (begins) {
      return prefix(cut, full, known);
    }
    boolean slashed =
        contexts.contains(NameContext.BOARDING_PASS) || contexts.contains(NameContext.CARD);
    boolean zone = contexts.contains(NameContext.MRZ) || ZONES.contains(cut.width) || slashed;
    if (!zone || !known || !wordByWord(cut, full)) {
      return Link.NONE;
    }
    if (contexts.contains(NameContext.MRZ)) {
      return Link.CONVENTION;
    }
    int missing = full.letters.length() - cut.letters.length();
    return missing < NameLimits.CUT_AT_LEAST ? Link.NONE : Link.DOUBT;
  }

  private int prefix(Line cut, Line full, boolean known) {
    int agree = cut.letters.length();
    int missing = full.letters.length() - agree;
    boolean said = contexts.contains(NameContext.TRUNCATED);
    boolean told = said || !contexts.isEmpty();
    if (missing < NameLimits.CUT_AT_LEAST && !told) {
      return Link.NONE;
    }
    if (said || (known && agree >= NameLimits.CUT_AT_KNOWN_LENGTH)) {
      return Link.CONVENTION;
    }
    if (missing < NameLimits.CUT_AT_LEAST) {
      return Link.NONE;
    }
    if (agree >= NameLimits.CUT_FOR_SURE) {
      return Link.CONVENTION;
    }
    return agree >= NameLimits.CUT_PERHAPS ? Link.DOUBT : Link.NONE;
  }

  private boolean knownWidth(Line line) {
    int zone = line.width;
    boolean divided = line.surnameWords > 0 && line.surnameWords < line.words.size();
    int spaced = divided ? zone - 1 : zone;
    return ZONES.contains(zone)
        || spaced == NameForm.Place.RAIL_TICKET.length()
        || (contexts.contains(NameContext.MRZ) && zone >= 28)
        || (contexts.contains(NameContext.RAIL_TICKET) && spaced >= 29)
        || (contexts.contains(NameContext.CARD) && spaced >= 19 && spaced <= 27)
        || (contexts.contains(NameContext.BOARDING_PASS) && spaced >= 18 && spaced <= 20);
  }

  /// Where both say it, the family name ends at the same letter, or is all that was left.
  private static boolean divided(Line cut, Line full) {
    if (cut.surnameWords == 0 || full.surnameWords == 0) {
      return true;
    }
    int first = head(cut);
    int second = head(full);
    return first == second || (first == cut.letters.length() && first < second);
  }

  private static int head(Line line) {
    int letters = 0;
    for (int i = 0; i < line.surnameWords; i++) {
      letters += line.words.get(i).length();
    }
    return letters;
  }

  /// The standard lets each word lose letters from its end, so that each part is still shown.
  private static boolean wordByWord(Line cut, Line full) {
    if (cut.words.size() > full.words.size()
        || cut.words.isEmpty()
        || !begins(full.words.getFirst(), cut.words.getFirst())) {
      return false;
    }
    int family = Math.min(cut.surnameWords, full.surnameWords);
    if (cut.surnameWords > full.surnameWords) {
      return false;
    }
    for (int i = 0; i < family; i++) {
      if (!begins(full.words.get(i), cut.words.get(i))) {
        return false;
      }
    }
    for (int i = cut.surnameWords; i < cut.words.size(); i++) {
      int j = full.surnameWords + i - cut.surnameWords;
      if (j >= full.words.size() || !begins(full.words.get(j), cut.words.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(String full, String cut) {
    return full.startsWith(cut);
  }

  private List<Line> lines(PersonName name) {
    var lines = new ArrayList<Line>();
    var read = name.read();
    boolean signs = false;
    for (var word : read.sequence().words) {
      signs |= !word.ascii;
    }
    lines(name, false, lines);
    if (signs) {
      lines(name, true, lines);
    }
    return lines;
  }

  private void lines(PersonName name, boolean bare, List<Line> lines) {
    var read = name.read();
    if (!read.divided()) {
      lines.add(line(Part.EMPTY, read.sequence(), false, bare));
      return;
    }
    var view = read.views().getLast();
    lines.add(line(view.surname(), view.given(), true, bare));
    if (contexts.contains(NameContext.BOARDING_PASS)) {
      lines.add(glued(lines.getLast()));
    }
    boolean givenFirst =
        contexts.contains(NameContext.CARD) || contexts.contains(NameContext.TRUNCATED);
    if (!view.given().empty() && givenFirst) {
      lines.add(line(view.given(), view.surname(), false, bare));
      lines.add(line(view.given().from(0, 1), view.surname(), false, bare));
    }
  }

  /// Each part as one word, as airlines write them.
  private static Line glued(Line line) {
    var head = String.join("", line.words.subList(0, line.surnameWords));
    var tail = String.join("", line.words.subList(line.surnameWords, line.words.size()));
    int width = head.length() + tail.length() + 2;
    return new Line(head + tail, width, List.of(head, tail), 1);
  }

  private static Line line(Part head, Part tail, boolean surnameFirst, boolean bare) {
    var words = new ArrayList<String>();
    var letters = new StringBuilder();
    for (var part : List.of(head, tail)) {
      for (var word : part.words) {
        var latin = bare && word.script == Script.LATIN ? Signs.bare(word.text) : word.latin();
        words.add(latin);
        letters.append(latin);
      }
    }
    boolean both = !head.empty() && !tail.empty();
    int width = letters.length() + Math.max(0, words.size() - 1) + (both && surnameFirst ? 1 : 0);
    return new Line(letters.toString(), width, words, surnameFirst ? head.size() : 0);
  }
}
