package hutong.mrtd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the fields of a zone whose lines have the right shape.
final class MrzParser {

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z<]");
  private static final Pattern STATE = Pattern.compile("[A-Z]+<*");
  private static final Pattern FILLERS = Pattern.compile("<+");

  private final MrzFormat format;
  private final List<String> lines;
  private final LocalDate today;
  private final List<Finding> findings;
  private final Map<MrzCheck, Boolean> checks = new EnumMap<>(MrzCheck.class);

  private MrzParser(MrzFormat format, List<String> lines, LocalDate today, List<Finding> findings) {
    this.format = format;
    this.lines = lines;
    this.today = today;
    this.findings = findings;
  }

  static MrzReading parse(String text, LocalDate today) {
    MrzText.Cleaned cleaned = MrzText.clean(text);
    List<Finding> findings = new ArrayList<>(cleaned.findings());
    MrzFormat shape = cleaned.shape();
    if (shape == null) {
      return new MrzReading(null, cleaned.lines(), Map.of(), false, findings);
    }
    boolean visa = cleaned.lines().getFirst().startsWith("V");
    MrzFormat format =
        switch (shape) {
          case TD3, MRV_A -> visa ? MrzFormat.MRV_A : MrzFormat.TD3;
          case TD2, MRV_B -> visa ? MrzFormat.MRV_B : MrzFormat.TD2;
          case TD1 -> MrzFormat.TD1;
        };
    return new MrzParser(format, cleaned.lines(), today, findings).read();
  }

  private MrzReading read() {
    characters();
    String first = lines.getFirst();
    String second = lines.get(1);
    String code = trim(first.substring(0, 2));
    documentCode(first.substring(0, 2));
    String issuer = state("issuer", first.substring(2, 5));
    boolean card = format == MrzFormat.TD1;
    String names = card ? lines.get(2) : first.substring(5);
    String nationality = state("nationality", card ? at(second, 16, 18) : at(second, 11, 13));
    NumberField number = number(card ? first.substring(5) : second, card);
    MrzDate birth = birth(card ? at(second, 1, 7) : at(second, 14, 20));
    Sex sex = sex(second.charAt(card ? 7 : 20));
    MrzDate expiry = expiry(card ? at(second, 9, 15) : at(second, 22, 28));
    String optional2 = card ? trim(at(second, 19, 29)) : "";
    if (format == MrzFormat.TD3) {
      optionalCheck(second);
    }
    compositeCheck(first, second);
    String[] name = names(names);
    boolean truncated = !names.endsWith("<");
    if (truncated) {
      find(Reason.NAME_TRUNCATED, "name", "the last character is a letter");
    }
    var holder = new Mrz.Holder(name[0], name[1], nationality, birth, sex);
    var zone = new Mrz(format, code, issuer, number.value, holder, expiry, number.rest, optional2);
    return new MrzReading(zone, lines, checks, truncated, findings);
  }

  // Characters and places

  private void characters() {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (int j = 0; j < line.length(); j++) {
        char c = line.charAt(j);
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<')) {
          find(Reason.BAD_CHARACTER, "line" + (i + 1), "position " + (j + 1));
        }
      }
    }
  }

  private void documentCode(String code) {
    char first = code.charAt(0);
    if (!CODE.matcher(code).matches()) {
      boolean digits = code.matches("[A-Z][0-9]");
      find(
          digits ? Reason.UNUSUAL_DOCUMENT_CODE : Reason.BAD_DOCUMENT_CODE,
          "documentCode",
          "letters are expected");
      return;
    }
    switch (format) {
      case TD3 -> {
        if (first != 'P') {
          find(Reason.BAD_DOCUMENT_CODE, "documentCode", "a passport begins with P");
        }
      }
      case TD1, TD2 -> {
        if (first == 'V') {
          find(Reason.BAD_DOCUMENT_CODE, "documentCode", "a card is not a visa");
        } else if (first != 'A' && first != 'C' && first != 'I') {
          find(Reason.UNUSUAL_DOCUMENT_CODE, "documentCode", "A, C or I are expected");
        } else if (code.charAt(1) == 'V') {
          find(Reason.UNUSUAL_DOCUMENT_CODE, "documentCode", "V may not be the second letter");
        }
      }
      case MRV_A, MRV_B -> {}
    }
  }

  private String state(String field, String raw) {
    String code = trim(raw);
    if (!STATE.matcher(raw).matches()) {
      if (raw.chars().anyMatch(Character::isDigit)) {
        find(Reason.BAD_CHARACTER, field, "letters are expected");
      }
      find(Reason.UNKNOWN_STATE, field, code.isEmpty() ? "empty" : "not a code");
      return code;
    }
    Optional<States.State> state = States.find(code);
    if (state.isEmpty()) {
      find(Reason.UNKNOWN_STATE, field, code);
    } else if (state.get().kind() == States.Kind.FORMER) {
      find(Reason.FORMER_STATE, field, code);
    }
    return code;
  }

  // Number, with the overflow of TD1 and TD2 into the optional data

  private record NumberField(String value, String rest) {}

  private NumberField number(String fields, boolean card) {
    String main = fields.substring(0, 9);
    char check = fields.charAt(9);
    String optional = card ? fields.substring(10) : optional(lines.get(1));
    boolean mayOverflow = format == MrzFormat.TD1 || format == MrzFormat.TD2;
    if (mayOverflow && check == '<' && !main.contains("<") && !optional.startsWith("<")) {
      int end = optional.indexOf('<');
      String over = end < 0 ? optional : optional.substring(0, end);
      if (over.length() > 1) {
        String rest = over.substring(0, over.length() - 1);
        char last = over.charAt(over.length() - 1);
        check(MrzCheck.NUMBER, main + rest, last);
        return new NumberField(
            main + rest, trim(optional.substring(Math.min(optional.length(), over.length() + 1))));
      }
    }
    if (trim(main).isEmpty()) {
      find(Reason.NUMBER_MISSING, "number", "only fillers");
    }
    check(MrzCheck.NUMBER, main, check);
    return new NumberField(trim(main), trim(optional));
  }

  private String optional(String second) {
    return switch (format) {
      case TD1 -> "";
      case TD2 -> at(second, 29, 35);
      case TD3 -> at(second, 29, 42);
      case MRV_A -> at(second, 29, 44);
      case MRV_B -> at(second, 29, 36);
    };
  }

  // Dates and sex

  private MrzDate birth(String field) {
    String raw = field.substring(0, 6);
    check(MrzCheck.BIRTH, raw, field.charAt(6));
    Optional<MrzDate> date = MrzDate.readBirth(raw, today);
    if (date.isEmpty()) {
      find(Reason.BAD_DATE_BIRTH, "birth", "not YYMMDD");
    } else if (raw.contains("<")) {
      find(Reason.PARTIAL_DATE_BIRTH, "birth", date.get().toString());
    }
    return date.orElseGet(() -> new MrzDate(raw, null, null, null));
  }

  private MrzDate expiry(String field) {
    String raw = field.substring(0, 6);
    boolean none = raw.equals("<<<<<<") && format != MrzFormat.TD3;
    if (none && field.charAt(6) == '<') {
      checks.put(MrzCheck.EXPIRY, true);
    } else {
      check(MrzCheck.EXPIRY, raw, field.charAt(6));
    }
    if (none) {
      find(Reason.NO_EXPIRY, "expiry", "only fillers");
      return MrzDate.unknown();
    }
    Optional<MrzDate> date = MrzDate.readExpiry(raw, today).filter(d -> d.date().isPresent());
    if (date.isEmpty()) {
      find(Reason.BAD_DATE_EXPIRY, "expiry", "not YYMMDD");
    }
    return date.orElseGet(() -> new MrzDate(raw, null, null, null));
  }

  private Sex sex(char c) {
    return switch (c) {
      case 'F' -> Sex.FEMALE;
      case 'M' -> Sex.MALE;
      case '<' -> Sex.UNSPECIFIED;
      case 'X' -> {
        find(Reason.UNUSUAL_SEX, "sex", "X");
        yield Sex.UNSPECIFIED;
      }
      default -> {
        find(Reason.BAD_SEX, "sex", "not M, F or a filler");
        yield Sex.UNSPECIFIED;
      }
    };
  }

  // Check digits

  private void optionalCheck(String second) {
    String data = at(second, 29, 42);
    char stated = second.charAt(42);
    if (trim(data).isEmpty() && stated == '<') {
      checks.put(MrzCheck.OPTIONAL, true);
    } else {
      check(MrzCheck.OPTIONAL, data, stated);
    }
  }

  private void compositeCheck(String first, String second) {
    switch (format) {
      case TD1 ->
          check(
              MrzCheck.COMPOSITE,
              first.substring(5) + at(second, 1, 7) + at(second, 9, 15) + at(second, 19, 29),
              second.charAt(29));
      case TD2 ->
          check(
              MrzCheck.COMPOSITE,
              at(second, 1, 10) + at(second, 14, 20) + at(second, 22, 35),
              second.charAt(35));
      case TD3 ->
          check(
              MrzCheck.COMPOSITE,
              at(second, 1, 10) + at(second, 14, 20) + at(second, 22, 43),
              second.charAt(43));
      case MRV_A, MRV_B -> {}
    }
  }

  private void check(MrzCheck which, String characters, char stated) {
    boolean right = Mrz.checkDigit(characters) == stated;
    checks.put(which, right);
    if (!right) {
      String detail = stated >= '0' && stated <= '9' ? "another digit is due" : "not a digit";
      find(which.reason(), which.field(), detail);
    }
  }

  // Names

  private String[] names(String field) {
    String name = trim(field);
    if (name.isEmpty()) {
      find(Reason.NAME_MISSING, "name", "only fillers");
      return new String[] {"", ""};
    }
    if (name.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      find(Reason.BAD_CHARACTER, "name", "a digit in the name");
    }
    if (name.startsWith("<<")) {
      find(Reason.NAME_PRIMARY_MISSING, "name", "no primary identifier");
    } else if (name.startsWith("<")) {
      find(Reason.NAME_STRUCTURE, "name", "begins with a filler");
    }
    int gap = name.indexOf("<<");
    String surname = gap < 0 ? name : name.substring(0, gap);
    String given = gap < 0 ? "" : name.substring(gap + 2);
    if (given.contains("<<") || given.startsWith("<")) {
      find(Reason.NAME_STRUCTURE, "name", "several fillers inside the name");
    }
    return new String[] {words(surname), words(given)};
  }

  private static String words(String field) {
    return FILLERS.matcher(field).replaceAll(" ").strip();
  }

  // Positions count from one and both ends are included: as the tables of Doc 9303 read.
  private static String at(String line, int from, int to) {
    return line.substring(from - 1, to);
  }

  private static String trim(String field) {
    int end = field.length();
    while (end > 0 && field.charAt(end - 1) == '<') {
      end--;
    }
    return field.substring(0, end);
  }

  private void find(Reason reason, String where, String detail) {
    findings.add(Finding.of(reason, where, detail));
  }
}
