package hutong.reader;

import java.util.Locale;
import java.util.regex.Pattern;

/// What opens a chip: something that is printed on the document.
public sealed interface AccessKey {

  /// Number, birth and expiry, as the machine-readable zone has them.
  record Zone(String number, String birth, String expiry) implements AccessKey {
    public Zone {
      if (number.isEmpty() || !day(birth) || !day(expiry)) {
        throw new IllegalArgumentException("number, birth and expiry as in the zone");
      }
    }

    private static boolean day(String text) {
      return text.matches("\\d{6}");
    }
  }

  /// The six digits on the front of newer documents.
  record CardNumber(String digits) implements AccessKey {
    public CardNumber {
      if (!digits.matches("\\d{6}")) {
        throw new IllegalArgumentException("a card access number has six digits");
      }
    }
  }

  /// From the lines of a zone, as printed: two of 44 or 36, three of 30.
  static Zone fromLines(String text) {
    var lines =
        text.toUpperCase(Locale.ROOT)
            .lines()
            .map(line -> line.replaceAll("\\s", ""))
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.size() == 3 && lines.stream().allMatch(line -> line.length() == 30)) {
      var first = lines.get(0);
      var second = lines.get(1);
      return new Zone(
          longNumber(first.substring(5, 14), first.charAt(14), first.substring(15)),
          second.substring(0, 6),
          second.substring(8, 14));
    }
    boolean passport =
        lines.size() == 2
            && lines.get(0).length() == lines.get(1).length()
            && (lines.get(0).length() == 44 || lines.get(0).length() == 36);
    if (!passport) {
      throw new IllegalArgumentException("two lines of 44 or 36 characters, or three of 30");
    }
    var second = lines.get(1);
    var number = second.substring(0, 9);
    return new Zone(
        second.length() == 36
            ? longNumber(number, second.charAt(9), second.substring(28, 35))
            : stripped(number),
        second.substring(13, 19),
        second.substring(21, 27));
  }

  // A number of more than nine characters goes on in the optional data, its check digit last.
  private static String longNumber(String number, char check, String optional) {
    var rest = Pattern.compile("^([A-Z0-9]+)[0-9]<").matcher(optional + "<");
    return check == '<' && rest.find() ? number + rest.group(1) : stripped(number);
  }

  private static String stripped(String number) {
    return number.replaceAll("<+$", "");
  }
}
