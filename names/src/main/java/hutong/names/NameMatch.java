package hutong.names;

import hutong.names.NameVerdict.Outcome;
import hutong.names.View.Order;
import hutong.names.WordMatch.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether two writings can be one person's name. A pure function, without likeness or chance.
///
/// Each name is read in every way that it allows (which words are the family name); the reading
/// that needs the least to be explained decides. What explains is a closed list of conventions,
/// each sure or doubtful; one doubtful reason makes the verdict *possibly*, and a difference
/// that no convention explains makes it *different*. A false *same* is held to be worse than a
/// *possibly*.
public final class NameMatch {

  private final PersonName a;
  private final PersonName b;
  private final Set<NameContext> contexts;
  private final PartMatch parts;

  private NameMatch(PersonName a, PersonName b, Set<NameContext> contexts) {
    this.a = a;
    this.b = b;
    this.contexts = contexts;
    var words = new WordMatch(a.read().traits(), b.read().traits(), contexts);
    this.parts = new PartMatch(words, a.read().traits(), b.read().traits(), contexts);
  }

  /// Compares two names of which nothing else is known.
  public static NameVerdict compare(PersonName a, PersonName b) {
    return compare(a, b, Set.of());
  }

  /// Compares two names, of which the contexts say where they come from.
  public static NameVerdict compare(PersonName a, PersonName b, Set<NameContext> contexts) {
    var verdict = new NameMatch(a, b, contexts).verdict();
    if (verdict.outcome().accepted() || (a.aliases().isEmpty() && b.aliases().isEmpty())) {
      return verdict;
    }
    for (var alias : a.aliases()) {
      verdict = better(verdict, declared(new NameMatch(alias, b, contexts).verdict()));
    }
    for (var alias : b.aliases()) {
      verdict = better(verdict, declared(new NameMatch(a, alias, contexts).verdict()));
      for (var other : a.aliases()) {
        verdict = better(verdict, declared(new NameMatch(other, alias, contexts).verdict()));
      }
    }
    return verdict;
  }

  private static NameVerdict better(NameVerdict x, NameVerdict y) {
    return y.outcome().compareTo(x.outcome()) < 0 ? y : x;
  }

  private static NameVerdict declared(NameVerdict verdict) {
    if (verdict.outcome() == Outcome.DIFFERENT) {
      return verdict;
    }
    var reasons = new ArrayList<NameReason>();
    reasons.add(new NameReason(NameConvention.ALIAS, "", "", false));
    reasons.addAll(verdict.reasons());
    var outcome =
        verdict.outcome() == Outcome.SAME ? Outcome.SAME_BY_CONVENTION : verdict.outcome();
    return new NameVerdict(outcome, reasons);
  }

  // One pair

  private NameVerdict verdict() {
    var readA = a.read();
    var readB = b.read();
    if (readA.sequence().empty() || readB.sequence().empty()) {
      return only(Outcome.POSSIBLY, NameConvention.NO_NAME, "", "");
    }
    if (a.remarks().isEmpty() && identical()) {
      return new NameVerdict(Outcome.SAME, List.of());
    }
    boolean suffixes = !readA.suffix().isEmpty() && !readB.suffix().isEmpty();
    if (suffixes && !readA.suffix().equals(readB.suffix())) {
      return only(Outcome.DIFFERENT, NameConvention.SUFFIX_DIFFERS, "", "");
    }
    var best = best();
    return best == null ? different() : finished(best);
  }

  private boolean identical() {
    return a.equals(b)
        || (a.labelled() == b.labelled()
            && a.text().equals(b.text())
            && a.surname().equals(b.surname()));
  }

  private static NameVerdict only(Outcome outcome, NameConvention why, String x, String y) {
    boolean doubtful = outcome != Outcome.SAME_BY_CONVENTION;
    return new NameVerdict(outcome, List.of(new NameReason(why, x, y, doubtful)));
  }

  /// One way to read both names, and what it needs.
  private record Reading(int degree, View x, View y, How how, Link order) {}

  private enum How {
    PARTS,
    SWAPPED,
    SEQUENCE,
    SEQUENCE_REVERSED,
    MONONYM,
    WHOLE_NAME
  }

  private @Nullable Found best() {
    Reading best = null;
    var equal = new ArrayList<Reading>();
    for (var x : a.views()) {
      for (var y : b.views()) {
        int below = best == null || best.degree == Link.DOUBT ? Link.NONE : Link.DOUBT;
        for (var reading : readings(x, y, below)) {
          if (best == null || reading.degree < best.degree) {
            best = reading;
            equal.clear();
          }
          if (reading.degree == best.degree) {
            equal.add(reading);
          }
        }
        if (best != null && best.degree == Link.EXACT) {
          return explained(best);
        }
      }
    }
    var found = best == null ? null : plainest(equal);
    if (best == null || best.degree == Link.DOUBT) {
      var other = sequences(best == null ? Link.NONE : best.degree);
      found = other == null ? found : other;
    }
    if (found == null || found.degree == Link.DOUBT) {
      var cut = new Cut(contexts).link(a, b);
      if (cut.degree() < (found == null ? Link.NONE : found.degree)) {
        var reasons = new Reasons();
        reasons.add(cut, a.read().sequence().shown(), b.read().sequence().shown());
        found = new Found(cut.degree(), reasons);
      }
    }
    return found == null ? married() : found;
  }

  private @Nullable Found plainest(List<Reading> readings) {
    Found least = null;
    for (var reading : readings) {
      var found = explained(reading);
      if (least == null || found.weight() < least.weight()) {
        least = found;
      }
    }
    return least;
  }

  /// A reading with its reasons.
  private record Found(int degree, Reasons reasons) {
    long weight() {
      return reasons.doubts() * 100 + reasons.list().size();
    }
  }

  private List<Reading> readings(View x, View y, int below) {
    var all = new ArrayList<Reading>(2);
    if (x.mononym() || y.mononym()) {
      var mononym = mononym(x, y);
      if (mononym != null && mononym.degree < below) {
        all.add(mononym);
      }
      return all;
    }
    var order = order(x, y);
    if (order.degree() < below) {
      int surname = parts.degree(x.surname(), y.surname(), Role.SURNAME, null);
      if (surname < below) {
        int given = parts.degree(x.given(), y.given(), Role.GIVEN, null);
        int degree = Math.max(order.degree(), Math.max(surname, given));
        if (degree < below && unlabelledDrop(x, y, given)) {
          degree = Math.max(degree, Link.DOUBT);
        }
        if (degree < below) {
          all.add(new Reading(degree, x, y, How.PARTS, order));
        }
      }
    }
    if (x.order() == Order.LABELLED && y.order() == Order.LABELLED) {
      int crossed = parts.degree(x.surname(), y.given(), Role.SURNAME, null);
      if (crossed <= Link.CONVENTION) {
        int other = parts.degree(x.given(), y.surname(), Role.SURNAME, null);
        var swap = swap(x);
        int degree = Math.max(swap.degree(), Math.max(crossed, other));
        if (other <= Link.CONVENTION && degree < below) {
          all.add(new Reading(degree, x, y, How.SWAPPED, swap));
        }
      }
    }
    return all;
  }

  /// Neither name says which words are the family name, and one of them has more words: that the
  /// family name stands first must show.
  private boolean unlabelledDrop(View x, View y, int given) {
    boolean first = x.order() == Order.SURNAME_FIRST || y.order() == Order.SURNAME_FIRST;
    boolean labelled = x.order() == Order.LABELLED || y.order() == Order.LABELLED;
    if (!first || labelled || given == Link.EXACT || x.given().size() == y.given().size()) {
      return false;
    }
    var surname = x.surname().joined().latin();
    return !(Han.isSurname(surname)
        || Words.KOREAN.contains(surname)
        || Words.VIETNAMESE.contains(surname)
        || a.read().traits().slavic());
  }

  private Link order(View x, View y) {
    if (x.order() == y.order()) {
      return Link.SAME;
    }
    boolean labelled = x.order() == Order.LABELLED || y.order() == Order.LABELLED;
    if (labelled) {
      var other = x.order() == Order.LABELLED ? y : x;
      if (other.order() == Order.SURNAME_LAST) {
        return Link.SAME;
      }
      return contexts.contains(NameContext.ORDER_UNKNOWN) || !western(other)
          ? Link.sure(NameConvention.ORDER)
          : Link.doubt(NameConvention.ORDER);
    }
    return ambiguous(x) && !contexts.contains(NameContext.ORDER_UNKNOWN)
        ? Link.doubt(NameConvention.ORDER)
        : Link.sure(NameConvention.ORDER);
  }

  private Link swap(View x) {
    return ambiguous(x) && !contexts.contains(NameContext.ORDER_UNKNOWN)
        ? Link.doubt(NameConvention.FIELDS_SWAPPED)
        : Link.sure(NameConvention.FIELDS_SWAPPED);
  }

  /// Whether the name read the other way round is just as likely another person's.
  private static boolean ambiguous(View view) {
    return western(view) || chinese(view);
  }

  private static boolean western(View view) {
    return all(view.surname(), Words.BOTH) && all(view.given(), Words.BOTH);
  }

  private static boolean all(Part part, Set<String> list) {
    for (var word : part.words) {
      if (!list.contains(word.latin())) {
        return false;
      }
    }
    return !part.empty();
  }

  private static boolean chinese(View view) {
    return view.surname().size() == 1
        && view.given().size() == 1
        && (Han.isPinyinSurname(view.surname().words[0].latin())
            || Words.KOREAN.contains(view.surname().words[0].latin()))
        && (Han.isPinyinSurname(view.given().words[0].latin())
            || Words.KOREAN.contains(view.given().words[0].latin()));
  }

  // One name only

  private @Nullable Reading mononym(View x, View y) {
    var only = x.mononym() ? x : y;
    var other = x.mononym() ? y : x;
    var word = only.surname().empty() ? only.given() : only.surname();
    if (other.mononym()) {
      var second = other.surname().empty() ? other.given() : other.surname();
      int degree = parts.degree(word, second, Role.SURNAME, null);
      boolean sameField = only.surname().empty() == other.surname().empty();
      var link = sameField ? Link.SAME : Link.sure(NameConvention.MONONYM);
      degree = Math.max(degree, link.degree());
      return degree < Link.NONE ? new Reading(degree, x, y, How.MONONYM, link) : null;
    }
    int surname = parts.degree(word, other.surname(), Role.SURNAME, null);
    int given = parts.degree(word, other.given(), Role.SURNAME, null);
    if (surname <= Link.CONVENTION && given <= Link.CONVENTION) {
      return new Reading(Link.CONVENTION, x, y, How.MONONYM, Link.sure(NameConvention.MONONYM));
    }
    if (Math.min(surname, given) <= Link.CONVENTION) {
      return new Reading(
          Link.DOUBT, x, y, How.WHOLE_NAME, Link.doubt(NameConvention.GIVEN_NAME_MISSING));
    }
    return null;
  }

  // All words in a row

  private @Nullable Found sequences(int below) {
    if (below <= Link.CONVENTION) {
      return null;
    }
    var dividedA = a.read().divided();
    var dividedB = b.read().divided();
    var found = row(givenFirst(a), givenFirst(b), dividedA && dividedB);
    if (found == null && (dividedA || dividedB)) {
      var one = dividedA ? a : b;
      boolean unsure = !dividedA || !dividedB;
      if (!unsure || !western(one.views().getLast())) {
        found = row(surnameFirst(a), surnameFirst(b), !unsure);
      }
    }
    return found;
  }

  private @Nullable Found row(Part x, Part y, boolean divided) {
    if (x.size() < 2 || y.size() < 2) {
      return null;
    }
    var reasons = new Reasons();
    if (parts.degree(x, y, Role.SEQUENCE, reasons) > Link.CONVENTION) {
      return null;
    }
    var why = divided ? NameConvention.FIELDS_DIVIDED : NameConvention.PART_UNLABELLED;
    reasons.add(Link.sure(why));
    return new Found(Link.CONVENTION, reasons);
  }

  private static Part givenFirst(PersonName name) {
    return name.read().sequence();
  }

  private static Part surnameFirst(PersonName name) {
    var read = name.read();
    if (!read.divided()) {
      return read.sequence();
    }
    var view = read.views().getLast();
    return view.surname().and(view.given());
  }

  private @Nullable Found married() {
    if (!contexts.contains(NameContext.MARRIED_NAME)) {
      return null;
    }
    for (var x : a.views()) {
      for (var y : b.views()) {
        int given = parts.degree(x.given(), y.given(), Role.GIVEN, null);
        if (!x.given().empty() && given <= Link.CONVENTION && order(x, y).degree() == Link.EXACT) {
          var reasons = new Reasons();
          reasons.add(
              Link.doubt(NameConvention.MARRIED_NAME), x.surname().shown(), y.surname().shown());
          return new Found(Link.DOUBT, reasons);
        }
      }
    }
    return null;
  }

  // The answer

  private Found explained(Reading reading) {
    var reasons = new Reasons();
    var x = reading.x;
    var y = reading.y;
    switch (reading.how) {
      case PARTS -> {
        parts.degree(x.surname(), y.surname(), Role.SURNAME, reasons);
        parts.degree(x.given(), y.given(), Role.GIVEN, reasons);
        reasons.add(reading.order);
        if (reading.degree == Link.DOUBT && reasons.doubts() == 0) {
          reasons.add(Link.doubt(NameConvention.PART_UNLABELLED));
        }
      }
      case SWAPPED -> {
        parts.degree(x.surname(), y.given(), Role.SURNAME, reasons);
        parts.degree(x.given(), y.surname(), Role.SURNAME, reasons);
        reasons.add(reading.order);
      }
      case MONONYM -> {
        var first = x.surname().empty() ? x.given() : x.surname();
        var second = y.surname().empty() ? y.given() : y.surname();
        parts.degree(first, second, Role.SURNAME, reasons);
        reasons.add(reading.order);
      }
      case WHOLE_NAME, SEQUENCE, SEQUENCE_REVERSED ->
          reasons.add(reading.order, a.read().sequence().shown(), b.read().sequence().shown());
    }
    return new Found(reading.degree, reasons);
  }

  private NameVerdict finished(Found found) {
    var reasons = found.reasons;
    beside(reasons);
    var list = reasons.list();
    int degree = found.degree;
    for (var reason : list) {
      degree = Math.max(degree, reason.doubtful() ? Link.DOUBT : Link.CONVENTION);
    }
    if (degree == Link.DOUBT && reasons.doubts() > NameLimits.MOST_DOUBTS) {
      var all = new ArrayList<>(list);
      all.add(new NameReason(NameConvention.TOO_MANY_DOUBTS, "", "", true));
      return new NameVerdict(Outcome.DIFFERENT, all);
    }
    return switch (degree) {
      case Link.EXACT -> same();
      case Link.CONVENTION -> new NameVerdict(Outcome.SAME_BY_CONVENTION, list);
      default -> new NameVerdict(Outcome.POSSIBLY, list);
    };
  }

  /// All words agree; only hyphens, apostrophes and full stops may differ.
  private NameVerdict same() {
    boolean alike = !marks(a).equals(marks(b));
    return alike
        ? only(Outcome.SAME_BY_CONVENTION, NameConvention.SPACING, "", "")
        : new NameVerdict(Outcome.SAME, List.of());
  }

  /// The hyphens and apostrophes of a name; commas and slashes divide it and do not count.
  private static String marks(PersonName name) {
    var text = name.surname() + name.given() + (name.labelled() ? "" : name.text());
    int hyphens = 0;
    int apostrophes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hyphens += Character.getType(c) == Character.DASH_PUNCTUATION ? 1 : 0;
      apostrophes += CleanText.apostrophe(c) ? 1 : 0;
    }
    return hyphens + " " + apostrophes;
  }

  /// What stands beside the names.
  private void beside(Reasons reasons) {
    var x = a.read();
    var y = b.read();
    if (x.titled() != y.titled()) {
      reasons.add(Link.sure(NameConvention.TITLE));
    }
    if (!x.suffix().equals(y.suffix())) {
      reasons.add(Link.doubt(NameConvention.SUFFIX));
    }
    if (x.filled() != y.filled()) {
      reasons.add(Link.sure(NameConvention.FILLER));
    }
    var remarks = EnumSet.noneOf(NameConvention.class);
    remarks.addAll(a.remarks());
    remarks.addAll(b.remarks());
    for (var remark : remarks) {
      boolean doubtful =
          remark == NameConvention.MIXED_SCRIPTS || remark == NameConvention.TOO_LONG;
      reasons.add(doubtful ? Link.doubt(remark) : Link.sure(remark));
    }
  }

  private NameVerdict different() {
    var reasons = new ArrayList<NameReason>();
    var x = a.views().getFirst();
    var y = b.views().getFirst();
    int surname = parts.degree(x.surname(), y.surname(), Role.SURNAME, null);
    int given = parts.degree(x.given(), y.given(), Role.GIVEN, null);
    if (surname == Link.NONE) {
      add(reasons, NameConvention.SURNAME_DIFFERS, x.surname(), y.surname());
    }
    if (given == Link.NONE) {
      add(reasons, NameConvention.GIVEN_NAME_DIFFERS, x.given(), y.given());
    }
    if (reasons.isEmpty()) {
      add(reasons, NameConvention.NAME_DIFFERS, a.read().sequence(), b.read().sequence());
    }
    return new NameVerdict(Outcome.DIFFERENT, reasons);
  }

  private static void add(List<NameReason> reasons, NameConvention why, Part x, Part y) {
    reasons.add(new NameReason(why, x.shown(), y.shown(), true));
  }
}
