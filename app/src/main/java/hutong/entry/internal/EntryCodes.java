package hutong.entry.internal;

import hutong.language.Words;
import hutong.rules.PolicyRow;
import hutong.web.Choice;
import java.text.Collator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words for what a traveller picks from.
final class EntryCodes {

  /// Every country and region, by its name in the reader's language.
  static List<Choice> countries(Words words) {
    var order = Collator.getInstance(words.language().locale());
    var choices = new ArrayList<Choice>();
    for (var code : Locale.getISOCountries()) {
      choices.add(Choice.of(code, words.country(code)));
    }
    choices.sort((a, b) -> order.compare(a.label(), b.label()));
    choices.addFirst(Choice.of("", words.t("entry.ask.choose")));
    return choices;
  }

  /// Nationalities: the countries, and the British passports that are not a citizen's.
  static List<Choice> nationalities(Words words) {
    var choices = new ArrayList<>(countries(words));
    choices.add(Choice.of("GBO", words.t("entry.ask.otherBritish")));
    choices.add(Choice.of("XXA", words.t("entry.ask.stateless")));
    return choices;
  }

  /// The listed ports, and any other.
  static List<Choice> ports(List<PolicyRow> rows, Words words, boolean chinese) {
    var choices = new ArrayList<Choice>();
    choices.add(Choice.of("", words.t("entry.ask.choose")));
    choices.add(Choice.of("other", words.t("entry.ask.otherPort")));
    rows.stream()
        .map(row -> Choice.of(row.key(), row.text(chinese ? "chinese" : "name")))
        .forEach(choices::add);
    return choices;
  }

  private EntryCodes() {}
}
