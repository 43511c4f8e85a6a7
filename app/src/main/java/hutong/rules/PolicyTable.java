package hutong.rules;

import java.util.List;

/// A table of a rule set, as its file has it.
public record PolicyTable(String name, String key, List<String> columns, List<PolicyRow> rows) {

  public PolicyTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
