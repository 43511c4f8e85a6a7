package hutong.rules;

import java.util.List;
import java.util.Map;

/// A rule set as it runs now.
///
/// @param titles by language tag; `en` is always there
/// @param version hash of the files it was made of
/// @param origin where its files were read from
/// @param facts what it can be told, in the file's order
public record RuleSet(
    String id,
    Map<String, String> titles,
    String version,
    String origin,
    Contact ask,
    List<Fact> facts,
    List<PolicyTable> tables) {

  /// Whom to ask when the rule cannot say.
  public record Contact(String phone, Map<String, String> who) {
    public Contact {
      who = Map.copyOf(who);
    }
  }

  /// A fact it can be told: its name, its type, the words it may be (if few), whether it must be
  /// there.
  public record Fact(String name, String type, List<String> words, boolean required) {
    public Fact {
      words = List.copyOf(words);
    }
  }

  public RuleSet {
    titles = Map.copyOf(titles);
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
  }

  /// The table of this name.
  public PolicyTable table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }
}
