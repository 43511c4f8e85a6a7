package hutong.mrtd;

import java.util.List;

/// Writes the lines of a zone.
final class MrzComposer {

  private MrzComposer() {}

  static List<String> compose(Mrz mrz) {
    Mrz.Holder holder = mrz.holder();
    String head = pad(mrz.documentCode(), 2, "document code") + pad(mrz.issuer(), 3, "issuer");
    String name = name(holder, mrz.issuer(), mrz.format().nameLength());
    String[] number = number(mrz);
    String nationality = pad(holder.nationality(), 3, "nationality");
    String birth = dated(holder.birth());
    String expiry = dated(mrz.expiry());
    String middle = nationality + birth + holder.sex().letter() + expiry;
    return switch (mrz.format()) {
      case TD1 -> {
        String first = head + number[0] + number[1];
        String data = birth + holder.sex().letter() + expiry + nationality + optional2(mrz);
        String checked =
            first.substring(5) + data.substring(0, 7) + data.substring(8, 15) + data.substring(18);
        yield List.of(first, data + Mrz.checkDigit(checked), name);
      }
      case TD2 -> {
        String data = number[0] + middle + number[1];
        yield List.of(head + name, data + Mrz.checkDigit(twoLines(data)));
      }
      case TD3 -> {
        String data = number[0] + middle + number[1] + Mrz.checkDigit(number[1]);
        yield List.of(head + name, data + Mrz.checkDigit(twoLines(data)));
      }
      case MRV_A, MRV_B -> List.of(head + name, number[0] + middle + number[1]);
    };
  }

  private static String twoLines(String data) {
    return data.substring(0, 10) + data.substring(13, 20) + data.substring(21);
  }

  private static String dated(MrzDate date) {
    if (date.raw().length() != 6) {
      throw new IllegalArgumentException("a date of the zone has six characters");
    }
    return date.raw() + Mrz.checkDigit(date.raw());
  }

  private static String optional2(Mrz mrz) {
    return pad(mrz.optional2(), 11, "second optional data");
  }

  // The number with its check digit, and the optional data, into which a long number runs over.
  private static String[] number(Mrz mrz) {
    String number = letters(mrz.number());
    int room = mrz.format().optionalLength();
    if (number.length() <= 9) {
      String nine = number + "<".repeat(9 - number.length());
      return new String[] {nine + Mrz.checkDigit(nine), pad(mrz.optional(), room, "optional data")};
    }
    if (mrz.format() != MrzFormat.TD1 && mrz.format() != MrzFormat.TD2) {
      throw new IllegalArgumentException("the format holds document numbers of nine characters");
    }
    if (number.contains("<")) {
      throw new IllegalArgumentException("a long document number has no fillers inside");
    }
    String over = number.substring(9) + Mrz.checkDigit(number);
    String rest = letters(mrz.optional());
    String overflow = rest.isEmpty() ? over : over + "<" + rest;
    return new String[] {number.substring(0, 9) + "<", pad(overflow, room, "document number")};
  }

  private static String pad(String value, int length, String what) {
    String letters = letters(value);
    if (letters.length() > length) {
      throw new IllegalArgumentException(what + " holds at most " + length + " characters");
    }
    return letters + "<".repeat(length - letters.length());
  }

  private static String letters(String value) {
    String letters = value.replace(' ', '<').replace('-', '<');
    if (!letters.matches("[A-Z0-9<]*")) {
      throw new IllegalArgumentException("only A to Z, 0 to 9 and fillers fit the zone");
    }
    return letters;
  }

  // Names

  private static String name(Mrz.Holder holder, String issuer, int room) {
    String primary = digitless(Transliteration.toZone(holder.surname(), issuer));
    String secondary = digitless(Transliteration.toZone(holder.givenNames(), issuer));
    if (primary.isEmpty() && secondary.isEmpty()) {
      throw new IllegalArgumentException("a name is needed");
    }
    String full = secondary.isEmpty() ? primary : primary + "<<" + secondary;
    if (full.length() <= room) {
      return full + "<".repeat(room - full.length());
    }
    if (secondary.isEmpty()) {
      return cut(full, room);
    }
    // At least the first letter of the secondary identifier stays.
    if (primary.length() > room - 3) {
      primary = cut(primary, room - 3);
    }
    return cut(primary + "<<" + secondary, room);
  }

  // Cut so that the last position is a letter, which tells the reader that something may be
  // missing: where a filler would stand there, the longest part before it loses a letter instead.
  private static String cut(String full, int room) {
    String rest = full;
    while (rest.charAt(room - 1) == '<') {
      int best = -1;
      int longest = 1;
      int start = 0;
      for (int i = 0; i < room; i++) {
        if (rest.charAt(i) == '<') {
          if (i - start > longest) {
            longest = i - start;
            best = i - 1;
          }
          start = i + 1;
        }
      }
      if (best < 0) {
        return rest.substring(0, room);
      }
      rest = rest.substring(0, best) + rest.substring(best + 1);
      if (rest.length() < room) {
        return rest + "<".repeat(room - rest.length());
      }
    }
    return rest.substring(0, room);
  }

  private static String digitless(String name) {
    return name.replaceAll("[0-9]", "");
  }
}
