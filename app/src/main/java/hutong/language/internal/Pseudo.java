package hutong.language.internal;

import com.ibm.icu.text.MessagePattern;
import hutong.language.Language;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Two languages made from the English, in which nobody can overlook what was never translated,
/// is cut off when longer, or does not turn round: `en-XA` is accented and a third longer, `ar-XB`
/// runs from right to left.
final class Pseudo {

  static final Language ACCENTED = new Language("en-XA", "Éñĝļîšĥ");
  static final Language MIRRORED = new Language("ar-XB", "Right to left");
  static final List<Language> ALL = List.of(ACCENTED, MIRRORED);

  private static final String PLAIN = "aceghijlnorstuyACEGHIJLNORSTUY";
  private static final String DRESSED = "áçéĝĥîĵļñöŕšţûýÅÇÉĜĤÎĴĻÑÖŔŠŢÛÝ";
  private static final Pattern WORD = Pattern.compile("[^\\s]+");

  private Pseudo() {}

  static Map<String, String> messages(Language language, Map<String, String> english) {
    UnaryOperator<String> speak = language.equals(ACCENTED) ? Pseudo::accented : Pseudo::mirrored;
    var all = new HashMap<String, String>();
    english.forEach((key, text) -> all.put(key, translate(text, speak)));
    return all;
  }

  /// Only what a person reads is changed: placeholders and their syntax stay.
  static String translate(String text, UnaryOperator<String> speak) {
    var pattern = new MessagePattern(text);
    var out = new StringBuilder();
    Deque<Boolean> readable = new ArrayDeque<>();
    int end = 0;
    for (int i = 0; i < pattern.countParts(); i++) {
      var part = pattern.getPart(i);
      var between = text.substring(end, Math.max(end, part.getIndex()));
      out.append(Boolean.TRUE.equals(readable.peek()) ? speak.apply(between) : between);
      if (part.getType() == MessagePattern.Part.Type.MSG_START) {
        readable.push(true);
      } else if (part.getType() == MessagePattern.Part.Type.ARG_START) {
        readable.push(false);
      } else if (part.getType() == MessagePattern.Part.Type.MSG_LIMIT
          || part.getType() == MessagePattern.Part.Type.ARG_LIMIT) {
        readable.pop();
      }
      int start = Math.max(end, part.getIndex());
      end = Math.max(end, part.getLimit());
      out.append(text, start, end);
    }
    return out.toString();
  }

  private static String accented(String text) {
    if (text.isBlank()) {
      return text;
    }
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      int at = PLAIN.indexOf(each);
      out.append(at < 0 ? each : DRESSED.charAt(at));
    }
    long more = text.chars().filter(Character::isLetter).count() / 3;
    return more < 2 ? out.toString() : out + "~".repeat((int) Math.min(more, 24));
  }

  /// Each word between marks that force it to be written from right to left.
  private static String mirrored(String text) {
    return WORD.matcher(text).replaceAll("\u200f\u202e$0\u202c\u200f");
  }
}
