package hutong.partners;

import hutong.language.Words;
import hutong.names.NameContext;
import hutong.names.NameMatch;
import hutong.names.NameReason;
import hutong.names.NameVerdict;
import hutong.names.PersonName;
import hutong.web.Tone;
import java.util.List;
import java.util.Set;

/// What a desk reads about two names: the one that was proved, and the one on its own list. Shown
/// by the template `partners/names`.
///
/// @param same letter for letter: there is nothing to say
/// @param accepted whether a desk may take the one for the other
/// @param reasons each in a sentence, with the words it speaks of
public record NamesSeen(
    boolean same, boolean accepted, Tone tone, String title, String text, List<String> reasons) {

  private static final int LONGEST = 200;

  public NamesSeen {
    reasons = List.copyOf(reasons);
  }

  /// Compares as desks need it: one name is from a document, the other was written by somebody.
  public static NamesSeen of(PersonName proved, PersonName listed, Words words) {
    var verdict = NameMatch.compare(proved, listed, Set.of(NameContext.MRZ));
    var outcome = verdict.outcome();
    return new NamesSeen(
        outcome == NameVerdict.Outcome.SAME,
        outcome.accepted(),
        tone(outcome),
        words.t("partners.names." + outcome.name()),
        words.t("partners.names." + outcome.name() + "Text"),
        verdict.reasons().stream().map(each -> sentence(each, words)).toList());
  }

  /// A name as somebody typed it, in any order.
  public static PersonName typed(String text) {
    return PersonName.full(text.substring(0, Math.min(text.length(), LONGEST)));
  }

  private static Tone tone(NameVerdict.Outcome outcome) {
    return switch (outcome) {
      case SAME, SAME_BY_CONVENTION -> Tone.OK;
      case POSSIBLY -> Tone.DUE;
      case DIFFERENT -> Tone.STOP;
    };
  }

  private static String sentence(NameReason reason, Words words) {
    var text = words.t("web.name." + reason.code());
    var spoken = List.of(reason.a(), reason.b()).stream().filter(each -> !each.isEmpty()).toList();
    return spoken.isEmpty() ? text : text + " (" + String.join(" / ", spoken) + ")";
  }

  /// Names are personal.
  @Override
  public String toString() {
    return "NamesSeen[" + tone + "]";
  }
}
