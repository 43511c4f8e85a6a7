package hutong.presentation;

import hutong.kernel.Purpose;
import hutong.language.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a relying party may ask for, and why: one file of `services/purposes`.
///
/// @param id its name in addresses and in the API, such as `hotel-check-in`
/// @param reads what the access log says it was for
/// @param needed facts without which it cannot be done
/// @param optional facts that she may add
/// @param allowed who may ask
/// @param words by language tag; English and Chinese are always there
/// @param keepMinutes how long the answer can be read here
public record AskingPurpose(
    String id,
    Purpose reads,
    List<Fact> needed,
    List<Fact> optional,
    Allowed allowed,
    Map<String, Text> words,
    int keepMinutes) {

  public AskingPurpose {
    needed = List.copyOf(needed);
    optional = List.copyOf(optional);
    words = Map.copyOf(words);
  }

  /// @param kinds kinds of partners, such as `HOTEL`
  /// @param partners partners by their key, whatever their kind
  public record Allowed(Set<String> kinds, Set<String> partners) {
    public Allowed {
      kinds = Set.copyOf(kinds);
      partners = Set.copyOf(partners);
    }
  }

  /// @param name what it is called
  /// @param why what the facts are for, in a sentence to the traveller
  /// @param basis which law or wish it rests on
  /// @param retention how long whoever asks may keep them, and for what
  public record Text(String name, String why, String basis, String retention) {}

  /// The words in this language, in English when there are none.
  public Text in(Language language) {
    var text = words.get(language.tag());
    return text == null ? words.getOrDefault(Language.ENGLISH.tag(), NOTHING) : text;
  }

  private static final Text NOTHING = new Text("", "", "", "");

  /// Whether these facts are enough. A person of one name has no second half of it to show.
  public boolean enough(Set<Fact> facts) {
    boolean halved = needed.contains(Fact.SURNAME) && needed.contains(Fact.GIVEN_NAMES);
    boolean named = facts.contains(Fact.SURNAME) || facts.contains(Fact.GIVEN_NAMES);
    return needed.stream()
        .allMatch(
            fact ->
                facts.contains(fact)
                    || (halved && named && (fact == Fact.SURNAME || fact == Fact.GIVEN_NAMES)));
  }

  /// Whether this party may ask for it.
  public boolean allows(RelyingParty party) {
    return allowed.kinds().contains(party.kind()) || allowed.partners().contains(party.key());
  }
}
