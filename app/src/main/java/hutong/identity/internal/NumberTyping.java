package hutong.identity.internal;

import hutong.identity.DocumentKind;
import hutong.identity.internal.DocumentViews.NumberForm;
import hutong.language.Words;
import hutong.mrtd.Finding;
import hutong.mrtd.IdentityNumber;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of typing a document's number, names and dates.
record NumberTyping(
    @Nullable DocumentReading document, List<String> codes, List<FieldError> errors) {

  /// Which documents may be typed by their number, and the rule that checks it.
  static final Map<DocumentKind, String> KINDS = kinds();

  private static final int LONGEST_NAME = 200;

  private static Map<DocumentKind, String> kinds() {
    var kinds = new LinkedHashMap<DocumentKind, String>();
    kinds.put(DocumentKind.PERMANENT_RESIDENT_ID, "fprid");
    kinds.put(DocumentKind.HK_MACAO_PERMIT, "hkmo_permit");
    kinds.put(DocumentKind.TAIWAN_PERMIT, "tw_permit");
    kinds.put(DocumentKind.HK_MACAO_TAIWAN_RESIDENCE_PERMIT, "residence");
    kinds.put(DocumentKind.PASSPORT, "passport");
    return kinds;
  }

  static NumberTyping of(
      NumberForm form, DayFields birth, DayFields expiry, LocalDate today, Words words) {
    var errors = new ArrayList<FieldError>();
    var kind = kind(form.text(form.kind()));
    if (kind == null) {
      errors.add(new FieldError("kind", words.t("document.number.kindMissing")));
    }
    var surname = form.text(form.surname());
    var given = form.text(form.givenNames());
    if ((surname + given).isEmpty() || (surname + given).length() > LONGEST_NAME) {
      errors.add(new FieldError("surname", words.t("document.finding.NAME_MISSING")));
    }
    var until = expiry.parse();
    if (until.isEmpty()) {
      errors.add(new FieldError("expiry", words.t("document.finding.BAD_DATE_EXPIRY")));
    } else if (until.get().isBefore(today)) {
      errors.add(new FieldError("expiry", words.t("document.expired", words.date(until.get()))));
    }
    var rule = kind == null ? "passport" : KINDS.get(kind);
    var number = IdentityNumber.check(String.valueOf(rule), form.text(form.number()), today);
    number.findings().stream()
        .filter(Finding::fatal)
        .map(Finding::code)
        .distinct()
        .forEach(code -> errors.add(new FieldError("number", sentence(words, code))));
    var born = number.birth() == null ? birth.parse().orElse(null) : number.birth();
    if (born == null || born.isAfter(today)) {
      errors.add(new FieldError("birth", words.t("document.finding.BAD_DATE_BIRTH")));
    }
    var nationality = nationality(form, kind, number);
    if (nationality.length() != 3) {
      errors.add(new FieldError("nationality", words.t("document.number.nationalityMissing")));
    }
    if (!errors.isEmpty() || kind == null || born == null || until.isEmpty()) {
      return new NumberTyping(null, number.codes(), errors);
    }
    var given3 = new DocumentReading.Given(nationality, born, until.get());
    return new NumberTyping(
        DocumentReading.of(number, kind, surname, given, given3), number.codes(), List.of());
  }

  private static String nationality(
      NumberForm form, @Nullable DocumentKind kind, IdentityNumber number) {
    if (!number.nationality().isEmpty() && !number.nationality().equals("CHN")) {
      return number.nationality();
    }
    if (kind == DocumentKind.HK_MACAO_PERMIT) {
      return number.value().startsWith("M") ? "MAC" : "HKG";
    }
    if (kind == DocumentKind.TAIWAN_PERMIT) {
      return "TWN";
    }
    if (kind == DocumentKind.HK_MACAO_TAIWAN_RESIDENCE_PERMIT && number.value().length() == 18) {
      return switch (number.value().charAt(1)) {
        case '1' -> "HKG";
        case '2' -> "MAC";
        default -> "TWN";
      };
    }
    return form.text(form.nationality());
  }

  private static @Nullable DocumentKind kind(String name) {
    return KINDS.keySet().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String sentence(Words words, String code) {
    var key = "document.finding." + code;
    return words.has(key) ? words.t(key) : words.t("document.finding.other", code);
  }
}
