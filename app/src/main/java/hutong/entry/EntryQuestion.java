package hutong.entry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// May I enter without a visa? The facts bear the names of the rule set `entry`.
///
/// @param facts `nationality` (ISO 3166 or as the passport prints it) is needed; the rest may be
///     left out: `document`, `documentExpiry`, `arrival`, `purpose`, `days`, `cameFrom`, `goesTo`,
///     `port`, `exitPort`, `onwardTicket`, `departure`, `airside`, `onlyHainan`
/// @param asOf the day of asking
public record EntryQuestion(Map<String, Object> facts, LocalDate asOf) {

  public EntryQuestion {
    facts = Map.copyOf(facts);
  }

  public static EntryQuestion of(String nationality, LocalDate asOf) {
    return new EntryQuestion(Map.of("nationality", nationality), asOf);
  }

  public EntryQuestion with(String fact, Object value) {
    var more = new HashMap<>(facts);
    more.put(fact, value);
    return new EntryQuestion(more, asOf);
  }
}
