package hutong.payment.internal;

import hutong.identity.Document;
import hutong.kernel.Purpose;
import hutong.names.NameContext;
import hutong.names.NameForm.Place;
import hutong.names.NameMatch;
import hutong.names.NameReason;
import hutong.names.NameVerdict;
import hutong.names.PersonName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Whether the name on a card can be the traveller's. It is looked at once, when the card is
/// linked; what is kept is the verdict and its reason, not the name. A card of another name still
/// pays: it may be her husband's. She is told, because a shop may ask.
///
/// @param outcome what the names are to each other
/// @param reason the convention that decided; empty when they are letter for letter the same
record CardHolder(NameVerdict.Outcome outcome, String reason) {

  /// The name as the provider has it, only while a link is being made.
  static final String NAME = "holder";

  private static final String OUTCOME = "name";
  private static final String REASON = "nameReason";
  private static final Set<NameContext> CONTEXTS = Set.of(NameContext.CARD, NameContext.MRZ);

  /// The token with the verdict in the place of the name.
  static Map<String, String> judged(Map<String, String> token, Optional<Document> document) {
    var kept = new TreeMap<>(token);
    var name = kept.remove(NAME);
    if (name == null || name.isBlank() || document.isEmpty()) {
      return kept;
    }
    var holder = compare(document.get(), name);
    kept.put(OUTCOME, holder.outcome.name());
    kept.put(REASON, holder.reason);
    return kept;
  }

  static CardHolder compare(Document document, String name) {
    var own =
        PersonName.of(
            document.surname().reveal(Purpose.PAYMENT),
            document.givenNames().reveal(Purpose.PAYMENT));
    var verdict = NameMatch.compare(own, PersonName.full(bounded(name)), CONTEXTS);
    var deciding =
        verdict.reasons().stream()
            .filter(NameReason::doubtful)
            .findFirst()
            .or(() -> verdict.reasons().stream().findFirst());
    return new CardHolder(verdict.outcome(), deciding.map(NameReason::code).orElse(""));
  }

  private static String bounded(String name) {
    return name.length() > 4 * Place.CARD.length() ? name.substring(0, 104) : name;
  }

  /// What was found when the card was linked; empty when there was no name or no document.
  static Optional<CardHolder> of(Map<String, String> token) {
    var outcome = token.get(OUTCOME);
    return outcome == null
        ? Optional.empty()
        : Optional.of(
            new CardHolder(NameVerdict.Outcome.valueOf(outcome), token.getOrDefault(REASON, "")));
  }
}
