package hutong.names;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/// A text as it may be compared: compatibility forms resolved, what cannot be seen left out.
record CleanText(String text, Set<NameConvention> remarks) {

  static CleanText of(String raw) {
    var remarks = EnumSet.noneOf(NameConvention.class);
    var text = raw;
    if (text.length() > NameLimits.LONGEST) {
      remarks.add(NameConvention.TOO_LONG);
      int end = NameLimits.LONGEST;
      text = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
    if (plain(text)) {
      return new CleanText(text, remarks);
    }
    var out = new StringBuilder();
    int marks = 0;
    var composed = Normalizer.normalize(apostrophes(text), Normalizer.Form.NFKC);
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      boolean mark =
          type == Character.NON_SPACING_MARK
              || type == Character.ENCLOSING_MARK
              || (type == Character.COMBINING_SPACING_MARK && c < 0x900);
      marks = mark ? marks + 1 : 0;
      if (hidden(c, type)) {
        remarks.add(NameConvention.HIDDEN_CHARACTERS);
      } else if (symbol(type)) {
        remarks.add(NameConvention.SYMBOLS);
        out.append(' ');
      } else if (marks <= NameLimits.MOST_MARKS) {
        out.appendCodePoint(c);
      } else {
        remarks.add(NameConvention.HIDDEN_CHARACTERS);
      }
    }
    return new CleanText(Normalizer.normalize(out, Normalizer.Form.NFC), remarks);
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7E) {
        return false;
      }
    }
    return true;
  }

  /// Before composing, which would take some of them apart.
  private static String apostrophes(String text) {
    var out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (apostrophe(c)) {
        out.setCharAt(i, '\'');
      }
    }
    return out.toString();
  }

  static boolean apostrophe(char c) {
    return switch (c) {
      case '\'',
          '`',
          '\u00B4',
          '\u2018',
          '\u2019',
          '\u201A',
          '\u201B',
          '\u2032',
          '\u2035',
          '\uFF07',
          '\u02B0',
          '\u02B9',
          '\u02BA',
          '\u02BB',
          '\u02BC',
          '\u02BD',
          '\u02BE',
          '\u02BF',
          '\u02C8',
          '\u02CA',
          '\u02CB',
          '\uA78B',
          '\uA78C',
          '\u05F3',
          '\u055A',
          '"',
          '\u201C',
          '\u201D',
          '\u05F4' ->
          true;
      default -> false;
    };
  }

  private static boolean hidden(int c, int type) {
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85) {
      return false;
    }
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED
        || c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFFD
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static boolean symbol(int type) {
    return type == Character.OTHER_SYMBOL
        || type == Character.MATH_SYMBOL
        || type == Character.CURRENCY_SYMBOL;
  }
}
