package hutong.names;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All the ways one word can be written in the letters A to Z: a row of units, each with the
/// letters it becomes by convention and those it becomes perhaps.
///
/// @param free whether vowels that are not written may stand between the units
/// @param whole other writings of the whole word, each doubtful
record Spelling(List<Unit> units, boolean free, Set<String> whole) {

  /// One letter or syllable. The first sure writing is the usual one.
  record Unit(String[] sure, String[] perhaps) {
    static final String[] NOTHING = {};

    static Unit of(String... sure) {
      return new Unit(sure, NOTHING);
    }
  }

  static Spelling of(List<Unit> units) {
    return new Spelling(units, false, Set.of());
  }

  /// The usual writing.
  String usual() {
    var out = new StringBuilder();
    for (var unit : units) {
      out.append(unit.sure.length > 0 ? unit.sure[0] : "");
    }
    return out.toString();
  }

  /// The writings by convention, bounded in number.
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(List.of(""));
    for (var unit : units) {
      var next = new LinkedHashSet<String>();
      for (var begun : all) {
        for (var end : unit.sure) {
          if (next.size() < NameLimits.MOST_SPELLINGS) {
            next.add(begun + end);
          }
        }
      }
      all = next;
    }
    return all;
  }

  /// The degree to which the text is a writing of this word.
  int degree(String text) {
    if (text.length() > NameLimits.LONGEST) {
      return Link.NONE;
    }
    if (!free && reads(text, false)) {
      return Link.CONVENTION;
    }
    return whole.contains(text) || reads(text, true) ? Link.DOUBT : Link.NONE;
  }

  private boolean reads(String text, boolean loose) {
    return new Reading(text, loose).from(0, 0);
  }

  static Spelling join(List<Spelling> parts) {
    var units = new ArrayList<Unit>();
    boolean free = false;
    Set<String> whole = Set.of();
    for (var part : parts) {
      units.addAll(part.units);
      free |= part.free;
      whole = parts.size() == 1 ? part.whole : Set.of();
    }
    return new Spelling(units, free, whole);
  }

  /// One attempt; each pair of places is tried once, so that it ends.
  private final class Reading {
    private final String text;
    private final boolean loose;
    private final boolean[] failed;

    Reading(String text, boolean loose) {
      this.text = text;
      this.loose = loose;
      this.failed = new boolean[(units.size() + 1) * (text.length() + 1)];
    }

    boolean from(int unit, int at) {
      if (unit == units.size() && at == text.length()) {
        return true;
      }
      int place = unit * (text.length() + 1) + at;
      if (failed[place]) {
        return false;
      }
      failed[place] = true;
      if (free && loose && at < text.length() && "AEIOUYW".indexOf(text.charAt(at)) >= 0) {
        // a vowel that is not written, but never at the very beginning
        if (unit > 0 && from(unit, at + 1)) {
          return true;
        }
      }
      if (unit == units.size()) {
        return false;
      }
      var letter = units.get(unit);
      return any(letter.sure, unit, at) || (loose && any(letter.perhaps, unit, at));
    }

    private boolean any(String[] writings, int unit, int at) {
      for (var writing : writings) {
        if (text.startsWith(writing, at) && from(unit + 1, at + writing.length())) {
          return true;
        }
      }
      return false;
    }
  }
}
