package hutong.names;

import hutong.names.WordMatch.Role;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How near two parts of names are, word by word: which words answer each other, which are
/// written together, which are left out. Words may be left out of one side only, else any two
/// names would do.
final class PartMatch {

  private static final int[][] TOGETHER = {{1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 3}, {3, 2}, {2, 2}};
  private static final int STEP = 1000;
  private static final int NEVER = Link.NONE * STEP;

  private final WordMatch words;
  private final Traits a;
  private final Traits b;
  private final Set<NameContext> contexts;

  PartMatch(WordMatch words, Traits a, Traits b, Set<NameContext> contexts) {
    this.words = words;
    this.a = a;
    this.b = b;
    this.contexts = contexts;
  }

  /// The degree; reasons are collected where a list is given.
  int degree(Part x, Part y, Role role, @Nullable Reasons out) {
    if (x.empty() || y.empty()) {
      return x.empty() && y.empty() ? Link.EXACT : Link.NONE;
    }
    if (equal(x, y)) {
      return Link.EXACT;
    }
    if (x.size() == 1 && y.size() == 1) {
      return one(x.words[0], y.words[0], role, out);
    }
    var together = together(x, y, role);
    if (together.degree() <= Link.CONVENTION) {
      report(out, together, x.shown(), y.shown());
      return together.degree();
    }
    int best = together.degree();
    Table table = null;
    if (x.size() <= NameLimits.MOST_WORDS && y.size() <= NameLimits.MOST_WORDS) {
      table = new Table(x, y, role);
      int degree = Math.min(table.cost(0, 0, 0) / STEP, Link.NONE);
      if (degree < best || (degree == best && degree < Link.NONE)) {
        table.explain(out);
        return degree;
      }
    }
    if (best == Link.NONE && transposed(x, y, role)) {
      report(out, Link.doubt(NameConvention.TRANSPOSED_GIVEN), x.shown(), y.shown());
      return Link.DOUBT;
    }
    if (best < Link.NONE) {
      report(out, together, x.shown(), y.shown());
    }
    return best;
  }

  private static void report(@Nullable Reasons out, Link link, String x, String y) {
    if (out != null) {
      out.add(link, x, y);
    }
  }

  private int one(Token x, Token y, Role role, @Nullable Reasons out) {
    var link = words.link(x, y, role, true);
    report(out, link, x.text, y.text);
    return link.degree();
  }

  private static boolean equal(Part x, Part y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!x.words[i].text.equals(y.words[i].text) || x.words[i].mixed != y.words[i].mixed) {
        return false;
      }
    }
    return true;
  }

  /// Both parts without their spaces: for spelling together, and for scripts that know no spaces.
  private Link together(Part x, Part y, Role role) {
    if (x.ascii() && y.ascii()) {
      if (x.letters() == y.letters() && x.joined().text.equals(y.joined().text)) {
        return Link.sure(NameConvention.SPACING);
      }
      return a.chinese() || b.chinese() ? wadeGiles(x, y, role) : Link.NO;
    }
    var first = x.joined();
    var second = y.joined();
    if (first.text.equals(second.text)) {
      return Link.sure(NameConvention.SPACING);
    }
    if (role == Role.SEQUENCE && (first.script.unspaced() || second.script.unspaced())) {
      return Link.NO;
    }
    var link = Token.link(first, second, role == Role.SURNAME);
    boolean toneless = link.why() == NameConvention.SIGNS_LEFT_OUT && a.toned() && b.toned();
    toneless = toneless && !Signs.sameTones(first.text, second.text);
    return toneless ? Link.doubt(NameConvention.SIGNS_LEFT_OUT) : link;
  }

  /// Pinyin against Wade-Giles, where the spelling itself shows that it is no pinyin.
  private static Link wadeGiles(Part x, Part y, Role role) {
    if (role == Role.SEQUENCE || x.letters() > 20 || y.letters() > 20) {
      return Link.NO;
    }
    boolean match = wade(x, y) || wade(y, x);
    return match ? Link.doubt(NameConvention.OTHER_ROMANISATION) : Link.NO;
  }

  private static boolean wade(Part pinyin, Part wade) {
    boolean foreign = wade.size() > 1 && wade.words[wade.size() - 1].hyphen;
    foreign |= Han.syllables(wade.joined().text) == null;
    if (!foreign) {
      return false;
    }
    var syllables = Han.syllables(pinyin.joined().text);
    if (syllables == null) {
      return false;
    }
    var text = new StringBuilder();
    for (var syllable : syllables) {
      text.append(WadeGiles.of(syllable));
    }
    var other = wade.joined().text;
    return text.toString().equals(other) || text.toString().replace("HS", "S").equals(other);
  }

  private boolean transposed(Part x, Part y, Role role) {
    if (role != Role.GIVEN || x.size() != y.size() || x.size() > 6 || eastern(x) || eastern(y)) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!x.words[i].latin().equals(y.words[i].latin())) {
        return Arrays.equals(sorted(x), sorted(y));
      }
    }
    return false;
  }

  private static String[] sorted(Part part) {
    var texts = new String[part.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = part.words[i].latin();
    }
    Arrays.sort(texts);
    return texts;
  }

  /// Whether each word is a syllable, so that none of them is a name of its own.
  private boolean eastern(Part part) {
    if (!(a.chinese() || b.chinese() || a.korean() || b.korean())) {
      return false;
    }
    for (var word : part.words) {
      if (!East.syllable(word.text)) {
        return false;
      }
    }
    return true;
  }

  private final class Table {
    private final Part x;
    private final Part y;
    private final Role role;
    private final int[] costs;

    Table(Part x, Part y, Role role) {
      this.x = x;
      this.y = y;
      this.role = role;
      this.costs = new int[(x.size() + 1) * (y.size() + 1) * 3];
    }

    private int place(int i, int j, int side) {
      return (i * (y.size() + 1) + j) * 3 + side;
    }

    /// The least cost from here on; `side` is 1 when words of x were left out, 2 when of y.
    int cost(int i, int j, int side) {
      if (i == x.size() && j == y.size()) {
        return 0;
      }
      int place = place(i, j, side);
      if (costs[place] != 0) {
        return costs[place] - 1;
      }
      int best = walk(i, j, side, null);
      costs[place] = best + 1;
      return best;
    }

    void explain(@Nullable Reasons out) {
      if (out == null) {
        return;
      }
      var step = new Step();
      int i = 0;
      int j = 0;
      int side = 0;
      while (i < x.size() || j < y.size()) {
        step.best = NEVER;
        walk(i, j, side, step);
        if (step.best >= NEVER) {
          return;
        }
        out.add(step.link, x.from(i, step.i).shown(), y.from(j, step.j).shown());
        i = step.i;
        j = step.j;
        side = step.side;
      }
    }

    private int walk(int i, int j, int side, @Nullable Step step) {
      int best = NEVER;
      if (i < x.size() && j < y.size()) {
        best =
            take(
                best,
                words.link(x.words[i], y.words[j], role, i == 0 && j == 0),
                i + 1,
                j + 1,
                side,
                step);
        for (var together : TOGETHER) {
          int toI = i + together[0];
          int toJ = j + together[1];
          if (toI <= x.size() && toJ <= y.size()) {
            best = take(best, written(i, toI, j, toJ), toI, toJ, side, step);
          }
        }
      }
      if (i < x.size()) {
        best = leave(best, x, i, y, j, side, 1, step);
      }
      if (j < y.size()) {
        best = leave(best, y, j, x, i, side, 2, step);
      }
      return best;
    }

    private int take(int best, Link link, int i, int j, int side, @Nullable Step step) {
      if (link.degree() == Link.NONE) {
        return best;
      }
      int rest = cost(i, j, side);
      if (rest >= NEVER) {
        return best;
      }
      int cost = Math.max(link.degree(), rest / STEP) * STEP + rest % STEP;
      cost += link.degree() == Link.EXACT ? 0 : 1 + link.degree();
      if (cost < best) {
        if (step != null) {
          step.to(cost, link, i, j, side);
        }
        return cost;
      }
      return best;
    }

    /// Words written together in one name and apart in the other.
    private Link written(int i, int toI, int j, int toJ) {
      boolean two = toI - i == 2 && toJ - j == 2;
      boolean arabic = x.words[i].text.startsWith("AB") || a.arabic() || b.arabic();
      if (two && !arabic) {
        return Link.NO;
      }
      if (glued(x.words[i], y, j, toI - i, toJ) || glued(y.words[j], x, i, toJ - j, toI)) {
        return Link.doubt(NameConvention.INITIAL);
      }
      int lengthX = length(x, i, toI);
      int lengthY = length(y, j, toJ);
      boolean plain = plain(x, i, toI) && plain(y, j, toJ);
      if (plain && lengthX != lengthY && !arabic) {
        return Link.NO;
      }
      var first = x.from(i, toI).joined();
      var second = y.from(j, toJ).joined();
      if (!two && first.text.equals(second.text)) {
        return Link.sure(NameConvention.SPACING);
      }
      if (!plain && !two && first.script == Script.LATIN && second.script == Script.LATIN) {
        var link = Token.link(first, second, false);
        return link.degree() == Link.CONVENTION ? link : Link.NO;
      }
      if (arabic && first.ascii && second.ascii) {
        var compound = first.keys().compound();
        if (!compound.isEmpty() && compound.equals(second.keys().compound())) {
          return Link.sure(NameConvention.COMPOUND);
        }
        var article = two ? Link.NO : WordMatch.article(first.text, second.text);
        if (article.degree() != Link.NONE) {
          return article;
        }
      }
      return Link.NO;
    }

    private static boolean glued(Token word, Part other, int from, int size, int to) {
      var text = word.text;
      if (size != 1 || text.length() != to - from || text.length() < 2 || !word.ascii) {
        return false;
      }
      for (int k = 0; k < text.length(); k++) {
        var full = other.words[from + k].latin();
        if (full.length() < 2 || full.charAt(0) != text.charAt(k)) {
          return false;
        }
      }
      return true;
    }

    private static int length(Part part, int from, int to) {
      int length = 0;
      for (int k = from; k < to; k++) {
        length += part.words[k].text.length();
      }
      return length;
    }

    private static boolean plain(Part part, int from, int to) {
      for (int k = from; k < to; k++) {
        if (!part.words[k].ascii) {
          return false;
        }
      }
      return true;
    }

    private int leave(
        int best,
        Part of,
        int at,
        Part other,
        int otherAt,
        int side,
        int own,
        @Nullable Step step) {
      var free = linking(of, at);
      if (free.degree() != Link.NONE) {
        return own == 1
            ? take(best, free, at + 1, otherAt, side, step)
            : take(best, free, otherAt, at + 1, side, step);
      }
      if (side != 0 && side != own) {
        return best;
      }
      var link = leftOut(of, at, other);
      return own == 1
          ? take(best, link, at + 1, otherAt, 1, step)
          : take(best, link, otherAt, at + 1, 2, step);
    }

    /// Words that link others and may be missing on either side.
    private Link linking(Part of, int at) {
      var word = of.words[at];
      if (word.optional) {
        return Link.sure(NameConvention.MIDDLE_NAME);
      }
      boolean followed = at + 1 < of.size();
      if (!followed || !word.ascii || eastern(of)) {
        return Link.NO;
      }
      boolean letter = word.text.length() == 1 && role == Role.GIVEN;
      if (Words.CONNECTIVES.contains(word.text) && !letter) {
        return at == 0 && role == Role.GIVEN ? Link.NO : Link.sure(NameConvention.CONNECTIVE);
      }
      boolean afterDe = at > 0 && of.words[at - 1].text.equals("DE");
      if (afterDe && Set.of("LA", "LOS", "LAS", "LO").contains(word.text)) {
        return Link.sure(NameConvention.CONNECTIVE);
      }
      boolean particle = Words.PARTICLES.contains(word.text) && word.text.length() > 1;
      return particle && role != Role.GIVEN && !a.vietnamese() && !b.vietnamese()
          ? Link.doubt(NameConvention.PARTICLE)
          : Link.NO;
    }

    private Link leftOut(Part of, int at, Part other) {
      return switch (role) {
        case GIVEN -> given(of, at, other);
        case SURNAME -> surname(of, at);
        case SEQUENCE -> Link.NO;
      };
    }

    private Link given(Part of, int at, Part other) {
      var word = of.words[at];
      boolean hyphenated = word.hyphen || (at + 1 < of.size() && of.words[at + 1].hyphen);
      boolean syllables = a.chinese() || b.chinese() || a.korean() || b.korean();
      if (syllables && East.syllable(word.text) && East.syllable(other.words[0].text)) {
        return Link.NO;
      }
      if (a.vietnamese() && b.vietnamese()) {
        if (at == of.size() - 1) {
          return Link.NO;
        }
        boolean middle = word.latin().equals("VAN") || word.latin().equals("THI");
        return middle
            ? Link.sure(NameConvention.MIDDLE_NAME)
            : Link.doubt(NameConvention.MIDDLE_NAME);
      }
      if (at == 0) {
        return Link.doubt(NameConvention.FIRST_NAME_LEFT_OUT);
      }
      if (at > 0 && word.text.equals(of.words[at - 1].text)) {
        return Link.sure(NameConvention.REPEATED);
      }
      boolean generic = other.size() == 1 && Words.GENERIC.contains(of.words[0].latin());
      return hyphenated || generic
          ? Link.doubt(NameConvention.MIDDLE_NAME)
          : Link.sure(NameConvention.MIDDLE_NAME);
    }

    private Link surname(Part of, int at) {
      var word = of.words[at];
      boolean hyphenated = word.hyphen || (at + 1 < of.size() && of.words[at + 1].hyphen);
      if (hyphenated) {
        return Link.doubt(NameConvention.SURNAME_PART);
      }
      if (at > 0 && word.text.equals(of.words[at - 1].text)) {
        return Link.sure(NameConvention.REPEATED);
      }
      boolean spanish = contexts.contains(NameContext.SPANISH) || iberian(of);
      boolean portuguese = contexts.contains(NameContext.PORTUGUESE) || portuguese(of);
      if (at > 0 && spanish) {
        return Link.sure(NameConvention.SECOND_SURNAME);
      }
      if (at < of.size() - 1 && portuguese) {
        return Link.sure(NameConvention.FIRST_SURNAME);
      }
      if (contexts.contains(NameContext.PATRONYMIC)) {
        return Link.sure(NameConvention.PATRONYMIC);
      }
      return Link.doubt(NameConvention.SURNAME_PART);
    }
  }

  /// Whether each word of the family name is one of Spain and its language, bar particles.
  private static boolean iberian(Part surname) {
    int known = 0;
    for (var word : surname.words) {
      var text = word.latin();
      known += Words.IBERIAN.contains(text) || (text.endsWith("EZ") && text.length() > 4) ? 1 : 0;
    }
    return known > 0;
  }

  private static boolean portuguese(Part surname) {
    for (var word : surname.words) {
      if (Words.PORTUGUESE.contains(word.latin())
          || Words.PARTICLES_PORTUGUESE.contains(word.latin())) {
        return true;
      }
    }
    return false;
  }

  /// The best next step found.
  private static final class Step {
    int best;
    Link link = Link.SAME;
    int i;
    int j;
    int side;

    void to(int cost, Link taken, int toI, int toJ, int nextSide) {
      best = cost;
      link = taken;
      i = toI;
      j = toJ;
      side = nextSide;
    }
  }
}
