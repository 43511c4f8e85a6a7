package hutong.mrtd;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Numbers that identify people and organisations at a Chinese counter, each checked by its own
/// published rule: shape, date, region or nationality, check digit.
public record IdentityNumber(
    @Nullable Kind kind,
    String value,
    String nationality,
    @Nullable LocalDate birth,
    @Nullable Sex sex,
    List<Finding> findings) {

  public IdentityNumber {
    findings = List.copyOf(findings);
  }

  /// The kinds of numbers.
  public enum Kind {
    /// Foreign permanent resident identity card, both formats (18 characters since 2023-12-01).
    FPRID("fprid"),
    /// Resident identity card (GB 11643).
    RESIDENT("resident"),
    /// Residence permit for residents of Hong Kong (810000).
    HK_RESIDENCE("hk_residence"),
    /// Residence permit for residents of Macao (820000).
    MO_RESIDENCE("mo_residence"),
    /// Residence permit for residents of Taiwan (830000).
    TW_RESIDENCE("tw_residence"),
    /// Mainland travel permit for residents of Hong Kong and Macao.
    HKMO_PERMIT("hkmo_permit"),
    /// Mainland travel permit for residents of Taiwan.
    TW_PERMIT("tw_permit"),
    /// Unified social credit code of an organisation (GB 32100).
    USCC("uscc"),
    /// Passport number of any state: letters and digits only.
    PASSPORT("passport");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /// The stable code of the toolkit.
    public String code() {
      return code;
    }

    /// The kind with this code. `hkmotw_residence` stands for any of the three residence permits.
    public static Optional<Kind> find(String code) {
      for (Kind kind : values()) {
        if (kind.code.equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  private static final Set<String> RESIDENCE_CODES =
      Set.of("residence", "residence_permit", "hkmo_residence", "hkmotw_residence");

  /// Checks a number of the kind with this code; see [Kind#code()]. The code `residence` takes the
  /// residence permits of Hong Kong, Macao and Taiwan alike.
  public static IdentityNumber check(String kind, String value, LocalDate today) {
    Optional<Kind> known = Kind.find(kind);
    if (known.isPresent()) {
      return check(known.get(), value, today);
    }
    if (RESIDENCE_CODES.contains(kind)) {
      IdentityNumber number = check(Kind.HK_RESIDENCE, value, today);
      Kind actual = residenceKind(number.value());
      return actual == null ? number : check(actual, value, today);
    }
    var unknown = Finding.of(Reason.UNKNOWN_KIND, "kind", "no such kind");
    return new IdentityNumber(null, "", "", null, null, List.of(unknown));
  }

  /// Checks a number of this kind. `today` bounds the date of birth.
  public static IdentityNumber check(Kind kind, String value, LocalDate today) {
    return new Check(kind, today).run(value);
  }

  /// True when nothing fatal was found.
  public boolean valid() {
    return !Finding.anyFatal(findings);
  }

  /// The stable codes of all findings.
  public List<String> codes() {
    return Finding.codes(findings);
  }

  private static @Nullable Kind residenceKind(String value) {
    if (value.startsWith("810000")) {
      return Kind.HK_RESIDENCE;
    }
    if (value.startsWith("820000")) {
      return Kind.MO_RESIDENCE;
    }
    return value.startsWith("830000") ? Kind.TW_RESIDENCE : null;
  }

  private static final class Check {
    private static final int[] MOD_11_2 = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] MOD_11_ORGANISATION = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ALPHABET_31 = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String DEPARTMENTS = "123456789ANY";
    private static final Set<String> PROVINCES =
        Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36",
            "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62",
            "63", "64", "65");
    private static final Set<String> OUTSIDE = Set.of("71", "81", "82", "83", "91");
    private static final LocalDate OLDEST = LocalDate.of(1850, 1, 1);

    private final Kind kind;
    private final LocalDate today;
    private final List<Finding> findings = new ArrayList<>();
    private String nationality = "";
    private @Nullable LocalDate birth;
    private @Nullable Sex sex;

    Check(Kind kind, LocalDate today) {
      this.kind = kind;
      this.today = today;
    }

    IdentityNumber run(String raw) {
      if (raw.length() > MrtdLimits.IDENTITY_NUMBER_CHARACTERS) {
        find(Reason.TOO_LONG, "at most " + MrtdLimits.IDENTITY_NUMBER_CHARACTERS + " characters");
        return result("");
      }
      String value = clean(raw);
      if (value.isEmpty()) {
        find(Reason.EMPTY, "nothing to check");
        return result("");
      }
      switch (kind) {
        case FPRID -> foreignResident(value);
        case RESIDENT -> resident(value);
        case HK_RESIDENCE, MO_RESIDENCE, TW_RESIDENCE -> residence(value);
        case HKMO_PERMIT -> hkmoPermit(value);
        case TW_PERMIT -> taiwanPermit(value);
        case USCC -> organisation(value);
        case PASSPORT -> passport(value);
      }
      return result(value);
    }

    private IdentityNumber result(String value) {
      return new IdentityNumber(kind, value, nationality, birth, sex, findings);
    }

    private String clean(String raw) {
      String plain = Normalizer.normalize(raw, Normalizer.Form.NFKC);
      if (!plain.equals(raw)) {
        find(Reason.WIDE_CHARACTERS, "full-width characters");
      }
      String tight = plain.replaceAll("[\\s\\p{Cf}\\p{Zs}\\-\u2010-\u2015]", "");
      if (!tight.equals(plain.strip())) {
        find(Reason.SEPARATORS_REMOVED, "spaces or dashes");
      }
      String upper = tight.toUpperCase(Locale.ROOT);
      if (!upper.equals(tight)) {
        find(Reason.LOWER_CASE, "lower case");
      }
      return upper;
    }

    private void foreignResident(String value) {
      if (value.matches("[A-Z]{3}[0-9]{12}")) {
        find(Reason.OLD_FORMAT, "fifteen characters");
        find(Reason.CHECK_DIGIT_NOT_KNOWN, "old format");
        nationality = value.substring(0, 3);
        if (States.find(nationality).isEmpty()) {
          find(Reason.BAD_NATIONALITY, "the first three letters");
        }
        return;
      }
      if (!shape18(value)) {
        return;
      }
      if (value.charAt(0) != '9') {
        find(Reason.KIND_MISMATCH, "a foreign permanent resident's number begins with 9");
        return;
      }
      if (!PROVINCES.contains(value.substring(1, 3))) {
        find(Reason.UNUSUAL_REGION, "province of first issue");
      }
      Optional<States.State> state = States.findByNumber(value.substring(3, 6));
      if (state.isEmpty()) {
        find(Reason.BAD_NATIONALITY, "digits 4 to 6");
      }
      nationality = state.map(States.State::alpha3).orElse("");
      dated(value);
    }

    private void resident(String value) {
      if (value.matches("[0-9]{15}")) {
        find(Reason.OLD_FORMAT, "fifteen digits");
        region(value);
        birth("19" + value.substring(6, 12));
        sex = sexOf(value.charAt(14));
        nationality = "CHN";
        return;
      }
      if (!shape18(value)) {
        return;
      }
      if (value.charAt(0) == '9') {
        find(Reason.KIND_MISMATCH, "a number that begins with 9 is a foreigner's");
        return;
      }
      region(value);
      nationality = "CHN";
      dated(value);
    }

    private void region(String value) {
      String province = value.substring(0, 2);
      if (OUTSIDE.contains(province)) {
        find(
            residenceKind(value) == null ? Reason.BAD_REGION : Reason.UNUSUAL_REGION,
            "a residence permit's region");
      } else if (!PROVINCES.contains(province)) {
        find(Reason.BAD_REGION, "the first two digits");
      }
    }

    private void residence(String value) {
      if (!shape18(value)) {
        return;
      }
      Kind actual = residenceKind(value);
      if (actual == null) {
        find(Reason.BAD_REGION, "810000, 820000 or 830000 are expected");
        return;
      }
      if (actual != kind) {
        find(Reason.KIND_MISMATCH, "this is " + actual.code());
      }
      nationality = "CHN";
      dated(value);
    }

    private boolean shape18(String value) {
      if (value.length() != 18) {
        find(Reason.BAD_LENGTH, value.length() + " characters, not 18");
        return false;
      }
      if (!value.matches("[0-9]{17}[0-9X]")) {
        find(Reason.BAD_CHARACTER, "17 digits and a digit or X are expected");
        return false;
      }
      return true;
    }

    private void dated(String value) {
      birth(value.substring(6, 14));
      sex = sexOf(value.charAt(16));
      int sum = 0;
      for (int i = 0; i < 17; i++) {
        sum += MOD_11_2[i] * (value.charAt(i) - '0');
      }
      if ("10X98765432".charAt(sum % 11) != value.charAt(17)) {
        find(Reason.CHECK_DIGIT, "MOD 11-2");
      }
    }

    private static Sex sexOf(char digit) {
      return (digit - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }

    private void birth(String digits) {
      try {
        LocalDate date =
            LocalDate.of(
                Integer.parseInt(digits.substring(0, 4)),
                Integer.parseInt(digits.substring(4, 6)),
                Integer.parseInt(digits.substring(6, 8)));
        if (date.isAfter(today)) {
          find(Reason.DATE_IN_FUTURE, "date of birth");
        } else if (date.isBefore(OLDEST)) {
          find(Reason.BAD_DATE, "date of birth before 1850");
        } else {
          birth = date;
        }
      } catch (DateTimeException _) {
        find(Reason.BAD_DATE, "date of birth");
      }
    }

    private void hkmoPermit(String value) {
      if (value.matches("[HM][0-9]{10}")) {
        find(Reason.OLD_FORMAT, "with the count of issues");
      } else if (!value.matches("[HM][0-9]{8}")) {
        find(Reason.BAD_SHAPE, "H or M and eight digits are expected");
        return;
      }
      nationality = "CHN";
    }

    private void taiwanPermit(String value) {
      if (!value.matches("[0-9]{8}")) {
        find(Reason.BAD_SHAPE, "eight digits are expected");
        return;
      }
      nationality = "CHN";
    }

    private void organisation(String value) {
      if (value.length() != 18) {
        find(Reason.BAD_LENGTH, value.length() + " characters, not 18");
        return;
      }
      int sum = 0;
      int weight = 1;
      for (int i = 0; i < 18; i++) {
        int number = ALPHABET_31.indexOf(value.charAt(i));
        if (number < 0 || (i >= 2 && i < 8 && number > 9)) {
          find(Reason.BAD_CHARACTER, "position " + (i + 1));
          return;
        }
        if (i < 17) {
          sum += number * weight;
          weight = weight * 3 % 31;
        }
      }
      if (ALPHABET_31.charAt((31 - sum % 31) % 31) != value.charAt(17)) {
        find(Reason.CHECK_DIGIT, "MOD 31-3");
      }
      if (DEPARTMENTS.indexOf(value.charAt(0)) < 0) {
        find(Reason.BAD_SHAPE, "no department registers under the first character");
      }
      String province = value.substring(2, 4);
      if (!PROVINCES.contains(province) && !OUTSIDE.contains(province) && !province.equals("10")) {
        find(Reason.UNUSUAL_REGION, "the region of registration");
      }
      organisationCode(value.substring(8, 17));
    }

    // The nine characters inside are the older organisation code with a check digit of its own.
    private void organisationCode(String code) {
      int sum = 0;
      for (int i = 0; i < 8; i++) {
        sum += Character.digit(code.charAt(i), 36) * MOD_11_ORGANISATION[i];
      }
      int check = 11 - sum % 11;
      char due = check == 10 ? 'X' : (char) ('0' + check % 11);
      if (code.charAt(8) != due) {
        find(Reason.ORGANISATION_CHECK_DIGIT, "MOD 11");
      }
    }

    private void passport(String value) {
      if (value.length() < 5 || value.length() > 20) {
        find(Reason.BAD_LENGTH, "5 to 20 characters are expected");
      }
      if (!value.matches("[A-Z0-9]+")) {
        find(Reason.BAD_CHARACTER, "letters and digits are expected");
      }
    }

    private void find(Reason reason, String detail) {
      findings.add(Finding.of(reason, "value", detail));
    }
  }
}
