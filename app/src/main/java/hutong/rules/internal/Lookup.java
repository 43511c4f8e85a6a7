package hutong.rules.internal;

import hutong.rules.PolicyRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the one row of a table that speaks to a key on a day, and says how it stands.
final class Lookup {

  enum Status {
    /// Nobody said what to look for.
    NOT_GIVEN,
    /// No row has this key.
    NONE,
    NOT_YET,
    IN_FORCE,
    ENDED,
    /// In force, but never verified.
    UNVERIFIED
  }

  /// @param context what the model gets: the row's columns and its status
  record Found(Status status, @Nullable PolicyRow row, Map<String, Object> context) {}

  static final String ALWAYS = "always";

  private static final Found NOT_GIVEN = nothing(Status.NOT_GIVEN);
  private static final Found NONE = nothing(Status.NONE);

  private final String name;
  private final String find;
  private final Map<String, List<Map<Status, Found>>> rows;

  Lookup(String name, String find, List<PolicyRow> rows) {
    this.name = name;
    this.find = find;
    var byKey = new HashMap<String, List<Map<Status, Found>>>();
    for (var row : rows) {
      var key = find.equals(ALWAYS) ? ALWAYS : row.key();
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(standings(row));
    }
    this.rows = Map.copyOf(byKey);
  }

  String name() {
    return name;
  }

  /// The fact, or `table.column`, whose value is looked for.
  String find() {
    return find;
  }

  private static Found nothing(Status status) {
    return new Found(status, null, Map.of("status", status.name()));
  }

  private static Map<Status, Found> standings(PolicyRow row) {
    var standings = new EnumMap<Status, Found>(Status.class);
    for (var status : Status.values()) {
      var context = new HashMap<>(row.columns());
      context.put("key", row.key());
      context.put("status", status.name());
      standings.put(status, new Found(status, row, Map.copyOf(context)));
    }
    return standings;
  }

  /// @param day the day the row must bind on
  /// @param asOf the day of asking: a row that ended before it says nothing any more
  Found find(@Nullable Object key, LocalDate day, LocalDate asOf) {
    if (key == null) {
      return NOT_GIVEN;
    }
    Found best = null;
    for (var standings : rows.getOrDefault(key.toString(), List.of())) {
      var row = standings.get(Status.NONE);
      if (row == null || row.row() == null) {
        continue;
      }
      var found = standings.get(status(row.row(), day, asOf));
      if (best == null || (found != null && rank(found) > rank(best))) {
        best = found;
      }
    }
    return best == null ? NONE : best;
  }

  private static Status status(PolicyRow row, LocalDate day, LocalDate asOf) {
    if (day.isBefore(row.validity().from())) {
      return Status.NOT_YET;
    }
    if (day.isAfter(row.validity().to()) || asOf.isAfter(row.validity().to())) {
      return Status.ENDED;
    }
    return row.certainty().carriesAYes() ? Status.IN_FORCE : Status.UNVERIFIED;
  }

  private static int rank(Found found) {
    return switch (found.status()) {
      case NOT_GIVEN, NONE -> 0;
      case NOT_YET -> 1;
      case ENDED -> 2;
      case UNVERIFIED -> 3;
      case IN_FORCE -> 4;
    };
  }
}
