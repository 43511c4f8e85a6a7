package hutong.mrtd;

import java.time.LocalDate;
import java.util.List;

/// A machine-readable zone (Doc 9303 parts 3 to 7): the values as printed, fillers removed.
/// `optional` is the optional data field (the first one of a card, without the overflow of a long
/// document number), `optional2` the second one of a card.
public record Mrz(
    MrzFormat format,
    String documentCode,
    String issuer,
    String number,
    Holder holder,
    MrzDate expiry,
    String optional,
    String optional2) {

  /// The person: names as the zone has them (fillers as spaces), nationality, birth, sex.
  public record Holder(
      String surname, String givenNames, String nationality, MrzDate birth, Sex sex) {}

  /// Reads a zone from pasted text. `today` decides the century of the two dates.
  public static MrzReading parse(String text, LocalDate today) {
    return MrzParser.parse(text, today);
  }

  /// Reads a zone from its lines. `today` decides the century of the two dates.
  public static MrzReading parse(List<String> lines, LocalDate today) {
    return MrzParser.parse(String.join("\n", lines), today);
  }

  /// Writes the zone of a document: names of any of the covered scripts are transliterated, long
  /// names truncated, long document numbers of TD1 and TD2 carried over, check digits computed.
  /// Throws `IllegalArgumentException` for values that the format cannot hold.
  public static List<String> compose(Mrz mrz) {
    return MrzComposer.compose(mrz);
  }

  /// The check digit of these characters (weights 7, 3, 1).
  public static char checkDigit(String characters) {
    int[] weights = {7, 3, 1};
    int sum = 0;
    for (int i = 0; i < characters.length(); i++) {
      sum += value(characters.charAt(i)) * weights[i % 3];
    }
    return (char) ('0' + sum % 10);
  }

  private static int value(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
  }
}
