package hutong.identity.internal;

import hutong.language.Words;
import hutong.mrtd.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with typed lines, each fault in a sentence.
final class LineFaults {

  /// Empty when the lines can be relied on as far as lines can.
  static List<String> of(DocumentService.Typed typed, LocalDate today, Words words) {
    var faults = new ArrayList<String>();
    typed.reading().findings().stream()
        .filter(Finding::fatal)
        .map(Finding::code)
        .distinct()
        .forEach(code -> faults.add(sentence(words, code)));
    var document = typed.document();
    if (faults.isEmpty() && document == null) {
      faults.add(words.t("document.lines.noExpiry"));
    }
    if (document != null && document.expiry().isBefore(today)) {
      faults.add(words.t("document.expired", words.date(document.expiry())));
    }
    return faults;
  }

  private static String sentence(Words words, String code) {
    var key = "document.finding." + code;
    return words.has(key) ? words.t(key) : words.t("document.finding.other", code);
  }

  private LineFaults() {}
}
