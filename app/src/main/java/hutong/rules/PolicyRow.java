package hutong.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// One row of a policy table.
///
/// @param table where it stands
/// @param key what it is found by
/// @param columns everything else it says, by column
/// @param verifiedAt the day somebody last compared it with its sources
public record PolicyRow(
    String table,
    String key,
    Validity validity,
    List<Source> sources,
    LocalDate verifiedAt,
    Certainty certainty,
    Map<String, Object> columns) {

  public PolicyRow {
    sources = List.copyOf(sources);
    columns = Map.copyOf(columns);
  }

  /// A column's text; empty when the row does not say.
  public String text(String column) {
    return String.valueOf(columns.getOrDefault(column, ""));
  }
}
