package hutong.sandbox.authority;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the machine-readable zone (ICAO Doc 9303 parts 3 to 6).
final class Mrz {

  /// The three sizes of a document.
  enum Format {
    TD1,
    TD2,
    TD3
  }

  /// What the zone says, before it is squeezed into its lines. Dates are six characters.
  record Fields(
      Format format,
      String issuer,
      String nationality,
      String surname,
      String givenNames,
      String number,
      String birth,
      String sex,
      String expiry) {

    Fields withNumber(String other) {
      return new Fields(
          format, issuer, nationality, surname, givenNames, other, birth, sex, expiry);
    }
  }

  private static final int NUMBER_LENGTH = 9;

  /// Doc 9303 part 3, section 6, table A: letters that are not their base letter with a mark.
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('Ä', "AE"),
          Map.entry('Å', "AA"),
          Map.entry('Æ', "AE"),
          Map.entry('Ð', "D"),
          Map.entry('Đ', "D"),
          Map.entry('Ĳ', "IJ"),
          Map.entry('Ł', "L"),
          Map.entry('Ñ', "N"),
          Map.entry('Ö', "OE"),
          Map.entry('Ø', "OE"),
          Map.entry('Œ', "OE"),
          Map.entry('ß', "SS"),
          Map.entry('ẞ', "SS"),
          Map.entry('Þ', "TH"),
          Map.entry('Ü', "UE"),
          Map.entry('Ħ', "H"),
          Map.entry('ı', "I"),
          Map.entry('ĸ', "Q"),
          Map.entry('Ŋ', "N"),
          Map.entry('Ŧ', "T"),
          Map.entry('Ə', "E"));

  private Mrz() {}

  static List<String> lines(Fields fields) {
    return switch (fields.format()) {
      case TD3 -> td3(fields);
      case TD2 -> td2(fields);
      case TD1 -> td1(fields);
    };
  }

  /// A name as the zone writes it: `A` to `Z`, components parted by one filler.
  static String transliterate(String name) {
    var out = new StringBuilder();
    var composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      var known = LETTERS.get(c == 'ß' || c == 'ı' ? c : Character.toUpperCase(c));
      out.append(known != null ? known : plain(c));
    }
    return out.toString().replaceAll("<{2,}", "<").replaceAll("^<|<$", "");
  }

  static char checkDigit(String text) {
    int sum = 0;
    int[] weights = {7, 3, 1};
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '<' ? 0 : Character.isDigit(c) ? c - '0' : c - 'A' + 10;
      sum += value * weights[i % weights.length];
    }
    return (char) ('0' + sum % 10);
  }

  private static List<String> td3(Fields f) {
    var first = "P<" + fill(f.issuer(), 3) + names(f, 39);
    var personal = fill("", 14) + "<";
    var second =
        checked(fill(f.number(), NUMBER_LENGTH))
            + fill(f.nationality(), 3)
            + checked(f.birth())
            + sex(f)
            + checked(f.expiry())
            + personal;
    var composite = second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43);
    return List.of(first, second + checkDigit(composite));
  }

  private static List<String> td2(Fields f) {
    var first = "I<" + fill(f.issuer(), 3) + names(f, 31);
    var second =
        number(f)
            + fill(f.nationality(), 3)
            + checked(f.birth())
            + sex(f)
            + checked(f.expiry())
            + fill(overflow(f), 7);
    var composite = second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 35);
    return List.of(first, second + checkDigit(composite));
  }

  private static List<String> td1(Fields f) {
    var first = "I<" + fill(f.issuer(), 3) + number(f) + fill(overflow(f), 15);
    var second =
        checked(f.birth()) + sex(f) + checked(f.expiry()) + fill(f.nationality(), 3) + fill("", 11);
    var composite =
        first.substring(5, 30)
            + second.substring(0, 7)
            + second.substring(8, 15)
            + second.substring(18, 29);
    return List.of(first, second + checkDigit(composite), names(f, 30));
  }

  /// Nine characters and their digit; of a longer number the first nine and a filler.
  private static String number(Fields f) {
    return f.number().length() > NUMBER_LENGTH
        ? f.number().substring(0, NUMBER_LENGTH) + "<"
        : checked(fill(f.number(), NUMBER_LENGTH));
  }

  /// What is left of a long number, its digit, and the filler that ends it.
  private static String overflow(Fields f) {
    return f.number().length() > NUMBER_LENGTH
        ? f.number().substring(NUMBER_LENGTH) + checkDigit(f.number()) + "<"
        : "";
  }

  private static String names(Fields f, int length) {
    var primary = transliterate(f.surname());
    var secondary = transliterate(f.givenNames());
    if (primary.isEmpty()) {
      primary = secondary;
      secondary = "";
    }
    if (secondary.isEmpty()) {
      return fill(primary.substring(0, Math.min(primary.length(), length)), length);
    }
    // Both identifiers must show: a long first one leaves room for a letter of the second.
    var head = primary.substring(0, Math.min(primary.length(), length - 3));
    var whole = head + "<<" + secondary;
    if (whole.length() <= length) {
      return fill(whole, length);
    }
    var cut = whole.substring(0, length);
    // A letter in the last place says that the name was cut; a filler would deny it.
    return cut.endsWith("<") ? cut.substring(0, length - 1) + nextLetter(whole, length) : cut;
  }

  private static char nextLetter(String whole, int from) {
    for (int i = from; i < whole.length(); i++) {
      if (whole.charAt(i) != '<') {
        return whole.charAt(i);
      }
    }
    return '<';
  }

  private static String sex(Fields f) {
    return f.sex().equals("M") || f.sex().equals("F") ? f.sex() : "<";
  }

  private static String checked(String text) {
    return text + checkDigit(text);
  }

  private static String fill(String text, int length) {
    return text + "<".repeat(Math.max(0, length - text.length()));
  }

  /// Apostrophes are dropped; hyphens and spaces part components (part 3, section 4.6).
  private static String plain(char c) {
    if (c == '\'' || c == '’' || c == '.' || c == ',') {
      return "";
    }
    var base =
        Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toUpperCase(Locale.ROOT);
    return base.matches("[A-Z]") ? base : c == '-' || c == ' ' ? "<" : "";
  }
}
