package hutong.presentation;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.util.List;

/// A traveller who is known here disclosed facts to somebody.
///
/// @param party a typed id such as `partner_…`
/// @param facts the keys of the facts, never their values
public record FactsDisclosed(
    PresentationId presentation,
    PersonId person,
    String party,
    String purpose,
    List<String> facts,
    Instant at) {

  public FactsDisclosed {
    facts = List.copyOf(facts);
  }
}
