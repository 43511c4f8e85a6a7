package hutong.toolkit;

import static hutong.toolkit.Operation.Field.required;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Operation.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Text as it may be stored and shown: composed (NFC), and without what a reader cannot see.
///
/// What can deceive a reader is a fault. What is only unusual is left to a person. A change that
/// nobody can see (NFC, line ends, spaces at the ends) is neither.
final class TextOperation {

  private static final int MOST_MARKS = 8;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int ZWNJ = 0x200C;
  private static final int ZWJ = 0x200D;
  private static final int VIRAMA = 9;

  /// Findings after which a person should look; all others are faults.
  private static final Set<String> UNUSUAL =
      Set.of("ZERO_WIDTH", "CONFUSABLE", "PRIVATE_USE", "UNASSIGNED", "BIDI_MARK", "EMPTY");

  /// Scripts whose letters are written like those of another; within one word they deceive.
  private static final Set<Integer> ALIKE =
      Set.of(
          UScript.LATIN,
          UScript.CYRILLIC,
          UScript.GREEK,
          UScript.ARMENIAN,
          UScript.CHEROKEE,
          UScript.COPTIC,
          UScript.LISU,
          UScript.DESERET);

  private static final String CONFUSABLE_CYRILLIC = "асеорхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅҮԌԛԜ";
  private static final String CONFUSABLE_GREEK = "οαινκρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ";

  static Operation normalise() {
    return new Operation(
        "text.normalise",
        "Makes a text safe to store and to show",
        "nothing in it deceives a reader or hides from one",
        List.of(required("text", Kind.TEXT, "any text")),
        request -> answer(request.text(ToolkitLimits.TEXT, "text")));
  }

  static Answer answer(String text) {
    var found = new LinkedHashSet<String>();
    var clean = Normalizer2.getNFCInstance().normalize(visible(text, found)).strip();
    words(clean, found);
    if (clean.isEmpty()) {
      found.add("EMPTY");
    }
    boolean fault = found.stream().anyMatch(finding -> !UNUSUAL.contains(finding));
    var verdict = fault ? Verdict.INVALID : found.isEmpty() ? Verdict.VALID : Verdict.INCOMPLETE;
    return Answer.of(verdict, found)
        .with("normalised", clean)
        .with("changed", !clean.equals(text))
        .with("warnings", List.copyOf(found));
  }

  /// The text without what cannot be seen; line ends become one kind.
  private static String visible(String text, Set<String> found) {
    var clean = new StringBuilder(text.length());
    boolean rightToLeft = hasRightToLeft(text);
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      int kind = UCharacter.getType(c);
      marks = isMark(kind) ? marks + 1 : 0;
      if (Surrogates.standsAlone(text, at)) {
        found.add("LONE_SURROGATE");
        clean.appendCodePoint(REPLACEMENT);
      } else if (c == '\r') {
        clean.append(next < text.length() && text.charAt(next) == '\n' ? "" : "\n");
      } else if (c == '\n' || c == '\t') {
        clean.appendCodePoint(c);
      } else if (marks > MOST_MARKS) {
        found.add("TOO_MANY_MARKS");
      } else {
        var finding = finding(text, at, c, rightToLeft);
        if (finding.isEmpty()) {
          clean.appendCodePoint(c);
        } else {
          found.add(finding);
          if (keeps(finding)) {
            clean.appendCodePoint(c);
          }
        }
      }
      at = next;
    }
    return clean.toString();
  }

  private static boolean keeps(String finding) {
    return finding.equals("PRIVATE_USE") || finding.equals("UNASSIGNED");
  }

  /// What is wrong with one character where it stands, or empty.
  private static String finding(String text, int at, int c, boolean rightToLeft) {
    if (UCharacter.hasBinaryProperty(c, UProperty.NONCHARACTER_CODE_POINT)) {
      return "NONCHARACTER";
    }
    if (c == 0x200E || c == 0x200F || c == 0x061C) {
      return rightToLeft ? "" : "BIDI_MARK";
    }
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
      return "BIDI_CONTROL";
    }
    if (c >= 0xE0000 && c <= 0xE007F) {
      return inFlag(text, at) ? "" : "TAG_CHARACTER";
    }
    if (c == ZWJ || c == ZWNJ) {
      return joins(text, at) ? "" : "ZERO_WIDTH";
    }
    if (UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR)) {
      return at > 0 && !isSpaceOrControl(text.codePointBefore(at)) ? "" : "ZERO_WIDTH";
    }
    return switch (UCharacter.getType(c)) {
      case UCharacter.CONTROL -> "CONTROL_CHARACTER";
      case UCharacter.LINE_SEPARATOR, UCharacter.PARAGRAPH_SEPARATOR -> "CONTROL_CHARACTER";
      case UCharacter.PRIVATE_USE -> "PRIVATE_USE";
      case UCharacter.UNASSIGNED -> "UNASSIGNED";
      default -> unseen(c) ? "ZERO_WIDTH" : "";
    };
  }

  private static boolean unseen(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || (c >= 0xFFF9 && c <= 0xFFFB);
  }

  /// Joiners belong between emoji, after the virama of an Indic script, and in joining scripts.
  private static boolean joins(String text, int at) {
    if (at == 0 || at + 1 >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at + 1);
    boolean emoji =
        UCharacter.hasBinaryProperty(after, UProperty.EXTENDED_PICTOGRAPHIC)
            && (UCharacter.hasBinaryProperty(before, UProperty.EXTENDED_PICTOGRAPHIC)
                || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER)
                || UCharacter.hasBinaryProperty(before, UProperty.VARIATION_SELECTOR));
    return emoji
        || UCharacter.getCombiningClass(before) == VIRAMA
        || (joining(before) && joining(after));
  }

  private static boolean joining(int c) {
    int type = UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE);
    return type == UCharacter.JoiningType.DUAL_JOINING
        || type == UCharacter.JoiningType.RIGHT_JOINING
        || type == UCharacter.JoiningType.LEFT_JOINING
        || type == UCharacter.JoiningType.TRANSPARENT;
  }

  /// Tags spell the flag of a region behind a black flag, and nothing else.
  private static boolean inFlag(String text, int at) {
    int before = at;
    while (before > 0) {
      int c = text.codePointBefore(before);
      if (c == 0x1F3F4) {
        return true;
      }
      if (c < 0xE0020 || c > 0xE007E) {
        return false;
      }
      before -= Character.charCount(c);
    }
    return false;
  }

  private static boolean isSpaceOrControl(int c) {
    return Character.isWhitespace(c) || Character.isISOControl(c);
  }

  private static boolean isMark(int kind) {
    return kind == UCharacter.NON_SPACING_MARK || kind == UCharacter.ENCLOSING_MARK;
  }

  private static boolean hasRightToLeft(String text) {
    return text.codePoints()
        .anyMatch(
            c -> {
              byte direction = Character.getDirectionality(c);
              return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                  || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
            });
  }

  /// Letters of two look-alike scripts in one word deceive; a whole word that could be read in
  /// another script, among words of that script, is unusual.
  private static void words(String text, Set<String> found) {
    boolean latin = false;
    var alike = new ArrayList<Boolean>();
    for (var word : text.split("[^\\p{L}\\p{M}]+")) {
      var scripts = scripts(word);
      if (scripts.cardinality() > 1) {
        found.add("MIXED_SCRIPTS");
      }
      latin |= scripts.get(UScript.LATIN) && scripts.cardinality() == 1;
      if (scripts.cardinality() == 1 && !scripts.get(UScript.LATIN)) {
        alike.add(word.codePoints().allMatch(TextOperation::looksLatin));
      }
    }
    if (latin && alike.contains(true) && !alike.contains(false)) {
      found.add("CONFUSABLE");
    }
  }

  private static boolean looksLatin(int c) {
    return CONFUSABLE_CYRILLIC.indexOf(c) >= 0 || CONFUSABLE_GREEK.indexOf(c) >= 0;
  }

  private static BitSet scripts(String word) {
    var scripts = new BitSet();
    word.codePoints().map(UScript::getScript).filter(ALIKE::contains).forEach(scripts::set);
    return scripts;
  }

  private TextOperation() {}
}
