package hutong.mrtd;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns pasted text into the lines of a zone, recording every liberty that was taken.
final class MrzText {

  /// The cleaned lines, the format by shape (two-line formats by their size only, as TD3 or TD2),
  /// and what was found on the way.
  record Cleaned(List<String> lines, @Nullable MrzFormat shape, List<Finding> findings) {}

  private static final String LOOKS_LIKE_FILLER =
      "\u2039\u3008\uFF1C\uFE64\u27E8\u2329\u276E\u02C2";
  private static final String LOOKS_LIKE_TWO = "\u00AB\u226A\u300A\u27EA";
  private static final char TWO = '\u00AB';
  private static final List<MrzFormat> SHAPES =
      List.of(MrzFormat.TD1, MrzFormat.TD3, MrzFormat.TD2);

  private static final Pattern START = Pattern.compile("[ACIPV][A-Z<].*");

  private final List<Finding> findings = new ArrayList<>();
  private final Set<Reason> liberties = EnumSet.noneOf(Reason.class);

  static Cleaned clean(String text) {
    return new MrzText().run(text);
  }

  private Cleaned run(String text) {
    if (text.length() > MrtdLimits.MRZ_TEXT_CHARACTERS) {
      String detail = "at most " + MrtdLimits.MRZ_TEXT_CHARACTERS + " characters";
      return new Cleaned(List.of(), null, List.of(Finding.of(Reason.TOO_LONG, "text", detail)));
    }
    Cleaned usual = usual(text);
    if (usual != null) {
      return usual;
    }
    List<String> lines =
        plain(text)
            .lines()
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .limit(MrtdLimits.MRZ_TEXT_LINES)
            .toList();
    Cleaned cleaned = shape(lines);
    for (Reason liberty : liberties) {
      findings.add(Finding.of(liberty, "text", liberty.sentence()));
    }
    return new Cleaned(cleaned.lines(), cleaned.shape(), findings);
  }

  // What needs no cleaning: the lines of a format, of its characters alone.
  private static @Nullable Cleaned usual(String text) {
    for (MrzFormat format : SHAPES) {
      int length = format.length();
      if (text.length() == format.lines() * (length + 1) - 1 && isPlain(text)) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); at += length + 1) {
          String line = text.substring(at, at + length);
          boolean ends = at + length == text.length() || text.charAt(at + length) == '\n';
          if (!ends || line.indexOf('\n') >= 0) {
            return null;
          }
          lines.add(line);
        }
        return new Cleaned(lines, format, List.of());
      }
    }
    return null;
  }

  private String plain(String text) {
    if (isPlain(text)) {
      return text;
    }
    String unescaped = text.replace("&lt;", "<").replace("&LT;", "<");
    if (!unescaped.equals(text)) {
      liberties.add(Reason.FILLER_REPLACED);
    }
    var out = new StringBuilder(unescaped.length());
    unescaped.codePoints().forEach(c -> plain(c, out));
    return out.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<' || c == '\n';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private void plain(int c, StringBuilder out) {
    if (c == '\n'
        || c == '\r'
        || c == 0x85
        || c == 0x2028
        || c == 0x2029
        || c == 0x0B
        || c == 0x0C) {
      out.append('\n');
    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      out.append(' ');
    } else if (Character.getType(c) == Character.FORMAT || Character.isISOControl(c)) {
      liberties.add(Reason.INVISIBLE_REMOVED);
    } else if (LOOKS_LIKE_FILLER.indexOf(c) >= 0) {
      liberties.add(Reason.FILLER_REPLACED);
      out.append('<');
    } else if (LOOKS_LIKE_TWO.indexOf(c) >= 0) {
      liberties.add(Reason.FILLER_REPLACED);
      out.append(TWO);
    } else if (c >= 0xFF01 && c <= 0xFF5E) {
      liberties.add(Reason.WIDE_CHARACTERS);
      plain(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC).codePointAt(0), out);
    } else if (c >= 'a' && c <= 'z') {
      liberties.add(Reason.LOWER_CASE);
      out.append((char) (c - 'a' + 'A'));
    } else {
      out.appendCodePoint(c);
    }
  }

  private Cleaned shape(List<String> lines) {
    for (MrzFormat format : SHAPES) {
      for (int from = 0; from + format.lines() <= lines.size(); from++) {
        List<String> run = fit(lines.subList(from, from + format.lines()), format.length());
        if (run != null && (run.size() == lines.size() || startsLikeZone(run))) {
          if (run.size() < lines.size()) {
            liberties.add(Reason.LINES_IGNORED);
          }
          return new Cleaned(run, format, List.of());
        }
      }
    }
    Cleaned rejoined = rejoin(String.join("", lines), lines.size());
    return rejoined != null ? rejoined : guess(lines);
  }

  private static boolean startsLikeZone(List<String> run) {
    return START.matcher(run.getFirst()).matches() && String.join("", run).contains("<");
  }

  // The zone in one piece, or with line breaks in other places.
  private @Nullable Cleaned rejoin(String joined, int pieces) {
    for (MrzFormat format : SHAPES) {
      List<String> one = fit(List.of(joined), format.lines() * format.length());
      // With the right number of lines it is rather a line that is too short or too long.
      if (one != null && (pieces == 1 || pieces > format.lines())) {
        liberties.add(Reason.LINES_SPLIT);
        List<String> split = new ArrayList<>();
        for (int i = 0; i < format.lines(); i++) {
          split.add(one.getFirst().substring(i * format.length(), (i + 1) * format.length()));
        }
        return new Cleaned(split, format, List.of());
      }
    }
    return null;
  }

  // The lines with this length each, by the mildest reading of spaces and guillemets that fits.
  private @Nullable List<String> fit(List<String> lines, int length) {
    List<String> fitted = new ArrayList<>();
    Set<Reason> taken = EnumSet.noneOf(Reason.class);
    for (String line : lines) {
      String hit = null;
      for (String two : List.of("<<", "<")) {
        String read = line.replace(String.valueOf(TWO), two);
        if (hit == null && read.replace(" ", "").length() == length) {
          hit = read.replace(" ", "");
          if (hit.length() < read.length()) {
            taken.add(Reason.SPACES_REMOVED);
          }
        }
        if (hit == null && read.length() == length) {
          hit = read.replace(' ', '<');
          taken.add(Reason.SPACES_AS_FILLER);
        }
      }
      if (hit == null) {
        return null;
      }
      fitted.add(hit);
    }
    liberties.addAll(taken);
    return fitted;
  }

  // No line break makes it fit: name the lines that are wrong, and keep what can still be read.
  private Cleaned guess(List<String> raw) {
    List<String> lines =
        raw.stream().map(l -> l.replace(" ", "").replace(String.valueOf(TWO), "<<")).toList();
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    MrzFormat format = null;
    if (lines.size() == 3 && Math.abs(longest - 30) <= 4) {
      format = MrzFormat.TD1;
    } else if (lines.size() == 2 && longest >= 40 && longest <= 48) {
      format = MrzFormat.TD3;
    } else if (lines.size() == 2 && longest >= 33 && longest < 40) {
      format = MrzFormat.TD2;
    }
    if (format == null) {
      String detail = lines.size() + " lines, the longest of " + longest;
      findings.add(Finding.of(Reason.BAD_LENGTH, "text", detail));
      return new Cleaned(lines, null, List.of());
    }
    boolean readable = true;
    int names = format == MrzFormat.TD1 ? 2 : 0;
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() != format.length()) {
        String detail = line.length() + " characters, not " + format.length();
        findings.add(Finding.of(Reason.BAD_LENGTH, "line" + (i + 1), detail));
        readable &= i == names;
      }
      String filled = line + "<".repeat(Math.max(0, format.length() - line.length()));
      padded.add(filled.substring(0, format.length()));
    }
    return new Cleaned(readable ? padded : lines, readable ? format : null, List.of());
  }
}
